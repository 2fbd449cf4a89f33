"""Pictures of the simulated pages, taken by a Chromium without a window."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Camera:
    """Pictures of the simulated pages, where a Chromium is installed and somebody wants them."""

    def __init__(self, folder: str | None) -> None:
        self._folder = Path(folder) if folder else None
        self._browser = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
        self._taken: list[Path] = []

    @property
    def folder(self) -> Path | None:
        return self._folder

    def keep(self, picture: Path) -> None:
        """One that somebody else took."""
        self._taken.append(picture)

    def take(self, name: str, url: str) -> None:
        if self._folder is None or self._browser is None or not url:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        picture = self._folder.absolute() / f"{name}.png"
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(
                [
                    self._browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                    "--disable-background-networking", "--hide-scrollbars", "--window-size=1000,760",
                    f"--user-data-dir={profile}", f"--screenshot={picture}", url,
                ],
                check=False, capture_output=True, timeout=60,
            )  # fmt: skip
        if picture.exists():
            self._taken.append(picture)

    def tell(self) -> None:
        if self._folder is None:
            return
        if self._browser is None:
            print("No pictures of the portals: there is no Chromium on this computer.")
        for picture in self._taken:
            print(f"picture: {picture}")
