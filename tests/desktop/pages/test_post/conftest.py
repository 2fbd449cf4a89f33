"""A seat at the page of test posts."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from tests.desktop.pages.test_post.hands import Take
from tests.desktop.pages.test_post.made_up import Seat
from tests.desktop.widgets_under_test import Runs, Show

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


@pytest.fixture
def story(run: Runs, seat: Take) -> Callable[..., None]:
    """Runs a test's coroutine with a seat at the page, which has read its prices."""

    def run_it(body: Callable[[Seat], Awaitable[None]], platform: str = "x", **services: Any) -> None:
        taken = seat(platform)
        for name, value in services.items():
            setattr(taken.services, name, value)

        async def main() -> None:
            await taken.page.refresh()
            await body(taken)
            assert taken.desk.problems == []

        run(main())

    return run_it
