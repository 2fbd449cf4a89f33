"""A server that plays every fault of a network: raw bytes over a real socket, one thread per connection."""

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from typing import Self

Play = Callable[["Talk"], None]


class Talk:
    """One connection as a fault sees it."""

    def __init__(self, connection: socket.socket, stopped: threading.Event) -> None:
        self.connection = connection
        self.request = b""
        self._stopped = stopped

    def read(self) -> bytes:
        """The request's head and as much body as it announces."""
        while b"\r\n\r\n" not in self.request:
            self._more()
        head, _, body = self.request.partition(b"\r\n\r\n")
        length = next((int(v) for n, v in _fields(head) if n == b"content-length"), 0)
        while len(body) < length:
            self._more()
            body = self.request.partition(b"\r\n\r\n")[2]
        return self.request

    def _more(self) -> None:
        data = self.connection.recv(65_536)
        if not data:
            raise ConnectionError
        self.request += data

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def pause(self, seconds: float) -> bool:
        """True while the server lives."""
        return not self._stopped.wait(seconds)

    def wait(self) -> None:
        """Says nothing until the client leaves or the server ends."""
        self.connection.settimeout(0.05)
        while not self._stopped.is_set():
            try:
                if not self.connection.recv(1):
                    return
            except TimeoutError:
                continue

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


def _fields(head: bytes) -> list[tuple[bytes, bytes]]:
    lines = [line.partition(b":") for line in head.split(b"\r\n")[1:]]
    return [(name.strip().lower(), value.strip()) for name, _, value in lines]


def answer(body: bytes = b"{}", *, status: int = 200, headers: dict[str, str] | None = None) -> bytes:
    fields = {"Content-Type": "application/json", "Content-Length": str(len(body)), **(headers or {})}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode() + body


class Faulty:
    """`play` is bytes to answer with, or a function that does what it likes with the connection."""

    def __init__(self, play: bytes | Play, *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self._play = play
        self._tls = tls
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._server = socket.create_server((host, 0), family=family)
        self.port: int = self._server.getsockname()[1]
        self.connections = 0
        self.requests: list[bytes] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for thread in self._threads:
            thread.join(5)

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self.connections += 1
            connection.settimeout(20)
            self._start(lambda taken=connection: self._serve(taken))  # type: ignore[misc]  # binds this connection

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            if self._tls:
                with self._tls.wrap_socket(connection, server_side=True) as secured:
                    self._talk(secured)
            else:
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        talk = Talk(connection, self._stopped)
        if not isinstance(self._play, bytes):
            try:
                self._play(talk)
            finally:
                self.requests.append(talk.request)
            return
        self.requests.append(talk.read())
        talk.send(self._play)


def closed_port() -> int:
    """A port where nobody listens: bound a moment ago, and free again."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
