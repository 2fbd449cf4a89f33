"""What this computer says about itself, for the doctor."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.exchange import Answer
from stagedoor.system.paths import Paths
from stagedoor.system.whole import write_whole

_ENOUGH = 50 * 1024 * 1024  # bytes of free disk under which we speak up


class ThisComputer:
    """The Computer port. `proxy` names the proxy in use, without its password, or gives None."""

    def __init__(self, paths: Paths, proxy: Callable[[], str | None]) -> None:
        self._paths = paths
        self._proxy = proxy

    async def look(self) -> list[Answer]:
        return [self._home(), self._disk(), *self._network()]

    def alive(self, pid: int) -> bool:
        return alive(pid)

    async def keep_file(self, name: str, data: bytes) -> str:
        path = self._file(name)
        await asyncio.to_thread(write_whole, path, data)
        return str(path)

    async def kept_file(self, name: str) -> str:
        path = self._file(name)
        return str(path) if path.is_file() else ""

    def _file(self, name: str) -> Path:
        return self._paths.home / "files" / name

    def _home(self) -> Answer:
        try:
            warnings = self._paths.prepare()
        except StagedoorError as error:
            return Answer(check_id="home", verdict="bad", cause=error.cause, fix=error.fix)
        if warnings:
            return Answer(check_id="home", verdict="warn", cause=" ".join(warnings))
        return Answer(check_id="home", verdict="ok", detail={"folder": str(self._paths.home)})

    def _disk(self) -> Answer:
        try:
            free = shutil.disk_usage(self._paths.home).free
        except OSError:
            return Answer(check_id="disk", verdict="unknown", cause="The free space on the disk is not known.")
        if free < _ENOUGH:
            return Answer(check_id="disk", verdict="bad", cause="The disk is almost full.", fix="Make room on it.")
        return Answer(check_id="disk", verdict="ok", detail={"free_megabytes": free // 1_000_000})

    def _network(self) -> list[Answer]:
        proxy = self._proxy()
        if proxy is None:
            return []
        return [Answer(check_id="network", verdict="warn", cause=f"The proxy {proxy} carries all traffic.")]


def alive(pid: int) -> bool:
    """True while a process with that number runs; always under Windows, where `os.kill` would end it."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
