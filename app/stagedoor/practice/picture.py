"""Made-up pictures, small enough to write down: an orange square for profiles, grey photos of any size."""

import struct
import zlib


def png(side: int, red: int, green: int, blue: int) -> bytes:
    """A square of one colour (PNG specification, third edition)."""
    row = b"\x00" + bytes((red, green, blue)) * side
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(row * side)), (b"IEND", b""))
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def jpeg(width: int, height: int) -> bytes:
    """A grey picture of that size (ITU-T T.81): both tables of codes hold one code, and every block is two of them."""
    blocks = -(-width // 8) * -(-height // 8)
    one_code = bytes([1, *[0] * 15, 0])
    parts = [
        (0xDB, b"\x00" + b"\x01" * 64), (0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"),
        (0xC4, b"\x00" + one_code), (0xC4, b"\x10" + one_code), (0xDA, b"\x01\x01\x00\x00\x3f\x00"),
    ]  # fmt: skip
    head = b"".join(struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data for marker, data in parts)
    return b"\xff\xd8" + head + bytes(-(-blocks // 4)) + b"\xff\xd9"


FACE = png(64, 240, 176, 76)
