"""Ports for listeners of a test, such that no other test and no outgoing connection takes them meanwhile."""

import os
import re
import socket
from contextlib import suppress
from itertools import count

# Below the range from which the system takes ports for outgoing connections: a thousand for each test worker, and
# within it another beginning for each process, because two runs at once count in the same thousand.
_WORKER = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or "9")
_ports = count(20_000 + 1000 * _WORKER + os.getpid() % 500)


def free_ports(number: int) -> list[int]:
    return [_free_port() for _ in range(number)]


def _free_port() -> int:
    for port in _ports:
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                trial.bind(("127.0.0.1", port))
                return port
    raise AssertionError
