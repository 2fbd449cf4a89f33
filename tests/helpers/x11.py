"""What a window manager does when somebody presses the cross: a small X11 client, because a bare Xvfb has none."""

from __future__ import annotations

import socket
import struct
import time
from types import TracebackType
from typing import Self

SECONDS = 20.0


class Screen:
    """A connection to a display (":5"), as the X protocol wants it (little-endian, no authority)."""

    def __init__(self, display: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(SECONDS)
        self._socket.connect(f"/tmp/.X11-unix/X{display.removeprefix(':')}")
        self._socket.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        accepted, more = struct.unpack("<B5xH", self._read(8))
        setup = self._read(more * 4)
        assert accepted == 1, setup
        vendor, formats = struct.unpack_from("<H", setup, 16)[0], setup[21]
        self._root = struct.unpack_from("<I", setup, 32 + -(-vendor // 4) * 4 + formats * 8)[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def close_windows(self) -> None:
        """Asks every window on the screen to close, as its cross does; waits until there is one."""
        protocols, delete = self._atom("WM_PROTOCOLS"), self._atom("WM_DELETE_WINDOW")
        end = time.monotonic() + SECONDS
        while not (closable := [w for w in self._windows() if delete in self._numbers(w, protocols)]):
            assert time.monotonic() < end, "no window on the screen"
            time.sleep(0.05)
        for window in closable:
            event = struct.pack("<BBHIIII12x", 33, 32, 0, window, protocols, delete, 0)  # ClientMessage
            self._send(25, 0, struct.pack("<II", window, 0) + event)  # SendEvent
        self._windows()  # an answer: the events have arrived

    def _windows(self) -> list[int]:
        answer = self._ask(15, 0, struct.pack("<I", self._root))  # QueryTree
        (count,) = struct.unpack_from("<H", answer, 16)
        children = struct.unpack_from(f"<{count}I", answer, 32)
        return [window for window in children if self._ask(3, 0, struct.pack("<I", window))[26] == 2]  # viewable

    def _atom(self, name: str) -> int:
        padded = name.encode().ljust(-(-len(name) // 4) * 4, b"\0")
        return int(struct.unpack_from("<I", self._ask(16, 0, struct.pack("<Hxx", len(name)) + padded), 8)[0])

    def _numbers(self, window: int, atom: int) -> tuple[int, ...]:
        """A property's 32-bit values (GetProperty)."""
        answer = self._ask(20, 0, struct.pack("<IIIII", window, atom, 0, 0, 64))
        return struct.unpack_from(f"<{struct.unpack_from('<I', answer, 16)[0]}I", answer, 32) if answer[1] == 32 else ()

    def _send(self, opcode: int, data: int, body: bytes) -> None:
        self._socket.sendall(struct.pack("<BBH", opcode, data, 1 + len(body) // 4) + body)

    def _ask(self, opcode: int, data: int, body: bytes) -> bytes:
        """The next answer; events that nobody asked for do not come to this client."""
        self._send(opcode, data, body)
        answer = self._read(32)
        assert answer[0] == 1, f"X refused request {opcode}: error {answer[1]}"
        return answer + self._read(struct.unpack_from("<I", answer, 4)[0] * 4)

    def _read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            chunk = self._socket.recv(count - len(data))
            assert chunk, "the display ended"
            data += chunk
        return data
