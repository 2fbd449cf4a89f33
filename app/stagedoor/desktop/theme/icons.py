"""Icons, drawn when they are painted: they ask theme, mode and pixel ratio at that moment and never go stale.

The glyphs are two of the fonts that come with qtawesome; its own loading of all twelve would cost a start its time.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from qtawesome import get_fonts_info
from qtawesome.iconic_font import IconicFont

from stagedoor.desktop.theme.palette import color

_FONTS = {"mdi6": "materialdesignicons6-webfont", "fa6b": "fontawesome6-brands-webfont"}


@cache
def _glyphs() -> IconicFont:
    _, files = get_fonts_info()
    return IconicFont(*((prefix, *_files(stem, files)) for prefix, stem in _FONTS.items()))


def _files(stem: str, files: list[str]) -> tuple[str, str]:
    """Names of the font and of its table of characters; both end in the same version."""
    font = next(name for name in files if name.startswith(stem))
    version = font.removeprefix(stem).removesuffix(".ttf")
    return font, f"{stem}-charmap{version}.json"


def paint_glyph(painter: QPainter, rect: QRectF, name: str, tint: QColor, size: float | None = None) -> None:
    """Paints one glyph, such as `mdi6.check-circle`, in the middle of the rectangle.

    Unknown names raise KeyError: a wrong icon is found by the first test that shows it.
    """
    prefix, _, glyph = name.partition(".")
    glyphs = _glyphs()
    character = glyphs.charmap[prefix][glyph]
    font = glyphs.font(prefix, max(1, round(size or min(rect.width(), rect.height()))))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setPen(tint)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, character)
    painter.restore()


class _GlyphEngine(QIconEngine):
    """One glyph in the colour of a token; muted where the control is disabled."""

    def __init__(self, name: str, tint: str) -> None:
        super().__init__()
        self._name = name
        self._tint = tint

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        token = "muted" if mode == QIcon.Mode.Disabled else self._tint
        paint_glyph(painter, QRectF(rect), self._name, color(token))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """`size` is in device pixels: Qt has multiplied it by the ratio already."""
        found = QPixmap(size)
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return found

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._name, self._tint)


def icon(name: str, tint: str = "text") -> QIcon:
    """An icon that follows the theme; for Qt's own controls (menus, actions). Ours paint glyphs themselves."""
    return QIcon(_GlyphEngine(name, tint))
