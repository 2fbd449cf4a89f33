"""The fixtures of practice, under the names by which tests ask for them."""

from tests.helpers.practice import practice_server, visitor, world

__all__ = ["practice_server", "visitor", "world"]
