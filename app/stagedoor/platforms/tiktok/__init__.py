"""TikTok: hex PKCE, OAuth errors inside good statuses, and drafts for the phone in place of posts."""

from stagedoor.platforms.tiktok.adapter import Adapter

__all__ = ["Adapter"]
