"""Hides keys in a child's output, also where one is split over two writes."""

from __future__ import annotations

from collections.abc import Sequence

HIDDEN = b"[hidden]"


class Mask:
    """Feed bytes, get bytes. What could be the start of a key is held back until more comes."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._secrets = sorted({s.encode() for s in secrets if s}, key=len, reverse=True)
        self._held = b""

    def feed(self, chunk: bytes) -> bytes:
        data = self._masked(self._held + chunk)
        keep = self._unsure(data)
        self._held = data[len(data) - keep :]
        return data[: len(data) - keep]

    def rest(self) -> bytes:
        data, self._held = self._held, b""
        return data

    def _masked(self, data: bytes) -> bytes:
        for secret in self._secrets:
            data = data.replace(secret, HIDDEN)
        return data

    def _unsure(self, data: bytes) -> int:
        """How many bytes at the end are the beginning of a key."""
        longest = max((len(s) for s in self._secrets), default=1) - 1
        return next(
            (n for n in range(min(longest, len(data)), 0, -1) if any(s.startswith(data[-n:]) for s in self._secrets)), 0
        )
