"""LinkedIn: versions by the month, introspection as the cheap question, little text; profiles and Pages."""

from stagedoor.platforms.linkedin.adapter import Adapter

__all__ = ["Adapter"]
