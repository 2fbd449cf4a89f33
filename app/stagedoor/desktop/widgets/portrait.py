"""An account's picture in a circle; the first letter of its name until there is one, or where there is none."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stagedoor.desktop.theme import color, font_for, scaled
from stagedoor.desktop.widgets.painting import paint_box
from stagedoor.domain.plain import plain

SIDE = 46


class Portrait(QWidget):
    """Decoration: the name stands beside it. `url` is where its picture lies, "" for none; it is fetched elsewhere."""

    def __init__(self, name: str, url: str = "", px: int = SIDE, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.url = url
        self._letter = next((c.upper() for c in plain(name, 20) if c.isalnum()), "?")
        self._px = px
        self._picture: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text_scale_changed()

    @property
    def wanted_side(self) -> int:
        """Pixels of the picture that it shows best."""
        return round(self.width() * self.devicePixelRatioF())

    @property
    def has_picture(self) -> bool:
        return self._picture is not None

    def set_picture(self, picture: QImage) -> None:
        """A square picture."""
        self._picture = picture
        self.update()

    def text_scale_changed(self) -> None:
        self.setFixedSize(scaled(self._px), scaled(self._px))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self._picture is not None:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            circle = QPainterPath()
            circle.addEllipse(area)
            painter.setClipPath(circle)
            painter.drawImage(area, self._picture)
            return
        paint_box(painter, area, color("accent_soft"), radius=area.height() / 2)
        painter.setFont(font_for("heading"))
        painter.setPen(color("accent"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._letter)
