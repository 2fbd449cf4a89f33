"""A home per test, pointed at a practice world of its own."""

import pytest
from tests.helpers.home import home
from tests.helpers.practice import practice_server, visitor, world

pytest.register_assert_rewrite("tests.services.leftovers")
__all__ = ["home", "practice_server", "visitor", "world"]  # fixtures are used by name
