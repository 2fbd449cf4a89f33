"""Distances on a grid of 4 pixels, radii, and the type scale. Device-independent pixels throughout."""

from dataclasses import dataclass
from typing import Literal

GRID = 4
GAP = 8
"""Between things that belong together: buttons of a row, icon and word."""
ROW = 12
"""Between the rows of a card."""
PAD = 16
"""From the edge of a card to what it holds, and between cards."""
PAGE = 28
"""From the edge of the window to the page."""

CARD_RADIUS = 12
CONTROL_RADIUS = 8
RING = 2
RING_GAP = 2

BODY = 14
"""Body text in pixels at a text scale of 1."""

Role = Literal["display", "title", "heading", "strong", "body", "control", "small", "small_strong", "code"]


@dataclass(frozen=True, slots=True)
class Type:
    """One step of the type scale: size in pixels, weight (100 to 900), height of a line relative to the size."""

    px: float
    weight: int
    line: float
    mono: bool = False


SCALE: dict[Role, Type] = {
    "display": Type(26, 700, 1.3),
    "title": Type(22, 700, 1.3),
    "heading": Type(16, 600, 1.35),
    "strong": Type(14, 600, 1.43),
    "body": Type(14, 400, 1.43),
    "control": Type(13.5, 500, 1.3),
    "small": Type(12.5, 400, 1.45),
    "small_strong": Type(12.5, 600, 1.45),
    "code": Type(12.5, 400, 1.4, mono=True),
}
