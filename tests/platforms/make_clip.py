"""Makes resources/media/clip.mp4, the video of a test upload: two seconds of grey, in H.264 and MP4
(ITU-T H.264; ISO 14496-12, -15).

    python tests/platforms/make_clip.py resources/media/clip.mp4
    python tests/platforms/make_clip.py resources/media/upright.mp4 720 1280 125 31

The numbers are width, height (both in whole macroblocks of 16), pictures, and the level that allows them: here five
seconds upright, as TikTok wants it.

No encoder is needed: a grey macroblock is eight bits, and every later picture says "as before".
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

WIDTH, HEIGHT, FRAMES, LEVEL = (int(each) for each in sys.argv[2:] or (320, 240, 50, 13))
PER_SECOND = 25
BLOCKS = WIDTH // 16 * (HEIGHT // 16)
BASELINE = 66


class Bits:
    """Bits as they stand in a NAL unit."""

    def __init__(self) -> None:
        self._text = ""

    def put(self, value: int, count: int) -> Bits:
        self._text += f"{value:0{count}b}"
        return self

    def ue(self, value: int) -> Bits:
        """Exp-Golomb (9.1)."""
        text = f"{value + 1:b}"
        self._text += "0" * (len(text) - 1) + text
        return self

    def se(self, value: int) -> Bits:
        return self.ue(2 * value - 1 if value > 0 else -2 * value)

    def unit(self, header: int) -> bytes:
        """Closed with the stop bit, and escaped so that no start code appears inside (7.4.1)."""
        text = self._text + "1"
        text += "0" * (-len(text) % 8)
        raw = int(text, 2).to_bytes(len(text) // 8, "big")
        body = bytearray()
        for byte in raw:
            if byte <= 3 and body[-2:] == b"\x00\x00":
                body.append(3)
            body.append(byte)
        return bytes([header]) + bytes(body)


def sequence() -> bytes:
    """7.3.2.1.1: four bits of frame number, pictures in the order in which they are shown."""
    bits = Bits().put(BASELINE, 8).put(0b11000000, 8).put(LEVEL, 8).ue(0)
    bits.ue(0).ue(2).ue(1).put(0, 1)
    bits.ue(WIDTH // 16 - 1).ue(HEIGHT // 16 - 1).put(1, 1).put(1, 1).put(0, 1).put(0, 1)
    return bits.unit(0x67)


def picture() -> bytes:
    """7.3.2.2: CAVLC, no weights, no deblocking control but in slices."""
    bits = Bits().ue(0).ue(0).put(0, 1).put(0, 1).ue(0).ue(0).ue(0).put(0, 1).put(0, 2).se(0).se(0).se(0)
    return bits.put(1, 1).put(0, 1).put(0, 1).unit(0x68)


def key_frame() -> bytes:
    """7.3.3: every macroblock Intra 16x16 by DC prediction without coefficients, which is grey where nothing was."""
    bits = Bits().ue(0).ue(7).ue(0).put(0, 4).ue(0).put(0, 2).se(0).ue(1)
    for _ in range(BLOCKS):
        bits.ue(3).ue(0).se(0).put(1, 1)
    return bits.unit(0x65)


def same_again(number: int) -> bytes:
    """A P slice that skips every macroblock."""
    bits = Bits().ue(0).ue(5).ue(0).put(number % 16, 4).put(0, 1).put(0, 1).put(0, 1).se(0).ue(1)
    return bits.ue(BLOCKS).unit(0x41)


def box(kind: str, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind.encode()) + body


def full(kind: str, *parts: bytes, flags: int = 0) -> bytes:
    return box(kind, struct.pack(">I", flags), *parts)


MATRIX = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def entry() -> bytes:
    """How the pictures are coded (ISO 14496-15)."""
    sets = (sequence(), picture())
    lists = b"".join(
        bytes([number]) + struct.pack(">H", len(nal)) + nal for number, nal in zip((0xE1, 1), sets, strict=True)
    )
    config = box("avcC", bytes([1, BASELINE, 0b11000000, LEVEL, 0xFF]) + lists)
    plain = struct.pack(">6xH16xHHIIIH32sHh", 1, WIDTH, HEIGHT, 0x480000, 0x480000, 0, 1, b"", 24, -1)
    return full("stsd", struct.pack(">I", 1), box("avc1", plain, config))


def movie(sizes: list[int], offset: int) -> bytes:
    """ISO 14496-12, section 8: one track of video."""
    tables = (
        entry(),
        full("stts", struct.pack(">III", 1, FRAMES, 1)),
        full("stss", struct.pack(">II", 1, 1)),
        full("stsc", struct.pack(">IIII", 1, 1, FRAMES, 1)),
        full("stsz", struct.pack(">II", 0, FRAMES), *(struct.pack(">I", size) for size in sizes)),
        full("stco", struct.pack(">II", 1, offset)),
    )
    data = box("dinf", full("dref", struct.pack(">I", 1), full("url ", flags=1)))
    media = box("minf", full("vmhd", bytes(8), flags=1), data, box("stbl", *tables))
    handler = full("hdlr", struct.pack(">I4s12x", 0, b"vide"), b"video\x00")
    times = full("mdhd", struct.pack(">IIIIHH", 0, 0, PER_SECOND, FRAMES, 0x55C4, 0))
    track = full(
        "tkhd", struct.pack(">IIIII8xHHHH", 0, 0, 1, 0, FRAMES, 0, 0, 0, 0), MATRIX,
        struct.pack(">II", WIDTH << 16, HEIGHT << 16), flags=3,
    )  # fmt: skip
    head = full(
        "mvhd", struct.pack(">IIIIIH10x", 0, 0, PER_SECOND, FRAMES, 0x10000, 0x100), MATRIX, bytes(24),
        struct.pack(">I", 2),
    )  # fmt: skip
    return box("moov", head, box("trak", track, box("mdia", times, handler, media)))


def clip() -> bytes:
    frames = [key_frame(), *(same_again(number) for number in range(1, FRAMES))]
    samples = [struct.pack(">I", len(nal)) + nal for nal in frames]
    kind = box("ftyp", b"isom", struct.pack(">I", 512), b"isomiso2avc1mp41")
    sizes = [len(sample) for sample in samples]
    offset = len(kind) + len(movie(sizes, 0)) + 8
    return kind + movie(sizes, offset) + box("mdat", *samples)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(clip())
