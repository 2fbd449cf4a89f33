"""A seat at the page of test posts."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from tests.desktop.conftest import Show
from tests.desktop.pages.test_post.made_up import Seat

from stagedoor.desktop.theme import Theme


@pytest.fixture
def seat(theme: Theme, show: Show) -> Callable[..., Seat]:
    def take(platform: str = "x") -> Seat:
        return Seat(theme, show, platform)

    return take


@pytest.fixture
def calm_fingers(qapp: QApplication) -> Iterator[None]:
    """Somebody whose double clicks are so fast that nobody waits for them."""
    usual = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(1)
    yield
    qapp.setDoubleClickInterval(usual)
