"""Tasks have an owner, a name and an end."""

import asyncio
import gc
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.desktop.widgets_under_test import Runs

from stagedoor.desktop.tasks import TaskScope


class Seen:
    """What a scope reported, and what its tasks did."""

    def __init__(self) -> None:
        self.errors: list[tuple[str, str]] = []
        self.events: list[str] = []

    def error(self, name: str, error: BaseException) -> None:
        self.errors.append((name, str(error)))

    async def wait(self, name: str = "work") -> None:
        self.events.append(f"{name} started")
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            self.events.append(f"{name} cancelled")
            raise

    async def fail(self) -> None:
        raise ValueError("no answer")


class Stubborn(QWidget):
    """Refuses to close, as a window does that would lose something."""

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  (Qt's name)
        event.ignore()


@pytest.fixture
def seen() -> Seen:
    return Seen()


async def turns(count: int = 5) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def until_closed(scope: TaskScope) -> None:
    async with asyncio.timeout(10):
        while scope.names():  # noqa: ASYNC110  (a scope has no event for the end of its last task; only tests wait)
            await asyncio.sleep(0.001)


def test_a_task_that_only_waits_on_itself_is_kept(run: Runs, seen: Seen) -> None:
    async def story() -> None:
        owner = QObject()
        scope = TaskScope(owner, seen.error)
        scope.start(seen.wait(), "check X")
        await turns()
        gc.collect()
        await turns()
        assert scope.names() == ["check X"]
        assert await scope.aclose() == []

    run(story())
    assert seen.events == ["work started", "work cancelled"]
    assert seen.errors == []


def test_an_error_is_said_once_with_the_name(run: Runs, seen: Seen) -> None:
    async def story() -> None:
        owner = QObject()
        scope = TaskScope(owner, seen.error)
        scope.start(seen.fail(), "check X")
        await until_closed(scope)
        gc.collect()

    run(story())
    assert seen.errors == [("check X", "no answer")]


@pytest.mark.parametrize("expected_logs", [["could not be shown: check X"]])
def test_a_fault_in_showing_an_error_ends_nothing(run: Runs, seen: Seen) -> None:
    def broken(_name: str, _error: BaseException) -> None:
        raise RuntimeError("no window")

    async def story() -> None:
        owner = QObject()
        scope = TaskScope(owner, broken)
        scope.start(seen.fail(), "check X")
        await until_closed(scope)

    run(story())


def test_a_second_start_is_ignored_or_takes_over(run: Runs, seen: Seen) -> None:
    async def story() -> None:
        owner = QObject()
        scope = TaskScope(owner, seen.error)
        first = scope.start(seen.wait("first"), "post", key="post")
        await turns()
        assert scope.start(seen.wait("ignored"), "post", key="post") is first
        second = scope.start(seen.wait("second"), "post", key="post", again="replace")
        await turns()
        assert second is not first
        assert scope.running("post") is second
        await scope.aclose()

    run(story())
    assert seen.events == ["first started", "first cancelled", "second started", "second cancelled"]


def test_after_the_end_the_key_is_free(run: Runs, seen: Seen) -> None:
    async def story() -> None:
        owner = QObject()
        scope = TaskScope(owner, seen.error)
        scope.start(seen.fail(), "post", key="post")
        await until_closed(scope)
        assert scope.running("post") is None
        assert scope.start(seen.wait(), "post", key="post") is not None
        await scope.aclose()

    run(story())


def test_a_closed_scope_takes_nothing_new(run: Runs, seen: Seen) -> None:
    async def story() -> None:
        owner = QObject()
        scope = TaskScope(owner, seen.error)
        await scope.aclose()
        assert scope.start(seen.wait(), "late") is None

    run(story())
    assert seen.events == []


def test_closing_the_window_ends_its_tasks(qtbot: QtBot, run: Runs, seen: Seen) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    async def story() -> None:
        scope = TaskScope(window, seen.error)
        window.show()
        scope.start(seen.wait(), "check X")
        await turns()
        window.close()
        await until_closed(scope)

    run(story())
    assert seen.events[-1] == "work cancelled"


def test_a_refused_close_ends_nothing(qtbot: QtBot, run: Runs, seen: Seen) -> None:
    window = Stubborn()
    qtbot.addWidget(window)

    async def story() -> list[str]:
        scope = TaskScope(window, seen.error)
        window.show()
        scope.start(seen.wait(), "check X")
        window.close()
        await turns(50)
        names = scope.names()
        await scope.aclose()
        return names

    assert run(story()) == ["check X"]
    window.hide()


@pytest.mark.parametrize("kind", [QObject, QWidget])
def test_destroying_the_owner_ends_its_tasks(run: Runs, seen: Seen, kind: type[QObject]) -> None:
    async def story() -> None:
        owner = kind()
        scope = TaskScope(owner, seen.error)
        scope.start(seen.wait(), "check X")
        await turns()
        shiboken6.delete(owner)
        await until_closed(scope)

    run(story())
    assert seen.events[-1] == "work cancelled"


def test_waiting_has_an_end(run: Runs, seen: Seen) -> None:
    async def deaf(release: asyncio.Event) -> None:
        while not release.is_set():
            try:
                await release.wait()
            except asyncio.CancelledError:
                seen.events.append("deaf")

    async def story() -> list[str]:
        release = asyncio.Event()
        owner = QObject()
        scope = TaskScope(owner, seen.error)
        scope.start(deaf(release), "stuck")
        await turns()
        left = await scope.aclose(within=0.05)
        release.set()
        await until_closed(scope)
        return left

    assert run(story()) == ["stuck"]
    assert seen.events == ["deaf"]


def test_an_owner_that_nobody_holds_stays_until_its_tasks_end(run: Runs, seen: Seen) -> None:
    class Page(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.tasks = TaskScope(self, self.show_error)

        def show_error(self, name: str, error: BaseException) -> None:
            seen.error(name, error)

    async def story() -> None:
        release = asyncio.Event()
        page = Page()
        page.tasks.start(release.wait(), "check X")
        there = weakref.ref(page)
        del page
        await turns()
        gc.collect()
        assert there() is not None
        release.set()
        await turns()
        gc.collect()
        assert there() is None

    run(story())
    assert seen.errors == []
