"""The picture of a person's developer apps: one square file that every portal takes."""

from __future__ import annotations

from stagedoor.domain.errors import BadInput
from stagedoor.services.ports import Ports

SIDE = 1024
"""Pixels. TikTok wants exactly this; LinkedIn takes any square."""
MOST = 5 * 1024 * 1024
"""Bytes of a PNG file that every portal takes."""

_NAME = "icon.png"
_PNG = b"\x89PNG\r\n\x1a\n"


class Icons:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def path(self) -> str:
        """Where it lies, "" while there is none."""
        return await self._ports.computer.kept_file(_NAME)

    async def keep(self, png: bytes) -> str:
        """Keeps the picture and returns where it lies. Raises BadInput for what portals would refuse."""
        if not png.startswith(_PNG) or png[12:16] != b"IHDR":
            raise BadInput("The icon is not a PNG file.", "Choose a picture: Stagedoor makes one of it.")
        width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
        if (width, height) != (SIDE, SIDE):
            raise BadInput(f"The icon has {width} by {height} pixels.", f"Portals want {SIDE} by {SIDE}.")
        if len(png) > MOST:
            raise BadInput("The icon has more than 5 MB.", "Choose a picture with fewer colours.")
        return await self._ports.computer.keep_file(_NAME, png)
