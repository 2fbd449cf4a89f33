"""A program that changes a prepared post in the real app and is killed on the way (SIGKILL to itself).

Reads one order a line from stdin (JSON: home, kit, caption, link, step, when), forks, and lets the child do it; answers
with the child's exit status and the steps it came to.
"""

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from tests.services.steps import Steps, Watched, When

from stagedoor import bootstrap
from stagedoor.domain.media import KitFolders
from stagedoor.services.jobs import Jobs


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        names = Path(order["home"]) / "steps"
        names.unlink(missing_ok=True)
        child = os.fork()
        if child == 0:
            asyncio.run(_change(order, names))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        reached = names.read_text().split() if names.exists() else []
        print(json.dumps({"exit": os.waitstatus_to_exitcode(status), "steps": reached}), flush=True)


async def _change(order: dict[str, Any], names: Path) -> None:
    def act(number: int, when: When) -> None:
        names.write_text("\n".join(steps.names))
        if order["step"] == number and order["when"] == when:
            _die()
        if order["step"] == number and order["when"] == "midway":
            os.fsync = _die  # the new file is written, and not under its name yet

    steps = Steps(act)
    async with bootstrap.build({"STAGEDOOR_HOME": order["home"], "PATH": os.environ["PATH"]}) as built:
        world = steps.over(built.world)
        jobs = Jobs.over(replace(world, kit_folders=cast("KitFolders", Watched(world.kit_folders, steps))))
        if order["link"]:
            await jobs.prepare.posted(await jobs.prepare.kit(order["kit"]), order["link"])
        else:
            await jobs.prepare.write(order["kit"], caption=order["caption"])


def _die(fd: object = None) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
