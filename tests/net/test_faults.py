"""Every fault of a network ends in one of our errors, says whether the request may have been taken, and is discreet."""

import gzip
import logging
import socket
from collections.abc import Callable, Iterator

import pytest
from tests.net.faulty import Faulty, Play, Talk, answer, closed_port
from tests.net.sending import failure, send

from stagedoor.domain.errors import BadAnswer, Offline, Refused, TimedOut

SECRET = "EAAGm0PX4ZCpsBAKZBt7dQ9"

PLATFORM_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def after_reading(act: Callable[[Talk], None]) -> Play:
    def play(talk: Talk) -> None:
        talk.read()
        act(talk)

    return play


def drip(talk: Talk) -> None:
    talk.send(PLATFORM_HEAD + b"Content-Length: 1000\r\n\r\n")
    while talk.pause(0.05):
        talk.send(b"x")


def drip_headers(talk: Talk) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\nX: ")
    while talk.pause(0.05):
        talk.send(b"x")


def endless_hints(talk: Talk) -> None:
    while talk.pause(0.01):
        talk.send(b"HTTP/1.1 103 Early Hints\r\n\r\n")


def endless_body(talk: Talk) -> None:
    talk.send(PLATFORM_HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while talk.pause(0):
        talk.send(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")


def endless_gzip_header(talk: Talk) -> None:
    """A file name without end: megabytes that unpack to nothing."""
    talk.send(PLATFORM_HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n")
    talk.send(b"a\r\n\x1f\x8b\x08\x08\0\0\0\0\0\3\r\n")
    while talk.pause(0):
        talk.send(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")


def says(data: bytes) -> Callable[[Talk], None]:
    return lambda talk: talk.send(data)


BOMB = gzip.compress(b"\0" * 50_000_000)

# These end only with the deadline; all others long before.
ENDLESS = {"silence", "headers drip", "hints without end", "body drips"}

TAKEN = {
    "silence": (after_reading(Talk.wait), TimedOut),
    "headers drip": (after_reading(drip_headers), TimedOut),
    "hints without end": (after_reading(endless_hints), TimedOut),
    "reset before the answer": (after_reading(Talk.reset), TimedOut),
    "closed before the answer": (after_reading(lambda _talk: None), TimedOut),
    "half of the headers": (after_reading(says(b"HTTP/1.1 200 OK\r\nConte")), TimedOut),
    "body drips": (after_reading(drip), TimedOut),
    "half of the body": (after_reading(says(PLATFORM_HEAD + b"Content-Length: 100\r\n\r\n{")), BadAnswer),
    "cut chunk": (after_reading(says(PLATFORM_HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\nabc")), BadAnswer),
    "broken chunk size": (after_reading(says(PLATFORM_HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n")), BadAnswer),
    "two lengths": (
        after_reading(says(PLATFORM_HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}")),
        BadAnswer,
    ),
    "negative length": (after_reading(says(PLATFORM_HEAD + b"Content-Length: -1\r\n\r\n{}")), BadAnswer),
    "not HTTP": (after_reading(says(b"220 mail.invalid ESMTP\r\n\r\n")), BadAnswer),
    "huge headers": (after_reading(says(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000)), BadAnswer),
    "announced as huge": (after_reading(says(PLATFORM_HEAD + b"Content-Length: 20000000\r\n\r\n")), BadAnswer),
    "announced as beyond count": (
        after_reading(says(PLATFORM_HEAD + b"Content-Length: " + b"9" * 18 + b"\r\n\r\n")),
        BadAnswer,
    ),
    "huge without saying so": (after_reading(endless_body), BadAnswer),
    "endless gzip header": (after_reading(endless_gzip_header), BadAnswer),
    "gzip bomb": (after_reading(says(answer(BOMB, headers={"Content-Encoding": "gzip"}))), BadAnswer),
    "cut gzip": (
        after_reading(says(answer(gzip.compress(b"{}" * 99)[:-9], headers={"Content-Encoding": "gzip"}))),
        BadAnswer,
    ),
    "not gzip": (after_reading(says(answer(b"{}" * 99, headers={"Content-Encoding": "gzip"}))), BadAnswer),
    "unasked encoding": (after_reading(says(answer(b"{}", headers={"Content-Encoding": "br"}))), BadAnswer),
    "gzip of gzip": (after_reading(says(answer(b"{}", headers={"Content-Encoding": "gzip, gzip"}))), BadAnswer),
}


@pytest.fixture(autouse=True)
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Every library at its most talkative: the secret must not show in what any of them says above our cap."""
    with caplog.at_level(logging.DEBUG):
        yield
    assert SECRET not in caplog.text


@pytest.mark.parametrize("name", TAKEN)
def test_a_request_that_may_have_been_taken(name: str) -> None:
    play, kind = TAKEN[name]
    with Faulty(play) as server:
        error = failure(
            f"{server.url}/token",
            method="POST",
            query={"key": SECRET},
            form={"code": SECRET},
            deadline=1.0 if name in ENDLESS else 30.0,
            limit=100_000,
        )
        assert type(error) is kind
        assert len(server.requests) <= 1
        assert server.connections == 1
    tells_nothing(error)


def tells_nothing(error: BaseException) -> None:
    assert SECRET not in f"{error} {error!r} {vars(error)}"
    assert error.__cause__ is None
    assert error.__context__ is None or error.__suppress_context__
    assert str(error).count(". ") >= 1  # a cause and a fix


def test_a_bomb_never_fills_the_memory() -> None:
    import tracemalloc

    with Faulty(answer(BOMB, headers={"Content-Encoding": "gzip"})) as server:
        tracemalloc.start()
        failure(server.url, limit=1_000_000)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 10_000_000


def test_a_name_that_does_not_exist_means_nothing_was_sent() -> None:
    error = failure("https://graph.invalid/me", query={"access_token": SECRET})
    assert type(error) is Offline
    assert "graph.invalid was not found" in str(error)
    tells_nothing(error)


def test_a_port_where_nobody_listens_means_nothing_was_sent() -> None:
    error = failure(f"http://127.0.0.1:{closed_port()}/me", query={"access_token": SECRET})
    assert type(error) is Offline
    assert "takes no connections" in str(error)
    tells_nothing(error)


def test_a_connection_that_never_opens_means_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(3)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(("127.0.0.1", port))
        error = failure(f"http://127.0.0.1:{port}/", deadline=1.0)
        for each in waiting:
            each.close()
    assert type(error) is Offline
    assert "could not be reached in time" in str(error)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.invalid/",
        "http://localhost:1/",
        "http://127.0.0.1.nip.invalid/",
        "http://127.1:1/",
        "http://0.0.0.0:1/",
        "http://2130706433:1/",
        "http://[::ffff:127.0.0.1]:1/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "//127.0.0.1/",
        "https:///path",
        "http://user:word@127.0.0.1:1/",
        "https://platform.invalid\\@127.0.0.1/",
        "https://platform.invalid:999999/",
        "http://127.0.0.1@platform.invalid/",
    ],
)
def test_an_address_that_is_not_safe_is_refused_before_anything_is_sent(url: str) -> None:
    error = failure(url, method="POST", form={"client_secret": SECRET})
    assert type(error) is Refused
    tells_nothing(error)


@pytest.mark.parametrize(
    "fields",
    [
        {"headers": {"Authorization": f"Bearer {SECRET}\r\nX-Injected: 1"}},
        {"headers": {"Authorization": f"Bearer {SECRET}\n"}},
        {"headers": {"Authorization": f"Bearer {SECRET}é"}},
        {"headers": {"Bad name": SECRET}},
        {"query": {"code": f"{SECRET}\ud800"}},
        {"form": {"code": f"{SECRET}\ud800"}},
        {"json": {"text": f"{SECRET}\ud800"}},
        {"json": {"number": float("nan"), "key": SECRET}},
        {"method": "GET /x", "query": {"code": SECRET}},
    ],
)
def test_what_cannot_be_sent_is_refused_without_showing_it(fields: dict[str, object]) -> None:
    with Faulty(answer()) as server:
        error = failure(server.url, **{"method": "POST", **fields})
        assert type(error) is Refused
        tells_nothing(error)
    assert not any(server.requests)


def test_the_log_tells_the_call_and_its_size_and_no_address(caplog: pytest.LogCaptureFixture) -> None:
    with Faulty(answer(b'{"a": 1}')) as server:
        send(f"{server.url}/me", query={"access_token": SECRET}, name="facebook.me")
        failure(f"http://127.0.0.1:{closed_port()}", name="facebook.me")
    fine, failed = [record for record in caplog.records if record.name == "stagedoor.net"]
    assert {"call": "facebook.me", "status": 200, "size": 8}.items() <= vars(fine).items()
    assert {"call": "facebook.me", "error": "offline"}.items() <= vars(failed).items()
    assert all(record.name == "stagedoor.net" for record in caplog.records if "http" in record.name)
