"""A home per test, pointed at a practice world of its own."""

from pathlib import Path

import pytest
from tests.helpers.home import Home
from tests.practice.conftest import practice_server, visitor, world

from stagedoor.practice import World

__all__ = ["practice_server", "visitor", "world"]  # fixtures are used by name


@pytest.fixture
def home(tmp_path: Path, world: World) -> Home:
    return Home(tmp_path / "home", world)
