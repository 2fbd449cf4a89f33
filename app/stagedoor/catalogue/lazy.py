"""Platform files read when they are asked for: a broken one stands in the way of its own platform only."""

from __future__ import annotations

from pathlib import Path

from stagedoor.catalogue.load import load_one
from stagedoor.domain.platform import Platform
from stagedoor.domain.sitting import Sitting


class LazyCatalogue:
    """`ids` are the names of the files; `spec` loads one, with its overlay, once."""

    def __init__(self, resources: Path, overlays: Path) -> None:
        self._resources = resources
        self._overlays = overlays
        self._loaded: dict[str, Platform] = {}
        self._sittings: list[Sitting] | None = None

    def ids(self) -> list[str]:
        return sorted(file.stem for file in (self._resources / "platforms").glob("*.toml"))

    def spec(self, platform: str) -> Platform:
        """Raises NotFound and BadPlatformFile."""
        if platform not in self._loaded:
            self._loaded[platform] = load_one(self._resources, self._overlays, platform)
        return self._loaded[platform]

    def sittings(self) -> list[Sitting]:
        """The platforms that are connected in one sitting. Raises BadPlatformFile."""
        if self._sittings is None:
            from stagedoor.catalogue.sittings import load_sittings  # a script that asks for a token needs none

            self._sittings = load_sittings(self._resources)
        return self._sittings
