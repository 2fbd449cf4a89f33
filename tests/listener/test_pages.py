"""What goes out: nothing of a request comes back, every page has every header, other protocols get nothing (L14 to
L16, L27).

Numbers are those of the listed scenarios. How often each runs per commit: `counts.PER_COMMIT`.
"""

import base64
import hashlib
import json
import logging
import socket
import ssl
from pathlib import Path

import pytest
from tests.listener.counts import count
from tests.listener.raw import WRONG, big_requests
from tests.listener.rig import BROWSER, PAGES, PATIENCE, STATE, OpenDoor, open_receiver

from stagedoor.listener.http_server import Limits
from stagedoor.listener.pages import Page

# L14 and L15: nothing of a request comes back


MARKUP = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><script>alert(1)</script>",
    "javascript:alert(1)", "{{7*7}}", "${7*7}", "<svg/onload=alert(1)>", "'-alert(1)-'", "%3Cscript%3E", "<!--", "-->",
]  # fmt: skip


def throw_text(receiver: OpenDoor, text: str) -> None:
    """In every place; `ask` accepts only constant pages."""
    for name in ["code", "state", "error", "error_description", "scope"]:
        page = receiver.ask(receiver.target(**{"state": "wrong", name: text}), *BROWSER)
        assert page not in {Page.SEE_DONE, Page.SEE_FAILED}
    line = text.replace("\r", "").replace("\n", "")
    receiver.page(f"GET /{line} HTTP/1.1\r\nHost: {receiver.host}\r\n\r\n".encode("utf-8", "surrogatepass"))
    receiver.page(f"GET / HTTP/1.1\r\nHost: {line}\r\nX: {line}\r\n\r\n".encode("utf-8", "surrogatepass"))


def test_l14_markup_is_never_reflected():
    with open_receiver() as receiver:
        for text in MARKUP:
            throw_text(receiver, text)
        receiver.sign_in()


@pytest.mark.contracts
def test_l14_naughty_strings_are_never_reflected(contracts: Path):
    with open_receiver() as receiver:
        strings = json.loads((contracts / "text/blns.json").read_text())
        assert len(strings) > 500
        for text in strings[:: 500 // count(500)]:
            throw_text(receiver, text)
        receiver.sign_in()


def test_l14_the_last_page_is_the_same_whatever_the_error_says():
    for text in MARKUP:
        with open_receiver() as receiver:
            answer = receiver.ask(
                f"{receiver.path}?state={STATE}&error=x&error_description={base64.b16encode(text.encode()).decode()}"
            )
            assert answer is Page.SEE_FAILED
            assert receiver.ask("/failed", *BROWSER) is Page.FAILED


BREAKS = ["\r\n", "\n", "\r", "\0", "\x0b", "\x1b[2K", "\x85", "\u2028", "\r\nSet-Cookie: a=b", "\r\n\r\n<script>"]


def test_l15_line_breaks_inject_neither_headers_nor_log_lines(caplog):
    caplog.set_level(logging.DEBUG, logger="stagedoor")
    with open_receiver() as receiver:
        for _ in range(count(20)):
            for text in BREAKS:
                throw_text(receiver, text)
                raw = f"GET {receiver.path}?state={STATE}&code=a{text}b HTTP/1.1\r\nHost: {receiver.host}\r\n\r\n"
                page = receiver.page(raw.encode())
                assert page not in {Page.SEE_DONE, Page.SEE_FAILED}
        receiver.sign_in()
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

    with open_receiver() as receiver:
        for data, _page in big_requests(receiver):
            see(receiver.send(data))
        for target in ["/", "/done", "/favicon.ico", WRONG, f"{receiver.path}?state={STATE}"]:
            see(receiver.send(receiver.request(target, *BROWSER)))
        see(receiver.send(receiver.request("/", host="evil.example")))
        see(receiver.send(receiver.request("/", method="POST")))
        see(receiver.send(receiver.request(receiver.target(), "Sec-Purpose: prefetch")))
        see(receiver.send(receiver.request(receiver.target(), "Sec-Fetch-Mode: cors")))
        for target in [receiver.target(), "/done", "/failed"]:
            see(receiver.send(receiver.request(target, *BROWSER)))
    with open_receiver() as receiver:
        see(receiver.send(receiver.request(f"{receiver.path}?state={STATE}&error=access_denied", *BROWSER)))
    with open_receiver(limits=Limits(head=0.01)) as receiver:
        see(receiver.send(b"GET", hang_up=False))
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
    with open_receiver() as receiver:
        for _ in range(count(100)):
            plain = socket.create_connection(("127.0.0.1", receiver.port), timeout=PATIENCE)
            with plain, pytest.raises((ssl.SSLError, ConnectionError)):
                context.wrap_socket(plain).close()
        receiver.sign_in()


@pytest.mark.parametrize(
    "start",
    [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\x80\x2e\x01\x00\x02", b"SSH-2.0-x\r\n", b"\x05\x01\x00",
     b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"EHLO x\r\n", b"\x00" * 64, b"<policy-file-request/>\x00"],
)  # fmt: skip
def test_l27_garbage_handshakes(start):
    with open_receiver() as receiver:
        for number in range(count(120)):
            assert receiver.page(start + bytes([number % 256]) * 40) in {Page.BAD_REQUEST, None}
        receiver.sign_in()
