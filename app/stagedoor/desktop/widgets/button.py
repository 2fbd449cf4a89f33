"""Buttons: one primary per moment, outlined for the rest, quiet for what is seldom pressed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from stagedoor.desktop.theme import CONTROL_RADIUS, GAP, Role, color, font_for, paint_glyph, scaled
from stagedoor.desktop.widgets.painting import NONE, paint_box


@dataclass(frozen=True, slots=True)
class _Look:
    """Tokens of a kind of button; an empty name paints nothing."""

    ink: str
    fill: str = ""
    hover: str = ""
    edge: str = ""
    pad: int = 14
    role: Role = "control"


class Button(QPushButton):
    """What all buttons share: the name that a screen reader says, the keys, the paint.

    `about` tells apart buttons with the same words: "Test post" about "X, @crumbkitchen" is called
    "Test post, X, @crumbkitchen". Names of things in the text are safe: an ampersand is an ampersand.
    """

    look = _Look("text")
    glyph_size = 18

    def __init__(self, text: str = "", glyph: str = "", *, about: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = glyph
        self._about = about
        self._plain = ""
        self._hint: QSize | None = None
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text_scale_changed()
        self.set_label(text)

    def label(self) -> str:
        """The visible text."""
        return self._plain

    def set_label(self, text: str) -> None:
        self._plain = text
        self.setText(text.replace("&", "&&"))
        self._name()
        self._resized()

    def set_about(self, about: str) -> None:
        self._about = about
        self._name()

    def set_glyph(self, glyph: str) -> None:
        self._glyph = glyph
        self._resized()
        self.update()

    def sizeHint(self) -> QSize:
        """Kept until words, glyph or text size change: layouts ask for it many times."""
        if self._hint is None:
            self._hint = self._wanted_size()
        return self._hint

    def _wanted_size(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        words = round(metrics.horizontalAdvance(self._plain) + 0.5) + 1 if self._plain else 0
        glyph = scaled(self.glyph_size) if self._glyph else 0
        gap = scaled(GAP) if words and glyph else 0
        pad = scaled(self.look.pad)
        height = max(round(metrics.height()), glyph) + 2 * scaled(self._pad_y())
        return QSize(words + glyph + gap + 2 * pad, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), self._fill(), self._edge(), CONTROL_RADIUS)
        self._paint_content(painter, self._ink())

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        metrics = QFontMetricsF(self.font())
        words = metrics.horizontalAdvance(self._plain)
        glyph = scaled(self.glyph_size) if self._glyph else 0
        gap = scaled(GAP) if words and glyph else 0
        area = QRectF(self.rect())
        left = area.center().x() - (words + glyph + gap) / 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        glyph_left = left + words + gap if mirrored else left
        words_left = left if mirrored else left + glyph + gap
        if glyph:
            tint = self._glyph_ink(ink)
            paint_glyph(painter, QRectF(glyph_left, area.center().y() - glyph / 2, glyph, glyph), self._glyph, tint)
        painter.setFont(self.font())
        painter.setPen(ink)
        box = QRectF(words_left, area.top(), words + 2, area.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._plain)

    def _hot(self) -> bool:
        return self.isEnabled() and (self.underMouse() or self.isDown())

    def _ink(self) -> QColor:
        return color(self.look.ink if self.isEnabled() else "muted")

    def _glyph_ink(self, ink: QColor) -> QColor:
        return ink

    def _fill(self) -> QColor:
        name = self.look.hover if self._hot() else self.look.fill
        return color(name) if name else NONE

    def _edge(self) -> QColor:
        return color(self.look.edge) if self.look.edge and self.isEnabled() else NONE

    def _pad_y(self) -> int:
        return 9

    def _name(self) -> None:
        self.setAccessibleName(", ".join(part for part in (self._plain, self._about) if part))

    def text_scale_changed(self) -> None:
        self.setFont(font_for(self.look.role))
        self._resized()

    def _resized(self) -> None:
        self._hint = None
        self.updateGeometry()


class PrimaryButton(Button):
    """The one thing to do now. It may be `calm` while that is another one: then it looks outlined."""

    look = _Look("on_accent", fill="accent", hover="accent_strong")
    calm = False

    def set_calm(self, *, calm: bool) -> None:
        self.calm = calm
        self.look = OutlineButton.look if calm else PrimaryButton.look
        self.update()

    def _fill(self) -> QColor:
        return super()._fill() if self.isEnabled() or self.calm else color("raised")


class OutlineButton(Button):
    look = _Look("text", fill="card", hover="raised", edge="control_line")

    def _edge(self) -> QColor:
        return color("control_line" if self.isEnabled() else "line")


class ToggleButton(OutlineButton):
    """Outlined, and filled while it is on. `tone` colours the glyph only: the words say what it means."""

    def __init__(
        self, text: str = "", glyph: str = "", tone: str = "text", *, about: str = "", parent: QWidget | None = None
    ) -> None:
        self._tone = tone
        super().__init__(text, glyph, about=about, parent=parent)
        self.setCheckable(True)

    def _glyph_ink(self, _ink: QColor) -> QColor:
        return color(self._tone)

    def _fill(self) -> QColor:
        return color("accent_soft") if self.isChecked() else super()._fill()

    def _edge(self) -> QColor:
        return color("accent") if self.isChecked() else super()._edge()

    def _pad_y(self) -> int:
        return 7


class QuietButton(Button):
    look = _Look("muted", hover="raised")


class DangerButton(OutlineButton):
    """Outlined, in red words: what cannot be taken back."""

    look = _Look("bad", fill="card", hover="bad_back", edge="bad")


class LinkButton(Button):
    """Words that lead somewhere; in the line of other words, so without padding."""

    look = _Look("accent", pad=0)

    def _pad_y(self) -> int:
        return 3

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        font = self.font()
        font.setUnderline(self._hot())
        self.setFont(font)
        super()._paint_content(painter, ink)


class IconButton(QuietButton):
    """Only a glyph: its name is shown as a tip and said by screen readers."""

    look = _Look("muted", hover="raised", pad=9)
    glyph_size = 18

    def __init__(self, name: str, glyph: str, *, about: str = "", parent: QWidget | None = None) -> None:
        self._spoken = name
        super().__init__("", glyph, about=about, parent=parent)
        self.setToolTip(name)

    def set_spoken(self, name: str) -> None:
        """Another name, where a press means something else now."""
        self._spoken = name
        self.setToolTip(name)
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(", ".join(part for part in (self._spoken, self._about) if part))
