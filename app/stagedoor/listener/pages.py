"""Every answer the listener can give, as constant bytes: nothing of a request can ever be in one."""

from __future__ import annotations

import base64
import hashlib
from enum import Enum

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto 0;padding:0 1.5rem;"
    "background:#f5f6f8;color:#171b21}h1{font-size:1.375rem;line-height:1.3;text-wrap:balance}p{color:#5a6472}"
    "@media(prefers-color-scheme:dark){body{background:#12151a;color:#e9ecf1}p{color:#9aa5b3}}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_HEADERS = (
    "Content-Type: text/html; charset=utf-8",
    "X-Content-Type-Options: nosniff",
    f"Content-Security-Policy: {_POLICY}",
    "Referrer-Policy: no-referrer",
    "Cache-Control: no-store",
    "Cross-Origin-Opener-Policy: same-origin",
    "Cross-Origin-Resource-Policy: same-origin",
    "Connection: close",
)

_NOT_OURS = ("Nothing to see here.", "This address only takes the answer of a sign-in page.")


def _body(heading: str, sentence: str) -> bytes:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Stagedoor</title>'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
        f"<style>{_STYLE}</style></head><body><main><h1>{heading}</h1><p>{sentence}</p></main></body></html>\n"
    ).encode()


class Page(Enum):
    """Status, extra header, heading, sentence."""

    SEE_DONE = ("303 See Other", "Location: /done", "Received.", "Go back to Stagedoor to finish.")
    SEE_FAILED = ("303 See Other", "Location: /failed", "Not signed in.", "Go back to Stagedoor.")
    DONE = (
        "200 OK",
        "",
        "Received. Go back to Stagedoor to finish.",
        "You can close this page. It holds no key.",
    )
    FAILED = (
        "200 OK",
        "",
        "The sign-in was not completed. Go back to Stagedoor.",
        "It says why, and what to do next. You can close this page. It holds no key.",
    )
    BAD_REQUEST = ("400 Bad Request", "", *_NOT_OURS)
    NOT_THIS_SIGN_IN = (
        "403 Forbidden",
        "",
        "This answer is not for the sign-in that Stagedoor waits for.",
        "Go back to Stagedoor and open the sign-in page from there. You can close this page.",
    )
    NOT_A_VISIT = ("403 Forbidden", "", *_NOT_OURS)
    NOT_FOUND = ("404 Not Found", "", *_NOT_OURS)
    NOT_ALLOWED = ("405 Method Not Allowed", "Allow: GET", *_NOT_OURS)
    TOO_SLOW = ("408 Request Timeout", "", *_NOT_OURS)
    TOO_LARGE = ("413 Content Too Large", "", *_NOT_OURS)
    LINE_TOO_LONG = ("414 URI Too Long", "", *_NOT_OURS)
    MISDIRECTED = ("421 Misdirected Request", "", *_NOT_OURS)
    HEADERS_TOO_LARGE = ("431 Request Header Fields Too Large", "", *_NOT_OURS)
    NOT_AHEAD = ("503 Service Unavailable", "", *_NOT_OURS)

    def __init__(self, status: str, extra: str, heading: str, sentence: str) -> None:
        body = _body(heading, sentence)
        headers = [*_HEADERS, *([extra] if extra else []), f"Content-Length: {len(body)}"]
        self.head = ("\r\n".join([f"HTTP/1.1 {status}", *headers]) + "\r\n\r\n").encode("ascii")
        self.data = self.head + body
