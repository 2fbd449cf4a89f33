"""A proxy that stands for platforms' real hosts: programs that people really use speak TLS to the names that they
know, unmodified, and practice answers. That is how we know that practice is honest.
"""

from __future__ import annotations

import http.client
import socketserver
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import trustme

_HOP = {"connection", "keep-alive", "proxy-connection", "transfer-encoding", "te", "upgrade", "host", "content-length"}
_SECONDS = 30.0


class Front(socketserver.ThreadingTCPServer):
    """`proxy` and `ca_file` are what a client is told. `asked`: the hosts that were connected to; `strangers`: those
    that nobody stands for.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, bases: Mapping[str, str], folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Connect)
        self.bases = dict(bases)
        self.asked: list[str] = []
        self.strangers: list[str] = []
        self._authority = trustme.CA()
        self.ca_file = folder / "front-ca.pem"
        self._authority.cert_pem.write_to_path(str(self.ca_file))
        self._contexts = {host: self._context(host) for host in self.bases}

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def context(self, host: str) -> ssl.SSLContext:
        return self._contexts[host]

    def _context(self, host: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(host).configure_cert(context)
        return context


class _Connect(socketserver.StreamRequestHandler):
    """One CONNECT, then a TLS session in the name of the host."""

    server: Front

    def handle(self) -> None:
        method, _, rest = self.rfile.readline().decode("latin-1").partition(" ")
        host = rest.partition(":")[0]
        while self.rfile.readline().strip():
            pass
        self.server.asked.append(host)
        if method != "CONNECT" or host not in self.server.bases:
            self.server.strangers.append(host)
            self.wfile.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
            return
        self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with self.server.context(host).wrap_socket(self.request, server_side=True) as inside:
            _Inside(inside, self.client_address, self.server, base=self.server.bases[host], host=host)


class _Inside(BaseHTTPRequestHandler):
    """Requests inside the session, handed to practice and back."""

    protocol_version = "HTTP/1.1"

    def __init__(self, request: Any, address: Any, server: Any, *, base: str, host: str) -> None:
        self._base, self._host = base, host
        super().__init__(request, address, server)

    def log_message(self, format: str, *args: object) -> None: ...

    def _hand_over(self) -> None:
        parts = urlsplit(self._base)
        sent = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
        sent["X-Original-URL"] = f"https://{self._host}{urlsplit(self.path).path}"
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_SECONDS)
        try:
            connection.request(self.command, parts.path + self.path, body=self._body(), headers=sent)
            answer = connection.getresponse()
            body = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in _HOP:
                    self.send_header(name, value.replace(self._base, f"https://{self._host}"))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        finally:
            connection.close()

    def _body(self) -> bytes | None:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return b"".join(self._chunks())
        length = int(self.headers.get("Content-Length") or 0)
        return self.rfile.read(length) if length else None

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline().split(b";")[0], 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = _hand_over  # noqa: N815  (as the base class wants)


@contextmanager
def front(bases: Mapping[str, str], folder: Path) -> Iterator[Front]:
    """`bases`: where practice plays each host, by the host's real name."""
    with Front(bases, folder) as started:
        thread = threading.Thread(target=started.serve_forever, name="front", daemon=True)
        thread.start()
        try:
            yield started
        finally:
            started.shutdown()
            thread.join(_SECONDS)
