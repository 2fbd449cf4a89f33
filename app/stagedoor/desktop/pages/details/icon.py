"""The icon: any picture chosen or dropped, shown as portals will show it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP, PAD, color, paint_glyph, scaled
from stagedoor.desktop.widgets import Card, OutlineButton, PlainLabel, QuietButton, Spinner, WrapRow, announce
from stagedoor.desktop.widgets.field import ProblemLine
from stagedoor.desktop.widgets.painting import NONE, paint_box

_SIDE = 128
_RADIUS = 24


class IconCard(Card):
    """`choose` when a file shall be chosen, `dropped(path)` when one came by itself, `reveal` to see where it lies."""

    choose = Signal()
    dropped = Signal(object)
    refused = Signal(str)
    reveal = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name=tr("Icon"), parent=parent)
        self.setAcceptDrops(True)
        self.preview = _Preview(self)
        self.button = OutlineButton(tr("Choose a picture"), "mdi6.image-outline", parent=self)
        self.show_button = QuietButton(tr("Show in folder"), "mdi6.folder-open-outline", about=tr("icon"), parent=self)
        self._spinner = Spinner(tr("Making the icon"), parent=self)
        self._state = PlainLabel("", "small", "muted", parent=self)
        self._problem = ProblemLine(self)
        self._arrange()
        self.button.clicked.connect(self.choose)
        self.show_button.clicked.connect(self.reveal)
        self.show_icon(None)

    @property
    def text(self) -> str:
        """What is said about the picture."""
        return self._state.text()

    @property
    def problem(self) -> str:
        return self._problem.text()

    def show_busy(self) -> None:
        self._problem.show_text("")
        self._spinner.show()
        self._state.setText(tr("Making the icon…"))
        self.button.setEnabled(False)

    def show_icon(self, image: QImage | None, note: str = "") -> None:
        """The icon that is kept, None while there is none."""
        self._rest()
        self.preview.show_image(image)
        self.button.set_label(tr("Another picture") if image is not None else tr("Choose a picture"))
        self.show_button.setVisible(image is not None)
        kept = tr("Saved: the middle square, 1,024 by 1,024 pixels.") if image is not None else ""
        self._state.setText(f"{kept} {note}".strip() or tr("Drop a picture here, or choose one."))

    def show_problem(self, problem: str) -> None:
        """The icon that was kept stays."""
        self._rest()
        has = self.preview.has_image
        self._state.setText(tr("The icon that you had stays.") if has else tr("Drop a picture here, or choose one."))
        self._problem.show_text(problem)
        self.button.setAccessibleDescription(problem)
        announce(self, problem, now=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()
            self._hint(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hint(over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hint(over=False)
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if not files:
            self.refused.emit(tr("Only a picture file of this computer can be dropped here. Save it first."))
        elif len(files) > 1:
            self.refused.emit(tr("Drop one picture at a time."))
        else:
            event.acceptProposedAction()
            self.dropped.emit(Path(files[0]))

    def _hint(self, *, over: bool) -> None:
        self.set_edge("accent" if over else "line")

    def _rest(self) -> None:
        self._spinner.hide()
        self._problem.show_text("")
        self.button.setEnabled(True)
        self.button.setAccessibleDescription("")

    def _arrange(self) -> None:
        why = tr("A square picture for your developer app: your logo, or your face. Portals show it on the page where "
                 "you sign in, TikTok and LinkedIn take no developer app without one.")  # fmt: skip
        self.column.addWidget(PlainLabel(tr("Icon"), "heading", parent=self))
        row = WrapRow(gap=PAD, top=True)
        row.add(self.preview)
        row.add(self._words(), basis=170, grow=1)
        self.column.addLayout(row)
        self.column.addWidget(self._problem)
        self.column.addWidget(PlainLabel(why, "small", "muted", parent=self))
        self.column.addStretch(1)

    def _words(self) -> QWidget:
        words = QWidget(self)
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._spinner, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._state, 1)
        column.addLayout(row)
        return words


class _Preview(QLabel):
    """The picture with round corners, or the room for one; its name says which, for those who cannot see it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._picture: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text_scale_changed()

    @property
    def has_image(self) -> bool:
        return self._picture is not None

    def show_image(self, image: QImage | None) -> None:
        self._picture = None if image is None else QPixmap.fromImage(image)
        self.setAccessibleName(tr("Your icon") if image is not None else tr("No icon yet"))
        self.update()

    def text_scale_changed(self) -> None:
        self.setFixedSize(scaled(_SIDE), scaled(_SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area, radius = QRectF(self.rect()), scaled(_RADIUS)
        if self._picture is None:
            paint_box(painter, area, color("raised"), color("control_line"), radius, dashed=True)
            paint_glyph(painter, area, "mdi6.image-plus-outline", color("muted"), area.width() * 0.35)
            return
        shape = QPainterPath()
        shape.addRoundedRect(area, radius, radius)
        painter.setClipPath(shape)
        painter.drawPixmap(area, self._picture, QRectF(self._picture.rect()))
        painter.setClipping(False)
        paint_box(painter, area, NONE, color("control_line"), radius)


def small(content: bytes) -> QImage:
    """For the preview, sharp up to 200 % text on a screen of double density; empty where it cannot be read."""
    image = QImage.fromData(content)
    return image.scaledToWidth(_SIDE * 4, Qt.TransformationMode.SmoothTransformation) if not image.isNull() else image
