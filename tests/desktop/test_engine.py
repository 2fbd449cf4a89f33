"""The services' own thread: answers cross to the window, stalls do not."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

import pytest

from stagedoor.desktop.engine import Engine
from stagedoor.domain.errors import Cancelled, StoreDamaged, StoreReadOnly

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs


class Services:
    """What the engine opens and hands to work is whatever it is given: here something that knows whether it is open."""

    def __init__(self) -> None:
        self.open = False
        self.thread = 0
        self.was_open_at_the_end = False
        self.began, self.ended = threading.Event(), threading.Event()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Jobs"]:
        self.open, self.thread = True, threading.get_ident()
        try:
            yield cast("Jobs", self)
        finally:
            self.open = False

    async def wait(self, _jobs: object) -> None:
        """Work that does not end by itself."""
        self.began.set()
        try:
            await asyncio.sleep(60)
        finally:
            self.was_open_at_the_end = self.open
            self.ended.set()


async def name_of_thread(_jobs: object) -> int:
    return threading.get_ident()


def test_work_runs_beside_the_window(run):
    services = Services()

    async def main() -> int:
        engine = Engine(services.opened)
        engine.start()
        where = await engine.do(name_of_thread)
        assert await engine.aclose()
        return where

    where = run(main())
    assert where == services.thread != threading.get_ident()
    assert not services.open


def test_what_is_asked_before_the_services_are_open_waits(run):
    services = Services()

    async def main() -> bool:
        engine = Engine(services.opened)
        asking = asyncio.get_running_loop().create_task(engine.do(name_of_thread), name="early")
        await asyncio.sleep(0.02)
        early = asking.done()
        engine.start()
        await asking
        await engine.aclose()
        return early

    assert run(main()) is False


def test_the_error_of_the_work_reaches_the_asker(run):
    async def broken(_jobs: object) -> None:
        raise StoreDamaged("The database is damaged.", "Restore a backup.")

    async def main() -> None:
        engine = Engine(Services().opened)
        engine.start()
        try:
            with pytest.raises(StoreDamaged, match="damaged"):
                await engine.do(broken)
        finally:
            await engine.aclose()

    run(main())


def test_services_that_do_not_open_say_why_to_everybody(run):
    @asynccontextmanager
    async def never() -> AsyncIterator["Jobs"]:
        if not home:
            raise StoreDamaged("No home.")
        yield home[0]

    home: list[Jobs] = []

    async def main() -> None:
        engine = Engine(never)
        engine.start()
        for _ in range(2):
            with pytest.raises(StoreDamaged, match="No home"):
                await engine.do(name_of_thread)
        assert await engine.aclose()

    run(main())


def test_cancelling_the_asker_cancels_the_work(run):
    services = Services()

    async def main() -> None:
        engine = Engine(services.opened)
        engine.start()
        asking = asyncio.get_running_loop().create_task(engine.do(services.wait), name="long")
        assert await asyncio.to_thread(services.began.wait, 10)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert await asyncio.to_thread(services.ended.wait, 10)
        await engine.aclose()

    run(main())
    assert services.was_open_at_the_end


def test_work_ends_before_what_it_works_with(run):
    services = Services()

    async def main() -> None:
        engine = Engine(services.opened)
        engine.start()
        asking = asyncio.get_running_loop().create_task(engine.do(services.wait), name="long")
        assert await asyncio.to_thread(services.began.wait, 10)
        assert await engine.aclose()
        with pytest.raises(asyncio.CancelledError):
            await asking

    run(main())
    assert services.was_open_at_the_end
    assert not services.open


def test_a_hanging_call_holds_nobody_up(run):
    release = threading.Event()

    async def hang(_jobs: object) -> None:
        release.wait(20)

    async def main() -> tuple[bool, float]:
        engine = Engine(Services().opened)
        engine.start()
        asking = asyncio.get_running_loop().create_task(engine.do(hang), name="hangs")
        await asyncio.sleep(0.05)
        began = time.monotonic()
        ended = await engine.aclose(within=0.1)
        took = time.monotonic() - began
        release.set()
        await asyncio.wait([asking], timeout=5)
        assert await engine.aclose(within=10)
        with pytest.raises(Cancelled):
            await engine.do(name_of_thread)
        return ended, took

    ended, took = run(main())
    assert ended is False
    assert took < 5


def test_calls_are_posted_to_the_windows_thread(run):
    async def main() -> list[int]:
        engine = Engine(Services().opened)
        engine.start()
        came = asyncio.Event()
        threads: list[int] = []

        def call() -> None:
            threads.append(threading.get_ident())
            came.set()

        async def work(_jobs: object) -> None:
            engine.post(call)

        await engine.do(work)
        await came.wait()
        await engine.aclose()
        return threads

    assert run(main()) == [threading.get_ident()]


def test_services_that_did_not_open_can_be_opened_again(run):
    @asynccontextmanager
    async def mended() -> AsyncIterator["Jobs"]:
        if broken:
            raise StoreReadOnly(broken[0])
        yield services

    async def look(jobs: object) -> object:
        return jobs

    async def main() -> object:
        engine = Engine(mended)
        engine.start()
        with pytest.raises(StoreReadOnly):
            await engine.do(look)
        broken.clear()
        await engine.restart()
        try:
            return await engine.do(look)
        finally:
            assert await engine.aclose()

    broken = ["Nothing can be written."]
    services = cast("Jobs", Services())
    assert run(main()) is services


def test_a_restart_ends_what_ran_and_closes_the_services_first(run):
    services = Services()

    async def main() -> tuple[int, int]:
        engine = Engine(services.opened)
        engine.start()
        asking = asyncio.get_running_loop().create_task(engine.do(services.wait), name="long")
        assert await asyncio.to_thread(services.began.wait, 10)
        before = await engine.do(name_of_thread)
        await engine.restart()
        with pytest.raises(asyncio.CancelledError):
            await asking
        after = await engine.do(name_of_thread)
        assert services.open
        await engine.aclose()
        return before, after

    before, after = run(main())
    assert services.was_open_at_the_end
    assert services.thread == after
    assert before != threading.get_ident()


def test_one_who_asks_no_longer_takes_the_services_from_nobody(run):
    async def main() -> int:
        engine = Engine(Services().opened)
        early = asyncio.get_running_loop().create_task(engine.do(name_of_thread), name="early")
        await asyncio.sleep(0)
        early.cancel()
        await asyncio.wait([early])
        engine.start()
        try:
            return await engine.do(name_of_thread)
        finally:
            await engine.aclose()

    assert run(main()) != threading.get_ident()
