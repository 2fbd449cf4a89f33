"""What a request must be like before its query is even looked at. Every client on loopback counts as hostile:
other users of this computer and every web page in the browser can reach the port.

A verdict is the page to answer with, or None where the request may go on.
"""

from __future__ import annotations

import h11
from msgspec import Struct

from stagedoor.listener.pages import Page

LINE_MAX = 8 * 1024  # bytes
HEADERS_MAX = 16 * 1024  # bytes
HEADER_COUNT_MAX = 64

DONE = b"/done"
FAILED = b"/failed"

_HEAD_END = b"\r\n\r\n"


class Endpoint(Struct, frozen=True):
    """Where we listen: the `Host` values that name us, and the path of the callback."""

    hosts: frozenset[bytes]
    path: bytes


class RequestHead(Struct, frozen=True):
    """A request's head: method, target as sent, headers with names in lower case."""

    method: bytes
    target: bytes
    headers: list[tuple[bytes, bytes]]

    def values(self, name: bytes) -> list[bytes]:
        return [value for key, value in self.headers if key == name]


def read_head(received: bytes) -> RequestHead | Page | None:
    """The head in the bytes received so far; None where more is needed."""
    line_end = received.find(b"\r\n")
    if (line_end if line_end >= 0 else len(received)) > LINE_MAX:
        return Page.LINE_TOO_LONG
    end = received.find(_HEAD_END)
    block = received if end < 0 else received[: end + len(_HEAD_END)]
    if _is_no_request(block):
        return Page.BAD_REQUEST
    if len(block) - max(line_end, 0) > HEADERS_MAX or block.count(b"\r\n") - 2 > HEADER_COUNT_MAX:
        return Page.HEADERS_TOO_LARGE
    return None if end < 0 else _parse(block)


def _is_no_request(block: bytes) -> bool:
    """What h11 lets pass or waits on: an odd first byte, a bare line end, a folded header."""
    if not b"A" <= block[:1] <= b"Z" or b"\r\n " in block or b"\r\n\t" in block:
        return True
    lines = block.replace(b"\r\n", b"")
    return b"\n" in lines or b"\r" in lines.removesuffix(b"\r") or b"\0" in lines


def _parse(block: bytes) -> RequestHead | Page:
    parser = h11.Connection(h11.SERVER)
    try:
        parser.receive_data(block)
        request = parser.next_event()
    except h11.RemoteProtocolError:
        return Page.BAD_REQUEST
    if not isinstance(request, h11.Request) or request.http_version != b"1.1":
        return Page.BAD_REQUEST
    if block.lower().count(b"\r\ncontent-length:") > 1:  # h11 joins those that say the same
        return Page.BAD_REQUEST
    return RequestHead(request.method, request.target, list(request.headers))


def judge(head: RequestHead, endpoint: Endpoint) -> Page | None:
    return (
        _judge_framing(head)
        or _judge_host(head, endpoint)
        or _judge_method(head)
        or _judge_path(head, endpoint)
        or _judge_purpose(head)
    )


def _judge_framing(head: RequestHead) -> Page | None:
    lengths = head.values(b"content-length")
    if head.values(b"transfer-encoding"):
        return Page.BAD_REQUEST
    if lengths and lengths[0].strip(b"0"):
        return Page.TOO_LARGE if head.method == b"GET" else Page.NOT_ALLOWED
    return None


def _judge_host(head: RequestHead, endpoint: Endpoint) -> Page | None:
    """An exact `Host` keeps out names that were rebound to 127.0.0.1."""
    hosts = head.values(b"host")
    if len(hosts) != 1 or hosts[0] not in endpoint.hosts or b"://" in head.target.partition(b"?")[0]:
        return Page.MISDIRECTED
    return None


def _judge_method(head: RequestHead) -> Page | None:
    return None if head.method == b"GET" else Page.NOT_ALLOWED


def _judge_path(head: RequestHead, endpoint: Endpoint) -> Page | None:
    if not head.target.startswith(b"/"):
        return Page.BAD_REQUEST
    if head.target in {DONE, FAILED} or head.target.partition(b"?")[0] == endpoint.path:
        return None
    return Page.NOT_FOUND


def _judge_purpose(head: RequestHead) -> Page | None:
    """Only a person's visit counts: no image, frame, script, WebSocket (Chromium sends no `Sec-Fetch` with one) or
    look ahead. `Sec-Fetch-Site` says nothing here, a true return shows `none` as well as `cross-site`.
    """
    purposes = [*head.values(b"sec-purpose"), *head.values(b"purpose"), *head.values(b"x-moz")]
    if any(b"prefetch" in p.lower() or b"prerender" in p.lower() for p in purposes):
        return Page.NOT_AHEAD
    modes, kinds = set(head.values(b"sec-fetch-mode")), set(head.values(b"sec-fetch-dest"))
    is_visit = modes <= {b"navigate"} and kinds <= {b"document"} and not head.values(b"upgrade")
    return None if is_visit else Page.NOT_A_VISIT
