"""HDR in ordinary colours (SDR): a table that turns the one into the other, worked out once and looked up by pixel.

FFmpeg's own filters for it are missing in the wheels or take most of a second for a picture.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from math import exp
from typing import Any

from av.filter import Graph
from av.filter.context import FilterContext
from av.video.format import VideoFormat
from av.video.frame import VideoFrame

from stagedoor.media.filters import chain

PQ, HLG = 16, 18
"""Transfer characteristics of HDR: SMPTE ST 2084 and ARIB STD-B67 (ISO/IEC 23091-2, 8.2)."""
BT709 = 1
"""Of SDR, in each of the tables of ISO/IEC 23091-2 (8.1 to 8.3)."""
DEEP = "yuv420p10le"
"""Pixels that still hold HDR."""
_LEVEL = 6
"""Of the table (a Hald picture): its square is the side of the cube of colours, its third power that of the picture."""
_SIDE = _LEVEL**3
_PEAK, _WHITE = 1000.0, 203.0
"""Candela per square metre: of the brightest light that phones record, and of white paper (ITU-R BT.2408)."""
_KNEE = 0.3
"""Share of the light of SDR's white up to which nothing is pressed together."""
_TO_709 = ((1.6605, -0.5876, -0.0728), (-0.1246, 1.1329, -0.0083), (-0.0182, -0.1006, 1.1187))
"""Light in the colours of BT.2020 as light in those of BT.709 (ITU-R BT.2087)."""
_PACKED = "rgb48le"
"""The table is looked up in packed pixels: FFmpeg 8 confuses the three colours in planes."""
_TO_RGB = f"scale=in_color_matrix=bt2020:out_range=pc,format={_PACKED}"
_FROM_RGB = (
    "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,"
    "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709"
)


def transfer_of(frame: VideoFrame) -> int:
    known: Any = frame.color_trc
    return int(known) if known is not None else 0


def is_hdr(frame: VideoFrame) -> bool:
    return transfer_of(frame) in (PQ, HLG)


def to_sdr(graph: Graph, source: Any, sink: Any) -> FilterContext:
    """Frames of HDR go on in BT.709. Returns where the table goes in, when the graph is configured."""
    begin = graph.add_buffer(width=_SIDE, height=_SIDE, format=VideoFormat(_PACKED), time_base=Fraction(1, 1000))
    look_up = graph.add("haldclut", "clut=first")
    chain(graph, source, _TO_RGB, look_up)
    begin.link_to(look_up, 0, 1)
    chain(graph, look_up, _FROM_RGB, sink)
    return begin


def lay(begin: FilterContext, transfer: int) -> None:
    """The table into its place."""
    frame = VideoFrame(_SIDE, _SIDE, _PACKED)
    data, plane = _table(transfer), frame.planes[0]
    row = _SIDE * 6
    plane.update(b"".join(data[y * row :][:row].ljust(plane.line_size, b"\0") for y in range(_SIDE)))
    frame.pts, frame.time_base = 0, Fraction(1, 1000)
    begin.push(frame)
    begin.push(None)


@cache
def _table(transfer: int) -> bytes:
    """Red, green and blue in 16 bits each for every colour; red changes first."""
    size = _LEVEL**2
    signals = [number / (size - 1) for number in range(size)]
    light = [_pq(signal) if transfer == PQ else _hlg(signal) for signal in signals]
    found = array("H")
    for blue in light:
        for green in light:
            for red in light:
                found.extend(_shown(red, green, blue, hlg=transfer == HLG))
    return found.tobytes()


def _shown(red: float, green: float, blue: float, *, hlg: bool) -> Iterable[int]:
    """All three are darkened by the same share, so that the hue stays. For a screen of the exponent 2.4 (BT.1886)."""
    share = 1.0
    if hlg:  # the light of the scene, as a screen of 1000 candela shows it (ITU-R BT.2100)
        share = (0.2627 * red + 0.6780 * green + 0.0593 * blue) ** 0.2 * _PEAK / _WHITE
    most = max(red, green, blue) * share
    share *= _pressed(most) / most if most else 1.0
    for by in _TO_709:
        light = (by[0] * red + by[1] * green + by[2] * blue) * share
        yield round(65535 * min(1.0, max(0.0, light)) ** (1 / 2.4))


def _pressed(light: float) -> float:
    """The darker part as it is, all above it pressed together below 1 (a Möbius curve, as FFmpeg's own)."""
    peak = _PEAK / _WHITE
    if light <= _KNEE:
        return light
    if light >= peak:
        return 1.0
    below = -_KNEE * _KNEE * (peak - 1) / (_KNEE * _KNEE - 2 * _KNEE + peak)
    above = (_KNEE * _KNEE - 2 * _KNEE * peak + peak) / (peak - 1)
    return (above**2 + 2 * above * _KNEE + _KNEE**2) / (above - below) * (light + below) / (light + above)


def _pq(signal: float) -> float:
    """Light in parts of white paper (SMPTE ST 2084)."""
    power = signal ** (1 / 78.84375)
    share: float = (max(power - 0.8359375, 0.0) / (18.8515625 - 18.6875 * power)) ** (1 / 0.1593017578125)
    return share * 10_000 / _WHITE


def _hlg(signal: float) -> float:
    """Light of the scene, from 0 to 1 (ITU-R BT.2100)."""
    return signal * signal / 3 if signal <= 0.5 else (exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12
