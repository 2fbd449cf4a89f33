"""Hostile requests: none is taken, none ends the attempt, each gets a constant page (L01, L06 to L08, L13 to L16, L27).

Numbers are those of the listed scenarios. How often each runs per commit: `counts.PER_COMMIT`.
"""

import base64
import hashlib
import json
import logging
import os
import socket
import ssl
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.listener.counts import count
from tests.listener.rig import BROWSER, PAGES, PATIENCE, STATE, OpenDoor, open_door

from stagedoor.listener.pages import Page
from stagedoor.listener.reception import Limits

WRONG = "/cb/x?state=wrong&code=abc"


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


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
    with open_door() as door:

        @settings(max_examples=count(10_000))
        @given(malformed())
        def throw(data):
            answer = door.send(data.replace(b"Host: 127.0.0.1", f"Host: {door.host}".encode()))
            assert not answer or PAGES[answer] not in {Page.SEE_DONE, Page.SEE_FAILED, Page.DONE, Page.FAILED}
            assert door.undecided

        throw()
        door.sign_in()


@pytest.mark.contracts
def test_l01_every_request_that_a_parser_was_ever_tested_with(contracts: Path):
    cases = json.loads((contracts / "http/llhttp_requests.json").read_text())["cases"]
    assert len(cases) > 160
    with open_door() as door:
        for case in cases:
            raw = base64.b64decode(case["bytes_b64"])
            answer = door.send(raw)
            assert not answer or PAGES[answer] is not Page.SEE_DONE, case["name"]
            if case["llhttp_error"] and case["type"] == "request":
                assert not answer or 400 <= status(answer) < 500, case["name"]
            door.send(raw.replace(b"/url", door.path.encode()).replace(b"/demo", door.path.encode()))
        door.sign_in()


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
    with open_door() as door:
        good = door.request(door.target(), "Accept: a")
        bad = good.replace(*(part.encode() for part in change))
        assert bad != good
        assert door.page(bad) in {Page.BAD_REQUEST, Page.TOO_LARGE, Page.MISDIRECTED, Page.NOT_ALLOWED}
        door.sign_in()


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
    with open_door() as door:
        request = door.request(door.target(), *BROWSER)
        foreign = request.replace(f"Host: {door.host}".encode(), f"Host: {host.format(port=door.port)}".encode())
        assert foreign != request
        assert door.page(foreign) in {Page.MISDIRECTED, Page.BAD_REQUEST}
        door.sign_in()


def test_l06_missing_doubled_and_absolute():
    with open_door() as door:
        line = f"GET {door.target()} HTTP/1.1\r\n"
        ours = f"Host: {door.host}\r\n"
        for heads in ["", ours + ours, ours + "Host: evil.example\r\n", "Host: evil.example\r\n" + ours, "X" + ours]:
            assert door.page(f"{line}{heads}\r\n".encode()) in {Page.MISDIRECTED, Page.BAD_REQUEST}
        for start in [f"http://{door.host}", "http://evil.example", "https://evil.example:443", "//evil.example"]:
            assert door.ask(start + door.target(), *BROWSER) in {Page.MISDIRECTED, Page.NOT_FOUND}
        door.sign_in()


def test_an_address_may_stand_in_the_query():
    """Some platforms add one to the return (`iss`); only the target itself must not be absolute."""
    with open_door() as door:
        raw = f"{door.target()}&iss=https://accounts.example"
        assert door.ask(raw, *BROWSER) is Page.SEE_DONE


# L07: methods


@pytest.mark.parametrize("body", ["", "Content-Length: 0", "Content-Length: 5"])
@pytest.mark.parametrize(
    "method",
    ["POST", "PUT", "HEAD", "OPTIONS", "TRACE", "CONNECT", "DELETE", "PATCH", "PROPFIND", "G", "GETT", "PRI", "QUERY"],
)
def test_l07_other_methods(method, body):
    with open_door() as door:
        more = (body,) if body else ()
        for target in [door.target(), "*", "/", f"{door.host}"]:
            origin = ("Origin: https://evil.example", "Access-Control-Request-Method: GET")
            answer = door.send(door.request(target, *origin, *more, method=method))
            page = Page.NOT_ALLOWED
            assert answer == (page.head if method == "HEAD" else page.data)
            assert b"access-control-" not in answer.lower()
        door.sign_in()


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
    with open_door() as door:
        assert door.ask(door.target(), *headers) is page
        door.sign_in()


@pytest.mark.parametrize("site", ["none", "cross-site", "same-origin", "same-site"])
def test_l08_where_a_visit_comes_from_does_not_matter(site):
    with open_door() as door:
        headers = (f"Sec-Fetch-Site: {site}", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
        assert door.ask(door.target(), *headers) is Page.SEE_DONE


def test_l08_a_browser_without_such_headers_is_let_in():
    with open_door() as door:
        assert door.ask(door.target()) is Page.SEE_DONE


# L13: sizes


def big_requests(door: OpenDoor) -> list[tuple[bytes, Page]]:
    head = door.request(door.target())[:-2]
    return [
        (f"GET /{'a' * 2**20} HTTP/1.1\r\n\r\n".encode(), Page.LINE_TOO_LONG),
        (b"A" * 2**20, Page.LINE_TOO_LONG),
        (door.request(f"{door.target()}&x={'a' * 8300}"), Page.LINE_TOO_LONG),
        (head + b"X: a\r\n" * 10_000 + b"\r\n", Page.HEADERS_TOO_LARGE),
        (head + b"X: a\r\n" * 64 + b"\r\n", Page.HEADERS_TOO_LARGE),
        (head + b"X: " + b"a" * 2**20 + b"\r\n\r\n", Page.HEADERS_TOO_LARGE),
        (head + b"X: " + b"a" * 2**20, Page.HEADERS_TOO_LARGE),
        (head + b"Content-Length: 10737418240\r\n\r\n" + b"a" * 2**20, Page.TOO_LARGE),
        (head + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", Page.BAD_REQUEST),
        (head + b"Transfer-Encoding: chunked\r\n\r\nffffffff\r\n" + b"a" * 2**20, Page.BAD_REQUEST),
    ]


def test_l13_large_requests():
    with open_door() as door:
        requests = big_requests(door)
        for data, page in requests:
            assert door.page(data) is page
        before = resident_bytes()
        for _ in range(count(100)):
            for data, _page in requests:
                door.send(data)
        assert resident_bytes() - before < 5 * 2**20
        door.sign_in()


def test_l13_just_within_the_limits():
    with open_door() as door:
        fill = "a" * (8190 - len(f"GET {door.target()}&x= HTTP/1.1"))
        many = [f"X-{number}: {'a' * 200}" for number in range(63)]
        assert door.ask(f"{door.target()}&x={fill}", *many) is Page.SEE_DONE


# L14 and L15: nothing of a request comes back


MARKUP = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><script>alert(1)</script>",
    "javascript:alert(1)", "{{7*7}}", "${7*7}", "<svg/onload=alert(1)>", "'-alert(1)-'", "%3Cscript%3E", "<!--", "-->",
]  # fmt: skip


def throw_text(door: OpenDoor, text: str) -> None:
    """In every place; `ask` accepts only constant pages."""
    for name in ["code", "state", "error", "error_description", "scope"]:
        page = door.ask(door.target(**{"state": "wrong", name: text}), *BROWSER)
        assert page not in {Page.SEE_DONE, Page.SEE_FAILED}
    line = text.replace("\r", "").replace("\n", "")
    door.page(f"GET /{line} HTTP/1.1\r\nHost: {door.host}\r\n\r\n".encode("utf-8", "surrogatepass"))
    door.page(f"GET / HTTP/1.1\r\nHost: {line}\r\nX: {line}\r\n\r\n".encode("utf-8", "surrogatepass"))


def test_l14_markup_is_never_reflected():
    with open_door() as door:
        for text in MARKUP:
            throw_text(door, text)
        door.sign_in()


@pytest.mark.contracts
def test_l14_naughty_strings_are_never_reflected(contracts: Path):
    with open_door() as door:
        strings = json.loads((contracts / "text/blns.json").read_text())
        assert len(strings) > 500
        for text in strings[:: 500 // count(500)]:
            throw_text(door, text)
        door.sign_in()


def test_l14_the_last_page_is_the_same_whatever_the_error_says():
    for text in MARKUP:
        with open_door() as door:
            answer = door.ask(
                f"{door.path}?state={STATE}&error=x&error_description={base64.b16encode(text.encode()).decode()}"
            )
            assert answer is Page.SEE_FAILED
            assert door.ask("/failed", *BROWSER) is Page.FAILED


BREAKS = ["\r\n", "\n", "\r", "\0", "\x0b", "\x1b[2K", "\x85", "\u2028", "\r\nSet-Cookie: a=b", "\r\n\r\n<script>"]


def test_l15_line_breaks_inject_neither_headers_nor_log_lines(caplog):
    caplog.set_level(logging.DEBUG, logger="stagedoor")
    with open_door() as door:
        for _ in range(count(20)):
            for text in BREAKS:
                throw_text(door, text)
                raw = f"GET {door.path}?state={STATE}&code=a{text}b HTTP/1.1\r\nHost: {door.host}\r\n\r\n"
                page = door.page(raw.encode())
                assert page not in {Page.SEE_DONE, Page.SEE_FAILED}
        door.sign_in()
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("stagedoor")]
    assert lines
    assert all(line.isprintable() and "Cookie" not in line and STATE not in line for line in lines)


# L16: headers


REQUIRED = {
    "content-type": "text/html; charset=utf-8",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "connection": "close",
}
ALLOWED = {*REQUIRED, "content-security-policy", "content-length", "location", "allow"}


def check_headers(answer: bytes) -> None:
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = [line.split(": ", 1) for line in head.decode("ascii").split("\r\n")[1:]]
    headers = {name.lower(): value for name, value in lines}
    assert len(headers) == len(lines)
    assert set(headers) <= ALLOWED
    assert REQUIRED.items() <= headers.items()
    assert int(headers["content-length"]) == len(body)
    policy = headers["content-security-policy"]
    for rule in ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]:
        assert rule in policy
    assert "script" not in policy
    assert b"<script" not in body


def test_l16_every_page_with_every_header():
    seen: dict[Page, bytes] = {}

    def see(answer: bytes) -> None:
        check_headers(answer)
        seen[PAGES[answer]] = answer

    with open_door() as door:
        for data, _page in big_requests(door):
            see(door.send(data))
        for target in ["/", "/done", "/favicon.ico", WRONG, f"{door.path}?state={STATE}"]:
            see(door.send(door.request(target, *BROWSER)))
        see(door.send(door.request("/", host="evil.example")))
        see(door.send(door.request("/", method="POST")))
        see(door.send(door.request(door.target(), "Sec-Purpose: prefetch")))
        see(door.send(door.request(door.target(), "Sec-Fetch-Mode: cors")))
        for target in [door.target(), "/done", "/failed"]:
            see(door.send(door.request(target, *BROWSER)))
    with open_door() as door:
        see(door.send(door.request(f"{door.path}?state={STATE}&error=access_denied", *BROWSER)))
    with open_door(limits=Limits(head=0.01)) as door:
        see(door.send(b"GET", hang_up=False))
    assert set(seen) == set(Page)


def test_l16_the_style_is_the_one_the_policy_allows():
    page = Page.DONE.data
    style = page.partition(b"<style>")[2].partition(b"</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style).digest())
    assert b"style-src 'sha256-" + digest + b"'" in page


# L27: other protocols


def test_l27_tls_on_the_plain_port():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with open_door() as door:
        for _ in range(count(100)):
            plain = socket.create_connection(("127.0.0.1", door.port), timeout=PATIENCE)
            with plain, pytest.raises((ssl.SSLError, ConnectionError)):
                context.wrap_socket(plain).close()
        door.sign_in()


@pytest.mark.parametrize(
    "start",
    [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\x80\x2e\x01\x00\x02", b"SSH-2.0-x\r\n", b"\x05\x01\x00",
     b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"EHLO x\r\n", b"\x00" * 64, b"<policy-file-request/>\x00"],
)  # fmt: skip
def test_l27_garbage_handshakes(start):
    with open_door() as door:
        for number in range(count(120)):
            assert door.page(start + bytes([number % 256]) * 40) in {Page.BAD_REQUEST, None}
        door.sign_in()
