"""The ready copy: H.264 and AAC in an MP4 file, upright, even, at a usual loudness, with its index in front."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from threading import Event
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from stagedoor.domain.errors import BadInput
from stagedoor.domain.videos import CopyPlan
from stagedoor.media import colours
from stagedoor.media.faults import StoppedError
from stagedoor.media.filters import TURNS, Alike, chain, pulled, shaped
from stagedoor.media.opening import opened, sound_of
from stagedoor.media.writing import mux, writing

RATE = 48_000
_ENCODERS = ("libx264", "h264_videotoolbox", "h264_mf", "libopenh264")
"""The first that this FFmpeg has (resources/decisions names the reasons)."""
_X264 = {"preset": "veryfast", "crf": "19", "profile": "high"}

Progress = Callable[[float], None]


def convert(path: Path, to: Path, plan: CopyPlan, stop: Event, progress: Progress) -> None:
    """Writes the copy; the file is whole when this returns. `progress` gets shares from 0 to 1.

    Raises BadInput, StoppedError, NotWrittenError; a half-written file is the caller's to delete.
    """
    with writing(to, "mp4", {"movflags": "faststart"}) as out, opened(path) as (source, stream):
        stream.thread_type = "AUTO"
        pictures = _Pictures(stream, out, plan)
        heard = sound_of(source)
        sound = _Sound(heard, out, plan) if heard is not None else None
        seconds = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
        for kind, frame in _frames(source, stream, sound, path):
            if stop.is_set():
                raise StoppedError
            if kind == "sound" and sound is not None:
                sound.take(frame)
            else:
                pictures.take(frame)
                if seconds and frame.time is not None:
                    progress(min(0.99, frame.time / seconds))
        pictures.take(None)
        if sound is not None:
            sound.take(None)
    progress(1.0)


def encoder() -> str:
    """The name of the H.264 encoder that is used. Raises BadInput where there is none."""
    for name in _ENCODERS:
        if name in av.codecs_available:
            return name
    raise BadInput("This FFmpeg has no H.264 encoder.", "Install PyAV from its own packages.")


def _frames(source: InputContainer, stream: VideoStream, sound: _Sound | None, path: Path) -> Iterator[tuple[str, Any]]:
    """Everything in the order of the file. A file that breaks off gives what it has."""
    wanted = [stream, *([sound.stream] if sound is not None else [])]
    any_picture = False
    try:
        for packet in source.demux(wanted):
            for frame in packet.decode():
                any_picture = any_picture or packet.stream is stream
                yield ("picture" if packet.stream is stream else "sound"), frame
    except av.error.InvalidDataError as error:
        if not any_picture:
            raise BadInput(f"{path.name} is damaged: no picture of it can be shown.", "Export it again.") from error


class _Pictures:
    """Decoded pictures in, encoded ones out. The graph is made for the first frame: only that says how it is turned."""

    def __init__(self, stream: VideoStream, out: OutputContainer, plan: CopyPlan) -> None:
        self._stream, self._out, self._plan = stream, out, plan
        name = encoder()
        made: Any = out.add_stream(name, rate=plan.fps)
        made.width, made.height, made.pix_fmt = plan.width, plan.height, "yuv420p"
        made.bit_rate = plan.bit_rate
        made.thread_type = "FRAME"  # slices, PyAV's own choice, are slower and cost quality
        if name == "libx264":
            made.options = {**_X264, "maxrate": str(plan.bit_rate), "bufsize": str(2 * plan.bit_rate)}
            made.bit_rate = 0  # by quality, up to the limit
        transfer: Any = stream.codec_context.color_trc
        if transfer in (colours.PQ, colours.HLG):
            told = made.codec_context
            told.color_primaries = told.color_trc = told.colorspace = colours.BT709
        self._made = made
        self._graph: tuple[Graph, Any, Any] | None = None
        self._kind: tuple[int, int, str, int] | None = None
        self._last = -1

    def take(self, frame: VideoFrame | None) -> None:
        """None ends it."""
        kind = (frame.width, frame.height, frame.format.name, frame.rotation) if frame is not None else None
        if kind != self._kind:  # the first, the end, or another size: recordings of a screen change theirs
            self._push(None)
            self._graph, self._kind = self._graph_for(frame) if frame is not None else None, kind
        if frame is not None:
            self._push(frame)
        else:
            mux(self._out, self._made.encode(None))

    def _push(self, frame: VideoFrame | None) -> None:
        if self._graph is None:
            return
        _, source, sink = self._graph
        source.push(frame)
        for done in pulled(sink):
            if done.pts > self._last:  # two sizes may share the moment of the change
                self._last = done.pts
                done.pict_type = 0  # the encoder decides, not the file that it came from
                mux(self._out, self._made.encode(done))

    def _graph_for(self, frame: VideoFrame) -> tuple[Graph, Any, Any]:
        """With the graph itself: its filters do not keep it."""
        graph = Graph()
        source = graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=self._stream.time_base
        )
        sink = graph.add("buffersink")
        upright = graph.add("null")
        chain(
            graph, source, ",".join(s for s in (TURNS.get(frame.rotation, ""), f"fps={self._plan.fps}") if s), upright
        )
        plan, hdr = self._plan, colours.is_hdr(frame)
        made = graph.add("null") if hdr else sink
        shaped(graph, upright, made, plan.shape, plan.width, plan.height, colours.DEEP if hdr else "yuv420p")
        table = colours.to_sdr(graph, made, sink) if hdr else None
        graph.configure()
        if table is not None:
            colours.lay(table, colours.transfer_of(frame))
        return graph, source, sink


class _Sound:
    """Stereo at 48 kHz, louder or quieter as planned, and never cut at the top."""

    def __init__(self, stream: AudioStream, out: OutputContainer, plan: CopyPlan) -> None:
        self.stream = stream
        self._out = out
        self._made = out.add_stream("aac", rate=RATE)
        self._made.layout = "stereo"
        self._made.bit_rate = 192_000
        self._graph = graph = Graph()  # kept: its filters do not keep it
        begin, self._sink = graph.add_abuffer(template=self.stream), graph.add("abuffersink")
        level = f"volume={plan.gain:.2f}dB,alimiter=limit=0.9:level=disabled,"
        steps = f"aresample={RATE},{level}aformat=sample_fmts=fltp:channel_layouts=stereo:sample_rates={RATE}"
        chain(graph, begin, steps + ",asetnsamples=n=1024:p=0", self._sink)
        graph.configure()
        self._begin, self._alike = begin, Alike(self.stream)
        self._base = Fraction(1, RATE)

    def take(self, frame: Any) -> None:
        for each in self._alike.of(frame) if frame is not None else [None]:
            self._begin.push(each)
        for done in pulled(self._sink):
            mux(self._out, self._made.encode(done))
        if frame is None:
            mux(self._out, self._made.encode(None))
