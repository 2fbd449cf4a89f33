"""The look: one table of colours, one type scale, one grid, and what is painted from them."""

from stagedoor.desktop.theme.brands import paint_tile
from stagedoor.desktop.theme.fonts import font_for, scaled, text_scale
from stagedoor.desktop.theme.icons import icon, paint_glyph
from stagedoor.desktop.theme.metrics import (
    BODY,
    CARD_RADIUS,
    CONTROL_RADIUS,
    GAP,
    GRID,
    PAD,
    PAGE,
    ROW,
    SCALE,
    Role,
)  # fmt: skip
from stagedoor.desktop.theme.motion import reduced_motion, set_reduced_motion
from stagedoor.desktop.theme.palette import color, palette_for, tokens_of
from stagedoor.desktop.theme.ring import ring_around, ring_radius
from stagedoor.desktop.theme.theme import Choice, Theme
from stagedoor.desktop.theme.tokens import DARK, LIGHT, Scheme, Tokens, Tone, contrast, tokens_for

__all__ = [
    "BODY", "CARD_RADIUS", "CONTROL_RADIUS", "DARK", "GAP", "GRID", "LIGHT", "PAD", "PAGE", "ROW", "SCALE",
    "Choice", "Role", "Scheme", "Theme", "Tokens", "Tone", "color", "contrast", "font_for", "icon", "paint_glyph",
    "paint_tile", "palette_for", "reduced_motion", "ring_around", "ring_radius", "scaled", "set_reduced_motion",
    "text_scale", "tokens_for", "tokens_of",
]  # fmt: skip
