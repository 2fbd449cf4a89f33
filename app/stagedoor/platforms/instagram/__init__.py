"""Instagram: along with a Facebook Page, or by its own sign-in."""

from stagedoor.platforms.instagram.adapter import Adapter

__all__ = ["Adapter"]
