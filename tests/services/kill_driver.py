"""A program that changes something in the real app and is killed on the way (SIGKILL to itself).

Reads one order a line from stdin (JSON: do, home, step, when and what the action wants), forks, and lets the child do
it; answers with the child's exit status and the steps it came to. Forking saves the start of Python for each kill.
"""

import asyncio
import errno
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from tests.services.places import deleting_first
from tests.services.steps import Steps, Watched, When

from stagedoor import bootstrap
from stagedoor.domain.media import KitFolders
from stagedoor.services.jobs import Jobs
from stagedoor.services.ports import Ports
from stagedoor.system.clock import SystemClock

Order = dict[str, Any]


class Ahead(SystemClock):
    """This computer's clock, as far ahead as the practice world's."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def now(self) -> float:
        return super().now() + self._seconds


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        names = Path(order["home"]) / "steps"
        names.unlink(missing_ok=True)
        child = os.fork()
        if child == 0:
            asyncio.run(_obey(order, names))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        reached = names.read_text().split() if names.exists() else []
        print(json.dumps({"exit": os.waitstatus_to_exitcode(status), "steps": reached}), flush=True)


async def _obey(order: Order, names: Path) -> None:
    def act(number: int, when: When) -> None:
        names.write_text("\n".join(steps.names))
        if order["step"] == number and order["when"] == when:
            _die()
        if order["step"] == number and order["when"] == "midway":
            os.fsync = _die  # the new file is written, and not under its name yet

    steps = Steps(act)
    async with bootstrap.build({"STAGEDOOR_HOME": order["home"], "PATH": os.environ["PATH"]}) as built:
        await ACTIONS[order["do"]](order, built.ports, steps)


async def _renew(order: Order, ports: Ports, steps: Steps) -> None:
    writes = 0

    def between() -> None:
        nonlocal writes
        writes += 1
        if order["step"] == writes and order["when"] == "between":
            _die()

    ports = replace(ports, clock=Ahead(order["ahead"]))
    if order["folder"]:
        ports = deleting_first(Path(order["folder"]), between)(ports)
    jobs = Jobs.over(steps.over(ports))
    await jobs.scripts.token(await jobs.scripts.find(order["handle"], exact=True))


def _watching_folders(ports: Ports, steps: Steps) -> Jobs:
    return Jobs.over(replace(steps.over(ports), kit_folders=cast("KitFolders", Watched(ports.kit_folders, steps))))


async def _begin(order: Order, ports: Ports, steps: Steps) -> None:
    os.link = _other_disk  # type: ignore[assignment]  # so that it is copied, which takes its time
    await _watching_folders(ports, steps).prepare.begin(Path(order["video"]))


async def _write(order: Order, ports: Ports, steps: Steps) -> None:
    await _watching_folders(ports, steps).prepare.write(order["kit"], caption=order["caption"])


async def _posted(order: Order, ports: Ports, steps: Steps) -> None:
    jobs = _watching_folders(ports, steps)
    await jobs.prepare.posted(await jobs.prepare.kit(order["kit"]), order["link"])


ACTIONS: dict[str, Callable[[Order, Ports, Steps], Awaitable[None]]] = {
    "renew": _renew,
    "begin": _begin,
    "write": _write,
    "posted": _posted,
}


def _other_disk(*_: object) -> None:
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))


def _die(fd: object = None) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
