"""Videos of every kind and with every fault, made here: no file of anybody's lies in the repository."""

from __future__ import annotations

import math
import struct
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import av
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

RATE = 48_000
Sound = Literal["tone", "silence", "none"]
_QUICK = {"libx264": {"preset": "ultrafast"}, "libx265": {"preset": "ultrafast", "x265-params": "log-level=none"},
          "libvpx": {"deadline": "realtime", "cpu-used": "8"}}  # fmt: skip


def film(
    path: Path,
    *,
    width: int = 720,
    height: int = 1280,
    seconds: float = 3.2,
    fps: int = 24,
    codec: str = "libx264",
    sound: Sound = "tone",
    voice: str = "aac",
    channels: int = 2,
    level: float = 0.2,
    uneven: bool = False,
    hdr: bool = False,
    fast_start: bool = True,
    colour: tuple[int, int] = (90, 240),
) -> Path:
    """A red picture (by default) that grows brighter from frame to frame, with a tone of 997 Hz.

    `level`: the tone's peak, of 1. `colour`: Cb and Cr.
    """
    mp4 = path.suffix in (".mp4", ".mov")
    with av.open(str(path), "w", options={"movflags": "faststart"} if fast_start and mp4 else {}) as out:
        pictures: Any = out.add_stream(codec, rate=fps)
        pictures.width, pictures.height, pictures.pix_fmt = width, height, "yuv420p"
        pictures.options = _QUICK.get(codec, {})
        if hdr:
            pictures.codec_context.color_trc = 16
        base = Fraction(1, fps * 10)
        pictures.codec_context.time_base = base
        hears: Any = None
        if sound != "none":
            hears = out.add_stream(voice, rate=RATE)
            hears.layout = "mono" if channels == 1 else "stereo"
        for number in range(round(seconds * fps)):
            frame = _picture(width, height, 60 + number % 120, colour)
            frame.pts, frame.time_base = number * 10 + (number % 3 * 3 if uneven else 0), base
            out.mux(pictures.encode(frame))
        out.mux(pictures.encode(None))
        if hears is not None:
            for tone in _tone(seconds, channels, level if sound == "tone" else 0.0):
                out.mux(hears.encode(tone))
            out.mux(hears.encode(None))
    return path


def hdr_film(
    path: Path, luma: int, blue: int = 512, red: int = 512, *, transfer: int = 16, width: int = 180, height: int = 320
) -> Path:
    """One second of one colour in BT.2020, with ten bits (luma from 64 to 940, colour around 512)."""
    with av.open(str(path), "w") as out:
        made: Any = out.add_stream("libx265", rate=24)
        made.width, made.height, made.pix_fmt = width, height, "yuv420p10le"
        made.options = _QUICK["libx265"]
        told = made.codec_context
        told.color_trc, told.color_primaries, told.colorspace, told.color_range = transfer, 9, 9, 1
        for number in range(24):
            frame = VideoFrame(width, height, "yuv420p10le")
            for plane, value in zip(frame.planes, (luma, blue, red), strict=True):
                plane.update(value.to_bytes(2, "little") * (plane.buffer_size // 2))
            frame.pts, frame.time_base = number, Fraction(1, 24)
            out.mux(made.encode(frame))
        out.mux(made.encode(None))
    return path


def resized(path: Path) -> Path:
    """An MPEG transport stream whose pictures lie after one second and stood before, with sound that becomes mono."""
    with av.open(str(path), "w") as out:
        shown: Any = out.add_stream("libx264", rate=24)
        shown.width, shown.height, shown.pix_fmt, shown.options = 180, 320, "yuv420p", {"preset": "ultrafast"}
        heard: Any = out.add_stream("mp2", rate=RATE)
        heard.layout = "stereo"
        out.start_encoding()
        for begin, (width, height, layout) in enumerate(((180, 320, "stereo"), (320, 180, "mono"))):
            pictures = _encoder("libx264", width=width, height=height, pix_fmt="yuv420p", framerate=24)
            sounds = _encoder("mp2", sample_rate=RATE, layout=layout, format="s16")
            for number in range(24):
                frame = _picture(width, height, 60 + number, (90, 240))
                frame.pts, frame.time_base = number + 24 * begin, Fraction(1, 24)
                _muxed(out, shown, pictures.encode(frame))
            _muxed(out, shown, pictures.encode(None))
            for tone in _tone(1.0, 2 if layout == "stereo" else 1, 0.2, "s16", 1152):
                tone.pts += RATE * begin
                _muxed(out, heard, sounds.encode(tone))
            _muxed(out, heard, sounds.encode(None))
    return path


def _encoder(name: str, **given: Any) -> Any:
    made: Any = av.CodecContext.create(name, "w")
    for key, value in given.items():
        setattr(made, key, value)
    made.options = _QUICK.get(name, {})
    made.time_base = Fraction(1, given.get("sample_rate", 24))
    return made


def _muxed(out: Any, stream: Any, packets: Any) -> None:
    for packet in packets:
        packet.stream = stream
        out.mux(packet)


def renamed(path: Path, codec: bytes, other: bytes) -> Path:
    """The film with another name for one of its codecs."""
    data = path.read_bytes()
    assert codec in data
    path.write_bytes(data.replace(codec, other))
    return path


def turned(path: Path) -> Path:
    """The film with the flag that a phone held upright sets: a quarter turn (ISO/IEC 14496-12, 8.3.2)."""
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 4 + 40
    data[at : at + 36] = struct.pack(">9i", 0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000)
    path.write_bytes(bytes(data))
    return path


def sleeve(path: Path) -> Path:
    """A song: sound, and nothing that moves."""
    with av.open(str(path), "w") as out:
        hears: Any = out.add_stream("libmp3lame", rate=RATE)
        hears.layout = "stereo"
        for tone in _tone(1.0, 2, 0.2, "s16p", 1152):
            out.mux(hears.encode(tone))
        out.mux(hears.encode(None))
    return path


def picture(path: Path, width: int = 400, height: int = 300) -> Path:
    """A still picture."""
    with av.open(str(path), "w", format="image2pipe") as out:
        made: Any = out.add_stream("png", rate=1)
        made.width, made.height, made.pix_fmt = width, height, "rgb24"
        frame = _picture(width, height, 120, (90, 240)).reformat(format="rgb24")
        frame.pts, frame.time_base = 0, Fraction(1)
        out.mux([*made.encode(frame), *made.encode(None)])
    return path


def _picture(width: int, height: int, light: int, colour: tuple[int, int]) -> VideoFrame:
    frame = VideoFrame(width, height, "yuv420p")
    for plane, value in zip(frame.planes, (light, *colour), strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    return frame


def _tone(seconds: float, channels: int, level: float, kind: str = "s16", size: int = 1024) -> Any:
    for number in range(math.ceil(seconds * RATE / size)):
        at = range(number * size, (number + 1) * size)
        wave = [round(32767 * level * math.sin(2 * math.pi * 997 * n / RATE)) for n in at]
        frame = AudioFrame(format=kind, layout="mono" if channels == 1 else "stereo", samples=size)
        for plane in frame.planes:
            values = wave if kind.endswith("p") or channels == 1 else [value for value in wave for _ in range(2)]
            data = struct.pack(f"<{len(values)}h", *values)
            plane.update(data.ljust(plane.buffer_size, b"\0"))
        frame.sample_rate, frame.pts, frame.time_base = RATE, number * size, Fraction(1, RATE)
        yield frame
