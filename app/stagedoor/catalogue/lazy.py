"""Platform files read when they are asked for: a broken one stands in the way of its own platform only."""

from __future__ import annotations

from pathlib import Path

from stagedoor.catalogue.load import load_one
from stagedoor.domain.platform import Platform


class LazyCatalogue:
    """`ids` are the names of the files; `spec` loads one, with its overlay, once."""

    def __init__(self, resources: Path, overlays: Path) -> None:
        self._resources = resources
        self._overlays = overlays
        self._loaded: dict[str, Platform] = {}

    def ids(self) -> list[str]:
        return sorted(file.stem for file in (self._resources / "platforms").glob("*.toml"))

    def spec(self, platform: str) -> Platform:
        """Raises NotFound and BadPlatformFile."""
        if platform not in self._loaded:
            self._loaded[platform] = load_one(self._resources, self._overlays, platform)
        return self._loaded[platform]
