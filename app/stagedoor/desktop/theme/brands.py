"""Tiles of the platforms: the brand's colour, a white glyph, and a thin line, since black tiles vanish in the dark."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from stagedoor.desktop.theme.icons import paint_glyph
from stagedoor.desktop.theme.palette import color


@dataclass(frozen=True, slots=True)
class Brand:
    """Ground as `#RRGGBB` and the glyph in white."""

    ground: str
    glyph: str


BRANDS: dict[str, Brand] = {
    "facebook": Brand("#1877F2", "fa6b.facebook-f"),
    "instagram": Brand("#C13584", "fa6b.instagram"),
    "threads": Brand("#101010", "fa6b.threads"),
    "youtube": Brand("#FF0033", "fa6b.youtube"),
    "x": Brand("#0F1419", "fa6b.x-twitter"),
    "tiktok": Brand("#101010", "fa6b.tiktok"),
    "linkedin": Brand("#0A66C2", "fa6b.linkedin-in"),
    "telegram": Brand("#229ED9", "fa6b.telegram"),
}
_OTHER = Brand("#5A6472", "mdi6.web")
_SAME = {"tiktok_business": "tiktok"}


def brand_of(platform: str) -> Brand:
    """The brand of a platform's id; a neutral one for platforms that came later than this table."""
    return BRANDS.get(_SAME.get(platform, platform), _OTHER)


def paint_tile(painter: QPainter, rect: QRectF, platform: str) -> None:
    """A tile that fills the rectangle, its corners rounded in proportion."""
    brand = brand_of(platform)
    radius = rect.width() / 4
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(brand.ground))
    painter.setPen(QPen(color("control_line"), 1))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()
    paint_glyph(painter, rect, brand.glyph, QColor("#FFFFFF"), rect.width() * 0.5)
