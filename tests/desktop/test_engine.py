"""The services' own thread: answers cross to the window, stalls do not."""

import asyncio
import threading
import time
from contextlib import asynccontextmanager

import pytest

from stagedoor.desktop.engine import Engine
from stagedoor.domain.errors import Cancelled, StoreDamaged, StoreReadOnly


class Services:
    """Stands for Jobs: what the engine hands to work is whatever was opened."""

    def __init__(self):
        self.open = False
        self.thread = None
        self.was_open_at_the_end = None
        self.ended = threading.Event()

    @asynccontextmanager
    async def opened(self):
        self.open, self.thread = True, threading.get_ident()
        try:
            yield self
        finally:
            self.open = False

    async def wait(self):
        try:
            await asyncio.sleep(60)
        finally:
            self.was_open_at_the_end = self.open
            self.ended.set()


async def name_of_thread(_jobs):
    return threading.get_ident()


def test_work_runs_beside_the_window(run):
    services = Services()

    async def main():
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

    async def main():
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
    async def broken(_jobs):
        raise StoreDamaged("The database is damaged.", "Restore a backup.")

    async def main():
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
    async def never():
        raise StoreDamaged("No home.")
        yield

    async def main():
        engine = Engine(never)
        engine.start()
        for _ in range(2):
            with pytest.raises(StoreDamaged, match="No home"):
                await engine.do(name_of_thread)
        assert await engine.aclose()

    run(main())


def test_cancelling_the_asker_cancels_the_work(run):
    services = Services()

    async def main():
        engine = Engine(services.opened)
        engine.start()
        asking = asyncio.get_running_loop().create_task(engine.do(lambda jobs: jobs.wait()), name="long")
        await engine.do(name_of_thread)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert await asyncio.to_thread(services.ended.wait, 10)
        await engine.aclose()

    run(main())
    assert services.was_open_at_the_end


def test_work_ends_before_what_it_works_with(run):
    services = Services()

    async def main():
        engine = Engine(services.opened)
        engine.start()
        asking = asyncio.get_running_loop().create_task(engine.do(lambda jobs: jobs.wait()), name="long")
        await engine.do(name_of_thread)
        assert await engine.aclose()
        with pytest.raises(asyncio.CancelledError):
            await asking

    run(main())
    assert services.was_open_at_the_end
    assert not services.open


def test_a_hanging_call_holds_nobody_up(run):
    release = threading.Event()

    async def hang(_jobs):
        release.wait(20)

    async def main():
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
    async def main():
        engine = Engine(Services().opened)
        engine.start()
        came = asyncio.Event()
        threads = []

        def call():
            threads.append(threading.get_ident())
            came.set()

        async def work(_jobs):
            engine.post(call)

        await engine.do(work)
        await came.wait()
        await engine.aclose()
        return threads

    assert run(main()) == [threading.get_ident()]


def test_services_that_did_not_open_can_be_opened_again(run):
    @asynccontextmanager
    async def mended():
        if broken:
            raise StoreReadOnly(broken[0])
        yield "services"

    async def look(jobs):
        return jobs

    async def main():
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
    assert run(main()) == "services"


def test_a_restart_ends_what_ran_and_closes_the_services_first(run):
    services = Services()

    async def main():
        engine = Engine(services.opened)
        engine.start()
        asking = asyncio.get_running_loop().create_task(engine.do(lambda jobs: jobs.wait()), name="long")
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
    async def main():
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
