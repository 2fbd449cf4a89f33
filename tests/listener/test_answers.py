"""Which answer is taken, how often, and what becomes of the attempt (L02 to L05, L20, L21).

Numbers are those of the listed scenarios. How often each runs per commit: `counts.PER_COMMIT`.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from tests.listener.counts import count
from tests.listener.rig import (
    BROWSER,
    CODE,
    PATIENCE,
    STATE,
    HandClock,
    OpenDoor,
    attempt_at,
    is_open,
    open_receiver,
    wait_until_closed,
)

from stagedoor.domain.attempt import Callback
from stagedoor.domain.errors import BadInput, Cancelled
from stagedoor.domain.secret import Secret
from stagedoor.listener.http_server import Limits
from stagedoor.listener.loopback import LoopbackListener
from stagedoor.listener.pages import Page
from stagedoor.oauth.attempt import state_hash
from stagedoor.oauth.callback import CallbackRefused

LONG = 3600.0  # seconds; longer than any test
EXTRAS = [
    "/favicon.ico",
    "/apple-touch-icon.png",
    "/apple-touch-icon-precomposed.png",
    "/robots.txt",
    "/.well-known/appspecific/com.chrome.devtools.json",
    "/manifest.json",
    "/sw.js",
    "/",
    "/done",
    "/failed",
]


def test_the_code_reaches_who_waits_for_it():
    with open_receiver() as receiver:
        waiting = receiver.waiting()
        receiver.sign_in()
        assert waiting.result(PATIENCE) == Callback(code=Secret(CODE))


def test_an_error_of_the_platform_reaches_who_waits_for_it():
    with open_receiver() as receiver:
        waiting = receiver.waiting()
        query = urlencode({"error": "access_denied", "error_description": "The user said no", "state": STATE})
        assert receiver.ask(f"{receiver.path}?{query}", *BROWSER) is Page.SEE_FAILED
        assert receiver.ask("/failed", *BROWSER) is Page.FAILED
        assert waiting.result(PATIENCE) == Callback(error="access_denied", error_description="The user said no")


def test_l02_wrong_states():
    with open_receiver() as receiver:
        for number in range(count(1000)):
            assert receiver.ask(receiver.target(state=f"wrong-{number}"), *BROWSER) is Page.NOT_THIS_SIGN_IN
        receiver.sign_in()
        last = count(1000) - 1
        assert receiver.receiver.foreign_states[-1] == state_hash(f"wrong-{last}")
        assert len(receiver.receiver.foreign_states) == min(100, last + 1)


def test_l03_browser_extras_before_the_return():
    for _ in range(count(100)):
        with open_receiver() as receiver:
            for path in EXTRAS:
                assert receiver.ask(path, *BROWSER) is Page.NOT_FOUND
            receiver.sign_in()


def test_l04_the_same_return_many_times_at_once():
    with ThreadPoolExecutor(100) as threads:
        for _ in range(count(50)):
            with open_receiver() as receiver:
                waiting = receiver.waiting()
                request = receiver.request(receiver.target(), *BROWSER)
                answers = list(
                    threads.map(lambda _, receiver=receiver, request=request: receiver.send(request), range(100))
                )
                # Sixteen connections at a time: others may be cut, and none is told anything else.
                assert set(answers) <= {Page.SEE_DONE.data, b""}
                assert Page.SEE_DONE.data in answers
                assert waiting.result(PATIENCE) == Callback(code=Secret(CODE))


def test_l04_the_first_of_two_codes_counts():
    with open_receiver() as receiver:
        assert receiver.ask(receiver.target(code="first"), *BROWSER) is Page.SEE_DONE
        assert receiver.ask(receiver.target(code="second"), *BROWSER) is Page.SEE_DONE
        assert (
            receiver.ask(f"{receiver.path}?{urlencode({'error': 'late', 'state': STATE})}", *BROWSER) is Page.SEE_DONE
        )
        assert receiver.accepted == Callback(code=Secret("first"))


def test_l05_replay_after_success():
    with open_receiver(limits=Limits(after=LONG)) as receiver:
        receiver.sign_in()
        for _ in range(count(200)):
            assert receiver.ask(receiver.target(), *BROWSER) is Page.SEE_DONE
            assert receiver.ask("/done", *BROWSER) is Page.DONE
        assert receiver.ask(receiver.target(state="wrong"), *BROWSER) is Page.NOT_THIS_SIGN_IN
        assert receiver.accepted == Callback(code=Secret(CODE))


def test_a_door_that_expects_nobody_answers_nobody():
    with open_receiver(expect=False) as receiver:
        for target in [receiver.target(), "/done", "/", *EXTRAS]:
            assert receiver.ask(target, *BROWSER) is Page.NOT_FOUND
        assert receiver.ask("/", host="evil.example") is Page.NOT_FOUND
        receiver.expect(attempt_at(receiver.redirect_uri))
        receiver.sign_in()


def test_a_new_attempt_replaces_an_unanswered_one():
    with open_receiver() as receiver:
        receiver.expect(attempt_at(receiver.redirect_uri, state="a-new-state"))
        assert receiver.ask(receiver.target(), *BROWSER) is Page.NOT_THIS_SIGN_IN
        assert receiver.receiver.foreign_states == [state_hash(STATE)]
        assert receiver.ask(receiver.target(state="a-new-state"), *BROWSER) is Page.SEE_DONE


def test_an_attempt_made_for_another_address_is_refused():
    with open_receiver(expect=False) as receiver, pytest.raises(BadInput):
        receiver.expect(attempt_at(f"{receiver.redirect_uri}/"))


def test_a_door_that_had_its_answer_takes_no_other_attempt():
    with open_receiver() as receiver:
        receiver.sign_in()
        with pytest.raises(BadInput):
            receiver.expect(attempt_at(receiver.redirect_uri, state="another"))


# L20, L21: the end


def test_l20_closed_soon_after_the_answer():
    for _ in range(count(100)):
        with open_receiver(limits=Limits(after=0.02)) as receiver:
            receiver.sign_in()
            wait_until_closed(receiver.port)


def test_l20_closed_by_leaving_with_an_error():
    for _ in range(count(200)):
        with open_receiver(limits=Limits(after=LONG)) as receiver:
            port = receiver.port
        assert not is_open(port)


def test_l20_leaving_waits_for_the_last_page_only():
    """The block is left as soon as the code is there; the browser still gets its page, and then all is closed."""

    async def sign_in() -> int:
        async with LoopbackListener(HandClock(), Limits(after=LONG)).open("http://127.0.0.1:{port}/cb/x", []) as opened:
            opened.expect(attempt_at(opened.redirect_uri))
            receiver = OpenDoor(opened, asyncio.get_running_loop(), HandClock())
            browser = asyncio.get_running_loop().run_in_executor(None, receiver.sign_in_as_browser)
            assert await opened.callback() == Callback(code=Secret(CODE))
        await browser
        return receiver.port

    assert not is_open(asyncio.run(sign_in()))


def test_l20_leaving_after_a_paste_waits_for_nobody():
    async def sign_in() -> int:
        async with LoopbackListener(HandClock(), Limits(after=LONG)).open("http://127.0.0.1:{port}/cb/x", []) as opened:
            opened.expect(attempt_at(opened.redirect_uri))
            opened.offer(f"{opened.redirect_uri}?state={STATE}&code=abc")
            assert await opened.callback() == Callback(code=Secret("abc"))
            return OpenDoor(opened, asyncio.get_running_loop(), HandClock()).port

    assert not is_open(asyncio.run(sign_in()))


def test_l20_cancel_closes_at_once():
    async def sign_in(opened: asyncio.Future[int]) -> None:
        async with LoopbackListener(HandClock()).open("http://127.0.0.1:{port}/cb/x", []) as receiver:
            receiver.expect(attempt_at(receiver.redirect_uri))
            opened.set_result(OpenDoor(receiver, asyncio.get_running_loop(), HandClock()).port)
            await receiver.callback()

    async def cancelled() -> int:
        opened: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        async with asyncio.TaskGroup() as tasks:
            task = tasks.create_task(sign_in(opened))
            port = await opened
            assert await asyncio.to_thread(is_open, port)
            task.cancel()
        return port

    assert not is_open(asyncio.run(cancelled()))


def test_l21_after_ten_minutes_nothing_is_taken():
    with open_receiver() as receiver:
        receiver.clock.advance(599)
        assert receiver.ask(receiver.target(state="wrong"), *BROWSER) is Page.NOT_THIS_SIGN_IN
        receiver.clock.advance(1)
        assert receiver.ask(receiver.target(), *BROWSER) is Page.NOT_THIS_SIGN_IN
        with pytest.raises(CallbackRefused):
            receiver.offer(f"{receiver.redirect_uri}?state={STATE}&code=abc")
        assert receiver.undecided


def test_l21_who_waits_is_told_and_the_port_is_closed():
    with open_receiver(limits=Limits(after=LONG)) as receiver:
        waiting = receiver.waiting()
        for _ in range(20):  # thirty seconds at a time
            receiver.clock.wait_for_sleepers()
            assert not waiting.done()
            receiver.clock.advance(30)
        with pytest.raises(Cancelled):
            waiting.result(PATIENCE)
        wait_until_closed(receiver.port)


def test_l21_a_computer_that_slept_is_noticed():
    with open_receiver() as receiver:
        waiting = receiver.waiting()
        receiver.clock.wait_for_sleepers()
        receiver.clock.suspend(8 * 3600)
        receiver.clock.advance(60)
        with pytest.raises(Cancelled):
            waiting.result(PATIENCE)


def test_waiting_for_nothing_is_refused():
    with open_receiver(expect=False) as receiver, pytest.raises(BadInput):
        receiver.waiting().result(PATIENCE)
