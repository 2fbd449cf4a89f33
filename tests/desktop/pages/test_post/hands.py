"""What somebody at the page of test posts does and sees."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QRadioButton
from tests.desktop.pages.driving import button, until, words
from tests.desktop.pages.test_post.made_up import Seat
from tests.desktop.widgets_under_test import name_of

Take = Callable[..., Seat]


LINK = "https://x.com/crumbkitchen/status/1"


async def press(seat: Seat, what: str) -> None:
    """As soon as it can be pressed."""
    await until(button(seat.page, what).isEnabled)
    button(seat.page, what).click()


async def ends(seat: Seat, said: str) -> None:
    await until(lambda: said in words(seat.page))


def sheet(seat: Seat) -> Any:
    assert seat.page.sheet is not None
    return seat.page.sheet


def segment(seat: Seat, start: str) -> QRadioButton:
    (found,) = [s for s in seat.page.findChildren(QRadioButton) if name_of(s).startswith(start)]
    return found


async def idle_but_following(seat: Seat) -> None:
    await until(lambda: seat.page.tasks.names() == ["follow the post"])
