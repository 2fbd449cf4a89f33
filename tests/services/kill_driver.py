"""A program that renews a token in the real app and is killed on the way (SIGKILL to itself).

Reads one order a line from stdin (JSON: home, handle, ahead, step, when, folder), forks, and lets the child do it;
answers with the child's exit status and the steps it came to. Forking saves the start of Python for each kill.
"""

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.services.places import deleting_first
from tests.services.steps import Steps, When

from stagedoor import bootstrap
from stagedoor.services.jobs import Jobs
from stagedoor.system.clock import SystemClock


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
        child = os.fork()
        if child == 0:
            asyncio.run(_renew(order, names))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        reached = names.read_text().split() if names.exists() else []
        print(json.dumps({"exit": os.waitstatus_to_exitcode(status), "steps": reached}), flush=True)


async def _renew(order: dict[str, Any], names: Path) -> None:
    writes = 0

    def act(number: int, when: When) -> None:
        names.write_text("\n".join(steps.names))
        if order["step"] == number and order["when"] == when:
            os.kill(os.getpid(), signal.SIGKILL)

    def between() -> None:
        nonlocal writes
        writes += 1
        if order["step"] == writes and order["when"] == "between":
            os.kill(os.getpid(), signal.SIGKILL)

    steps = Steps(act)
    async with bootstrap.build({"STAGEDOOR_HOME": order["home"], "PATH": os.environ["PATH"]}) as built:
        world = replace(built.world, clock=Ahead(order["ahead"]))
        if order.get("folder"):
            world = deleting_first(Path(order["folder"]), between)(world)
        jobs = Jobs.over(steps.over(world))
        connection = await jobs.scripts.find(order["handle"], exact=True)
        await jobs.scripts.token(connection)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
