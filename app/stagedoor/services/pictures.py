"""Pictures of accounts, fetched when they are shown and kept nowhere."""

from __future__ import annotations

from urllib.parse import urlsplit

from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.exchange import Request
from stagedoor.services.ports import Ports

MOST = 512 * 1024
"""Bytes of a picture; platforms send some 10 kB."""
_WITHIN = 8.0
_LOOPBACK = ("127.0.0.1", "::1")


class Pictures:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def fetch(self, url: str) -> bytes:
        """The bytes of a picture, b"" where there is none to be had: a card looks complete without it.

        Asks with nothing that tells who asks: no key, no cookie.
        """
        if not _may_be_asked(url):
            return b""
        request = Request(method="GET", url=url, name="picture", headers={"accept": "image/*"})
        try:
            response = await self._ports.http.send(request, deadline=_WITHIN, limit=MOST)
        except StagedoorError:
            return b""
        shown = response.headers.get("content-type", "").lower()
        good = response.status == 200 and shown.startswith("image/") and "svg" not in shown
        return response.body if good else b""


def _may_be_asked(url: str) -> bool:
    """Over https; without it only from this computer, where made-up accounts live."""
    try:
        address = urlsplit(url)
        host = address.hostname
    except ValueError:
        return False
    return bool(host) and (address.scheme == "https" or (address.scheme == "http" and host in _LOOPBACK))
