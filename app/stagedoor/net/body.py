"""Collects an answer's body up to a limit, and unpacks gzip without ever holding more than that."""

import zlib

from stagedoor.domain.errors import BadAnswer

_GZIP = 31  # zlib's window bits for a gzip header and trailer
_TRY_LATER = "Try again in a moment."


class Body:
    """`limit` counts unpacked bytes. Raises BadAnswer for too much, a cut or damaged gzip, another encoding."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._limit = limit
        self._received = 0
        self._parts: list[bytes] = []
        self._size = 0
        name = encoding.strip().lower()
        if name not in {"", "identity", "gzip", "x-gzip"}:
            raise BadAnswer("The answer came in a form that was not asked for.", _TRY_LATER)
        self._unpack = zlib.decompressobj(_GZIP) if name.endswith("gzip") else None

    def expect(self, length: str) -> None:
        """Refuses what announces itself as too large before it is read."""
        if length.isascii() and length.isdigit() and int(length[:20]) > self._limit:
            raise self._too_large()

    def feed(self, chunk: bytes) -> None:
        self._received += len(chunk)
        plain = self._unpacked(chunk)
        self._size += len(plain)
        if max(self._size, self._received) > self._limit:
            raise self._too_large()
        self._parts.append(plain)

    def finish(self) -> bytes:
        if self._unpack and self._received and not self._unpack.eof:
            raise BadAnswer("The answer broke off.", _TRY_LATER)
        return b"".join(self._parts)

    def _unpacked(self, chunk: bytes) -> bytes:
        if self._unpack is None:
            return chunk
        try:
            return self._unpack.decompress(chunk, self._limit - self._size + 1)
        except zlib.error:
            raise BadAnswer("The answer is damaged.", _TRY_LATER) from None

    def _too_large(self) -> BadAnswer:
        return BadAnswer(f"The answer is larger than {self._limit} bytes.", "Try again later.", code="too_large")
