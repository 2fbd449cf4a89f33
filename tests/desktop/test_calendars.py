"""The calendar file: in the downloads, where the person looks, or where they say."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from tests.desktop.desk import FakeDesk
from tests.desktop.harness import remembering, start

from stagedoor.desktop.calendars import save_calendar, save_calendar_of_all
from stagedoor.desktop.ics import SignInEnd
from stagedoor.desktop.theme import Theme

ENDS = 1_795_000_000  # 18 Nov 2026, UTC
SEPTEMBER = 1_790_000_000


class Jobs:
    """As much of the services as is asked: the time."""

    def __init__(self) -> None:
        self.ports = self.clock = self

    def now(self) -> float:
        return SEPTEMBER


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's own folder: no downloads in it yet."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    return tmp_path


def desk_of(theme: Theme, shown: list[Path], *, shows: bool = True) -> FakeDesk:
    return FakeDesk(theme, jobs=Jobs(), start=start(show=remembering(shown, works=shows)))


def save(desk: FakeDesk, over: QWidget):
    return save_calendar(desk, over, handle="x/crumb", name="Crumb", platform="X", ends_at=ENDS)


def test_the_file_lies_in_the_downloads_and_is_shown(person: Path, run, theme, show):
    (person / "Downloads").mkdir()
    shown: list[Path] = []
    desk = desk_of(theme, shown)
    over = show(QWidget())
    run(save(desk, over))
    run(save(desk, over))  # once more is no second file
    (path,) = (person / "Downloads").iterdir()
    assert shown == [path, path]
    assert path.name == "stagedoor-x-crumb.ics"
    text = path.read_bytes().decode()
    assert "SUMMARY:Sign in again: X\\, Crumb\r\n" in text
    assert "DTSTART:20261118T110640Z\r\n" in text
    assert "DTSTAMP:20260921T141320Z\r\n" in text
    assert desk.said[0] == ("Saved as stagedoor-x-crumb.ics. Open it, and your calendar takes it in.", "good")


def test_where_no_folder_can_be_shown_the_whole_place_is_said(person: Path, run, theme, show):
    (person / "Downloads").mkdir()
    desk = desk_of(theme, [], shows=False)
    run(save(desk, show(QWidget())))
    assert str(person / "Downloads" / "stagedoor-x-crumb.ics") in desk.said[0][0]


def test_all_ends_go_into_one_file(person: Path, run, theme, show):
    (person / "Downloads").mkdir()
    ends = [SignInEnd(handle=f"x/{name}", name=name, platform="X", ends_at=ENDS) for name in ("a", "b")]
    run(save_calendar_of_all(desk_of(theme, []), show(QWidget()), ends))
    text = (person / "Downloads" / "stagedoor-sign-ins.ics").read_text()
    assert text.count("BEGIN:VEVENT") == 2


def test_a_folder_that_takes_no_file_is_said(person: Path, run, theme, show):
    (person / "Downloads" / "stagedoor-x-crumb.ics").mkdir(parents=True)  # in the way
    shown: list[Path] = []
    desk = desk_of(theme, shown)
    run(save(desk, show(QWidget())))
    ((words, tone),) = desk.said
    assert (tone, shown) == ("bad", [])
    assert str(person / "Downloads") in words


async def dialog() -> QFileDialog:
    async with asyncio.timeout(20):
        while True:
            for widget in QApplication.topLevelWidgets():
                if isinstance(widget, QFileDialog) and widget.isVisible():
                    return widget
            await asyncio.sleep(0.005)


def test_without_downloads_the_person_says_where(person: Path, run, theme, show):
    over = show(QWidget())
    shown: list[Path] = []

    async def body() -> None:
        task = asyncio.get_running_loop().create_task(save(desk_of(theme, shown), over), name="save")
        question = await dialog()
        assert question.selectedFiles()[0].endswith("stagedoor-x-crumb.ics")
        name = question.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(name, QLineEdit)
        name.setText(str(person / "mine.ics"))
        question.accept()
        await task

    run(body())
    assert shown == [person / "mine.ics"]
    assert (person / "mine.ics").read_text().startswith("BEGIN:VCALENDAR")


def test_who_changes_their_mind_gets_no_file(person: Path, run, theme, show):
    over = show(QWidget())
    shown: list[Path] = []

    async def body() -> None:
        task = asyncio.get_running_loop().create_task(save(desk_of(theme, shown), over), name="save")
        (await dialog()).reject()
        await task

    run(body())
    assert shown == []
    assert list(person.glob("*.ics")) == []
