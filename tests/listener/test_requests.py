"""Hostile requests: none is taken, none ends the attempt, each gets a constant page (L01, L06 to L08, L13).

Numbers are those of the listed scenarios. How often each runs per commit: `counts.PER_COMMIT`.
"""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.listener.counts import count
from tests.listener.raw import WRONG, big_requests
from tests.listener.rig import BROWSER, PAGES, STATE, open_receiver, resident_bytes

from stagedoor.listener.pages import Page

# L01: malformed bytes

VALID = f"GET {WRONG} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nContent-Length: 0\r\n\r\n".encode()
PIECES = st.sampled_from(
    [b"\r\n", b"\n", b"\r", b"\0", b" ", b"\t", b":", b"?", b"&", b"%", b"%00", b"%ff", b"\xff\xfe", b"HTTP/2.0",
     b"HTTP/1.1", b"GET", b"get", b"Host: x", b"Transfer-Encoding: chunked", b"Content-Length: 5", b"//", b"/../",
     b"http://127.0.0.1/", b"\x16\x03\x01\x02\x00", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", STATE.encode()]
)  # fmt: skip
CUTS = st.tuples(st.integers(0, len(VALID)), st.integers(0, 12), PIECES | st.binary(max_size=8))


@st.composite
def malformed(draw: st.DrawFn) -> bytes:
    """A request of a wrong state with bytes cut out and others put in; or bytes without any meaning."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=400))
    data = VALID
    for at, length, piece in draw(st.lists(CUTS, min_size=1, max_size=6)):
        data = data[:at] + piece + data[at + length :]
    return data


def test_l01_malformed_bytes():
    with open_receiver() as receiver:

        @settings(max_examples=count(10_000))
        @given(malformed())
        def throw(data):
            answer = receiver.send(data.replace(b"Host: 127.0.0.1", f"Host: {receiver.host}".encode()))
            assert not answer or PAGES[answer] not in {Page.SEE_DONE, Page.SEE_FAILED, Page.DONE, Page.FAILED}
            assert receiver.undecided

        throw()
        receiver.sign_in()


@pytest.mark.contracts
def test_l01_every_request_that_a_parser_was_ever_tested_with(contracts: Path):
    cases = json.loads((contracts / "http/llhttp_requests.json").read_text())["cases"]
    assert len(cases) > 160
    with open_receiver() as receiver:
        for case in cases:
            raw = base64.b64decode(case["bytes_b64"])
            answer = receiver.send(raw)
            assert not answer or PAGES[answer] is not Page.SEE_DONE, case["name"]
            if case["llhttp_error"] and case["type"] == "request":
                assert not answer or 400 <= status(answer) < 500, case["name"]
            receiver.send(raw.replace(b"/url", receiver.path.encode()).replace(b"/demo", receiver.path.encode()))
        receiver.sign_in()


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize(
    "change",
    [
        ("\r\n", "\n"),
        (" HTTP/1.1", " HTTP/1.0"),
        (" HTTP/1.1", " HTTP/2.0"),
        (" HTTP/1.1", " HTTP/0.9"),
        (" HTTP/1.1", ""),
        (" HTTP/1.1", " http/1.1"),
        (" HTTP/1.1", "  HTTP/1.1"),
        ("GET ", "GET\t"),
        ("GET ", "get "),
        ("GET ", " GET "),
        ("GET ", "\r\nGET "),
        ("GET ", "\0GET "),
        ("Accept: a", "Accept : a"),
        ("Accept: a", " Accept: a"),
        ("Accept: a", "Accept: a\r\n b"),
        ("Accept: a", "Accept: a\r\n\tb"),
        ("Accept: a", "Accept: a\rb: c"),
        ("Accept: a", "Accept: a\nb: c"),
        ("Accept: a", "Accept: a\0"),
        ("Accept: a", "Accept"),
        ("Accept: a", ": a"),
        ("Accept: a", "Acc\u00e9pt: a"),
        ("Accept: a", "Transfer-Encoding: chunked"),
        ("Accept: a", "Transfer-Encoding: identity"),
        ("Accept: a", "Content-Length: 5"),
        ("Accept: a", "Content-Length: -1"),
        ("Accept: a", "Content-Length: +0"),
        ("Accept: a", "Content-Length: 0x0"),
        ("Accept: a", "Content-Length: 0\r\nContent-Length: 5"),
        ("Accept: a", "Content-Length: 0\r\nContent-Length: 0"),
        ("Accept: a", "Content-Length: 10737418240"),
    ],
)
def test_l01_one_fault_in_an_else_right_return(change):
    with open_receiver() as receiver:
        good = receiver.request(receiver.target(), "Accept: a")
        bad = good.replace(*(part.encode() for part in change))
        assert bad != good
        assert receiver.page(bad) in {Page.BAD_REQUEST, Page.TOO_LARGE, Page.MISDIRECTED, Page.NOT_ALLOWED}
        receiver.sign_in()


# L06: Host


FOREIGN_HOSTS = [
    "127.0.0.1", "127.0.0.1:1", "127.0.0.1:{port}.", "127.0.0.1.:{port}", "127.0.0.1:{port}0", "127.0.0.1:0{port}",
    "localhost:{port}", "localhost", "LOCALHOST:{port}", "localhost.:{port}", "[::1]:{port}", "[::1]", "::1",
    "[::ffff:127.0.0.1]:{port}", "127.1:{port}", "127.0.1:{port}", "2130706433:{port}", "0x7f000001:{port}",
    "0177.0.0.1:{port}", "127.0.0.2:{port}", "0.0.0.0:{port}", "evil.example", "evil.example:{port}",
    "127.0.0.1.evil.example:{port}", "evil.example.127.0.0.1:{port}", "me@127.0.0.1:{port}", "me:pw@127.0.0.1:{port}",
    "127.0.0.1:{port}@evil.example", "127.0.0.1:{port}, evil.example", "evil.example, 127.0.0.1:{port}",
    "127.0.0.1:{port}/", "127.0.0.1:{port}/cb/x", "http://127.0.0.1:{port}", "127.0.0.1:{port}#a", "127.0.0.1:{port}?a",
    "127.0.0.1 :{port}", "127.0.0.1: {port}", "127.0.0.1:{port}\tx", "attacker.localhost:{port}", "*", "", "-", "%31",
]  # fmt: skip


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_l06_foreign_hosts(host):
    with open_receiver() as receiver:
        request = receiver.request(receiver.target(), *BROWSER)
        foreign = request.replace(
            f"Host: {receiver.host}".encode(), f"Host: {host.format(port=receiver.port)}".encode()
        )
        assert foreign != request
        assert receiver.page(foreign) in {Page.MISDIRECTED, Page.BAD_REQUEST}
        receiver.sign_in()


def test_l06_missing_doubled_and_absolute():
    with open_receiver() as receiver:
        line = f"GET {receiver.target()} HTTP/1.1\r\n"
        ours = f"Host: {receiver.host}\r\n"
        for heads in ["", ours + ours, ours + "Host: evil.example\r\n", "Host: evil.example\r\n" + ours, "X" + ours]:
            assert receiver.page(f"{line}{heads}\r\n".encode()) in {Page.MISDIRECTED, Page.BAD_REQUEST}
        for start in [f"http://{receiver.host}", "http://evil.example", "https://evil.example:443", "//evil.example"]:
            assert receiver.ask(start + receiver.target(), *BROWSER) in {Page.MISDIRECTED, Page.NOT_FOUND}
        receiver.sign_in()


def test_an_address_may_stand_in_the_query():
    """Some platforms add one to the return (`iss`); only the target itself must not be absolute."""
    with open_receiver() as receiver:
        raw = f"{receiver.target()}&iss=https://accounts.example"
        assert receiver.ask(raw, *BROWSER) is Page.SEE_DONE


# L07: methods


@pytest.mark.parametrize("body", ["", "Content-Length: 0", "Content-Length: 5"])
@pytest.mark.parametrize(
    "method",
    ["POST", "PUT", "HEAD", "OPTIONS", "TRACE", "CONNECT", "DELETE", "PATCH", "PROPFIND", "G", "GETT", "PRI", "QUERY"],
)
def test_l07_other_methods(method, body):
    with open_receiver() as receiver:
        more = (body,) if body else ()
        for target in [receiver.target(), "*", "/", f"{receiver.host}"]:
            origin = ("Origin: https://evil.example", "Access-Control-Request-Method: GET")
            answer = receiver.send(receiver.request(target, *origin, *more, method=method))
            page = Page.NOT_ALLOWED
            assert answer == (page.head if method == "HEAD" else page.data)
            assert b"access-control-" not in answer.lower()
        receiver.sign_in()


# L08: requests that no person made


@pytest.mark.parametrize(
    ("headers", "page"),
    [
        (("Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"), Page.NOT_A_VISIT),
        (("Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty"), Page.NOT_A_VISIT),
        (("Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"), Page.NOT_A_VISIT),
        (("Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: embed"), Page.NOT_A_VISIT),
        (("Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"), Page.NOT_A_VISIT),
        (("Sec-Fetch-Mode: websocket", "Sec-Fetch-Dest: websocket"), Page.NOT_A_VISIT),
        (("Sec-Fetch-Mode: same-origin", "Sec-Fetch-Dest: document"), Page.NOT_A_VISIT),
        (("Sec-Fetch-Dest: empty",), Page.NOT_A_VISIT),
        (("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"), Page.NOT_A_VISIT),
        (("Sec-Fetch-Mode: cors",), Page.NOT_A_VISIT),
        (("Sec-Fetch-Dest: document", "Sec-Fetch-Dest: image"), Page.NOT_A_VISIT),
        ((*BROWSER, "Sec-Purpose: prefetch"), Page.NOT_AHEAD),
        ((*BROWSER, "Sec-Purpose: prefetch;prerender"), Page.NOT_AHEAD),
        ((*BROWSER, "Sec-Purpose: Prefetch;anonymous-client-ip"), Page.NOT_AHEAD),
        ((*BROWSER, "Sec-Purpose: prerender"), Page.NOT_AHEAD),
        ((*BROWSER, "Purpose: prefetch"), Page.NOT_AHEAD),
        ((*BROWSER, "X-Moz: prefetch"), Page.NOT_AHEAD),
    ],
)
def test_l08_no_visit(headers, page):
    with open_receiver() as receiver:
        assert receiver.ask(receiver.target(), *headers) is page
        receiver.sign_in()


@pytest.mark.parametrize("site", ["none", "cross-site", "same-origin", "same-site"])
def test_l08_where_a_visit_comes_from_does_not_matter(site):
    with open_receiver() as receiver:
        headers = (f"Sec-Fetch-Site: {site}", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
        assert receiver.ask(receiver.target(), *headers) is Page.SEE_DONE


def test_l08_a_browser_without_such_headers_is_let_in():
    with open_receiver() as receiver:
        assert receiver.ask(receiver.target()) is Page.SEE_DONE


# L13: sizes


def test_l13_large_requests():
    with open_receiver() as receiver:
        requests = big_requests(receiver)
        for data, page in requests:
            assert receiver.page(data) is page
        before = resident_bytes()
        for _ in range(count(100)):
            for data, _page in requests:
                receiver.send(data)
        assert resident_bytes() - before < 5 * 2**20
        receiver.sign_in()


def test_l13_just_within_the_limits():
    with open_receiver() as receiver:
        fill = "a" * (8190 - len(f"GET {receiver.target()}&x= HTTP/1.1"))
        many = [f"X-{number}: {'a' * 200}" for number in range(63)]
        assert receiver.ask(f"{receiver.target()}&x={fill}", *many) is Page.SEE_DONE
