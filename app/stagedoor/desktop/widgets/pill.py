"""Pills: a state as shape and word, so that nobody needs the colour; and small facts on a quiet ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stagedoor.desktop.theme import Role, Tone, color, paint_glyph, scaled
from stagedoor.desktop.widgets.label import PlainLabel
from stagedoor.desktop.widgets.painting import paint_box
from stagedoor.domain.health import Slug

SHAPES: dict[Slug, tuple[str, Tone]] = {
    "locked": ("mdi6.lock", "warning"),
    "reconnect": ("mdi6.close-octagon", "bad"),
    "partial": ("mdi6.alert", "bad"),
    "ends_soon": ("mdi6.clock-alert-outline", "warning"),
    "limited": ("mdi6.gauge-empty", "warning"),
    "renew_failed": ("mdi6.sync-alert", "warning"),
    "setup": ("mdi6.timer-sand", "info"),
    "waiting": ("mdi6.timer-sand", "info"),
    "test_only": ("mdi6.eye-outline", "info"),
    "manual": ("mdi6.hand-back-right", "info"),
    "unreachable": ("mdi6.minus", "neutral"),
    "healthy": ("mdi6.check-circle", "good"),
}
"""Shape and tone per state: cross, triangle, clock, gauge, arrow with !, hourglass, eye, hand, dash, tick, padlock."""

_GLYPH = 15
_PAD_X = 8
_PAD_Y = 2


class Pill(PlainLabel):
    """Words on a tinted, fully rounded ground, with or without a glyph before them. Never wraps, never shortens."""

    def __init__(
        self, text: str = "", tone: Tone = "neutral", glyph: str = "", *, role: Role = "small_strong",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._ground_tone: Tone = tone
        self._glyph = glyph
        super().__init__(text, role, self._words(), wrap=False, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_look(self, tone: Tone, glyph: str) -> None:
        self._ground_tone = tone
        self._glyph = glyph
        self.set_tone(self._words())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._left() + scaled(_PAD_X), 2 * scaled(_PAD_Y))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_box(painter, area, self._ground(), radius=self._radius())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self._glyph:
            side = scaled(_GLYPH)
            left = area.width() - scaled(_PAD_X) - side if rtl else scaled(_PAD_X)
            paint_glyph(painter, QRectF(left, area.center().y() - side / 2, side, side), self._glyph, self._ink())
        painter.end()
        before, after = (scaled(_PAD_X), self._left()) if rtl else (self._left(), scaled(_PAD_X))
        self._paint_words(before, after)

    def _paint_words(self, before: int, after: int) -> None:
        layout, size = self._laid_out(self.width() - before - after)
        painter = QPainter(self)
        painter.setPen(self._ink())
        layout.draw(painter, QRectF(before, (self.height() - size.height()) / 2, 0, 0).topLeft())

    def _left(self) -> int:
        return scaled(_PAD_X) + (scaled(_GLYPH) + scaled(4) if self._glyph else 0)

    def _radius(self) -> float:
        return self.height() / 2

    def _ground(self) -> QColor:
        return color("raised" if self._ground_tone == "neutral" else f"{self._ground_tone}_back")

    def _words(self) -> str:
        return "text" if self._ground_tone == "neutral" else self._ground_tone


class Tag(Pill):
    """A small fact: "6 min", a file name."""

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text, role="small", parent=parent)

    def _radius(self) -> float:
        return 6


class StatusPill(Pill):
    """The state of an account: shape and word together."""

    def __init__(self, slug: Slug, text: str, *, parent: QWidget | None = None) -> None:
        glyph, tone = SHAPES[slug]
        super().__init__(text, tone, glyph, parent=parent)

    def set_state(self, slug: Slug, text: str) -> None:
        glyph, tone = SHAPES[slug]
        self.set_look(tone, glyph)
        self.setText(text)
