"""Raw requests that more than one test sends."""

from tests.listener.rig import OpenDoor

from stagedoor.listener.pages import Page

WRONG = "/cb/x?state=wrong&code=abc"


def big_requests(receiver: OpenDoor) -> list[tuple[bytes, Page]]:
    head = receiver.request(receiver.target())[:-2]
    return [
        (f"GET /{'a' * 2**20} HTTP/1.1\r\n\r\n".encode(), Page.LINE_TOO_LONG),
        (b"A" * 2**20, Page.LINE_TOO_LONG),
        (receiver.request(f"{receiver.target()}&x={'a' * 8300}"), Page.LINE_TOO_LONG),
        (head + b"X: a\r\n" * 10_000 + b"\r\n", Page.HEADERS_TOO_LARGE),
        (head + b"X: a\r\n" * 64 + b"\r\n", Page.HEADERS_TOO_LARGE),
        (head + b"X: " + b"a" * 2**20 + b"\r\n\r\n", Page.HEADERS_TOO_LARGE),
        (head + b"X: " + b"a" * 2**20, Page.HEADERS_TOO_LARGE),
        (head + b"Content-Length: 10737418240\r\n\r\n" + b"a" * 2**20, Page.TOO_LARGE),
        (head + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", Page.BAD_REQUEST),
        (head + b"Transfer-Encoding: chunked\r\n\r\nffffffff\r\n" + b"a" * 2**20, Page.BAD_REQUEST),
    ]
