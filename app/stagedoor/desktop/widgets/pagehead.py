"""The head of a page about one thing: the way back, whose it is, what it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP
from stagedoor.desktop.widgets.button import IconButton
from stagedoor.desktop.widgets.label import PlainLabel
from stagedoor.desktop.widgets.layouts import WrapRow
from stagedoor.desktop.widgets.tile import PlatformTile


class PageHead(QWidget):
    """A title with a line under it. `back` when the arrow is pressed; `platform` puts that platform's tile in front."""

    back = Signal()

    def __init__(self, title: str, subtitle: str = "", *, platform: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead = QWidget(self)
        self.arrow = IconButton(tr("Back"), "mdi6.arrow-left", parent=self._lead)
        self.arrow.clicked.connect(self._back)
        self.title = PlainLabel(title, "title", parent=self._lead)
        self.subtitle = PlainLabel(subtitle, "small", "muted", parent=self._lead)
        self.subtitle.setVisible(bool(subtitle))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        row = QHBoxLayout(self._lead)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.arrow, 0, Qt.AlignmentFlag.AlignVCenter)
        if platform:
            row.addWidget(PlatformTile(platform, parent=self._lead), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self._row = WrapRow(self)
        self._row.add(self._lead, grow=1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_subtitle(self, subtitle: str) -> None:
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def set_aside(self, *beside: QWidget, at_end: tuple[QWidget, ...] = ()) -> None:
        """Widgets right after the words, and others at the end of the line; below where there is no room."""
        self._row.removeWidget(self._lead)
        self._row.add(self._lead)
        for widget in beside:
            self._row.add(widget)
        self._row.add(QWidget(self), basis=0, grow=1)
        for widget in at_end:
            self._row.add(widget)

    @Slot()
    def _back(self) -> None:
        self.back.emit()
