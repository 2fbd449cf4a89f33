"""Binding: loopback literals only, exclusive, on both families where the address says `localhost`."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Sequence

from stagedoor.domain.errors import BadPlatformFile, Busy

_FAMILIES = {
    "127.0.0.1": ("127.0.0.1",),
    "::1": ("::1",),
    "localhost": ("127.0.0.1", "::1"),
}
_NO_IPV6 = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
_TRIES = 8  # for a free port that is free in both families
BACKLOG = 256  # where it is full, a browser waits a whole second to ask again


class Taken(OSError):
    """The port is not ours to have on this address."""


def bind(host: str, ports: Sequence[int]) -> tuple[int, list[socket.socket]]:
    """Listens on the first free port (any free one where `ports` is empty). Raises Busy.

    Bound sockets are kept, never probed and bound again: in between the port could become somebody else's.
    """
    if host not in _FAMILIES:
        raise BadPlatformFile(f"The return address must be on this computer, not on {host}.", "Mend redirect.url.")
    taken: list[str] = []
    for port in ports or [0] * _TRIES:
        try:
            return _bind_all(_FAMILIES[host], port)
        except Taken as problem:
            taken.append(str(problem))
    raise Busy(
        f"Another program on this computer holds the return address: {', '.join(dict.fromkeys(taken))}.",
        "Close that program and try again, or paste the address by hand.",
    )


def _bind_all(addresses: Sequence[str], port: int) -> tuple[int, list[socket.socket]]:
    bound: list[socket.socket] = []
    try:
        for address in addresses:
            found = _bind_one(address, port)
            if found is not None:
                bound.append(found)
                port = found.getsockname()[1]
    except Taken:
        for each in bound:
            each.close()
        raise
    return port, bound


def _bind_one(address: str, port: int) -> socket.socket | None:
    """None where this computer has no IPv6: then nobody else can sit there either."""
    try:
        return _listen(address, port)
    except OSError as problem:
        if ":" in address and problem.errno in _NO_IPV6:
            return None
        raise Taken(f"[{address}]:{port}" if ":" in address else f"{address}:{port}") from problem


def _listen(address: str, port: int) -> socket.socket:
    new = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        _claim(new)
        new.bind((address, port))
        new.listen(BACKLOG)
        new.setblocking(False)
    except OSError:
        new.close()
        raise
    return new


def _claim(new: socket.socket) -> None:
    """Nobody else may listen beside us. Elsewhere than on Windows SO_REUSEADDR only skips the wait after a close."""
    if sys.platform == "win32":
        new.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        new.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if new.family == socket.AF_INET6:
        new.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
