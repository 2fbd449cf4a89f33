"""Each fault as a client meets it."""

import gzip
import http.client
import socket
import threading
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.practice.client import call
from tests.practice.telegram_client import TelegramClient
from tests.practice.x_client import XClient

from stagedoor.practice import FAULTS, Visitor, World

ME = "* /telegram/api"


@pytest.fixture
def bot(world: World, visitor: Visitor) -> TelegramClient:
    return TelegramClient(world, visitor)


def test_every_kind_says_what_it_does() -> None:
    assert len(FAULTS) >= 17
    assert all(kind.says for kind in FAULTS.values())


@pytest.mark.parametrize(
    ("kind", "options", "status", "start"),
    [
        ("status", {"status": 503, "text": "trouble"}, 503, b"trouble"),
        ("status", {"status": 418, "json": {"a": 1}, "headers": {"X-Odd": "yes"}}, 418, b'{"a": 1}'),
        ("status", {}, 500, b"{"),
        ("html", {}, 403, b"<!DOCTYPE html>"),
        ("empty", {}, 200, b""),
        ("wrong_type", {}, 200, b"["),
        ("not_json", {}, 200, b"{'ok'"),
        ("bom", {}, 200, b'\xef\xbb\xbf{"ok": true'),
        ("bad_utf8", {}, 200, b'{"name": "\xff'),
        ("redirect", {"to": "http://127.0.0.1:9/"}, 302, b""),
        ("huge", {"bytes": 2**20}, 200, b"   "),
    ],
)
def test_answers(bot: TelegramClient, kind: str, options: dict[str, Any], status: int, start: bytes) -> None:
    bot.world.faults.add(ME, kind, **options)
    reply = bot.api("getMe")
    assert reply.status == status
    assert reply.body.startswith(start)
    assert bot.world.requests[-1].fault == kind
    assert bot.world.requests[-1].reason == f"planned fault: {kind}"
    assert bot.api("getMe").json["ok"] is True, "once by default"


def test_sizes_and_headers(bot: TelegramClient) -> None:
    faults = bot.world.faults
    faults.add(ME, "huge", bytes=3 * 2**20)
    assert len(bot.api("getMe").body) > 3 * 2**20
    faults.add(ME, "gzip_bomb", bytes=8 * 2**20)
    bomb = bot.api("getMe")
    assert bomb.headers["content-encoding"] == "gzip"
    assert len(bomb.body) < 100_000
    assert len(gzip.decompress(bomb.body)) == 8 * 2**20
    faults.add(ME, "redirect", to="http://127.0.0.1:9/x", status=307)
    assert bot.api("getMe").headers["location"] == "http://127.0.0.1:9/x"


def test_half_of_the_right_answer(bot: TelegramClient) -> None:
    whole = bot.api("getMe").body
    bot.world.faults.add(ME, "truncated")
    assert bot.api("getMe").body == whole[: len(whole) // 2]
    bot.world.faults.add(ME, "half")
    with pytest.raises(http.client.IncompleteRead) as cut:
        bot.api("getMe")
    assert cut.value.partial == whole[: len(whole) // 2]
    assert bot.world.requests[-1].status == 200


def test_a_cut_has_no_effect_and_a_late_cut_has(world: World, visitor: Visitor) -> None:
    client = XClient(world, visitor)
    assert client.tokens
    world.faults.add("POST /x/api/2/tweets", "cut")
    with pytest.raises(ConnectionError):
        client.post("one")
    assert world.x.posts == {}
    world.faults.add("POST /x/api/2/tweets", "commit_then_cut")
    with pytest.raises(ConnectionError):
        client.post("two")
    assert [post.text for post in world.x.live_posts()] == ["two"]
    assert [r.status for r in world.requests[-2:]] == [None, None]
    assert world.requests[-1].answer is not None
    assert client.post("two").status == 403, "duplicate: the first one is there"


def test_slow_ends_early_when_told(bot: TelegramClient) -> None:
    bot.world.faults.add(ME, "slow", seconds=600)
    replies: list[int] = []
    thread = threading.Thread(target=lambda: replies.append(bot.api("getMe").status))
    thread.start()
    bot.world.until(lambda: bot.world.requests[-1].fault == "slow")
    assert replies == []
    bot.world.faults.clear()
    thread.join(20)
    assert replies == [200]


def test_slow_without_effect_when_the_client_leaves(world: World, visitor: Visitor) -> None:
    client = XClient(world, visitor)
    assert client.tokens
    world.faults.add("POST /x/api/2/tweets", "slow", seconds=600)
    parts = urlsplit(client.url("/2/tweets"))
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as connection:
        body = b'{"text":"hi"}'
        head = f"POST {parts.path} HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n\r\n"
        connection.sendall(head.encode() + body)
        world.until(lambda: world.requests[-1].fault == "slow")
    assert client.api("GET", "/2/users/me").status == 200
    assert world.x.posts == {}


def test_slow_gives_the_right_answer_in_the_end(bot: TelegramClient) -> None:
    bot.world.faults.add(ME, "slow", seconds=0.01)
    assert bot.api("getMe").json["ok"] is True


def test_drip(bot: TelegramClient) -> None:
    whole = bot.api("getMe").body
    bot.world.faults.add(ME, "drip", seconds=0)
    assert bot.api("getMe").body == whole


def test_rate_in_the_platforms_own_words(world: World, bot: TelegramClient, visitor: Visitor) -> None:
    world.faults.add(ME, "rate", retry_after=17)
    reply = bot.api("getMe")
    assert reply.json["parameters"] == {"retry_after": 17}
    assert reply.json["description"] == "Too Many Requests: retry after 17"
    assert (reply.status, reply.headers["retry-after"]) == (429, "17")
    client = XClient(world, visitor)
    assert client.tokens
    world.faults.add("GET /x/api", "rate", retry_after=17, form="none")
    reply = client.api("GET", "/2/users/me")
    assert (reply.status, reply.json["title"]) == (429, "Too Many Requests")
    assert "retry-after" not in reply.headers
    assert int(reply.headers["x-rate-limit-reset"]) - world.clock.now() == pytest.approx(17, abs=5)


def test_the_forms_of_retry_after(bot: TelegramClient) -> None:
    bot.world.faults.add(ME, "rate", retry_after=60, form="date")
    said = parsedate_to_datetime(bot.api("getMe").headers["retry-after"])
    assert said.timestamp() - bot.world.clock.now() == pytest.approx(60, abs=5)
    bot.world.faults.add(ME, "rate", form="odd")
    assert bot.api("getMe").headers["retry-after"] == "soon"


def test_match_times_and_order(bot: TelegramClient) -> None:
    faults, path = bot.world.faults, f"/telegram/api/bot{bot.token}/getMe"
    faults.add(f"GET {path}", "status", status=501)
    faults.add(f"POST {path}", "status", times=2, status=502)
    faults.add(f"* {path}", "status", status=503)
    assert [bot.api("getMe").status for _ in range(4)] == [502, 502, 503, 200]
    assert call("GET", bot.url("getMe")).status == 501
    assert call("GET", bot.url("getMe")).status == 200


def test_a_page_can_fail_too(world: World) -> None:
    world.faults.add("GET /x/web/crumbkitchen", "status", status=500)
    assert call("GET", world.hosts("x")["web"] + "/crumbkitchen").status == 500


def test_unknown_kinds_and_options_are_refused(world: World) -> None:
    with pytest.raises(KeyError):
        world.faults.add("* /", "meteor")
    with pytest.raises(TypeError, match="second"):
        world.faults.add("* /", "slow", second=1)
