"""What a test must not do or leave behind: reach the network, change the environment, keep threads, warn."""

import ipaddress
import logging
import os
import re
import sys
import threading
from typing import Any, Self

_THREAD_END = 2.0  # seconds for a thread that was told to stop


def _is_loopback(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str):
        return host is None
    if host in {"", "localhost"} or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _is_number(host: object) -> bool:
    try:
        ipaddress.ip_address(host if isinstance(host, str) else "")
    except ValueError:
        return False
    return True


class SocketGuard:
    """Refuses addresses beyond loopback, in this process and for good: an audit hook cannot be taken out again.

    The refusal is kept as well, because code under test may turn the error into one of its own.
    """

    def __init__(self) -> None:
        self._refused: list[str] = []
        sys.addaudithook(self._hook)

    def problems(self) -> list[str]:
        found = [f"reached beyond loopback: {what}" for what in self._refused]
        self._refused.clear()
        return found

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
            address = arguments[1]
            if isinstance(address, tuple) and not _is_loopback(address[0]):
                self._refuse(f"{event} {address}")
        elif event == "socket.getaddrinfo":
            host = arguments[0].decode("ascii", "replace") if isinstance(arguments[0], bytes) else arguments[0]
            # A literal address asks nobody; `.invalid` (RFC 6761) is a test's name for a host that does not exist.
            if not (_is_loopback(host) or _is_number(host) or str(host).endswith(".invalid")):
                self._refuse(f"{event} {host}")

    def _refuse(self, what: str) -> None:
        self._refused.append(what)
        raise RuntimeError(f"tests stay on this computer: {what}")


class StateGuard:
    """Compares the environment and our threads with what they were when it was made."""

    def __init__(self) -> None:
        self._environment = self._read_environment()
        self._threads = set(threading.enumerate())

    def problems(self) -> list[str]:
        return [*self._changed_variables(), *self._left_threads()]

    @staticmethod
    def _read_environment() -> dict[str, str]:
        return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}

    def _changed_variables(self) -> list[str]:
        now = self._read_environment()
        names = {name for name, _ in self._environment.items() ^ now.items()}
        return [f"environment variable left changed: {name}" for name in sorted(names)]

    def _left_threads(self) -> list[str]:
        ours = [t for t in threading.enumerate() if t.name.startswith("stagedoor") and t not in self._threads]
        for thread in ours:
            thread.join(_THREAD_END)
        return [f"thread left alive: {thread.name}" for thread in ours if thread.is_alive()]


class LogGuard(logging.Handler):
    """Collects what our own loggers say at warning level and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._messages: list[str] = []

    def __enter__(self) -> Self:
        logging.getLogger("stagedoor").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("stagedoor").removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(f"{record.name}: {record.levelname} {record.getMessage()}")

    def problems(self, expected: list[str]) -> list[str]:
        """Messages that match no expected pattern, and patterns that no message matched."""
        surprises = [m for m in self._messages if not any(re.search(pattern, m) for pattern in expected)]
        absent = [pattern for pattern in expected if not any(re.search(pattern, m) for m in self._messages)]
        return [
            *(f"unexpected log line: {message}" for message in surprises),
            *(f"expected log line never came: {pattern}" for pattern in absent),
        ]
