"""Every page in every state, rendered for eyes: light and dark, at the sizes that count, into build/screens.

python -m tests.desktop.screens [PART OF A NAME ...]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from tests.desktop import (
    screens_account,
    screens_accounts,
    screens_details,
    screens_meta,
    screens_pages,
    screens_prepare,
    screens_sitting,
    screens_wizard,
)
from tests.desktop.desk import FakeDesk
from tests.desktop.gallery import SCREENS as FOLDER
from tests.desktop.gallery import settle
from tests.desktop.screens_dialogs import DIALOGS

from stagedoor.desktop.page import Page
from stagedoor.desktop.places import Accounts, Activity, Computer, Ends, Place, Prepare, Settings
from stagedoor.desktop.sidebar import Sidebar
from stagedoor.desktop.text import Language, set_language
from stagedoor.desktop.theme import Theme, scaled
from stagedoor.desktop.window import NARROW_BELOW

ALL: dict[str, Callable[[FakeDesk], QWidget]] = {
    **screens_accounts.SCREENS, **screens_account.SCREENS, **screens_details.SCREENS, **screens_pages.SCREENS,
    **screens_meta.SCREENS, **screens_sitting.SCREENS, **screens_prepare.SCREENS, **screens_wizard.SCREENS,
}  # fmt: skip


class Size(NamedTuple):
    """A size of the window in pixels, of the text, and the language."""

    width: int
    height: int
    scale: float = 1.0
    language: Language = "en"

    @property
    def name(self) -> str:
        extra = "-long" if self.language == "pseudo" else ""
        return f"{self.width}x{self.height}-{self.scale * 100:.0f}{extra}"


SIZES = (Size(1280, 820), Size(900, 600), Size(1280, 820, 2.0))
NARROWEST = Size(400, 760)
"""Beside a browser; only the wizard goes there."""


def window_of(name: str, desk: FakeDesk, size: Size) -> QWidget:
    """The page as the window shows it, with the sidebar where it has one."""
    page = ALL[name](desk)
    narrow = size.width < scaled(NARROW_BELOW)
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    if isinstance(page, Page):
        page.set_narrow(narrow=narrow)
    if not (isinstance(page, Page) and page.full):
        row.addWidget(_sidebar(_place_of(page), narrow=narrow))
    row.addWidget(page, 1)
    window.resize(QSize(size.width, size.height))
    return window


def _place_of(page: QWidget) -> Place:
    places: dict[str, Place] = {
        "EndsPage": Ends(),
        "ActivityPage": Activity(),
        "ComputerPage": Computer(),
        "SettingsPage": Settings(),
        "KitPage": Prepare(),
        "PreparePage": Prepare(),
    }
    return places.get(type(page).__name__, Accounts())


def _sidebar(place: Place, *, narrow: bool) -> Sidebar:
    sidebar = Sidebar()
    sidebar.set_narrow(narrow=narrow)
    sidebar.set_place(place)
    sidebar.set_needing(3)
    sidebar.set_keys("Keys: GNOME Keyring, working", good=True)
    return sidebar


def render(theme: Theme, name: str, size: Size, *, dark: bool) -> None:
    theme.choose("dark" if dark else "light")
    theme.set_text_scale(size.scale)
    set_language(size.language)
    under, ask = DIALOGS.get(name, (name, None))
    window = window_of(under, FakeDesk(theme), size)
    window.show()
    window.activateWindow()
    settle()
    page = window.findChild(Page)
    focus = page.first_focus() if isinstance(page, Page) else None
    if focus is not None:
        focus.setFocus()
    settle()
    picture = window.grab() if ask is None else _over(window, ask(window))
    picture.save(str(FOLDER / f"{name}-{'dark' if dark else 'light'}-{size.name}.png"))
    window.close()
    window.deleteLater()
    settle()


def _over(window: QWidget, dialog: QWidget) -> QPixmap:
    """The window in the shade, and the dialog in its middle."""
    dialog.show()
    dialog.activateWindow()
    settle()
    ground, top = window.grab(), dialog.grab()
    painter = QPainter(ground)
    painter.fillRect(ground.rect(), QColor(0, 0, 0, 90))
    painter.drawPixmap(QPoint((window.width() - top.width()) // 2, (window.height() - top.height()) // 2), top)
    painter.end()
    return ground


def main(wanted: list[str]) -> None:
    application = QApplication(sys.argv[:1])
    FOLDER.mkdir(parents=True, exist_ok=True)
    theme = Theme(application, "light")
    for name in (*ALL, *DIALOGS):
        if wanted and not any(part in name for part in wanted):
            continue
        for size in (*SIZES, *((NARROWEST,) if name.startswith("wizard") else ())):
            for dark in (False, True):
                render(theme, name, size, dark=dark)


if __name__ == "__main__":
    main(sys.argv[1:])
