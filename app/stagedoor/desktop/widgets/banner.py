"""One message over a page, with at most one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import CARD_RADIUS, GAP, PAD, Tone, color
from stagedoor.desktop.widgets.button import Button, OutlineButton, PrimaryButton
from stagedoor.desktop.widgets.glyph import Glyph
from stagedoor.desktop.widgets.label import PlainLabel
from stagedoor.desktop.widgets.layouts import WrapRow
from stagedoor.desktop.widgets.painting import paint_box

_GLYPHS: dict[Tone, str] = {
    "info": "mdi6.information", "warning": "mdi6.alert-circle", "bad": "mdi6.alert", "good": "mdi6.check-circle",
    "neutral": "mdi6.information-outline",
}  # fmt: skip
_TEXT_BASIS = 320


class Banner(QWidget):
    """A headline, a sentence, and one action. `acted` when it is pressed.

    `primary` is for a banner whose action is the one thing to do now. `glyph` may say more than the tone does
    (a padlock, no network).
    """

    acted = Signal()

    def __init__(
        self, tone: Tone, headline: str, text: str = "", action: str = "", *, glyph: str = "", action_glyph: str = "",
        primary: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._tone: Tone = tone
        self.words = PlainLabel("", "body", self._ink(), parent=self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.button: Button | None = None
        row = WrapRow(self, gap=PAD)
        row.setContentsMargins(PAD, 12, PAD, 12)
        row.add(self._lead(glyph or _GLYPHS[tone]), basis=_TEXT_BASIS, grow=1)
        if action:
            self.button = (PrimaryButton if primary else OutlineButton)(action, action_glyph, parent=self)
            self.button.clicked.connect(self._act)
            row.add(self.button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_message(headline, text)

    def set_message(self, headline: str, text: str = "") -> None:
        tone = "muted" if self._tone == "neutral" else self._ink()
        self.words.set_parts([(headline, "strong", self._ink()), (f" {text}" if text else "", None, tone)])
        if self.button is not None:
            self.button.set_about(headline)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = color("raised" if self._tone == "neutral" else f"{self._tone}_back")
        paint_box(painter, QRectF(self.rect()), ground, radius=CARD_RADIUS)

    def _lead(self, glyph: str) -> QWidget:
        lead = QWidget(self)
        row = QHBoxLayout(lead)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP + 2)
        row.addWidget(Glyph(glyph, self._ink(), 20, parent=lead), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        return lead

    def _ink(self) -> str:
        return "text" if self._tone == "neutral" else self._tone

    def _act(self) -> None:
        self.acted.emit()


class ErrorPlace(QWidget):
    """Where a page says that something failed, and takes no room while nothing did. `again` when that is pressed."""

    again = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner: Banner | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_error(self, cause: str, fix: str) -> None:
        self.clear()
        self.banner = Banner("bad", cause, fix, tr("Try again"), parent=self)
        self.banner.acted.connect(self.again)
        self._column.addWidget(self.banner)
        self.banner.show()
        self.show()

    def clear(self) -> None:
        if self.banner is not None:
            self.banner.hide()
            self.banner.deleteLater()
        self.banner = None
        self.hide()
