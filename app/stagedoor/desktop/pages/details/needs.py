"""What one must have, over the platforms that the person chooses, with ticks that are kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.pages.details.needs_view import Platform, as_text, sum_words
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, GRID, PAD
from stagedoor.desktop.widgets import (
    Card,
    CheckBox,
    LinkButton,
    OutlineButton,
    PlainLabel,
    PlatformTile,
    Tag,
    ToggleButton,
    WrapRow,
    announce,
)
from stagedoor.domain.asking import NeedRow

_TEXT, _NAME = 300, 80


class NeedsCard(Card):
    """`ticked(platform, need, on)`, `opened(link)`, `chosen(ids)` when other platforms are wanted."""

    ticked = Signal(str, str, bool)
    opened = Signal(str)
    chosen = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("What you must have"), parent=parent)
        self._platforms: list[Platform] = []
        self.chips: dict[str, ToggleButton] = {}
        self.sections: dict[str, _Section] = {}
        self.sum = PlainLabel("", "strong", parent=self)
        self.copy_button = OutlineButton(tr("Copy the list"), "mdi6.content-copy", parent=self)
        self.copy_button.clicked.connect(self._copy)
        self._chips = WrapRow()
        self._sections = QVBoxLayout()
        self._sections.setSpacing(PAD)
        self._arrange()

    def show_platforms(self, platforms: Sequence[Platform], chosen: Collection[str]) -> None:
        """All that can be connected; the list is over the chosen ones."""
        self._platforms = list(platforms)
        if list(self.sections) != [platform.id for platform in platforms]:
            self._rebuild(platforms)
        for platform in platforms:
            with QSignalBlocker(self.chips[platform.id]):
                self.chips[platform.id].setChecked(platform.id in chosen)
            self.sections[platform.id].show_needs(platform.needs)
        self._show_chosen()

    def stops(self) -> list[QWidget]:
        """What Tab reaches, in reading order."""
        rows = [stop for section in self.sections.values() for row in section.rows.values() for stop in row.stops()]
        return [*self.chips.values(), *rows, self.copy_button]

    def _rebuild(self, platforms: Sequence[Platform]) -> None:
        for old in (*self.chips.values(), *self.sections.values()):
            old.hide()
            old.deleteLater()
        self.chips = {one.id: ToggleButton(one.name, about=tr("what it takes"), parent=self) for one in platforms}
        self.sections = {one.id: _Section(one, self) for one in platforms}
        for id, chip in self.chips.items():
            chip.toggled.connect(self._toggled)  # a screen reader toggles without a click
            self._chips.add(chip)
            section = self.sections[id]
            section.ticked.connect(self._ticked)
            section.opened.connect(self.opened)
            self._sections.addWidget(section)

    def _shown(self) -> list[Platform]:
        return [platform for platform in self._platforms if self.chips[platform.id].isChecked()]

    def _show_chosen(self) -> None:
        shown = self._shown()
        for id, chip in self.chips.items():
            chip.set_glyph("mdi6.checkbox-marked" if chip.isChecked() else "mdi6.checkbox-blank-outline")
            self.sections[id].setVisible(chip.isChecked())
        self.copy_button.setVisible(bool(shown))
        self._show_sum()

    def _show_sum(self) -> None:
        self.sum.setText(sum_words(self._shown()))
        self.copy_button.set_label(tr("Copy the list"))
        self.copy_button.set_glyph("mdi6.content-copy")

    def _arrange(self) -> None:
        why = tr("Before a guide can begin. Tick what you have: it is kept, and the guides know it, too.")
        self.column.addWidget(PlainLabel(tr("What you must have"), "heading", parent=self))
        self.column.addWidget(PlainLabel(why, "small", "muted", parent=self))
        self.column.addLayout(self._chips)
        self.column.addLayout(self._sections)
        row = WrapRow(gap=PAD)
        row.add(self.sum, basis=160, grow=1)
        row.add(self.copy_button)
        self.column.addLayout(row)

    @Slot()
    def _toggled(self) -> None:
        self._show_chosen()
        self.chosen.emit([platform.id for platform in self._shown()])

    @Slot(str, str, bool)
    def _ticked(self, platform: str, need: str, on: bool) -> None:
        self._platforms = [_with_tick(one, need, on=on) if one.id == platform else one for one in self._platforms]
        self._show_sum()
        self.ticked.emit(platform, need, on)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._shown()))
        self.copy_button.set_label(tr("Copied"))
        self.copy_button.set_glyph("mdi6.check")
        announce(self, tr("Copied"))


def _with_tick(platform: Platform, need: str, *, on: bool) -> Platform:
    rows = tuple(replace(row, ticked=on) if row.id == need else row for row in platform.needs)
    return Platform(platform.id, platform.name, rows)


class _Section(QWidget):
    """What one platform takes."""

    ticked = Signal(str, str, bool)
    opened = Signal(str)

    def __init__(self, platform: Platform, parent: QWidget) -> None:
        super().__init__(parent)
        self._platform = platform
        self.rows: dict[str, NeedLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(PlatformTile(platform.id, 24, parent=self))
        name = PlainLabel("", "strong", parent=self)
        name.set_foreign(platform.name, _NAME)
        head.addWidget(name, 1)
        self._column.addLayout(head)

    def show_needs(self, needs: Sequence[NeedRow]) -> None:
        for need in needs:
            if need.id not in self.rows:
                row = self.rows[need.id] = NeedLine(need, self._platform.name, self)
                row.ticked.connect(self._ticked)
                row.opened.connect(self.opened)
                self._column.addWidget(row)
            self.rows[need.id].set_ticked(on=need.ticked)

    @Slot(str, bool)
    def _ticked(self, need: str, on: bool) -> None:
        self.ticked.emit(self._platform.id, need, on)


class NeedLine(QWidget):
    """A need with its tick: `ticked(id, on)`, `opened(link)`."""

    ticked = Signal(str, bool)
    opened = Signal(str)

    def __init__(self, need: NeedRow, platform: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._need = need
        self.box = CheckBox(f"{need.text}, {platform}", need.how, parent=self)
        self.box.toggled.connect(self._toggled)  # a screen reader toggles without a click
        self._link: LinkButton | None = None
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(self._label(need.text))
        if need.how:
            words.addWidget(self._label(need.how, small=True))
        if need.link:
            about = f"{need.text}, {platform}"
            link = self._link = LinkButton(tr("Show me how"), "mdi6.open-in-new", about=about, parent=self)
            link.clicked.connect(self._open)
            words.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP + 2)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if need.minutes:
            row.addWidget(Tag(tr("{count} min", count=need.minutes), parent=self), 0, Qt.AlignmentFlag.AlignTop)

    def stops(self) -> list[QWidget]:
        return [self.box, *([self._link] if self._link is not None else [])]

    def set_ticked(self, *, on: bool) -> None:
        with QSignalBlocker(self.box):
            self.box.setChecked(on)

    def _label(self, text: str, *, small: bool = False) -> PlainLabel:
        label = PlainLabel("", "small" if small else "body", "muted" if small else "text", parent=self)
        label.set_foreign(tr(text), _TEXT)
        label.setBuddy(self.box)
        return label

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The words tick it, too."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()

    @Slot(bool)
    def _toggled(self, on: bool) -> None:
        self.ticked.emit(self._need.id, on)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self._need.link)
