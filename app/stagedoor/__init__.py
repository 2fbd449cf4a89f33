"""Stagedoor: connect your own social accounts to your own developer apps, on your own computer."""

__version__ = "0.1.0"
