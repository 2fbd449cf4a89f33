"""Opens an address in the person's browser, as a program of its own that outlives Stagedoor."""

import asyncio
import os
import shlex
import sys
from collections.abc import Mapping

from stagedoor.domain.asking import BrowserChoice
from stagedoor.system import browsers
from stagedoor.system.programs import SETTLE, started


class SystemBrowser:
    """`settle`: seconds that a start has to fail in; what still runs then counts as started."""

    def __init__(self, environ: Mapping[str, str], *, settle: float = SETTLE) -> None:
        self._environ = environ
        self._settle = settle

    async def choices(self) -> list[BrowserChoice]:
        """The usual one, then every browser found here, each with its private window."""
        here = await asyncio.to_thread(browsers.found, self._environ)
        usual = [BrowserChoice(id="", name="Usual browser")]
        for known in browsers.KNOWN:
            if known.id in here:
                usual.append(BrowserChoice(id=known.id, name=known.name))
                private = f"{known.name}, private window"
                usual.append(BrowserChoice(id=known.id + browsers.PRIVATE, name=private, private=True))
        return usual

    async def open(self, url: str, browser: str = "") -> bool:
        """False if it could not be started. Only web addresses are opened."""
        if not url.startswith(("https://", "http://")):
            return False
        return await asyncio.to_thread(self._open, url, browser)

    def _open(self, url: str, browser: str) -> bool:
        if browser:
            command = browsers.command(browser, self._environ)
            return bool(command) and self._start([*command, url])
        named = self._environ.get("BROWSER")
        if named:
            choices = [each for each in named.split(os.pathsep) if each.strip()]
            return any(self._start(_filled(choice, url)) for choice in choices)
        if sys.platform == "win32":
            return _start_file(url)
        return any(self._start([*command, url]) for command in self._usual())

    def _usual(self) -> list[list[str]]:
        if sys.platform == "darwin":
            return [["open"]]
        if not (self._environ.get("DISPLAY") or self._environ.get("WAYLAND_DISPLAY")):
            return []
        return [["xdg-open"], ["gio", "open"], ["x-www-browser"]]

    def _start(self, command: list[str]) -> bool:
        return started(command, self._environ, self._settle)


def _filled(choice: str, url: str) -> list[str]:
    """$BROWSER as the standard library reads it: %s stands for the address, which else comes last."""
    try:
        words = shlex.split(choice, posix=sys.platform != "win32")
    except ValueError:
        return []
    if any("%s" in word for word in words):
        return [word.replace("%s", url) for word in words]
    return [*words, url] if words else []


if sys.platform == "win32":

    def _start_file(url: str) -> bool:
        try:
            os.startfile(url)  # noqa: S606  # the system's own way; only web addresses come here
        except OSError:
            return False
        return True
