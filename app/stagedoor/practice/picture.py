"""A made-up profile picture: one orange square as a PNG, small enough to write down."""

import struct
import zlib


def png(side: int, red: int, green: int, blue: int) -> bytes:
    """A square of one colour (PNG specification, third edition)."""
    row = b"\x00" + bytes((red, green, blue)) * side
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(row * side)), (b"IEND", b""))
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


FACE = png(64, 240, 176, 76)
