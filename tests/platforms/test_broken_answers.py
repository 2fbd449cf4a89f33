"""Whatever comes instead of an answer ends in a known error that holds no secret, never in a crash."""

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from msgspec.structs import replace
from tests.platforms.bench import Bench, called, everything, first
from tests.platforms.broken import BROKEN, HALF_DONE, Fault, plan
from tests.platforms.counts import some

from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import Limited, NetworkError, PlatformRefused, StagedoorError
from stagedoor.domain.exchange import Answer, Who
from stagedoor.domain.secret import Secret

Action = Callable[[Bench, Connection], object]


def check(bench: Bench, connection: Connection) -> list[Answer]:
    return bench.run(everything(bench.adapter.check(connection, bench.keys, paid=True)))


ACTIONS: dict[str, Action] = {
    "prove": lambda b, c: b.run(b.adapter.prove(b.way.route, b.brought)),
    "identify": lambda b, c: b.who(),
    "discover": lambda b, c: b.run(first(b.adapter.discover(b.keys, WHO[b]))),
    "find": lambda b, c: b.run(b.adapter.find(b.keys, WHO[b], b.way.account)),
    "hindrance": lambda b, c: b.run(b.adapter.hindrance(b.keys)),
    "check": check,
    "publish": lambda b, c: b.post(c, "Rye"),
    "delete": lambda b, c: b.run(b.adapter.delete(c, b.keys, "7")),
}
SIGN_IN_ACTIONS: dict[str, Action] = {
    "exchange": lambda b, c: b.run(b.adapter.exchange(b.attempt(), Secret("PRACTICE-code"), b.brought)),
    "renew": lambda b, c: b.renewed(),
    "revoke": lambda b, c: b.run(b.adapter.revoke(b.keys)),
}


def sign_in_actions(bench: Bench) -> dict[str, Action]:
    """Those that this way to connect has."""
    has = {"exchange": bench.signs_in, "renew": bench.renews, "revoke": bool(bench.route.oauth)}
    return {name: act for name, act in SIGN_IN_ACTIONS.items() if has[name]}


WHO: dict[Bench, Who] = {}


@contextmanager
def prepared(bench: Bench) -> Iterator[Connection]:
    connection = bench.connection()
    WHO[bench] = bench.who()
    bench.http.planned = True
    bench.http.deadline = 5.0
    yield connection
    del WHO[bench]


def outcome(bench: Bench, action: Action, connection: Connection) -> tuple[str, StagedoorError | None]:
    """What became of it: "answered", "nothing was asked", or the error. Anything else is a crash."""
    before = len(bench.http.sent)
    try:
        result = action(bench, connection)
    except (PlatformRefused, Limited, NetworkError) as error:
        return type(error).__name__, error
    except StagedoorError:
        if len(bench.http.sent) > before:
            raise
        return "nothing was asked", None
    if isinstance(result, list):
        return ("answered" if all(a.verdict == "ok" for a in result) else "said so"), None
    return ("nothing was asked" if len(bench.http.sent) == before else "answered"), None


def leaks(bench: Bench, error: StagedoorError | None, logged: str) -> list[str]:
    shown = logged + ("".join(traceback.format_exception(error)) + repr(error.__dict__) if error else "")
    return [secret for secret in bench.secrets() if secret in shown]


def play(
    bench: Bench, actions: dict[str, Action], prefix: str, faults: dict[str, Fault], caplog: pytest.LogCaptureFixture
) -> list[str]:
    """What went wrong: crashes, leaks, and answers where nothing could be answered."""
    wrong = []
    with prepared(bench) as connection, caplog.at_level(logging.DEBUG):
        for name, action, fault_name, fault in _pairs(actions, faults):
            plan(bench.world, f"* {prefix}", fault)
            caplog.clear()
            try:
                became, error = outcome(bench, action, connection)
            except Exception as crash:
                wrong.append(f"{name}, {fault_name}: {crash!r}")
            else:
                wrong += [f"{name}, {fault_name}: shows a secret" for _ in leaks(bench, error, caplog.text)]
                if became == "answered" and not (_may_pass(name, fault_name) or _whole(bench, fault_name)):
                    wrong.append(f"{name}, {fault_name}: taken for an answer")
            bench.world.faults.clear()
    return wrong


def _pairs(actions: dict[str, Action], faults: dict[str, Fault]) -> Iterator[tuple[str, Action, str, Fault]]:
    for turn, (name, action) in enumerate(actions.items()):
        for fault_name, fault in some(faults, turn).items():
            yield name, action, fault_name, fault


def _may_pass(action: str, fault: str) -> bool:
    """A revocation is known by its status alone (RFC 7009, section 2.2), and a new post by its number alone; some
    answers to a deletion (204) have no body.
    """
    return action == "revoke" or (action, fault) in {("publish", "200 metrics a list"), ("delete", "204 empty")}


def _whole(bench: Bench, fault: str) -> bool:
    """An answer without a body cannot come in two parts."""
    answer = bench.world.requests[-1].answer
    return fault in ("half an answer", "hangs up in the middle", "drip") and answer is not None and not answer.body


def test_every_fault_meets_a_call() -> None:
    """With every commit a part of all pairs is played; no fault is left out by that."""
    played = {fault for _, _, fault, _ in _pairs(ACTIONS, BROKEN)}
    assert played == set(BROKEN)
    assert len(BROKEN) > 150


def test_calls(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    assert play(bench, ACTIONS, bench.way.api, BROKEN, caplog) == []


def test_sign_in(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    assert play(bench, sign_in_actions(bench), bench.way.api, BROKEN, caplog) == []


def test_what_was_half_done(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """Discovering is left out: done properly, it waits for somebody to do something."""
    actions = {**ACTIONS, **sign_in_actions(bench)}
    del actions["discover"]
    assert play(bench, actions, bench.way.api, HALF_DONE, caplog) == []


def test_a_byte_order_mark_does_not_matter(bench: Bench) -> None:
    bench.found()
    bench.http.planned = True
    plan(bench.world, f"* {bench.way.api}", ("bom", {}))
    assert called(bench.who()) == bench.way.identity
    if bench.renews:
        assert bench.renewed().tokens


@pytest.mark.parametrize("fault", ["slow", "drip"])
def test_an_answer_that_does_not_come_in_time(bench: Bench, fault: str) -> None:
    with prepared(bench) as connection:
        bench.http.deadline = 0.2
        plan(bench.world, f"* {bench.way.api}", (fault, {"seconds": 30}))
        for action in ("identify", "publish") if bench.posts else ("identify",):
            became, error = outcome(bench, ACTIONS[action], connection)
            if _whole(bench, fault):
                continue
            assert (became, error and error.code) == ("TimedOut", "timed_out")
        assert {a.verdict for a in check(bench, connection)} == {"unknown"}


def test_a_key_that_cannot_be_sent_is_said_and_not_sent(bench: Bench) -> None:
    name = next(iter(bench.way.spoils))
    odd = replace(bench.keys, secrets={**bench.keys.secrets, name: Secret("new\r\nline: ü/../🥐")})
    with pytest.raises((NetworkError, PlatformRefused)) as caught:
        bench.run(bench.adapter.identify(odd))
    assert "🥐" not in "".join(traceback.format_exception(caught.value))
    assert not [r for r in bench.world.requests if "line" in r.headers]
