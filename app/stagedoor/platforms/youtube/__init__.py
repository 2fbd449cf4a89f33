"""YouTube: Google's sign-in, the Data API v3 and its resumable upload."""

from stagedoor.platforms.youtube.adapter import Adapter

__all__ = ["Adapter"]
