"""What the window looked like when it was last closed: size, place, theme. Small, and of no importance if lost."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from stagedoor.desktop.theme import Choice

_CHOICES: tuple[Choice, ...] = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class Look:
    """Place and size in device-independent pixels; no width: never closed before."""

    theme: Choice = "system"
    text_scale: float = 0.0
    left: int = 0
    top: int = 0
    width: int = 0
    height: int = 0
    maximized: bool = False


def read_look(file: Path) -> Look:
    """What is kept there; the usual look where nothing readable is."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return _look(data)
    except (OSError, ValueError, TypeError, AttributeError):
        return Look()


def write_look(file: Path, look: Look) -> None:
    """Keeps it; a home that cannot be written keeps nothing, and that is no error."""
    with contextlib.suppress(OSError):
        new = file.with_suffix(".new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(asdict(look), stream)
        new.replace(file)


def _look(data: dict[str, Any]) -> Look:
    theme = data.get("theme")
    sizes = {name: int(data.get(name, 0)) for name in ("left", "top", "width", "height")}
    return Look(
        theme=theme if theme in _CHOICES else "system",
        text_scale=min(2.0, max(0.0, float(data.get("text_scale", 0)))),
        maximized=data.get("maximized") is True,
        **sizes,
    )
