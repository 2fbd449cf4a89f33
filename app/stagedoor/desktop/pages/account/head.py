"""The head of an account's page: who it is, how it is, a test post, and everything else in a menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from stagedoor.desktop import words
from stagedoor.desktop.pages.account.sight import Sight
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import IconButton, OutlineButton, PageHead, StatusPill, Tag
from stagedoor.domain.plain import plain

_NAME = 80


class AccountHead(PageHead):
    def __init__(self, handle: str, *, parent: QWidget | None = None) -> None:
        super().__init__(handle, platform=handle.partition("/")[0], parent=parent)
        self.pill = StatusPill("unreachable", "", parent=self)
        self.label = Tag("", parent=self)
        self.post = OutlineButton(tr("Test post"), "mdi6.send-outline", parent=self)
        self.more = IconButton(tr("More"), "mdi6.dots-horizontal", parent=self)
        self.set_aside(self.pill, self.label, at_end=(self.post, self.more))
        self.show_nothing()

    def show_sight(self, sight: Sight) -> None:
        view = sight.view
        self.title.setText(view.title)
        self.set_subtitle(_subtitle(sight))
        self.pill.set_state(view.slug, view.pill)
        self.pill.show()
        self.label.setText(view.label)
        self.label.setVisible(bool(view.label))
        self.post.set_about(view.about)
        self.post.setVisible(sight.card.test_price is not None)
        self.more.set_about(view.about)
        self.more.show()

    def show_nothing(self) -> None:
        """While nothing is known of the account, or not any more."""
        for widget in (self.pill, self.label, self.post, self.more):
            widget.hide()

    def menu_place(self) -> QPoint:
        """Where the menu opens, on the screen."""
        return self.more.mapToGlobal(self.more.rect().bottomLeft())


def _subtitle(sight: Sight) -> str:
    """What it is, since when, and what scripts call it: X · connected 3 Oct · x/crumbkitchen."""
    connection = sight.connection
    day = words.day(connection.confirmed_at, sight.now)
    since = tr("added {day}", day=day) if sight.by_hand else tr("connected {day}", day=day)
    return " · ".join((plain(sight.view.subtitle.split(" · ")[0], _NAME), since, connection.handle))
