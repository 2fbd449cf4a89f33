"""Kernel locks: between tasks, between processes, after a kill, on odd files."""

import asyncio
import errno
import os
import stat
from pathlib import Path

import pytest
from tests.helpers.clocks import FixedClock
from tests.system.programs import start

from stagedoor.domain.errors import Busy, StoreError
from stagedoor.system.clock import SystemClock
from stagedoor.system.kernel_lock import try_lock
from stagedoor.system.locks import FileLocks

HOLDER = """
import sys, pathlib
from stagedoor.system.kernel_lock import try_lock
held = try_lock(pathlib.Path(sys.argv[1]))
print("held" if held else "taken", flush=True)
sys.stdin.read()
"""

# Reads, waits a moment, writes: two at once would lose a count.
COUNTER = """
import asyncio, pathlib, sys
from stagedoor.system.clock import SystemClock
from stagedoor.system.locks import FileLocks

async def count(folder):
    locks = FileLocks(folder, SystemClock())
    counter = folder / "counter"
    async def once():
        async with locks.hold("grant", wait=60):
            seen = int(counter.read_text())
            await asyncio.sleep(0)
            counter.write_text(str(seen + 1))
    async with asyncio.TaskGroup() as group:
        for _ in range(20):
            group.create_task(once())

asyncio.run(count(pathlib.Path(sys.argv[1])))
"""


def test_several_processes_and_tasks_take_turns(tmp_path: Path) -> None:
    (tmp_path / "counter").write_text("0")
    workers = [start(COUNTER, tmp_path) for _ in range(3)]
    for worker in workers:
        _, err = worker.communicate(timeout=60)
        assert worker.returncode == 0, err
    assert (tmp_path / "counter").read_text() == "60"


def test_a_killed_process_lets_go_at_once(tmp_path: Path) -> None:
    lock = tmp_path / "grant.lock"
    with start(HOLDER, lock) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        assert try_lock(lock) is None
        holder.kill()
        holder.wait()
    held = try_lock(lock)
    assert held
    held.release()


def test_the_file_stays_and_is_closed_to_others(tmp_path: Path) -> None:
    locks = FileLocks(tmp_path, SystemClock())
    for _ in range(2):
        held = locks.try_hold("window")
        assert held
        assert locks.try_hold("window") is None
        held.release()
        held.release()
    [file] = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_different_names_do_not_wait_for_each_other(tmp_path: Path) -> None:
    async def both() -> None:
        locks = FileLocks(tmp_path, FixedClock())
        async with locks.hold("a", wait=0), locks.hold("b", wait=0):
            pass

    asyncio.run(both())


def test_busy_comes_after_the_wait_and_says_what_to_do(tmp_path: Path) -> None:
    async def wait() -> float:
        clock = FixedClock()
        locks = FileLocks(tmp_path, clock)
        async with locks.hold("grant", wait=0):
            with pytest.raises(Busy) as caught:
                await locks.hold("grant", wait=45).__aenter__()
        assert caught.value.cause
        assert caught.value.fix
        async with locks.hold("grant", wait=0):
            return clock.at

    assert asyncio.run(wait()) == pytest.approx(45)


def test_a_waiting_task_gets_the_lock_when_it_is_free(tmp_path: Path) -> None:
    async def wait() -> list[str]:
        order: list[str] = []
        locks = FileLocks(tmp_path, FixedClock())
        holding = asyncio.Event()

        async def first() -> None:
            async with locks.hold("grant", wait=1):
                holding.set()
                for _ in range(10):
                    await asyncio.sleep(0)
                order.append("first")

        async def second() -> None:
            await holding.wait()
            async with locks.hold("grant", wait=60):
                order.append("second")

        async with asyncio.TaskGroup() as group:
            group.create_task(second())
            group.create_task(first())
        return order

    assert asyncio.run(wait()) == ["first", "second"]


def test_an_error_or_a_cancelled_task_lets_go(tmp_path: Path) -> None:
    async def fail() -> None:
        locks = FileLocks(tmp_path, FixedClock())
        with pytest.raises(ZeroDivisionError):
            async with locks.hold("grant", wait=0):
                raise ZeroDivisionError
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0), locks.hold("grant", wait=0):
                await asyncio.Event().wait()
        async with locks.hold("grant", wait=0):
            pass

    asyncio.run(fail())


@pytest.mark.parametrize("mode", [0o400, 0o444, 0o666])
def test_a_lock_file_left_behind_in_any_mode_still_locks(tmp_path: Path, mode: int) -> None:
    lock = tmp_path / "grant.lock"
    lock.write_text("left by somebody")
    lock.chmod(mode)
    held = try_lock(lock)
    assert held
    assert try_lock(lock) is None
    held.release()


def test_a_lock_file_that_is_deleted_meanwhile_never_makes_two_holders(tmp_path: Path) -> None:
    lock = tmp_path / "grant.lock"
    rounds: list[int] = []

    def delete_first(descriptor: int) -> None:
        rounds.append(descriptor)
        if len(rounds) == 1:
            lock.unlink()

    held = try_lock(lock, delete_first)
    assert held
    assert len(rounds) == 2
    assert lock.exists()
    held.release()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL])
def test_a_disk_that_cannot_lock_is_a_clear_stop(tmp_path: Path, number: int) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.raises(StoreError) as caught:
        try_lock(tmp_path / "grant.lock", refuse)
    assert caught.value.code == "no_locks"
    assert "STAGEDOOR_HOME" in caught.value.fix


def test_a_place_that_cannot_hold_the_file_is_a_clear_stop(tmp_path: Path) -> None:
    (tmp_path / "link.lock").symlink_to(tmp_path / "elsewhere")
    for place in (Path("/proc/none.lock"), tmp_path / "missing" / "a.lock", tmp_path / "link.lock"):
        with pytest.raises(StoreError) as caught:
            try_lock(place)
        assert caught.value.fix
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "a" * 101, "nul\0"])
def test_a_name_that_is_no_file_name_is_a_fault_of_ours(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="file name"):
        FileLocks(tmp_path, SystemClock()).try_hold(name)


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        held = try_lock(tmp_path / "a.lock")
        assert held
        assert try_lock(tmp_path / "a.lock") is None
        held.release()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
