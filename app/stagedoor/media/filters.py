"""Filter graphs: what is pushed in at one end comes out at the other, sometimes later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.filter import Graph
from av.filter.context import FilterContext

from stagedoor.domain.videos import Shape

TURNS = {90: "transpose=cclock", -270: "transpose=cclock", 180: "hflip,vflip", -180: "hflip,vflip",
          270: "transpose=clock", -90: "transpose=clock"}  # fmt: skip
"""By the rotation that PyAV reports: degrees against the clock by which the picture is to be turned."""
_BLUR = 4
"""The ground is blurred at a quarter of its size: a sixteenth of the work, and nobody sees the difference."""


def pulled(sink: FilterContext) -> Iterator[Any]:
    """All frames that are ready now."""
    while True:
        try:
            yield sink.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return


def chain(graph: Graph, source: Any, steps: str, sink: Any) -> None:
    """Links filters written as FFmpeg writes them: "scale=w=10:h=20,format=rgb24"."""
    last = source
    for step in steps.split(","):
        name, _, options = step.partition("=")
        following = graph.add(name, options or None)
        last.link_to(following)
        last = following
    last.link_to(sink)


def shaped(graph: Graph, source: Any, sink: Any, shape: Shape, width: int, height: int, pixels: str) -> None:
    """Upright pictures of any size come out with exactly this one, which is even on both sides."""
    size = f"w={width}:h={height}"
    whole = f"scale={size}:force_original_aspect_ratio=decrease:force_divisible_by=2"
    cut = f"scale={size}:force_original_aspect_ratio=increase,crop={width}:{height}"
    last = f"setsar=1,format={pixels}"
    if shape == "fit":
        chain(graph, source, f"{whole},pad={width}:{height}:(ow-iw)/2:(oh-ih)/2:black,{last}", sink)
    elif shape == "fill":
        chain(graph, source, f"{cut},{last}", sink)
    else:
        deep = "yuv420p10" if pixels.endswith("10le") else "yuv420"
        split, overlay = graph.add("split"), graph.add("overlay", f"(W-w)/2:(H-h)/2:format={deep}")
        source.link_to(split)
        small = f"w={width // _BLUR}:h={height // _BLUR}"
        ground, front = graph.add("null"), graph.add("null")
        chain(graph, _Port(split, 0), f"scale={small}:force_original_aspect_ratio=increase,"
              f"crop={width // _BLUR}:{height // _BLUR},gblur=sigma=12,scale={size}", ground)  # fmt: skip
        chain(graph, _Port(split, 1), whole, front)
        ground.link_to(overlay, 0, 0)
        front.link_to(overlay, 0, 1)
        chain(graph, overlay, last, sink)


class Alike:
    """Frames of sound, made like those that the stream begins with: some change on the way, and no graph takes that."""

    def __init__(self, stream: AudioStream) -> None:
        told = stream.codec_context
        self._format, self._layout, self._rate = told.format.name, told.layout.name, told.sample_rate
        self._others: dict[tuple[str, str, int], AudioResampler] = {}

    def of(self, frame: AudioFrame) -> list[AudioFrame]:
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        if kind == (self._format, self._layout, self._rate):
            return [frame]
        if kind not in self._others:
            self._others[kind] = AudioResampler(self._format, self._layout, self._rate)
        return self._others[kind].resample(frame)


class _Port:
    """One of several outputs of a filter."""

    def __init__(self, filter: Any, number: int) -> None:
        self._filter, self._number = filter, number

    def link_to(self, following: Any) -> None:
        self._filter.link_to(following, self._number, 0)
