"""Prepared posts: a video to begin one with, and what lies in its folder."""

import json
from pathlib import Path

from tests.helpers.home import Home
from tests.media.films import film

from stagedoor.domain.kits import Kit

LINK = "https://m.tiktok.com/@crumbkitchen/video/7301234567890123456"
SMALL = {"width": 360, "height": 640, "seconds": 1.0}


def video(folder: Path, name: str = "Rye Bread.mp4", **given: object) -> Path:
    return film(folder / name, **{**SMALL, **given})  # type: ignore[arg-type]


def names(folder: str | Path) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def told(kit: Kit) -> dict[str, object]:
    document = json.loads((Path(kit.folder) / "kit.json").read_text())
    assert isinstance(document, dict)
    return document


async def again(home: Home, kit: Kit) -> Kit:
    """As a new program finds it."""
    async with home.jobs() as jobs:
        return await jobs.prepare.kit(kit.id)
