"""A platform, or another thing to begin with, as a card that opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from stagedoor.desktop.pages.welcome.view import Tile
from stagedoor.desktop.theme import GAP, GRID, color, paint_glyph, scaled
from stagedoor.desktop.widgets import FlowGrid, OpenCard, Pill, PlainLabel, PlatformTile, Tag, WrapRow
from stagedoor.desktop.widgets.painting import paint_box

_SIDE = 40
_TEXT_BASIS, _NAME_BASIS = 180, 96


class TileCard(OpenCard):
    """High, with the platform's tile above the words; `flat`: beside them."""

    def __init__(self, tile: Tile, *, flat: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(tile.spoken, parent=parent)
        self.tile = tile
        self.setAccessibleDescription(" ".join(part for part in (tile.note, tile.needs) if part))
        self.column.setSpacing(GAP)
        if flat:
            self._arrange_flat()
        else:
            self._arrange_high()

    def _arrange_high(self) -> None:
        self.column.addWidget(self._mark(), 0, Qt.AlignmentFlag.AlignLeft)
        row = WrapRow()
        row.add(self._title(), basis=_NAME_BASIS, grow=1)
        row.add(Tag(self.tile.minutes, parent=self))
        self.column.addLayout(row)
        self.column.addWidget(PlainLabel(self.tile.note, "small", "muted", parent=self))
        if self.tile.needs:
            self.column.addWidget(PlainLabel(self.tile.needs, "small", parent=self))
        self.column.addStretch(1)
        if self.tile.going:
            self.column.addWidget(self._going(), 0, Qt.AlignmentFlag.AlignLeft)

    def _arrange_flat(self) -> None:
        row = WrapRow(gap=GAP + GRID)
        words = QWidget(self)
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._title())
        column.addWidget(PlainLabel(self.tile.note, "small", "muted", parent=words))
        lead = QWidget(self)
        inside = QHBoxLayout(lead)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP + GRID)
        inside.addWidget(self._mark(), 0, Qt.AlignmentFlag.AlignVCenter)
        inside.addWidget(words, 1)
        row.add(lead, basis=_TEXT_BASIS, grow=1)
        row.add(self._going() if self.tile.going else Tag(self.tile.minutes, parent=self))
        self.column.addLayout(row)
        self.column.addStretch(1)

    def _title(self) -> PlainLabel:
        title = PlainLabel("", "strong", parent=self)
        title.set_foreign(self.tile.title, 80)
        return title

    def _going(self) -> Pill:
        return Pill(self.tile.going, "info", "mdi6.timer-sand" if self.tile.platform else "", parent=self)

    def _mark(self) -> QWidget:
        if self.tile.together:
            return _tiles(self.tile.together, self)
        if self.tile.platform:
            return PlatformTile(self.tile.platform, _SIDE, parent=self)
        return _GlyphTile(self.tile.glyph, self)


def _tiles(platforms: Sequence[str], parent: QWidget) -> QWidget:
    """Side by side: they are connected together."""
    marks = QWidget(parent)
    row = QHBoxLayout(marks)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    for platform in platforms:
        row.addWidget(PlatformTile(platform, _SIDE, parent=marks))
    return marks


class _GlyphTile(QWidget):
    """Decoration for what belongs to no platform."""

    def __init__(self, glyph: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._glyph = glyph
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text_scale_changed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_box(painter, area, color("accent_soft"), radius=area.width() / 4)
        paint_glyph(painter, area, self._glyph, color("accent"), area.width() * 0.5)

    def text_scale_changed(self) -> None:
        self.setFixedSize(scaled(_SIDE), scaled(_SIDE))


class TileGrid(FlowGrid):
    """Tiles, and after them a card that is not one of them: it has tab stops of its own."""

    def set_tiles(self, tiles: Sequence[Tile], *, flat: bool = False) -> list[TileCard]:
        """Shows these; returns the cards that were made. Cards of what did not change keep the focus."""
        known = {card.tile: card for card in self.cards() if isinstance(card, TileCard)}
        made = {tile: TileCard(tile, flat=flat, parent=self) for tile in tiles if tile not in known}
        self.set_cards([known.get(tile) or made[tile] for tile in tiles])
        return list(made.values())

    def put_last(self, card: QWidget) -> None:
        """Until tiles are set again."""
        self._columns.addWidget(card)
        card.show()
