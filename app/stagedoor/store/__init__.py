"""Metadata in one SQLite file, behind the Records port. Secrets are never here."""
