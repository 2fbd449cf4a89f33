"""Between and after: something is under way, something is in the way, or it is done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from stagedoor.desktop.places import Account, Sitting, TestPost, Welcome
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, PAD
from stagedoor.desktop.widgets import (
    Card,
    Glyph,
    LinkButton,
    OutlineButton,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    Spinner,
)
from stagedoor.desktop.widgets.layouts import WrapRow
from stagedoor.desktop.wizard.shown import Busy, Done, Made, Shown, Trouble
from stagedoor.desktop.wizard.view import View
from stagedoor.desktop.words import money
from stagedoor.domain.dates import day


class BusyView(View):
    def __init__(self, text: str) -> None:
        super().__init__("")
        self._words = PlainLabel(text, "strong", parent=self)
        row = QHBoxLayout()
        row.setSpacing(PAD)
        row.addWidget(Spinner(text or tr("One moment"), parent=self))
        row.addWidget(self._words, 1)
        self.column.addLayout(row)

    def take(self, shown: Shown) -> bool:
        if not isinstance(shown.page, Busy):
            return False
        self._words.setText(shown.page.text)
        return True


class TroubleView(View):
    """Cause, fix, and the button that mends it: the step where it went wrong, the keychain, or once more."""

    finish_later = False

    def __init__(self, page: Trouble) -> None:
        super().__init__(page.headline)
        self._page = page
        self.column.addWidget(self._said(page))
        self._mend, what = self._mending(page)
        again = OutlineButton(page.again, parent=self)
        again.clicked.connect(self._again)
        again.setVisible(what != "again")
        leave = QuietButton(tr("Finish later"), parent=self)
        leave.clicked.connect(self._left)
        row = WrapRow()
        for button in (self._mend, again, leave):
            row.add(button)
        self.column.addLayout(row)
        self.column.addWidget(PlainLabel(tr("What you gave so far is kept."), "small", "muted", parent=self))

    def take(self, shown: Shown) -> bool:
        return shown.page == self._page

    def first_focus(self) -> QWidget | None:
        return self._mend

    def _said(self, page: Trouble) -> Card:
        card = Card("line" if page.calm else "bad", name=page.headline, parent=self)
        look = ("mdi6.information-outline", "info") if page.calm else ("mdi6.alert", "bad")
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(Glyph(*look, 22, parent=card), 0, Qt.AlignmentFlag.AlignTop)
        cause = PlainLabel("", "strong", parent=card)
        cause.set_foreign(page.cause, 600)
        head.addWidget(cause, 1)
        card.column.addLayout(head)
        fix = PlainLabel("", parent=card)
        fix.set_foreign(page.fix, 600)
        fix.setVisible(bool(page.fix))
        card.column.addWidget(fix)
        return card

    def _mending(self, page: Trouble) -> tuple[PrimaryButton, str]:
        """The one thing to do now, and what it is."""
        if page.locked:
            button, what = PrimaryButton(tr("Unlock"), "mdi6.key-variant", parent=self), "unlock"
            button.clicked.connect(self._unlock)
        elif page.step:
            words = tr("Go to the step: {title}", title=page.step_title)
            button, what = PrimaryButton(words, "mdi6.chevron-right", parent=self), "go_to"
            button.clicked.connect(self._go_to)
        else:
            button, what = PrimaryButton(page.again, "mdi6.refresh", parent=self), "again"
            button.clicked.connect(self._again)
        return button, what

    @Slot()
    def _unlock(self) -> None:
        self.wanted.emit("unlock", None)

    @Slot()
    def _go_to(self) -> None:
        self.wanted.emit("go_to", self._page.step)

    @Slot()
    def _again(self) -> None:
        self.wanted.emit("again", None)

    @Slot()
    def _left(self) -> None:
        self.wanted.emit("stop", None)


class DoneView(View):
    """A moment of success: what works, until when, and what one may want next."""

    finish_later = False

    def __init__(self, page: Done) -> None:
        works = all(made.works for made in page.accounts)
        super().__init__(tr("{platform} works", platform=page.platform_name) if works
                         else tr("{platform} is connected", platform=page.platform_name))  # fmt: skip
        self._page = page
        head = QHBoxLayout()
        head.setSpacing(PAD)
        head.addWidget(Glyph("mdi6.check-circle", "good", 40, parent=self), 0, Qt.AlignmentFlag.AlignTop)
        said = page.done.removeprefix(f"{self.title}. ")
        if not works:
            said = tr("Something is still missing. It says below what; the account's card leads to what mends it.")
        head.addWidget(PlainLabel(said, parent=self), 1, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(head)
        for made in page.accounts:
            self.column.addWidget(_MadeCard(made, self))
        row = WrapRow()
        self._test = self._offered_test(page)
        if self._test is not None:
            row.add(self._test)
        self._done = OutlineButton(tr("Done"), parent=self)
        self._done.clicked.connect(self._left)
        ahead = tr("Next: {title}", title=page.next_leg)
        self._next = (
            OutlineButton(ahead, "mdi6.chevron-right", parent=self) if page.next_leg
            else QuietButton(tr("Connect another platform"), parent=self)
        )  # fmt: skip
        self._next.clicked.connect(self._another)
        row.add(self._done)
        row.add(self._next)
        self.column.addLayout(row)

    def _offered_test(self, page: Done) -> PrimaryButton | None:
        first = page.accounts[0]
        if page.by_hand or not first.works:
            return None
        price = tr("at most {price}", price=money(first.test_price)) if first.test_price else tr("free")
        button = PrimaryButton(tr("Test post · {price}", price=price), "mdi6.send-outline", parent=self)
        button.clicked.connect(self._post)
        return button

    def take(self, shown: Shown) -> bool:
        return shown.page == self._page

    def first_focus(self) -> QWidget | None:
        return self._test or self._done

    @Slot()
    def _left(self) -> None:
        self.wanted.emit("go", Account(self._page.accounts[0].handle))

    @Slot()
    def _another(self) -> None:
        self.wanted.emit("go", Sitting(self._page.sitting) if self._page.sitting else Welcome())

    @Slot()
    def _post(self) -> None:
        self.wanted.emit("go", TestPost(self._page.accounts[0].handle))


class _MadeCard(Card):
    def __init__(self, made: Made, view: View) -> None:
        super().__init__("line" if made.works else "warning", parent=view)
        self._made, self._view = made, view
        name = PlainLabel("", "strong", parent=self)
        name.set_foreign(made.name, 120)
        self.column.addWidget(name)
        self.column.addWidget(PlainLabel(made.handle, "code", "muted", parent=self))
        if made.sentence:
            said = PlainLabel("", parent=self)
            said.set_foreign(made.sentence, 400)
            self.column.addWidget(said)
        if made.ends_at is not None:
            ends = (
                tr("No end date. Sign in once before {day}; Stagedoor tells you.", day=day(made.ends_at)) if made.once
                else tr("It ends on {day}. Sign in again before; Stagedoor tells you.", day=day(made.ends_at))
            )  # fmt: skip
            self.column.addWidget(PlainLabel(ends, parent=self))
            link = LinkButton(tr("Put it into your calendar"), about=made.handle, parent=self)
            link.clicked.connect(self._calendar)
            self.column.addWidget(link)

    @Slot()
    def _calendar(self) -> None:
        self._view.wanted.emit("calendar", self._made)
