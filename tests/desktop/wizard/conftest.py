"""A home per test, pointed at a practice world of its own; and somebody at the wizard's page."""

import pytest
from PySide6.QtGui import QGuiApplication
from tests.desktop.widgets_under_test import Runs, Show
from tests.desktop.wizard.at_the_page import Seen

from stagedoor.desktop.theme import Theme


@pytest.fixture
def seen(theme: Theme, show: Show, run: Runs) -> Seen:
    QGuiApplication.clipboard().clear()
    return Seen(theme, show, run)
