"""Single points of a video's picture."""

from __future__ import annotations

import asyncio
from pathlib import Path

from stagedoor.domain.videos import Picture
from stagedoor.media import Studio


def shown(path: Path, seconds: float = 0.5) -> Picture:
    return asyncio.run(Studio().frame(path, seconds, width=180, height=320))


def point(picture: Picture, x: int, y: int) -> tuple[int, int, int]:
    at = (y * picture.width + x) * 3
    red, green, blue = picture.rgb[at : at + 3]
    return red, green, blue


def middle(path: Path) -> tuple[int, int, int]:
    picture = shown(path)
    return point(picture, picture.width // 2, picture.height // 2)


def corner(path: Path) -> tuple[int, int, int]:
    return point(shown(path), 3, 3)
