"""Walks every screen there is, at the sizes and in the languages that count: nothing on it may be wrong."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from tests.desktop import gallery
from tests.desktop.desk import FakeDesk
from tests.desktop.gallery import settle
from tests.desktop.screens import ALL, Size, window_of
from tests.desktop.screens_dialogs import DIALOGS
from tests.desktop.walk import enlarge, faults, still

from stagedoor.desktop.text import set_language
from stagedoor.desktop.theme import Theme, set_reduced_motion
from stagedoor.desktop.widgets import Dialog

LOOKS = (Size(900, 600), Size(1280, 820, 1.0, "pseudo"), Size(1280, 820, 2.0), Size(900, 600, 2.0, "pseudo"))
BESIDE = (Size(400, 760), Size(400, 760, 1.0, "pseudo"))
"""Beside a browser."""
GALLERY = {f"gallery-{name}": name for name in gallery.PAGES}
WIZARDS = [name for name in ALL if name.startswith("wizard")]
PAGES = [(name, look) for look in LOOKS for name in (*ALL, *GALLERY)] + [(n, look) for look in BESIDE for n in WIZARDS]


def called(value: object) -> str:
    return value.name if isinstance(value, Size) else str(value)


@pytest.fixture(scope="module", autouse=True)
def light_heap() -> Iterator[None]:
    """What was there before is not looked through again after each of these many tests."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def clean(one_theme: Theme) -> Iterator[None]:
    """As for all tests of the window, but with one collection: nothing here has a loop or a thread."""
    set_reduced_motion(False)
    yield
    settle()
    gc.collect()
    settle()
    assert [type(left).__name__ for left in QApplication.topLevelWidgets()] == []


@pytest.fixture(scope="module", autouse=True)
def usual_look(one_theme: Theme) -> Iterator[None]:
    """Looks change seldom: the tests are in their order."""
    yield
    one_theme.set_text_scale(1.0)
    set_language("en")


def take_look(theme: Theme, look: Size) -> None:
    if theme.text_scale != look.scale:
        theme.set_text_scale(look.scale)
    set_language(look.language)


def leave(*windows: QWidget) -> None:
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.mark.parametrize(("name", "look"), PAGES, ids=called)
def test_nothing_is_wrong_with(name: str, look: Size, theme: Theme):
    take_look(theme, look)
    if name in GALLERY:
        window = gallery.window_of(GALLERY[name], QSize(look.width, look.height))
    else:
        window = still(window_of(name, FakeDesk(theme), look))
    window.show()
    window.activateWindow()
    enlarge(window)
    found = faults(window, one_moment=name not in GALLERY)
    leave(window)
    assert found == []


@pytest.mark.parametrize(("name", "look"), [(n, look) for look in (*LOOKS, *BESIDE) for n in DIALOGS], ids=called)
def test_nothing_is_wrong_with_the_question(name: str, look: Size, theme: Theme):
    take_look(theme, look)
    under, ask = DIALOGS[name]
    window = window_of(under, FakeDesk(theme), look)
    window.show()
    dialog = ask(window)
    dialog.keep_order()
    dialog.show()
    dialog.activateWindow()
    settle()
    found = [*out_of_sight(dialog, look)]
    enlarge(dialog)
    found += faults(dialog)
    leave(dialog, window)
    assert found == []


def out_of_sight(dialog: Dialog, look: Size) -> Iterator[str]:
    """The buttons are always there, and the dialog is not higher than the window."""
    if dialog.height() > look.height:
        yield f"higher than the window: {dialog.height()}"
    if dialog.height() < look.height and dialog.content.verticalScrollBar().maximum():
        yield "scrolls though there is room"
    for button in (dialog.no, dialog.yes):
        if not dialog.rect().contains(button.geometry()):
            yield f"{button.label()} is out of sight"
