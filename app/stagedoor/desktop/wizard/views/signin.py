"""The browser's part: what will be seen, the ways to open it, waiting, and pages that never come back."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, PAD
from stagedoor.desktop.widgets import (
    Banner,
    Card,
    Columns,
    Glyph,
    OutlineButton,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    Tag,
    TextField,
    announce,
)
from stagedoor.desktop.widgets.layouts import WrapRow
from stagedoor.desktop.wizard.shown import Shown, SignIn
from stagedoor.desktop.wizard.view import View
from stagedoor.desktop.wizard.views.dead_ends import DeadEnds
from stagedoor.desktop.words import left

_SAID_AT = (60, 10)
"""Seconds that are left when a screen reader says so."""


class SignInView(View):
    def __init__(self, page: SignIn, shown: Shown) -> None:
        super().__init__(tr("What you will see"))
        self._page = page
        self._steps = {row.id for row in shown.rows}
        self._intro()
        self._sights()
        self._buttons()
        self._failed = Banner(
            "warning", tr("The browser could not be started."), tr("Copy the link and open it yourself."), parent=self
        )
        self.column.addWidget(self._failed)
        self._waiting = self._waiting_card()
        self.column.addWidget(self._waiting)
        self._pasting = _PasteBox(self)
        self._pasting.hide()
        self.column.addWidget(self._pasting)
        self._ends = DeadEnds(page.leaving, self._steps, self)
        self._ends.step_wanted.connect(self._go_to)
        self._ends.hide()
        self.column.addWidget(self._ends)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self._show()
        self._timer.start()

    def take(self, shown: Shown) -> bool:
        page = shown.page
        if not isinstance(page, SignIn) or page.leaving.url != self._page.leaving.url:
            return False
        self._page = page
        self._pasting.set_problem(shown.notes[-1] if shown.notes else "")
        self._show()
        return True

    def takes_notes(self) -> bool:
        """What is said is said at the pasted address while one stands there."""
        return bool(self._pasting.field.value)

    def first_focus(self) -> QWidget | None:
        return self._open

    def _intro(self) -> None:
        leaving = self._page.leaving
        count = len(leaving.sights)
        pages = tr("One page comes") if count == 1 else tr("{count} pages come", count=count)
        opens = tr("Your browser opens {platform}. {pages}", platform=leaving.platform_name, pages=pages)
        then = (tr("then this window goes on by itself") if leaving.returns
                else tr("the last one does not load: you copy its address and paste it here"))  # fmt: skip
        words = tr("{opens}; {then}.", opens=opens, then=then)
        self.column.addWidget(PlainLabel(words, "body", "muted", parent=self))
        for warning in leaving.warnings:
            self.column.addWidget(Banner("warning", tr("Before you go on."), warning, parent=self))

    def _sights(self) -> None:
        sides = Columns(gap=14, least=240, most=3)
        for number, sight in enumerate(self._page.leaving.sights, start=1):
            card = Card(name=sight.heading, parent=self)
            head = QHBoxLayout()
            head.setSpacing(GAP)
            head.addWidget(Glyph("mdi6.web", "muted", parent=card))
            head.addWidget(PlainLabel(f"{number} · {sight.heading}", "small_strong", parent=card), 1)
            card.column.addLayout(head)
            if sight.why:
                card.column.addWidget(PlainLabel(sight.why, "small", "muted", parent=card))
            card.column.addWidget(Tag(sight.press, parent=card))
            card.column.addStretch(1)
            sides.addWidget(card)
        self.column.addLayout(sides)

    def _buttons(self) -> None:
        self._open = PrimaryButton(tr("Open the browser"), "mdi6.open-in-new", parent=self)
        self._open.clicked.connect(self._open_usual)
        self._copy = OutlineButton(tr("Copy the link"), "mdi6.content-copy", parent=self)
        self._copy.clicked.connect(self._copy_link)
        row = WrapRow(gap=10)
        row.add(self._open)
        row.add(self._copy)
        self._others = OutlineButton(tr("Private window or another browser"), parent=self)
        self._others.clicked.connect(self._choose_browser)
        self._others.setVisible(len(self._page.browsers) > 1)
        row.add(self._others)
        self.column.addLayout(row)

    def _waiting_card(self) -> Card:
        leaving = self._page.leaving
        card = Card(name=tr("Waiting"), parent=self)
        words = QWidget(card)
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP + 2)
        row.addWidget(Glyph("mdi6.timer-sand", "info", parent=words))
        waiting = tr("Waiting for {platform}", platform=leaving.platform_name)
        row.addWidget(PlainLabel(waiting, "strong", wrap=False, parent=words))
        self._left = PlainLabel("", "body", "muted", wrap=False, parent=words)
        row.addWidget(self._left, 1)
        line = WrapRow(gap=10)
        line.add(words, basis=240, grow=1)
        self._again = OutlineButton(tr("Open again"), parent=card)
        self._again.clicked.connect(self._open_usual)
        self._error = OutlineButton(tr("I see an error page"), "mdi6.help-circle-outline", parent=card)
        self._error.clicked.connect(self._show_ends)
        self._paste = OutlineButton(tr("Paste the address"), parent=card)
        self._paste.clicked.connect(self._show_paste)
        self._paste.setVisible(leaving.paste and leaving.returns)
        self._cancel = QuietButton(tr("Cancel"), parent=card)
        self._cancel.clicked.connect(self._cancelled)
        for button in (self._again, self._error, self._paste, self._cancel):
            line.add(button)
        card.column.addLayout(line)
        return card

    def _show(self) -> None:
        self._waiting.setVisible(self._page.opened)
        if self._page.opened and not self._page.leaving.returns:
            self._pasting.show()
        self._failed.setVisible(self._page.failed)
        self._tick()

    def _seconds(self) -> float:
        return self._page.leaving.ends_at - QDateTime.currentMSecsSinceEpoch() / 1000

    @Slot()
    def _tick(self) -> None:
        seconds = self._seconds()
        self._left.setText(tr("{time} left", time=left(seconds)) if seconds > 0 else tr("time is over"))
        if self._page.opened and round(seconds) in _SAID_AT:
            announce(self, tr("{time} left", time=left(seconds)))

    @Slot()
    def _open_usual(self) -> None:
        self.wanted.emit("browser", "")

    @Slot()
    def _copy_link(self) -> None:
        QGuiApplication.clipboard().setText(self._page.leaving.url)
        self._copy.set_label(tr("Link copied"))
        announce(self, tr("Link copied"))
        self.wanted.emit("copied", None)

    @Slot()
    def _choose_browser(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for choice in self._page.browsers[1:]:
            menu.addAction(choice.name).setData(choice.id)
        menu.triggered.connect(self._chosen)
        menu.popup(self._others.mapToGlobal(QPoint(0, self._others.height())))

    @Slot("QAction*")
    def _chosen(self, action: object) -> None:
        self.wanted.emit("browser", action.data())  # type: ignore[attr-defined]

    @Slot()
    def _show_ends(self) -> None:
        self._ends.setVisible(not self._ends.isVisible())
        if self._ends.isVisible():
            self._ends.take_focus()

    @Slot()
    def _show_paste(self) -> None:
        self._pasting.show()
        self._pasting.field.edit.setFocus()

    @Slot()
    def _cancelled(self) -> None:
        self.wanted.emit("stop", None)

    @Slot(str)
    def _go_to(self, step: str) -> None:
        self.wanted.emit("go_to", step)


class _PasteBox(Card):
    """For a sign-in that ends on a page that does not load: its address holds the answer."""

    def __init__(self, view: SignInView) -> None:
        super().__init__(name=tr("Paste the address"), parent=view)
        self._view = view
        help_text = tr("The whole address from the browser's address bar, also if the page did not load.")
        self.field = TextField(tr("Address"), help=help_text, mono=True, parent=self)
        self.field.submitted.connect(self._use)
        use = OutlineButton(tr("Use this address"), parent=self)
        use.clicked.connect(self._use)
        column = QVBoxLayout()
        column.setSpacing(PAD)
        column.addWidget(self.field)
        column.addWidget(use)
        self.column.addLayout(column)

    def set_problem(self, problem: str) -> None:
        self.field.set_problem(problem if self.field.value else "")

    @Slot()
    def _use(self) -> None:
        if self.field.value:
            self._view.wanted.emit("paste", self.field.value)
