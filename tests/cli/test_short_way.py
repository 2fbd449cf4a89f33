"""`stagedoor token` stands in people's loops: what a fresh token loads is pinned for the whole program."""

import subprocess
import sys

from tests.journeys.program import Home
from tests.journeys.steps import TELEGRAM

SLOW = {"asyncio", "httpx", "msgspec", "sqlite_utils", "tomllib", "keyring", "logging", "starlette"}


def test_a_fresh_token_loads_nothing_slow(connected: Home) -> None:
    program = [sys.executable, "-X", "importtime", "-m", "stagedoor", "token", TELEGRAM]
    done = subprocess.run(program, env=connected.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert {"sqlite3", "stagedoor.store.quick", "stagedoor.vault.quick"} <= loaded
    assert loaded & SLOW == set()
