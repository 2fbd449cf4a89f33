"""A home per test, pointed at a practice world of its own; and somebody at the wizard's page."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from tests.desktop.conftest import Runs, Show
from tests.desktop.wizard.at_the_page import Seen
from tests.helpers.home import Home
from tests.practice.conftest import practice_server, visitor, world

from stagedoor.desktop.theme import Theme
from stagedoor.practice import World

__all__ = ["practice_server", "visitor", "world"]  # fixtures are used by name


@pytest.fixture
def home(tmp_path: Path, world: World) -> Home:
    return Home(tmp_path / "home", world)


@pytest.fixture
def seen(theme: Theme, show: Show, run: Runs) -> Seen:
    QGuiApplication.clipboard().clear()
    return Seen(theme, show, run)
