"""Process starts: a fresh token beside `keyring get`, a version beside bare Python. Runs alternate."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from stagedoor import bootstrap
from stagedoor.practice import Server, Visitor, World
from stagedoor.store import quick
from stagedoor.system.paths import Paths

RUNS = 40
HANDLE = "telegram/crumbkitchennews"


def report(environ: Mapping[str, str]) -> None:
    server = Server.start()
    try:
        service = connected(server.new_world(), environ)
    finally:
        server.stop()
    python, program = sys.executable, [sys.executable, "-m", "stagedoor"]
    _compare(
        "fresh token", [*program, "token", HANDLE], "keyring get", [python, "-m", "keyring", "get", *service], environ
    )
    _compare("--version", [*program, "--version"], "bare Python", [python, "-c", "pass"], environ)


def connected(world: World, environ: Mapping[str, str]) -> list[str]:
    """A Telegram account in the keychain; gives service and user name of its item, for `keyring get`."""
    paths = Paths.at(Path(environ["STAGEDOOR_HOME"]))
    paths.prepare()
    bootstrap.write_overlays(paths, {"telegram": world.hosts("telegram")})
    visitor = Visitor(world)
    token = visitor.telegram_new_bot("Bench", "bench_bot")
    program = subprocess.Popen(
        [sys.executable, "-m", "stagedoor", "connect", "telegram", "--keys", "-", "--yes"],
        env=environ, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert program.stdin
    assert program.stderr
    program.stdin.write(f'{{"token": "{token}"}}\n')
    program.stdin.flush()
    for line in program.stderr:
        if "startchannel" in line:
            visitor.telegram_add_to_channel(line.split()[1])
    program.stdin.close()
    assert program.wait() == 0
    program.stderr.close()
    row = quick.find(paths.database, HANDLE)
    assert row
    assert row.item_id
    return [f"stagedoor/v1/{row.item_id}/{row.slot}/0", "stagedoor"]


def _compare(ours: str, our: Sequence[str], theirs: str, their: Sequence[str], environ: Mapping[str, str]) -> None:
    times: dict[str, list[float]] = {ours: [], theirs: []}
    for _ in range(RUNS):
        for name, command in ((ours, our), (theirs, their)):
            started = time.perf_counter()
            done = subprocess.run(command, env=dict(environ), capture_output=True, check=False)
            times[name].append(time.perf_counter() - started)
            assert done.returncode == 0, (command, done.stderr)
    for name, seconds in times.items():
        ordered = sorted(seconds)
        print(
            f"{name:<16}median {statistics.median(ordered) * 1000:6.1f} ms   "
            f"p95 {ordered[int(len(ordered) * 0.95) - 1] * 1000:6.1f} ms   ({RUNS} runs, alternating)"
        )
    ratio = statistics.median(times[ours]) / statistics.median(times[theirs])
    print(f"{'':<16}{ours} / {theirs} = {ratio:.2f}\n")
