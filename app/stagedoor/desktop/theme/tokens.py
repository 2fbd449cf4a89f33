"""Every colour of the window, in one table. Pure data: contrast is computed and tested from here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Scheme = Literal["light", "dark"]
Tone = Literal["good", "warning", "bad", "info", "neutral"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Colours as `#RRGGBB`, named for what they do. A `..._back` is the ground that its tone stands on."""

    scheme: Scheme
    window: str
    sidebar: str
    card: str
    line: str
    control_line: str
    text: str
    muted: str
    raised: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    good: str
    good_back: str
    warning: str
    warning_back: str
    bad: str
    bad_back: str
    info: str
    info_back: str
    shadow: str


LIGHT = Tokens(
    scheme="light",
    window="#F5F6F8", sidebar="#EDEFF3", card="#FFFFFF", line="#E1E5EB", control_line="#7F8896",
    text="#171B21", muted="#5A6472", raised="#EEF0F4",
    accent="#3451D1", accent_strong="#2A43B4", accent_soft="#E8ECFC", on_accent="#FFFFFF",
    good="#0F7B52", good_back="#E2F5EC", warning="#9A5B00", warning_back="#FDF1DC",
    bad="#C02B2B", bad_back="#FCE8E8", info="#1B5FA8", info_back="#E4F0FC",
    shadow="#1F2733",
)  # fmt: skip

DARK = Tokens(
    scheme="dark",
    window="#12151A", sidebar="#0E1115", card="#1B2027", line="#2B323C", control_line="#66717F",
    text="#E9ECF1", muted="#9AA5B3", raised="#262D37",
    accent="#8098FF", accent_strong="#9AAEFF", accent_soft="#222A4B", on_accent="#12151A",
    good="#4CC38A", good_back="#153527", warning="#F0B04C", warning_back="#3A2C12",
    bad="#FF7B7B", bad_back="#401D1F", info="#6CB6FF", info_back="#16304A",
    shadow="#000000",
)  # fmt: skip


def more_contrast(tokens: Tokens) -> Tokens:
    """For people who ask their system for more contrast: no muted words, no faint lines."""
    return replace(tokens, muted=tokens.text, line=tokens.control_line, control_line=tokens.text)


ALL: tuple[Tokens, ...] = (LIGHT, DARK, more_contrast(LIGHT), more_contrast(DARK))


def tokens_for(scheme: Scheme, *, contrast: bool = False) -> Tokens:
    tokens = LIGHT if scheme == "light" else DARK
    return more_contrast(tokens) if contrast else tokens


_TONES = ("good", "warning", "bad", "info")

READ: tuple[tuple[str, str], ...] = (
    *((front, back) for front in ("text", "muted") for back in ("window", "sidebar", "card", "raised")),
    *((front, "accent_soft") for front in ("text", "accent")),
    *(("accent", back) for back in ("window", "sidebar", "card")),
    ("on_accent", "accent"), ("on_accent", "accent_strong"),
    *((tone, back) for tone in _TONES for back in (f"{tone}_back", "card", "window")),
    *(("text", f"{tone}_back") for tone in _TONES),
    ("bad", "bad_back"),
)  # fmt: skip
"""Words and the ground they stand on: 4.5 to 1 at least (WCAG 2.2, 1.4.3)."""

SEEN: tuple[tuple[str, str], ...] = (
    *(("control_line", back) for back in ("window", "card")),
    *(("accent", back) for back in ("window", "sidebar", "card", "raised", *(f"{tone}_back" for tone in _TONES))),
    *((tone, back) for tone in _TONES for back in ("card", "window")),
)
"""Edges of controls, the focus ring, shapes that mean something, and what they stand on: 3 to 1 (WCAG 2.2, 1.4.11)."""


def contrast(front: str, back: str) -> float:
    """The contrast ratio of two colours `#RRGGBB`, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(front), _luminance(back)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
