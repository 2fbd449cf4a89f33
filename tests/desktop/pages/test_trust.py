"""What to trust, and a home that cannot be used."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from tests.desktop.desk import FakeDesk
from tests.desktop.harness import HOME, start
from tests.desktop.pages.driving import button, idle, until, words
from tests.desktop.screens_pages import DAMAGED, FULL, READ_ONLY, TOO_NEW
from tests.desktop.widgets_under_test import Runs, Show

from stagedoor.desktop.pages.can_do import CanDoPage, promises
from stagedoor.desktop.pages.trouble import TroublePage, trouble_of, trouble_page
from stagedoor.desktop.places import Accounts, CanDo
from stagedoor.desktop.theme import Theme
from stagedoor.desktop.widgets import PrimaryButton
from stagedoor.domain.errors import Offline, StagedoorError, StoreError


def test_what_it_can_and_cannot_do_is_all_there_and_leads_back(theme: Theme, show: Show):
    desk = FakeDesk(theme)
    page = CanDoPage(desk, CanDo())
    show(page)
    said = words(page)
    for told in promises():
        assert told.title in said
        assert all(line in said for line in told.lines)
    assert page.first_focus() is page.head.arrow
    page.head.arrow.click()
    assert desk.backs == 1


@pytest.mark.parametrize(
    ("error", "headline"),
    [
        (DAMAGED, "The list of your accounts is damaged"),
        (READ_ONLY, "Stagedoor cannot write to its folder"),
        (FULL, "The disk is full"),
        (TOO_NEW, "A newer Stagedoor was here"),
        (StoreError("It is not a folder.", code="home_missing"), "Stagedoor's folder cannot be used"),
        (StoreError("It belongs to somebody else.", code="home_foreign"), "Stagedoor's folder cannot be used"),
        (StoreError("It is a link.", code="database_not_ours"), "Stagedoor's folder cannot be used"),
    ],
)
def test_every_trouble_says_what_is_safe_and_what_to_do(error: StagedoorError, headline: str):
    trouble = trouble_of(error, version="0.1.0")
    assert trouble is not None
    assert (trouble.headline, trouble.happened) == (headline, error.cause)
    assert trouble.safe[0].startswith("Your keys:")
    assert trouble.todo
    assert trouble.report.splitlines()[0] == "Stagedoor 0.1.0"
    assert f"{error.code}: {error.cause}" in trouble.report


@pytest.mark.parametrize("error", [Offline("No network."), StoreError("Busy."), ValueError("a fault")])
def test_any_other_error_is_said_where_it_happened(theme: Theme, error: BaseException):
    assert trouble_page(FakeDesk(theme, start=start()), error) is None


class Engine:
    def __init__(self, page_of: "Seat") -> None:
        self._seat = page_of

    async def restart(self) -> None:
        self._seat.restarts += 1


class Seat:
    """`error`: what the services raise when they are opened anew."""

    def __init__(self, theme: Theme, show: Show, error: StagedoorError) -> None:
        self.restarts = 0
        self.error: StagedoorError | None = error
        self.shown: list[Path] = []
        self.opens: set[Path] = {HOME}
        self.desk = FakeDesk(theme, answers=self._answer, start=start(show=self._show))
        self.desk.engine = Engine(self)  # type: ignore[assignment]
        page = trouble_page(self.desk, error)
        assert isinstance(page, TroublePage)
        self.page = page
        show(page)

    async def _answer(self, _work: Any) -> Any:
        if self.error is not None:
            raise self.error
        return 1

    def _show(self, path: Path) -> bool:
        self.shown.append(path)
        return path in self.opens


@pytest.fixture
def seat(theme: Theme, show: Show) -> Seat:
    return Seat(theme, show, DAMAGED)


def test_trying_again_opens_the_services_anew(run: Runs, seat: Seat):
    async def main() -> None:
        seat.page.again.click()
        await until(lambda: seat.desk.problems)
        await idle(seat.page)
        assert seat.desk.problems == [DAMAGED]
        assert seat.desk.replaced == []
        assert (seat.page.again.label(), seat.page.again.isEnabled()) == ("Try again", True)
        seat.error = None
        seat.page.again.click()
        await idle(seat.page)
        assert seat.desk.replaced == [Accounts()]
        assert seat.restarts == 2

    run(main())


def test_leaving_while_it_tries_breaks_nothing(run: Runs, seat: Seat):
    async def main() -> None:
        seat.page.again.click()
        await until(lambda: seat.page.again.label() == "Trying…")
        seat.page.tasks.close()
        seat.page.setParent(None)
        seat.page.deleteLater()
        QCoreApplication.sendPostedEvents(seat.page, QEvent.Type.DeferredDelete.value)
        await until(lambda: not seat.page.tasks.names())
        assert seat.desk.problems == []

    run(main())


def test_the_copies_are_shown_or_the_folder_above_them(run: Runs, seat: Seat):
    async def main() -> None:
        button(seat.page, "Show the copies").click()
        await idle(seat.page)
        assert seat.shown == [HOME / "backup", HOME]
        assert seat.desk.said == []
        seat.opens.clear()
        button(seat.page, "Show the copies").click()
        await idle(seat.page)
        assert seat.desk.said == [(f"The folder cannot be opened. It is {HOME}", "warning")]

    run(main())


def test_a_report_can_be_copied(run: Runs, seat: Seat):
    button(seat.page, "Copy a report").click()
    assert QGuiApplication.clipboard().text() == seat.page.trouble.report
    assert seat.desk.said[-1][0] == "Copied. It holds names of folders, and no key."


def test_there_is_one_thing_to_do_first(seat: Seat):
    assert [b.label() for b in seat.page.findChildren(PrimaryButton)] == ["Try again"]
    assert seat.page.first_focus() is seat.page.again
