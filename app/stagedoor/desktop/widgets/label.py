"""The one class that shows text: plain, whatever it holds, in lines with room to breathe, never cut by its box."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QWidget

from stagedoor.desktop.theme import SCALE, Role, color, font_for, scaled
from stagedoor.domain.plain import plain

Part = tuple[str, Role | None] | tuple[str, Role | None, str]
"""A piece of text, its own role (None: the label's) and, where it differs, the token of its colour."""

_NATURAL = 480
"""Pixels at which running text breaks where nothing else says how wide it is."""
_WORD = 22
"""Characters after which a word without spaces (an address) may break."""
_BREAK = "\u2028"
_SEEN_WIDTHS = 8
_OTHERWISE = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange)
_ELSEWHERE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignJustify


class _Span(NamedTuple):
    start: int
    length: int
    role: Role | None
    tone: str


class PlainLabel(QLabel):
    """Text of a role of the type scale in the colour of a token.

    It never reads markup. What comes from outside goes through `set_foreign`, which also cuts it and takes out what
    is invisible. Emphasis is given in parts, not in the text. Wrapped (the default), it asks for the height that its
    width needs; a label that does not wrap asks for its whole width.
    """

    def __init__(
        self, text: str = "", role: Role = "body", tone: str = "text", *, wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._role: Role = role
        self._tone = tone
        self._spans: list[_Span] = []
        self._layouts: dict[int, tuple[QTextLayout, QSize]] = {}
        self._heights: dict[int, int] = {}
        self._longest: int | None = None
        self._step: int | None = None
        self._from_left: bool | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.text_scale_changed()
        self.setText(text)

    def setText(self, text: str) -> None:
        self._spans = []
        self._show(text)

    def set_foreign(self, text: object, limit: int = 300) -> None:
        """What a platform or a file says: one line, at most `limit` characters, nothing invisible."""
        self.setText(plain(text, limit))

    def set_parts(self, parts: Sequence[Part]) -> None:
        """Text put together from pieces, some with a role of their own (strong words, code)."""
        spans: list[_Span] = []
        at = 0
        for part in parts:
            length = len(part[0].encode("utf-16-le")) // 2  # QTextLayout counts UTF-16 units
            spans.append(_Span(at, length, part[1], part[2] if len(part) == 3 else ""))
            at += length
        self._spans = spans
        self._show("".join(part[0] for part in parts))

    def set_tone(self, tone: str) -> None:
        """Another token for the colour of the words."""
        self._tone = tone
        self.update()

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        if not self.wordWrap():
            return -1
        width = min(width, self.maximumWidth())  # a layout asks with all its width and then gives less
        if width not in self._heights:  # layouts ask again and again
            self._heights[width] = self._laid_out(width - self._sides())[1].height() + self._ends()
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = self._natural_width()
        if self.wordWrap():
            width = min(width, scaled(_NATURAL))
        return self._with_margins(QSize(width, self._laid_out(width)[1].height()))

    def minimumSizeHint(self) -> QSize:
        if not self.wordWrap():
            return self.sizeHint()
        return self._with_margins(QSize(self._longest_word(), self._line_height()))

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        self._forget()
        super().setAlignment(alignment)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _OTHERWISE:
            self._forget()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._ink())
        area = self.contentsRect()
        layout, size = self._laid_out(area.width())
        top = area.top()
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top += max(0, (area.height() - size.height()) // 2)
        layout.draw(painter, QPointF(area.left(), top), [], QRectF(self.rect()))

    def _ink(self) -> QColor:
        return color(self._tone if self.isEnabled() else "muted")

    def _show(self, text: str) -> None:
        self._forget()
        super().setText(text)
        self.updateGeometry()
        self.update()

    def text_scale_changed(self) -> None:
        self._forget()
        self.setFont(font_for(self._role))
        self.updateGeometry()

    def _forget(self) -> None:
        self._layouts.clear()
        self._heights.clear()
        self._longest = self._step = self._from_left = None

    def _line_height(self) -> int:
        if self._step is None:
            pixels, step = QFontMetricsF(self.font()).height(), SCALE[self._role]
            self._step = math.ceil(max(pixels, scaled(step.px * step.line * 100) / 100))
        return self._step

    def _natural_width(self) -> int:
        return self._laid_out(0)[1].width()

    def _longest_word(self) -> int:
        if self._longest is None:
            self._longest = self._measure_longest_word()
        return self._longest

    def _measure_longest_word(self) -> int:
        metrics = QFontMetricsF(self.font())
        words = self.text().replace("\u00a0", "_").split()
        return math.ceil(max((metrics.horizontalAdvance(word[:_WORD]) for word in words), default=0)) + 1

    def _laid_out(self, width: int) -> tuple[QTextLayout, QSize]:
        """Lines at a width, and the room that they take. 0 is one line per line of the text, as wide as it is."""
        if width and self._begins_left() and self._laid_out(0)[1].width() <= width:
            width = 0  # it has room as it is
        if width not in self._layouts:
            if len(self._layouts) >= _SEEN_WIDTHS:
                self._layouts.clear()
            self._layouts[width] = self._lay_out(width)
        return self._layouts[width]

    def _begins_left(self) -> bool:
        """Then lines that are not broken stand in the same place, however wide the label is."""
        if self._from_left is None:
            self._from_left = self._look_from_where()
        return self._from_left

    def _look_from_where(self) -> bool:
        if self.alignment() & _ELSEWHERE or self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return False
        return self.text().isascii() or not any(unicodedata.bidirectional(c) in ("R", "AL") for c in self.text())

    def _lay_out(self, width: int) -> tuple[QTextLayout, QSize]:
        layout = QTextLayout(self.text().replace("\n", _BREAK), self.font())
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        wraps = self.wordWrap() and width > 0
        wrap = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if wraps else QTextOption.WrapMode.ManualWrap
        option.setWrapMode(wrap)
        layout.setTextOption(option)
        layout.setFormats([self._format(span) for span in self._spans])
        return layout, self._set_lines(layout, width)

    def _set_lines(self, layout: QTextLayout, width: int) -> QSize:
        step, top, widest = self._line_height(), 0, 0.0
        layout.beginLayout()
        line = layout.createLine()
        while line.isValid():
            line.setLineWidth(width or 1_000_000)
            line.setPosition(QPointF(0, top + (step - line.height()) / 2))
            widest = max(widest, line.naturalTextWidth())
            top += step
            line = layout.createLine()
        layout.endLayout()
        return QSize(math.ceil(widest) + 1, max(top, step))

    def _format(self, span: _Span) -> QTextLayout.FormatRange:
        look = QTextCharFormat()
        look.setFont(font_for(span.role or self._role))
        if span.tone and self.isEnabled():
            look.setForeground(color(span.tone))
        made = QTextLayout.FormatRange()
        made.start, made.length = span.start, span.length
        made.format = look
        return made

    def _sides(self) -> int:
        margins = self.contentsMargins()
        return margins.left() + margins.right()

    def _ends(self) -> int:
        margins = self.contentsMargins()
        return margins.top() + margins.bottom()

    def _with_margins(self, size: QSize) -> QSize:
        return size + QSize(self._sides(), self._ends())
