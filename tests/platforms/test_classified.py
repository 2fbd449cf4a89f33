"""Trouble, pauses, redirects and strangers' pages are told apart; text from outside is made plain; nothing leaks."""

import traceback
import unicodedata
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from tests.platforms.bench import Bench, first
from tests.platforms.broken import plan

from stagedoor.domain.errors import BadAnswer, Limited, PlatformRefused, StagedoorError
from stagedoor.domain.secret import Secret
from stagedoor.practice import Server

DAY = 86_400.0


def failure(bench: Bench, act: Callable[[], object] | None = None) -> StagedoorError:
    bench.http.planned = True
    with pytest.raises(StagedoorError) as caught:
        (act or bench.who)()
    bench.world.faults.clear()
    return caught.value


BODIES: list[dict[str, Any]] = [{"json": {"title": "x"}}, {"text": "<html>Bad gateway</html>"}, {"text": ""}]


def test_trouble_of_the_platform_is_its_own(bench: Bench) -> None:
    bench.ready()
    for status, body in product((500, 502, 503, 504, 520, 599), BODIES):
        plan(bench.world, f"* {bench.way.api}", ("status", {"status": status, **body}))
        error = failure(bench)
        assert isinstance(error, PlatformRefused)
        assert (error.kind, error.status) == ("platform", status)
        assert bench.spec.name in error.cause


@pytest.mark.parametrize("form", ["seconds", "date", "odd", "none"])
def test_a_pause_is_obeyed_in_every_form(bench: Bench, form: str) -> None:
    bench.ready()
    plan(bench.world, f"* {bench.way.api}", ("rate", {"retry_after": 300, "form": form}))
    error = failure(bench)
    assert isinstance(error, Limited)
    pause = bench.way.pause if form in ("odd", "none") else "said"
    if pause == "said":
        assert error.retry_after is not None
        assert 298 <= error.retry_after <= 301
    elif pause == "midnight":
        assert bench.clock.now() % DAY + (error.retry_after or 0) == pytest.approx(DAY, abs=2)
    else:
        assert error.retry_after == pause


def test_a_pause_without_end_is_cut(bench: Bench) -> None:
    bench.ready()
    plan(bench.world, f"* {bench.way.api}", ("rate", {"retry_after": 10**9}))
    error = failure(bench)
    assert isinstance(error, Limited)
    assert error.retry_after == DAY


def test_a_page_of_somebody_else_says_nothing_about_keys(bench: Bench) -> None:
    """A hotel's network, a company's proxy, an edge server: a dead sign-in is only what the platform itself says."""
    bench.ready()
    acts = [bench.who, *([bench.renewed] if bench.renews else [])]
    for status, act in product((200, 302, 400, 401, 403, 404, 407, 418, 451, 511), acts):
        plan(bench.world, f"* {bench.way.api}", ("html", {"status": status}))
        error = failure(bench, act)
        assert isinstance(error, BadAnswer)
        assert "hotel" in error.fix


def test_redirects_are_never_followed(bench: Bench, practice_server: Server) -> None:
    bench.ready()
    elsewhere = practice_server.new_world()
    acts = [bench.who, *([bench.renewed] if bench.renews else []), *([_exchange(bench)] if bench.signs_in else [])]
    for act, status in product(acts, (301, 302, 303, 307, 308)):
        target = f"{elsewhere.base}{bench.way.api}"
        plan(bench.world, f"* {bench.way.api}", ("redirect", {"status": status, "to": target}))
        error = failure(bench, act)
        assert isinstance(error, BadAnswer)
        assert target not in str(error)
    assert elsewhere.requests == []


def _exchange(bench: Bench) -> Callable[[], object]:
    return lambda: bench.run(bench.adapter.exchange(bench.attempt(), Secret("PRACTICE-code"), bench.brought))


def _sign_in_acts(bench: Bench) -> dict[str, Callable[[], object]]:
    renew = {"renew": bench.renewed} if bench.renews else {}
    return {**renew, **({"exchange": _exchange(bench)} if bench.signs_in else {})}


HOSTILE = "<img src=x onerror=alert(1)>\u202egpj.exe\u2066 \x1b]0;owned\x07\x00" + "A" * 200_000


def assert_plain(text: str, limit: int) -> None:
    assert 0 < len(text) <= limit
    assert not [c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs"}]


def test_names_from_outside_are_plain_and_short(bench: Bench) -> None:
    bench.way.add(bench.world, bench.visitor, bench.keys)
    bench.world.x.accounts["crumbkitchen"].name = HOSTILE
    bench.world.linkedin.members["crumbkitchen"].name = HOSTILE
    bench.world.tiktok.accounts["crumbkitchen"].name = HOSTILE
    for named in (bench.world.meta.people, bench.world.meta.pages, bench.world.meta.accounts):
        for each in named.values():
            each.name = HOSTILE
    for channel in bench.world.youtube.channels.values():
        channel.title = HOSTILE
    for bot in bench.world.telegram.bots.values():
        bot.name = HOSTILE
    for chat in bench.world.telegram.chats.values():
        chat.title = HOSTILE
    who = bench.who()
    assert_plain(who.name, 64)
    found = bench.run(first(bench.adapter.discover(bench.keys, who)))
    assert_plain(found.name, 128)
    for answer in bench.checked(bench.connection(found)):
        for value in answer.detail.values():
            assert_plain(str(value), 128)


def test_words_of_an_error_are_plain_and_short(bench: Bench) -> None:
    bench.ready()
    said = dict.fromkeys(("title", "detail", "description", "error", "error_description"), HOSTILE)
    for status in (400, 401, 403, 404, 409, 418):
        plan(bench.world, f"* {bench.way.api}", ("status", {"status": status, "json": said}))
        error = failure(bench)
        assert_plain(error.cause, 400)
        assert_plain(error.fix, 400)


def test_a_platform_that_repeats_what_was_sent_reveals_nothing(bench: Bench) -> None:
    bench.ready()
    acts = {"who": bench.who, **_sign_in_acts(bench)}
    for secret in bench.secrets():
        names = ("title", "detail", "description", "error_description", "message")
        said = dict.fromkeys(names, f"bad {secret}, {secret}!")
        for act in acts.values():
            plan(bench.world, f"* {bench.way.api}", ("status", {"status": 418, "json": said}))
            error = failure(bench, act)
            shown = "".join(traceback.format_exception(error)) + repr(vars(error))
            assert secret not in shown
            assert "It said" in error.cause


def test_retry_after_of_an_ordinary_refusal_is_no_promise(bench: Bench) -> None:
    """X puts the end of its window on every answer; at a 403 it means nothing."""
    bench.ready()
    headers = {"x-rate-limit-reset": str(int(bench.clock.now()) + 900)}
    said = {"title": "no", "description": "no", "ok": False}
    plan(bench.world, f"* {bench.way.api}", ("status", {"status": 403, "json": said, "headers": headers}))
    error = failure(bench)
    assert isinstance(error, PlatformRefused)
    assert error.retry_after is None
