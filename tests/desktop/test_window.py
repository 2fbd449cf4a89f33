"""The frame around the pages: going, coming back, keys, size, and what is said when something fails."""

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout
from shiboken6 import isValid
from tests.desktop.harness import start_in

from stagedoor.desktop import window as window_module
from stagedoor.desktop.engine import Engine
from stagedoor.desktop.look import Look
from stagedoor.desktop.page import Page
from stagedoor.desktop.places import Account, Accounts, Connect, Ends, Settings, Welcome
from stagedoor.desktop.widgets import PlainLabel
from stagedoor.desktop.window import MainWindow
from stagedoor.domain.errors import Cancelled, SecretLocked

if TYPE_CHECKING:
    pass


class Sheet(Page):
    """A page with one field, which knows how often it was read."""

    def __init__(self, desk, place):
        super().__init__(desk, title=type(place).__name__)
        self.place = place
        self.full = isinstance(place, Connect)
        self.kept = isinstance(place, Accounts)
        self.leave = True
        self.narrow = None
        self.read = 0
        self.field = QLineEdit(self)
        self.field.setAccessibleName("Field")
        QVBoxLayout(self).addWidget(self.field)

    async def refresh(self):
        self.read += 1

    def first_focus(self):
        return self.field

    def may_leave(self):
        return self.leave

    def set_narrow(self, *, narrow):
        self.narrow = narrow


@pytest.fixture
def over(run, theme, tmp_path, monkeypatch):
    """Runs a test's coroutine with a window whose pages are sheets; its engine never starts."""
    monkeypatch.setattr(window_module, "build_page", Sheet)

    def run_it(body, look=Look(), *, simulated=False):  # noqa: B008
        async def main() -> None:
            start = start_in(tmp_path, simulated=simulated)
            window = MainWindow(Engine(start.opened), theme, look, start)
            window.show()
            window.activateWindow()
            window.begin(Accounts())
            await asyncio.sleep(0.02)  # the window system answers: this window is active now
            try:
                await body(window)
            finally:
                await window.end()
                window.hide()
                window.deleteLater()
                await asyncio.sleep(0)

        run(main())

    return run_it


def test_going_and_coming_back(over):
    async def body(window):
        first = window.page
        window.go(Settings())
        window.go(Account("x/crumbkitchen"))
        assert window.place == Account("x/crumbkitchen")
        window.back()
        assert window.place == Settings()
        window.back()
        assert window.page is first
        window.back()
        assert window.place == Accounts()

    over(body)


async def on_screen(window: MainWindow) -> None:
    """Until the page has come, one turn after it was built."""
    while window.page is not None and not window.page.isVisible():  # noqa: ASYNC110  # pages do not tell
        await asyncio.sleep(0)


def test_a_page_that_is_left_is_deleted_unless_it_is_kept(over):
    async def body(window):
        accounts = window.page
        window.go(Settings())
        settings = window.page
        window.go(Ends())
        await on_screen(window)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not isValid(settings)
        assert isValid(accounts)
        assert not accounts.isVisible()

    over(body)


def test_a_page_stays_on_screen_until_there_is_another(over):
    async def body(window):
        accounts = window.page
        window.go(Settings())
        assert accounts.isVisible()
        assert not window.page.isVisible()
        await on_screen(window)
        assert not accounts.isVisible()
        assert window.page.isVisible()

    over(body)


def test_going_back_from_a_place_never_comes_to_the_same_place(over):
    """As when a guide leads on to the page that it was begun from."""

    async def body(window):
        window.go(Welcome())
        window.go(Settings())
        window.replace(Welcome())
        window.back()
        assert window.place == Accounts()

    over(body)


def test_a_replaced_place_is_not_come_back_to(over):
    async def body(window):
        window.go(Settings())
        window.replace(Welcome())
        assert window.place == Welcome()
        window.back()
        assert window.place == Accounts()

    over(body)


def test_a_page_may_keep_the_person(over):
    async def body(window):
        closed = []
        window.closed.connect(lambda: closed.append(True))
        window.page.leave = False
        window.go(Settings())
        window.back()
        window.close()
        assert window.place == Accounts()
        assert closed == []
        window.page.leave = True
        window.close()
        assert closed == [True]
        assert window.isVisible()  # the program hides it

    over(body)


def test_keys_go_places(over, qtbot):
    async def body(window):
        for key, place in ((Qt.Key.Key_2, Ends()), (Qt.Key.Key_5, Settings()), (Qt.Key.Key_N, Welcome())):
            qtbot.keyClick(window.page.field, key, Qt.KeyboardModifier.ControlModifier)
            assert window.place == place
        qtbot.keyClick(window.page.field, Qt.Key.Key_Escape)
        assert window.place == Settings()
        qtbot.keyClick(window.page.field, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert window.place == Ends()

    over(body)


def test_the_mouse_goes_back_too(over, qtbot):
    async def body(window):
        window.go(Settings())
        qtbot.mouseClick(window, Qt.MouseButton.BackButton)
        assert window.place == Accounts()

    over(body)


def test_the_keyboard_starts_where_the_page_wants_it(over):
    async def body(window):
        await on_screen(window)
        assert window.page.field.hasFocus()
        window.go(Settings())
        await on_screen(window)
        assert window.page.field.hasFocus()

    over(body)


def test_a_narrow_window_folds(over, theme):
    async def body(window):
        window.resize(1280, 820)
        wide = window.sidebar.width()
        assert narrow(window) is False
        window.resize(900, 600)
        assert narrow(window) is True
        assert window.sidebar.width() < wide / 2
        window.resize(1280, 820)
        theme.set_text_scale(2.0)
        assert narrow(window) is True

    over(body)


def narrow(window: Any) -> bool | None:
    """What the page was told last."""
    told: bool | None = window.page.narrow
    return told


def test_a_full_page_takes_the_whole_window(over):
    async def body(window):
        window.go(Connect("x"))
        assert not window.sidebar.isVisible()
        window.back()
        assert window.sidebar.isVisible()

    over(body)


def test_the_sidebar_says_where_one_is_and_who_needs_one(over):
    async def body(window):
        window.sidebar.set_needing(3)
        window.go(Settings())
        names = [button.accessibleName() for button in window.sidebar.entries]
        assert names[0] == "Accounts, 3 need you"
        assert names[-1] == "Settings, you are here"
        assert len(set(names)) == len(names)

    over(body)


def test_known_errors_are_said_as_cause_and_fix(over):
    async def body(window):
        window.problem(SecretLocked("Your keys are locked.", "Unlock them."))
        assert window.toast.text == "Your keys are locked. Unlock them."

    over(body)


def test_a_fault_of_ours_says_no_value(over, expected_logs):
    expected_logs.append("window_fault")

    async def body(window):
        window.problem(ValueError("AAAA-secret"))
        assert "fault of Stagedoor" in window.toast.text
        assert "report it" in window.toast.text
        assert "lost" not in window.toast.text  # nobody knows
        assert "AAAA" not in window.toast.text

    over(body)


def test_a_person_who_stopped_is_told_nothing(over):
    async def body(window):
        window.problem(Cancelled("Nothing was started."))
        assert window.toast.text == ""

    over(body)


def test_place_and_size_are_kept(over):
    async def body(window):
        assert (window.width(), window.height()) == (940, 640)
        assert window.look().width == 940

    over(body, Look(left=10, top=20, width=940, height=640))


def test_a_place_that_no_screen_shows_any_more_is_forgotten(over):
    async def body(window):
        assert window.x() < 10_000
        assert window.width() > 360

    over(body, Look(left=50_000, top=50_000, width=900, height=600))


def test_made_up_accounts_say_so_on_every_page(over):
    async def body(window):
        for place in (Accounts(), Settings(), Connect("x")):
            window.go(place)
            assert any("Made-up accounts" in text for text in texts(window))

    over(body, simulated=True)


def texts(window: MainWindow) -> list[str]:
    return [label.text() for label in window.findChildren(PlainLabel) if label.isVisible()]
