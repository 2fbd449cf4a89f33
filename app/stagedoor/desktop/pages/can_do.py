"""What Stagedoor can and cannot do, said before anybody has to trust it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.page import Desk, Page
from stagedoor.desktop.places import Place
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD
from stagedoor.desktop.widgets import Columns, PageHead, ScrollPage
from stagedoor.desktop.widgets.listcard import ListCard


@dataclass(frozen=True, slots=True)
class Promises:
    """`glyph` and `tone` say the same as the title, for eyes."""

    title: str
    glyph: str
    tone: str
    lines: tuple[str, ...]


def promises() -> tuple[Promises, ...]:
    return (
        Promises(tr("It can"), "mdi6.check-circle", "good", (
            tr("post to your accounts, where you connected it for posting, when you press a button that says so"),
            tr("read what the platform shows about the account: its name, followers, what is left of a quota"),
            tr("delete test posts that it made itself, where the platform lets it"),
            tr("renew a sign-in by itself while it is open, where the platform lets it"),
            tr("hand a fresh token to your own scripts when you ask it to"),
        )),
        Promises(tr("It cannot"), "mdi6.close-octagon", "bad", (
            tr("see or change your passwords: you sign in at the platform, in your own browser"),
            tr("post by itself, on a schedule, or for anybody else"),
            tr("reach accounts that you did not choose in the platform's own question"),
            tr("keep a sign-in alive for ever: most platforms want you back after some weeks"),
            tr("undo what others have seen: a post that was public for a minute was public"),
        )),
        Promises(tr("Where your keys are"), "mdi6.key-variant", "accent", (
            tr("on this computer, in its keychain or in a locked file with your passphrase"),
            tr("they go only to the platform they belong to, over an encrypted connection"),
            tr("there is no server of ours, no account with us, and nothing is counted or reported"),
            tr("no key is written to a log, and none is shown unless you hold a button down"),
            tr("programs that run under your name on this computer can ask your keychain, too"),
        )),
        Promises(tr("What can go wrong"), "mdi6.alert", "warning", (
            tr("a platform can refuse a developer page to a new account, or change its pages overnight"),
            tr("X takes money for posts and for some checks; the price stands on every such button"),
            tr("posting too often can get an account limited, whatever program it is"),
            tr("whoever has your keys can post as you: end them at the platform if a computer is lost"),
        )),
    )  # fmt: skip


class CanDoPage(Page):
    def __init__(self, desk: Desk, _place: Place, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("What Stagedoor can and cannot do"), parent=parent)
        self.area = self.fill_with(ScrollPage(name=self.title))
        self.head = PageHead(self.title, tr("Nothing here needs your trust: the code is open."), parent=self.area)
        self.head.back.connect(self._back)
        grid = Columns(gap=PAD, least=320, most=2)
        for told in promises():
            grid.addWidget(ListCard(told.title, told.lines, told.glyph, told.tone, parent=self.area))
        self.area.column.addWidget(self.head)
        self.area.column.addLayout(grid)

    def first_focus(self) -> QWidget | None:
        return self.head.arrow

    @Slot()
    def _back(self) -> None:
        self.desk.back()
