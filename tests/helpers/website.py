"""A web site on a loopback port, for tests in which a program or a browser visits friend or foe."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, NamedTuple


class Asked(NamedTuple):
    """A request: the path as it was sent, with what stands behind a question mark; header names in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes


class Answer(NamedTuple):
    """`headers` go before those that every answer has."""

    status: int = 200
    headers: Mapping[str, str] = MappingProxyType({})
    body: bytes = b""


class Website:
    """Answers from the table `pages`, or as the test says, and keeps what it was asked."""

    address = ""
    port = 0

    def __init__(self, answer: Callable[[Asked], Answer] | None) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self._answer = answer or (lambda asked: self.pages.get(asked.path, Answer(404)))

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        return self._answer(asked)


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, *args: Any, site: Website) -> None:
        self._site = site
        super().__init__(*args)

    def _hand_over(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self._site.answer(Asked(self.path, headers, body))
        usual = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(answer.body))}
        self.send_response(answer.status)
        for name, value in (usual | dict(answer.headers)).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = _hand_over  # noqa: N815  (as the base class wants)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def website(
    answer: Callable[[Asked], Answer] | None = None, *, secured: ssl.SSLContext | None = None
) -> Iterator[Website]:
    """`secured`: answers over https."""
    site = Website(answer)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, site=site)) as server:
        if secured:
            server.socket = secured.wrap_socket(server.socket, server_side=True)
        site.port = server.server_port
        site.address = f"{'https' if secured else 'http'}://127.0.0.1:{site.port}"
        thread = threading.Thread(target=server.serve_forever, name="website of a test", args=(0.01,))
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
