"""A web site on a loopback port, for tests in which a browser visits friend or foe."""

import datetime as dt
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Answer = tuple[int, dict[str, str], str]


class Website:
    """Answers from a table of path to answer and keeps the headers of every request."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.port: int = server.server_address[1]
        self.pages: dict[str, Answer] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    website: Website


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        website = self.server.website
        website.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        status, headers, body = website.pages.get(self.path, (404, {}, ""))
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body.encode())))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def website(certificate: Path | None = None) -> Iterator[Website]:
    """`certificate`: a folder in which to make one, for https."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(_make_certificate(certificate))
            server.socket = context.wrap_socket(server.socket, server_side=True)
        server.website = Website(server)
        thread = threading.Thread(target=server.serve_forever, name="stagedoor test website", args=(0.01,))
        thread.start()
        try:
            yield server.website
        finally:
            server.shutdown()
            thread.join()


def _make_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "made for a test")])
    today = dt.datetime.combine(dt.date(2020, 1, 1), dt.time(), dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today)
        .not_valid_after(today + dt.timedelta(days=36500))
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path
