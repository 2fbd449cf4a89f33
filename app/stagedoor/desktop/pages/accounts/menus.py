"""The menus of a card and of the page. They open beside what was pressed and block nothing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from stagedoor.desktop.pages.accounts.view import CardView
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import icon

Entry = tuple[str, str, str]
"""Kind, words, glyph; an empty kind is a line between groups."""

LINE: Entry = ("", "", "")


class Menu(QMenu):
    """`chosen(kind)`. One object for all openings: it is filled when it opens."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.triggered.connect(self._triggered)

    def open_at(self, place: QPoint, entries: list[Entry]) -> None:
        """`place`: on the screen."""
        self.clear()
        for kind, words, glyph in entries:
            if not kind:
                self.addSeparator()
                continue
            action = self.addAction(icon(glyph), words) if glyph else self.addAction(words)
            action.setData(kind)
        self.popup(place)

    @Slot(QAction)
    def _triggered(self, action: QAction) -> None:
        self.chosen.emit(action.data())


def account_entries(view: CardView) -> list[Entry]:
    """What can be done about one account or set-up."""
    if view.is_setup:
        return [
            ("continue", tr("Continue"), "mdi6.chevron-right"),
            LINE,
            ("discard", tr("Discard the set-up…"), "mdi6.trash-can-outline"),
        ]
    asked: list[Entry] = [
        ("check", tr("Check now (free)"), "mdi6.refresh"),
        ("test_post", tr("Test post"), "mdi6.send-outline"),
        ("scripts", tr("Use in scripts"), "mdi6.console"),
    ]
    another: list[Entry] = [("another", view.another, "mdi6.plus")] if view.another and not view.by_hand else []
    return [
        ("open", tr("Open"), "mdi6.chevron-right"),
        *([] if view.by_hand else asked),
        ("label", tr("Label…"), "mdi6.label-outline"),
        *([LINE, *another] if another else []),
        LINE,
        ("disconnect", tr("Disconnect…"), "mdi6.link-off"),
    ]


def page_entries(*, as_list: bool) -> list[Entry]:
    """What can be done about all of them."""
    other: Entry = (
        ("cards", tr("Show as cards"), "mdi6.view-grid-outline")
        if as_list
        else ("list", tr("Show as a list"), "mdi6.format-list-bulleted")
    )
    return [
        ("check_all", tr("Check all now (free checks only)"), "mdi6.refresh"),
        other,
        LINE,
        ("details", tr("Your details"), "mdi6.card-account-details-outline"),
    ]
