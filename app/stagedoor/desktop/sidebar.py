"""The way around: places with words where there is room, with glyphs alone where there is none."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from stagedoor.desktop.places import Accounts, Activity, Computer, Ends, Kit, Place, Prepare, Settings
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import CONTROL_RADIUS, GRID, PAD, color, font_for, paint_glyph, scaled
from stagedoor.desktop.widgets import PlainLabel
from stagedoor.desktop.widgets.button import QuietButton
from stagedoor.desktop.widgets.glyph import Glyph
from stagedoor.desktop.widgets.painting import NONE, paint_box

WIDE, NARROW = 212, 60
_ITEM = 36
_MARK = 28


@dataclass(frozen=True, slots=True)
class _Entry:
    place: Place
    words: str
    glyph: str
    about: str = ""
    """What tells it from a tab of a page that is called the same."""


def _entries() -> list[_Entry]:
    return [
        _Entry(Accounts(), tr("Accounts"), "mdi6.view-grid-outline"),
        _Entry(Prepare(), tr("Prepare"), "mdi6.movie-open-outline"),
        _Entry(Ends(), tr("What ends next"), "mdi6.calendar-clock-outline"),
        _Entry(Activity(), tr("Activity"), "mdi6.history", tr("of all accounts")),
        _Entry(Computer(), tr("Doctor"), "mdi6.stethoscope", tr("of this computer")),
        _Entry(Settings(), tr("Settings"), "mdi6.cog-outline"),
    ]


class Sidebar(QWidget):
    """`wanted(place)` when an entry is pressed."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Places"))
        self._narrow = False
        self._brand = _Brand(self)
        self.entries = [_EntryButton(entry, self) for entry in _entries()]
        self._keys = _Keys(self)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(self._brand)
        column.addSpacing(PAD + 2)
        for button in self.entries:
            column.addWidget(button)
            button.clicked.connect(self._pressed)
        column.addStretch(1)
        column.addWidget(self._keys)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        self._narrow = narrow
        ends = 12 if narrow else 20  # with large text every pixel of a low window counts
        self._column.setContentsMargins(12, ends, 12, ends)
        self._brand.set_narrow(narrow=narrow)
        self._keys.set_narrow(narrow=narrow)
        for button in self.entries:
            button.set_narrow(narrow=narrow)
        self.text_scale_changed()

    def set_place(self, place: Place) -> None:
        """Marks the entry that the place belongs to; places inside an account belong to the accounts."""
        kinds = {type(button.place) for button in self.entries}
        kind = Prepare if isinstance(place, Kit) else type(place) if type(place) in kinds else Accounts
        for button in self.entries:
            button.set_current(current=type(button.place) is kind)

    def set_needing(self, count: int) -> None:
        """How many accounts need the person."""
        self.entries[0].set_badge(count)

    def set_keys(self, text: str, *, good: bool) -> None:
        self._keys.set_state(text, good=good)

    def text_scale_changed(self) -> None:
        self.setFixedWidth(scaled(NARROW if self._narrow else WIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("sidebar"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), color("line"))

    @Slot()
    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, _EntryButton):
            self.wanted.emit(button.place)


class _Brand(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._narrow = False
        self.setAccessibleName(tr("Stagedoor"))
        self.text_scale_changed()

    def set_narrow(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self.update()

    def text_scale_changed(self) -> None:
        self.setFixedHeight(scaled(_MARK))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = scaled(_MARK)
        left = (self.width() - side) / 2 if self._narrow else scaled(8)
        mark = QRectF(left, 0, side, side)
        paint_box(painter, mark, color("accent"), radius=CONTROL_RADIUS)
        paint_glyph(painter, mark, "mdi6.key-variant", color("on_accent"), side * 0.62)
        if self._narrow:
            return
        font = font_for("heading")
        painter.setFont(font)
        painter.setPen(color("text"))
        words = QRectF(left + side + scaled(10), 0, self.width(), side)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, tr("Stagedoor"))


class _EntryButton(QuietButton):
    """A place. The current one is on a tinted ground; a number says how many accounts need the person."""

    def __init__(self, entry: _Entry, parent: QWidget) -> None:
        self.place = entry.place
        self._words = entry.words
        self._current = False
        self._narrow = False
        self._badge = 0
        super().__init__(entry.words, entry.glyph, about=entry.about, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def current(self) -> bool:
        return self._current

    def set_current(self, *, current: bool) -> None:
        self._current = current
        self._name()
        self.update()

    def set_badge(self, count: int) -> None:
        self._badge = count
        self._name()
        self.update()

    def set_narrow(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self.setToolTip(self._words if narrow else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = scaled(_ITEM)
        if self._narrow:
            return QSize(height, height)
        words = round(QFontMetricsF(self.font()).horizontalAdvance(self.label())) + 2
        return QSize(scaled(12 + 18 + 10) + words + (scaled(34) if self._badge else GRID), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = color("accent_soft") if self._current else color("raised") if self._hot() else NONE
        paint_box(painter, QRectF(self.rect()), ground, radius=CONTROL_RADIUS)
        ink = color("accent" if self._current else "muted")
        side = scaled(18)
        left = (self.width() - side) / 2 if self._narrow else scaled(11)
        paint_glyph(painter, QRectF(left, (self.height() - side) / 2, side, side), self._glyph, ink)
        if self._narrow:
            if self._badge:
                dot = scaled(7)
                place = QRectF(left + side - dot / 2, (self.height() - side) / 2 - dot / 2, dot, dot)
                paint_box(painter, place, color("bad"), radius=dot / 2)
            return
        painter.setFont(self.font())
        painter.setPen(ink)
        words = QRectF(left + side + scaled(10), 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.label())
        if self._badge:
            self._paint_badge(painter)

    def _paint_badge(self, painter: QPainter) -> None:
        text = str(self._badge)
        painter.setFont(font_for("small_strong"))
        wide = max(scaled(20), painter.fontMetrics().horizontalAdvance(text) + 10)
        box = QRectF(self.width() - wide - 10, (self.height() - scaled(18)) / 2, wide, scaled(18))
        paint_box(painter, box, color("bad_back"), radius=box.height() / 2)
        painter.setPen(color("bad"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _name(self) -> None:
        parts = [self.label(), *([self._about] if self._about else [])]
        if self._badge:
            parts.append(tr("{count} need you", count=self._badge))
        if self._current:
            parts.append(tr("you are here"))
        self.setAccessibleName(", ".join(parts))


class _Keys(QWidget):
    """Where the keys lie, and whether that works."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._glyph = Glyph("mdi6.shield-check-outline", "muted", parent=self)
        self._words = PlainLabel("", "small", "muted", parent=self)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(10)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        self.set_narrow(narrow=False)
        self.hide()

    def set_state(self, text: str, *, good: bool) -> None:
        self._words.set_foreign(text, 80)
        self._glyph.set_glyph("mdi6.shield-check-outline" if good else "mdi6.shield-alert-outline",
                              "muted" if good else "warning")  # fmt: skip
        self.setToolTip(self._words.text())
        self.setVisible(bool(text))

    def set_narrow(self, *, narrow: bool) -> None:
        self._words.setVisible(not narrow)
        self._row.setContentsMargins(0 if narrow else 10, 0, 0, 0)
