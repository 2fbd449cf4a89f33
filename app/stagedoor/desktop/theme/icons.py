"""Icons, drawn when they are painted: they ask theme, mode and pixel ratio at that moment and never go stale.

The glyphs are two of the fonts that lie in qtawesome. Its code is not imported: it would load every part of Qt and all
of its twelve fonts, which is half of what a start takes.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from stagedoor.desktop.theme.palette import color

_FONTS = {"mdi6": "materialdesignicons6-webfont", "fa6b": "fontawesome6-brands-webfont"}


@cache
def _folder() -> Path:
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("qtawesome, whose fonts hold the icons, is not installed")
    return Path(spec.origin).with_name("fonts")


@cache
def _font(prefix: str) -> tuple[str, dict[str, str]]:
    """The family of a font, and its characters (in hexadecimal) by their names; both files end in the same version."""
    stem = _FONTS[prefix]
    font = next(_folder().glob(f"{stem}-[0-9]*.ttf"))
    characters = font.with_name(font.name.replace(stem, f"{stem}-charmap")).with_suffix(".json")
    (family,) = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(font)))
    return family, json.loads(characters.read_text(encoding="utf-8"))


def paint_glyph(painter: QPainter, rect: QRectF, name: str, tint: QColor, size: float | None = None) -> None:
    """Paints one glyph, such as `mdi6.check-circle`, in the middle of the rectangle.

    Unknown names raise KeyError: a wrong icon is found by the first test that shows it.
    """
    prefix, _, glyph = name.partition(".")
    family, characters = _font(prefix)
    character = chr(int(characters[glyph], 16))
    font = QFont(family)
    font.setPixelSize(max(1, round(size or min(rect.width(), rect.height()))))
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
