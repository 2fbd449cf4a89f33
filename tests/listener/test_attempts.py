"""Several attempts, pasted addresses, and doors without a port of their own (L22, L24, L28).

Numbers are those of the listed scenarios. How often each runs per commit: `counts.PER_COMMIT`.
"""

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
    attempt_at,
    open_receiver,
    send,
)

from stagedoor.domain.attempt import Callback
from stagedoor.domain.errors import BadInput, BadPlatformFile, Cancelled
from stagedoor.domain.secret import Secret
from stagedoor.listener.pages import Page
from stagedoor.oauth.attempt import state_hash
from stagedoor.oauth.callback import CallbackRefused

PLATFORMS = ["facebook", "instagram", "threads", "youtube", "x", "tk", "linkedin", "telegram", "business"]


# L22, L24: several attempts


def test_l22_no_platform_takes_the_answer_of_another():
    with ExitStack() as stack:
        doors = {}
        for name in PLATFORMS:
            doors[name] = stack.enter_context(open_receiver(f"http://127.0.0.1:{{port}}/cb/{name}", expect=False))
            doors[name].expect(attempt_at(doors[name].redirect_uri, state=f"state-of-{name}", platform=name))
        pairs = list(itertools.permutations(PLATFORMS, 2))
        assert len(pairs) == 72
        for ours, theirs in pairs:
            for state in (f"state-of-{ours}", f"state-of-{theirs}"):
                query = urlencode({"state": state, "code": CODE})
                assert doors[ours].ask(f"/cb/{theirs}?{query}", *BROWSER) is Page.NOT_FOUND
            crossed = doors[ours].target(state=f"state-of-{theirs}")
            assert doors[ours].ask(crossed, *BROWSER) is Page.NOT_THIS_SIGN_IN
        assert all(receiver.undecided for receiver in doors.values())
        for name, receiver in doors.items():
            assert receiver.ask(receiver.target(state=f"state-of-{name}"), *BROWSER) is Page.SEE_DONE


def test_l24_two_attempts_together_get_their_own():
    for _ in range(count(100)):
        with open_receiver() as first, open_receiver(expect=False) as second:
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
    with open_receiver() as receiver:
        waiting = receiver.waiting()
        receiver.offer(f'"{receiver.redirect_uri}?state={STATE}&code=abc#_=_"\n')
        assert waiting.result(PATIENCE) == Callback(code=Secret("abc"))
        assert receiver.ask(receiver.target(), *BROWSER) is Page.SEE_DONE
        assert receiver.accepted == Callback(code=Secret("abc"))


def test_l28_a_refused_paste_leaves_the_attempt_alive():
    with open_receiver() as receiver:
        with pytest.raises(CallbackRefused) as refused:
            receiver.offer("abc")
        assert refused.value.reason == "bare_code"
        with pytest.raises(CallbackRefused):
            receiver.offer(f"{receiver.redirect_uri}?state=older&code=abc")
        assert receiver.receiver.foreign_states == [state_hash("older")]
        receiver.sign_in()


def test_l28_a_paste_after_the_answer_changes_nothing():
    with open_receiver() as receiver:
        receiver.sign_in()
        receiver.offer(f"{receiver.redirect_uri}?state={STATE}&code=late")
        assert receiver.accepted == Callback(code=Secret(CODE))


def test_l28_a_paste_before_any_attempt_is_refused():
    with open_receiver(expect=False) as receiver, pytest.raises(BadInput):
        receiver.offer(f"{receiver.redirect_uri}?state={STATE}&code=abc")


def test_an_https_address_binds_nothing_and_takes_pastes():
    url = "https://localhost:{port}/cb/threads"
    with open_receiver(url, ports=[8431]) as receiver:
        assert receiver.redirect_uri == "https://localhost:8431/cb/threads"
        waiting = receiver.waiting()
        receiver.offer(f"{receiver.redirect_uri}?code=abc&state={STATE}#_")
        assert waiting.result(PATIENCE) == Callback(code=Secret("abc"))


def test_an_https_address_ends_after_ten_minutes_too():
    with open_receiver("https://localhost:{port}/cb/threads", ports=[8431]) as receiver:
        waiting = receiver.waiting()
        receiver.clock.wait_for_sleepers()
        receiver.clock.advance(600)
        with pytest.raises(Cancelled):
            waiting.result(PATIENCE)


def test_an_address_without_its_port_is_the_files_fault():
    with pytest.raises(BadPlatformFile), open_receiver("https://localhost:{port}/cb/threads"):
        pass


def test_the_attempt_can_be_tried_again_with_the_same_door_after_strangers_hung_up():
    with open_receiver() as receiver:
        for data in [b"", b"GET", b"GET / HTTP/1.1\r\n", b"\r\n"]:
            send(receiver.port, data)
        receiver.sign_in()


def test_times_come_from_the_attempt_itself():
    with open_receiver(expect=False) as receiver:
        attempt = attempt_at(receiver.redirect_uri)
        receiver.expect(msgspec.structs.replace(attempt, expires_at=attempt.created_at + 5))
        receiver.clock.advance(5)
        assert receiver.ask(receiver.target(), *BROWSER) is Page.NOT_THIS_SIGN_IN
