"""The first page: what can be connected, and what it takes."""
