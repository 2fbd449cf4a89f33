"""The parts of a sitting over the head of a guide: how far the others are, and the ways out of this one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stagedoor.desktop.page import Page
from stagedoor.desktop.pages.sitting.view import Skip
from stagedoor.desktop.places import Connect, Sitting
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID, Tone, scaled
from stagedoor.desktop.widgets import Pill, PlainLabel, QuietButton, WrapRow, announce
from stagedoor.desktop.wizard.sitting_view import Around, InSitting, Part, PartState, part_words, twin, where_words

_LOOKS: dict[PartState, tuple[Tone, str]] = {
    "done": ("good", "mdi6.check"), "now": ("info", "mdi6.chevron-right"), "later": ("neutral", "mdi6.circle-outline"),
    "skipped": ("neutral", "mdi6.debug-step-over"),
}  # fmt: skip
_WORDS = 260


class SittingStrip(QWidget):
    """`skipped` and `left`: the person passes this platform over, or goes back to the page of the sitting."""

    skipped = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: InSitting | None = None
        self._narrow = False
        self.words = PlainLabel("", "small", "muted", parent=self)
        self.skip = QuietButton("", "mdi6.debug-step-over", parent=self)
        self.back = QuietButton(tr("Back to the sitting"), "mdi6.format-list-checks", parent=self)
        self.pills: list[Pill] = []
        self.skip.clicked.connect(self.skipped)
        self.back.clicked.connect(self.left)
        head = WrapRow(gap=GRID)
        head.add(self.words, basis=scaled(_WORDS), grow=1)
        head.add(self.skip)
        head.add(self.back)
        self._parts = WrapRow(gap=GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GAP)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addLayout(self._parts)
        self.hide()

    def show_view(self, view: InSitting | None) -> None:
        """Nothing, where the guide is no part of a sitting."""
        if view == self.view:
            return
        self.view = view
        self.setVisible(view is not None)
        if view is not None:
            self.setAccessibleName(twin(view))
            self.skip.set_label(tr("Skip {part}", part=view.own.title))
            self.skip.setVisible(view.own.state != "done")
            self._show_parts(view)

    def set_narrow(self, *, narrow: bool) -> None:
        """Where there is little room, only the part that one is in is named; the sitting and the others are not."""
        if narrow != self._narrow:
            self._narrow = narrow
            if self.view is not None:
                self._show_parts(self.view)

    def _show_parts(self, view: InSitting) -> None:
        name = "" if self._narrow else f"{view.name} · "
        self.words.set_parts([(name, "small_strong", "text"), (where_words(view), None)])
        for old in self.pills:
            self._parts.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.pills = [self._pill(part, named=part is view.own or not self._narrow) for part in view.parts]
        for pill in self.pills:
            self._parts.add(pill)
            pill.show()

    def _pill(self, part: Part, *, named: bool) -> Pill:
        pill = Pill(part.title if named else "", *_LOOKS[part.state], parent=self)
        pill.setAccessibleName(part_words(part))
        pill.setToolTip(part_words(part))
        return pill


class GuideInSitting(QObject):
    """Keeps the strip of a guide true. A sign-in that is mended is no part of any sitting."""

    def __init__(self, page: Page, place: Connect, strip: SittingStrip) -> None:
        super().__init__(page)
        self._page, self._place, self._strip = page, place, strip
        strip.skipped.connect(self._skipped)
        strip.left.connect(self._left)

    async def read(self) -> None:
        if not self._place.platform or self._place.again:
            return
        view = await self._page.desk.do(Around(self._place.platform))
        first = self._strip.view is None
        if first and view is not None and view.own.state == "done":
            return  # one more account of a platform: the sitting has nothing to do with it
        self._strip.show_view(view)
        if first and view is not None:
            announce(self._strip, twin(view))

    async def _skip(self, view: InSitting) -> None:
        await self._page.desk.do(Skip(view.id, view.leg, on=True))
        self._page.desk.say(tr("{part} is skipped. What you gave so far is kept.", part=view.own.title), "info")
        self._page.desk.replace(Sitting(view.id))

    @Slot()
    def _skipped(self) -> None:
        if self._strip.view is not None:
            self._page.tasks.start(self._skip(self._strip.view), "skip", key="skip")

    @Slot()
    def _left(self) -> None:
        if self._strip.view is not None:
            self._page.desk.replace(Sitting(self._strip.view.id))
