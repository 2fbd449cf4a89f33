"""Orders kills from the driver program, and knows at which points of a renewal there is something to lose."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Self

from tests.helpers.home import Home

from stagedoor.system.clock import SystemClock

ROOT = Path(__file__).resolve().parents[2]

# What the first renewal of a home changes, in order. The second to sixth step make this computer's key, once.
STEPS = (
    "lock", "lock", "keep_item", "put", "keep_item", "unlock",
    "put", "keep_intent", "send", "seal", "keep_journal", "put", "commit_renewal", "unlock",
)  # fmt: skip

# Sent, and the answer not kept yet: against a server without grace no client can get over a kill here.
WINDOW = {("send", "after"), ("seal", "before"), ("seal", "after"), ("keep_journal", "before")}


class Killed(NamedTuple):
    exit: int
    steps: list[str]


class Driver:
    """The driver program, kept running for as many kills as there are."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.services.kill_driver"], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"PYTHONPATH": f"{ROOT}:{ROOT / 'app'}", "PATH": ""},
        )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def renew(self, home: Home, handle: str, *, step: int = 0, when: str = "", folder: Path | None = None) -> Killed:
        ahead = home.clock.now() - SystemClock().now()
        return self.do("renew", home, step, when, handle=handle, ahead=ahead, folder=str(folder) if folder else "")

    def do(self, action: str, home: Home, step: int, when: str, **wanted: object) -> Killed:
        """In a process of its own, which kills itself before or after (or within) that step; 0: never."""
        assert self._process.stdin
        assert self._process.stdout
        order = {"do": action, "home": str(home.paths.home), "step": step, "when": when, **wanted}
        print(json.dumps(order), file=self._process.stdin, flush=True)
        return Killed(**json.loads(self._process.stdout.readline()))
