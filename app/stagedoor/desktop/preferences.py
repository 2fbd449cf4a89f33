"""What the person chose in Settings: its keys in the database, and how it takes effect."""

from __future__ import annotations

from collections.abc import Mapping

from stagedoor.desktop.page import Desk
from stagedoor.desktop.theme import Choice, set_reduced_motion

THEME = "theme"
TEXT_SIZE = "text_size"
REDUCED_MOTION = "reduced_motion"
OFFER_COPIED = "offer_copied"

YES, NO = "yes", "no"
THEMES: tuple[Choice, ...] = ("system", "light", "dark")
TEXT_SIZES = (100, 125, 150, 175, 200)
"""Per cent of the usual size."""


def apply_settings(desk: Desk, settings: Mapping[str, str]) -> None:
    """Theme, text size and motion as they are kept; what was never chosen stays as the system has it.

    The window calls it after its first reading of `records.settings()`, the settings page after every change.
    """
    theme = theme_of(settings)
    if settings.get(THEME) and theme != desk.theme.choice:
        desk.theme.choose(theme)
    size = text_size_of(settings)
    if size and round(desk.theme.text_scale * 100) != size:
        desk.theme.set_text_scale(size / 100)
    if REDUCED_MOTION in settings:
        set_reduced_motion(settings[REDUCED_MOTION] == YES)


def theme_of(settings: Mapping[str, str]) -> Choice:
    return next((choice for choice in THEMES if choice == settings.get(THEME)), "system")


def text_size_of(settings: Mapping[str, str]) -> int:
    """Per cent; 0 where nothing usable was chosen."""
    kept = settings.get(TEXT_SIZE, "")
    return int(kept) if kept.isdecimal() and int(kept) in TEXT_SIZES else 0


def offers_copied(settings: Mapping[str, str]) -> bool:
    """Whether a key that was just copied is offered for the field that waits for it. Usual: yes."""
    return settings.get(OFFER_COPIED) != NO
