"""The post as it will look: who says it, and the text as it is, without any markup."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import color, font_for, scaled
from stagedoor.desktop.widgets import Card, PlainLabel
from stagedoor.desktop.widgets.painting import paint_box
from stagedoor.domain.entities import Connection
from stagedoor.domain.plain import plain

_SIDE = 36
_LONGEST = 5000
_LINES = 40


class Preview(Card):
    """A card with the post."""

    def __init__(self, connection: Connection, *, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("What the post will look like"), parent=parent)
        name = plain(connection.name, 60)
        handle = plain(f"@{connection.username}", 60) if connection.username else ""
        self.who = PlainLabel("", "small", parent=self)
        self.who.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.who.set_parts([
            (name, "small_strong"), (f" {handle}" if handle else "", None, "muted"), (tr(" · now"), None, "muted"),
        ])  # fmt: skip
        self.text = PlainLabel("", "small", parent=self)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Monogram(name, parent=self), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.who, 1)
        self.column.addLayout(head)
        self.column.addWidget(self.text)
        self.column.addStretch(1)

    def show_text(self, text: str) -> None:
        """The lines as typed; what is invisible is taken out, as the platform shows it."""
        lines = [plain(line, _LONGEST) for line in text.strip()[:_LONGEST].splitlines()[:_LINES]]
        self.text.setText("\n".join(lines))


class Monogram(QWidget):
    """The first letters of a name, in the place of a picture. It says nothing: the name stands beside it."""

    def __init__(self, name: str, px: int = _SIDE, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = "".join(word[0] for word in name.split()[:2] if word).upper()
        self._px = px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text_scale_changed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_box(painter, area, color("accent_soft"), radius=area.height() / 2)
        painter.setFont(font_for("small_strong"))
        painter.setPen(color("accent"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._letters)

    def text_scale_changed(self) -> None:
        self.setFixedSize(scaled(self._px), scaled(self._px))
