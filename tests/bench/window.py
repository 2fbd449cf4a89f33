"""What the window costs beside a bare Qt window, in one run: starts, memory, idling; and how it answers while things
hang. Runs alternate, on a display of their own.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.starts import HANDLE, connected
from tests.helpers.display import display
from tests.helpers.keychain import Keychain
from tests.helpers.stalls import Stalled, stalled

from stagedoor.practice import Server
from stagedoor.system.paths import Paths

RUNS = 10
MEMORY_RUNS = 3
SETTLE = 4.0
"""Seconds after which a window that is shown has settled."""
MINUTE = 60.0
STALL = 30.0
CROWDS = (0, 10, 500)
IDLE_WITH = 10
STALLS: tuple[Stalled, ...] = ("keychain", "network", "database")

Environ = dict[str, str]


class Sort(NamedTuple):
    """A kind of window, and what it is started with."""

    name: str
    kind: str
    environ: Environ


class Told(NamedTuple):
    """What windows of one sort said: seconds, and kilobytes."""

    painted: list[float]
    accounts: list[float]
    memory: list[dict[str, int]]


def report(folder: Path, keychain: Keychain) -> None:
    with display() as screen:
        environ = {**os.environ, **keychain.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
        sorts = _sorts(folder, environ)
        told = {sort.name: Told([], [], []) for sort in sorts}
        for run in range(RUNS):
            for sort in sorts:
                _open_once(sort, told[sort.name], settle=SETTLE if run < MEMORY_RUNS else 0)
        _print_starts(told)
        _print_memory(told)
        _report_idle([sort for sort in sorts if sort.name in ("bare Qt window", _name(IDLE_WITH))])
        _report_stalls(folder / "stalled", environ, keychain)


def _sorts(folder: Path, environ: Environ) -> list[Sort]:
    found = [Sort("bare Qt window", "bare", environ)]
    for count in CROWDS:
        own = {**environ, "STAGEDOOR_HOME": str(folder / f"window-{count}")}
        _fill(count, own)
        found.append(Sort(_name(count), "ours", own))
    return found


def _name(count: int) -> str:
    return f"{count} accounts"


def _fill(count: int, environ: Environ) -> None:
    subprocess.run([sys.executable, "-m", "tests.bench.homes", str(count)], env=environ, check=True)


# -------------------------------------------------------------------- starts and memory


@contextlib.contextmanager
def _opened(sort: Sort, settle: float = 0.0) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.bench.opened", sort.kind, str(time.monotonic()), str(settle)]
    process = subprocess.Popen(command, env=sort.environ, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _open_once(sort: Sort, told: Told, *, settle: float) -> None:
    with _opened(sort, settle) as process:
        told.painted.append(_hear(process, "painted"))
        if sort.kind == "ours":
            told.accounts.append(_hear(process, "accounts"))
        if settle:
            told.memory.append(_hear(process, "memory"))


def _hear(process: subprocess.Popen[str], what: str) -> Any:
    assert process.stdout
    line = process.stdout.readline()
    assert line, f"{what}: the window ended"
    name, value = json.loads(line)
    assert name == what, line
    return value


def _print_starts(told: Mapping[str, Told]) -> None:
    print(f"window, milliseconds from the start of the process ({RUNS} runs, alternating)")
    print(f"{'':<16}{'first paint':>24}{'ratio':>8}{'accounts on screen':>28}")
    print(f"{'':<16}{'median':>14}{'p95':>10}{'':>8}{'median':>18}{'p95':>10}")
    bare = statistics.median(told["bare Qt window"].painted)
    for name, one in told.items():
        line = f"{name:<16}{_spread(one.painted, 14)}{statistics.median(one.painted) / bare:>8.2f}"
        print(line + (_spread(one.accounts, 18) if one.accounts else ""))
    print()


def _spread(seconds: list[float], width: int) -> str:
    ordered = sorted(seconds)
    p95 = ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]
    return f"{statistics.median(ordered) * 1000:>{width}.0f}{p95 * 1000:>10.0f}"


def _print_memory(told: Mapping[str, Told]) -> None:
    print(f"window, megabytes when everything is shown ({MEMORY_RUNS} runs, median; PSS: shared pages by their share)")
    bare = _megabytes(told["bare Qt window"])
    for name, one in told.items():
        rss, pss = _megabytes(one)
        print(f"{name:<16}RSS {rss:6.1f} ({rss / bare[0]:.2f})   PSS {pss:6.1f} ({pss / bare[1]:.2f})")
    print()


def _megabytes(told: Told) -> tuple[float, float]:
    rss, pss = (statistics.median(one[key] for one in told.memory) / 1024 for key in ("Rss:", "Pss:"))
    return rss, pss


# -------------------------------------------------------------------- idling


def _report_idle(sorts: list[Sort]) -> None:
    """All of them in the same minute."""
    print(f"window, processor time while it is open and nobody does anything ({MINUTE:.0f} s)")
    with contextlib.ExitStack() as stack:
        running = {sort.name: stack.enter_context(_opened(sort, SETTLE)) for sort in sorts}
        for sort in sorts:
            for what in ("painted", "accounts", "memory") if sort.kind == "ours" else ("painted", "memory"):
                _hear(running[sort.name], what)
        before = {name: _processor_time(process.pid) for name, process in running.items()}
        time.sleep(MINUTE)
        for name, process in running.items():
            used = _processor_time(process.pid) - before[name]
            print(f"{name:<16}{used * 1000:6.0f} ms   {used / MINUTE:.2%} of one processor")
    print()


def _processor_time(pid: int) -> float:
    """Seconds, of the program and of the system for it."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# -------------------------------------------------------------------- while something hangs


def _report_stalls(home: Path, environ: Environ, keychain: Keychain) -> None:
    print(f"window, longest time between two turns of its event loop in {STALL:.0f} s of use")
    own = {**environ, "STAGEDOOR_HOME": str(home)}
    server = Server.start()
    try:
        world = server.new_world()
        connected(world, own)
        _fill(IDLE_WITH - 1, own)
        _print_gaps("nothing", _gaps(own, contextlib.nullcontext()))
        for what in STALLS:
            stall = stalled(what, keychain=keychain, world=world, database=Paths.at(home).database)
            _print_gaps(what, _gaps(own, stall))
    finally:
        server.stop()


def _gaps(environ: Environ, stall: contextlib.AbstractContextManager[None]) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.gaps", HANDLE, str(STALL)]
    with subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        try:
            assert process.stdout.readline() == "ready\n"
            with stall:
                process.stdin.write("go\n")
                process.stdin.flush()
                found: dict[str, float] = json.loads(process.stdout.readline())
            return found
        finally:
            process.kill()


def _print_gaps(what: str, gaps: dict[str, float]) -> None:
    worst = sorted(gaps.items(), key=lambda item: -item[1])[:3]
    told = ", ".join(f"{name or 'before'} {seconds * 1000:.0f}" for name, seconds in worst)
    print(f"{what + ' hangs':<16}{worst[0][1] * 1000:6.0f} ms   ({told})")
