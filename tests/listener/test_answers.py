"""Which answer is taken, how often, and what becomes of the attempt (L02 to L05, L20 to L22, L24, L28).

Numbers are those of the listed scenarios. How often each runs per commit: `counts.PER_COMMIT`.
"""

import asyncio
import itertools
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import urlencode

import msgspec
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
    open_door,
    send,
    wait_until_closed,
)

from stagedoor.domain.attempt import Callback
from stagedoor.domain.errors import BadInput, BadPlatformFile, Cancelled
from stagedoor.domain.secret import Secret
from stagedoor.listener.loopback import LoopbackListener
from stagedoor.listener.pages import Page
from stagedoor.listener.reception import Limits
from stagedoor.oauth.attempt import state_hash
from stagedoor.oauth.callback import CallbackRefused

LONG = 3600.0  # seconds; longer than any test
PLATFORMS = ["facebook", "instagram", "threads", "youtube", "x", "tk", "linkedin", "telegram", "business"]
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
    with open_door() as door:
        waiting = door.waiting()
        door.sign_in()
        assert waiting.result(PATIENCE) == Callback(code=Secret(CODE))


def test_an_error_of_the_platform_reaches_who_waits_for_it():
    with open_door() as door:
        waiting = door.waiting()
        query = urlencode({"error": "access_denied", "error_description": "The user said no", "state": STATE})
        assert door.ask(f"{door.path}?{query}", *BROWSER) is Page.SEE_FAILED
        assert door.ask("/failed", *BROWSER) is Page.FAILED
        assert waiting.result(PATIENCE) == Callback(error="access_denied", error_description="The user said no")


def test_l02_wrong_states():
    with open_door() as door:
        for number in range(count(1000)):
            assert door.ask(door.target(state=f"wrong-{number}"), *BROWSER) is Page.NOT_THIS_SIGN_IN
        door.sign_in()
        last = count(1000) - 1
        assert door.door.strays[-1] == state_hash(f"wrong-{last}")
        assert len(door.door.strays) == min(100, last + 1)


def test_l03_browser_extras_before_the_return():
    for _ in range(count(100)):
        with open_door() as door:
            for path in EXTRAS:
                assert door.ask(path, *BROWSER) is Page.NOT_FOUND
            door.sign_in()


def test_l04_the_same_return_many_times_at_once():
    with ThreadPoolExecutor(100) as threads:
        for _ in range(count(50)):
            with open_door() as door:
                waiting = door.waiting()
                request = door.request(door.target(), *BROWSER)
                answers = list(threads.map(lambda _, door=door, request=request: door.send(request), range(100)))
                # Sixteen connections at a time: others may be cut, and none is told anything else.
                assert set(answers) <= {Page.SEE_DONE.data, b""}
                assert Page.SEE_DONE.data in answers
                assert waiting.result(PATIENCE) == Callback(code=Secret(CODE))


def test_l04_the_first_of_two_codes_counts():
    with open_door() as door:
        assert door.ask(door.target(code="first"), *BROWSER) is Page.SEE_DONE
        assert door.ask(door.target(code="second"), *BROWSER) is Page.SEE_DONE
        assert door.ask(f"{door.path}?{urlencode({'error': 'late', 'state': STATE})}", *BROWSER) is Page.SEE_DONE
        assert door.accepted == Callback(code=Secret("first"))


def test_l05_replay_after_success():
    with open_door(limits=Limits(after=LONG)) as door:
        door.sign_in()
        for _ in range(count(200)):
            assert door.ask(door.target(), *BROWSER) is Page.SEE_DONE
            assert door.ask("/done", *BROWSER) is Page.DONE
        assert door.ask(door.target(state="wrong"), *BROWSER) is Page.NOT_THIS_SIGN_IN
        assert door.accepted == Callback(code=Secret(CODE))


def test_a_door_that_expects_nobody_answers_nobody():
    with open_door(expect=False) as door:
        for target in [door.target(), "/done", "/", *EXTRAS]:
            assert door.ask(target, *BROWSER) is Page.NOT_FOUND
        assert door.ask("/", host="evil.example") is Page.NOT_FOUND
        door.expect(attempt_at(door.redirect_uri))
        door.sign_in()


def test_a_new_attempt_replaces_an_unanswered_one():
    with open_door() as door:
        door.expect(attempt_at(door.redirect_uri, state="a-new-state"))
        assert door.ask(door.target(), *BROWSER) is Page.NOT_THIS_SIGN_IN
        assert door.door.strays == [state_hash(STATE)]
        assert door.ask(door.target(state="a-new-state"), *BROWSER) is Page.SEE_DONE


def test_an_attempt_made_for_another_address_is_refused():
    with open_door(expect=False) as door, pytest.raises(BadInput):
        door.expect(attempt_at(f"{door.redirect_uri}/"))


def test_a_door_that_had_its_answer_takes_no_other_attempt():
    with open_door() as door:
        door.sign_in()
        with pytest.raises(BadInput):
            door.expect(attempt_at(door.redirect_uri, state="another"))


# L20, L21: the end


def test_l20_closed_soon_after_the_answer():
    for _ in range(count(100)):
        with open_door(limits=Limits(after=0.02)) as door:
            door.sign_in()
            wait_until_closed(door.port)


def test_l20_closed_by_leaving_with_an_error():
    for _ in range(count(200)):
        with open_door(limits=Limits(after=LONG)) as door:
            port = door.port
        assert not is_open(port)


def test_l20_leaving_waits_for_the_last_page_only():
    """The block is left as soon as the code is there; the browser still gets its page, and then all is closed."""

    async def sign_in() -> int:
        async with LoopbackListener(HandClock(), Limits(after=LONG)).open("http://127.0.0.1:{port}/cb/x", []) as opened:
            opened.expect(attempt_at(opened.redirect_uri))
            door = OpenDoor(opened, asyncio.get_running_loop(), HandClock())
            browser = asyncio.get_running_loop().run_in_executor(None, door.sign_in_as_browser)
            assert await opened.callback() == Callback(code=Secret(CODE))
        await browser
        return door.port

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
        async with LoopbackListener(HandClock()).open("http://127.0.0.1:{port}/cb/x", []) as door:
            door.expect(attempt_at(door.redirect_uri))
            opened.set_result(OpenDoor(door, asyncio.get_running_loop(), HandClock()).port)
            await door.callback()

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
    with open_door() as door:
        door.clock.advance(599)
        assert door.ask(door.target(state="wrong"), *BROWSER) is Page.NOT_THIS_SIGN_IN
        door.clock.advance(1)
        assert door.ask(door.target(), *BROWSER) is Page.NOT_THIS_SIGN_IN
        with pytest.raises(CallbackRefused):
            door.offer(f"{door.redirect_uri}?state={STATE}&code=abc")
        assert door.undecided


def test_l21_who_waits_is_told_and_the_port_is_closed():
    with open_door(limits=Limits(after=LONG)) as door:
        waiting = door.waiting()
        for _ in range(20):  # thirty seconds at a time
            door.clock.wait_for_sleepers()
            assert not waiting.done()
            door.clock.advance(30)
        with pytest.raises(Cancelled):
            waiting.result(PATIENCE)
        wait_until_closed(door.port)


def test_l21_a_computer_that_slept_is_noticed():
    with open_door() as door:
        waiting = door.waiting()
        door.clock.wait_for_sleepers()
        door.clock.suspend(8 * 3600)
        door.clock.advance(60)
        with pytest.raises(Cancelled):
            waiting.result(PATIENCE)


def test_waiting_for_nothing_is_refused():
    with open_door(expect=False) as door, pytest.raises(BadInput):
        door.waiting().result(PATIENCE)


# L22, L24: several attempts


def test_l22_no_platform_takes_the_answer_of_another():
    with ExitStack() as stack:
        doors = {}
        for name in PLATFORMS:
            doors[name] = stack.enter_context(open_door(f"http://127.0.0.1:{{port}}/cb/{name}", expect=False))
            doors[name].expect(attempt_at(doors[name].redirect_uri, state=f"state-of-{name}", platform=name))
        pairs = list(itertools.permutations(PLATFORMS, 2))
        assert len(pairs) == 72
        for ours, theirs in pairs:
            for state in (f"state-of-{ours}", f"state-of-{theirs}"):
                query = urlencode({"state": state, "code": CODE})
                assert doors[ours].ask(f"/cb/{theirs}?{query}", *BROWSER) is Page.NOT_FOUND
            crossed = doors[ours].target(state=f"state-of-{theirs}")
            assert doors[ours].ask(crossed, *BROWSER) is Page.NOT_THIS_SIGN_IN
        assert all(door.undecided for door in doors.values())
        for name, door in doors.items():
            assert door.ask(door.target(state=f"state-of-{name}"), *BROWSER) is Page.SEE_DONE


def test_l24_two_attempts_together_get_their_own():
    for _ in range(count(100)):
        with open_door() as first, open_door(expect=False) as second:
            second.expect(attempt_at(second.redirect_uri, state="second-state"))
            assert first.port != second.port
            with ThreadPoolExecutor(4) as threads:
                wrong_way = [
                    threads.submit(first.ask, second.target(state="second-state", code="two"), *BROWSER),
                    threads.submit(second.ask, first.target(code="one"), *BROWSER),
                ]
                right_way = [
                    threads.submit(first.ask, first.target(code="one"), *BROWSER),
                    threads.submit(second.ask, second.target(state="second-state", code="two"), *BROWSER),
                ]
            assert {asked.result() for asked in wrong_way} == {Page.NOT_THIS_SIGN_IN}
            assert {asked.result() for asked in right_way} == {Page.SEE_DONE}
            assert first.accepted == Callback(code=Secret("one"))
            assert second.accepted == Callback(code=Secret("two"))


# L28: pasted addresses


def test_l28_a_pasted_address_counts_like_a_visit():
    with open_door() as door:
        waiting = door.waiting()
        door.offer(f'"{door.redirect_uri}?state={STATE}&code=abc#_=_"\n')
        assert waiting.result(PATIENCE) == Callback(code=Secret("abc"))
        assert door.ask(door.target(), *BROWSER) is Page.SEE_DONE
        assert door.accepted == Callback(code=Secret("abc"))


def test_l28_a_refused_paste_leaves_the_attempt_alive():
    with open_door() as door:
        with pytest.raises(CallbackRefused) as refused:
            door.offer("abc")
        assert refused.value.reason == "bare_code"
        with pytest.raises(CallbackRefused):
            door.offer(f"{door.redirect_uri}?state=older&code=abc")
        assert door.door.strays == [state_hash("older")]
        door.sign_in()


def test_l28_a_paste_after_the_answer_changes_nothing():
    with open_door() as door:
        door.sign_in()
        door.offer(f"{door.redirect_uri}?state={STATE}&code=late")
        assert door.accepted == Callback(code=Secret(CODE))


def test_l28_a_paste_before_any_attempt_is_refused():
    with open_door(expect=False) as door, pytest.raises(BadInput):
        door.offer(f"{door.redirect_uri}?state={STATE}&code=abc")


def test_an_https_address_binds_nothing_and_takes_pastes():
    url = "https://localhost:{port}/cb/threads"
    with open_door(url, ports=[8431]) as door:
        assert door.redirect_uri == "https://localhost:8431/cb/threads"
        waiting = door.waiting()
        door.offer(f"{door.redirect_uri}?code=abc&state={STATE}#_")
        assert waiting.result(PATIENCE) == Callback(code=Secret("abc"))


def test_an_https_address_ends_after_ten_minutes_too():
    with open_door("https://localhost:{port}/cb/threads", ports=[8431]) as door:
        waiting = door.waiting()
        door.clock.wait_for_sleepers()
        door.clock.advance(600)
        with pytest.raises(Cancelled):
            waiting.result(PATIENCE)


def test_an_address_without_its_port_is_the_files_fault():
    with pytest.raises(BadPlatformFile), open_door("https://localhost:{port}/cb/threads"):
        pass


def test_the_attempt_can_be_tried_again_with_the_same_door_after_strangers_hung_up():
    with open_door() as door:
        for data in [b"", b"GET", b"GET / HTTP/1.1\r\n", b"\r\n"]:
            send(door.port, data)
        door.sign_in()


def test_times_come_from_the_attempt_itself():
    with open_door(expect=False) as door:
        attempt = attempt_at(door.redirect_uri)
        door.expect(msgspec.structs.replace(attempt, expires_at=attempt.created_at + 5))
        door.clock.advance(5)
        assert door.ask(door.target(), *BROWSER) is Page.NOT_THIS_SIGN_IN
