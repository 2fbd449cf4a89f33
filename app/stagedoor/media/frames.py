"""Single frames of a video, upright and no larger than asked for."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from stagedoor.domain.errors import BadInput
from stagedoor.domain.videos import Picture, Shape
from stagedoor.media import colours
from stagedoor.media.filters import TURNS, chain, pulled, shaped
from stagedoor.media.opening import opened
from stagedoor.media.writing import mux, writing


def frame_at(path: Path, seconds: float, width: int, height: int, shape: Shape | None = None) -> Picture:
    """The frame shown at that time, RGB: as large as it fits into the box, or with a shape as the copy fills it.
    Raises BadInput.
    """
    with opened(path) as (container, stream):
        frame = _sought(container, stream, seconds, path)
        if shape is not None:
            return _picture(_turned(frame, "null", "rgb24", shape, (width // 2 * 2, height // 2 * 2)))
        return _picture(_turned(frame, f"scale=w={width}:h={height}:force_original_aspect_ratio=decrease", "rgb24"))


def save_cover(path: Path, seconds: float, to: Path, width: int, height: int) -> None:
    """The frame as a JPEG file that fills width and height, cut where it has another shape. Raises BadInput."""
    with opened(path) as (container, stream):
        frame = _sought(container, stream, seconds, path)
        fill = f"scale=w={width}:h={height}:force_original_aspect_ratio=increase,crop={width}:{height}"
        cover = _turned(frame, fill, "yuvj420p")
    _write_jpeg(cover, to)


def _turned(
    frame: VideoFrame, then: str, pixels: str, shape: Shape | None = None, size: tuple[int, int] = (0, 0)
) -> VideoFrame:
    """The frame turned upright, sent through filters, and in the end in these pixels and ordinary colours."""
    steps = ",".join(step for step in (TURNS.get(frame.rotation, ""), then) if step)
    graph = Graph()
    source = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1, 1000))
    hdr = colours.is_hdr(frame)
    sink, upright, made = graph.add("buffersink"), graph.add("null"), graph.add("format", pixels)
    made.link_to(sink)
    to = graph.add("null") if hdr else made
    chain(graph, source, steps, upright)
    if shape is None:
        upright.link_to(to)
    else:
        shaped(graph, upright, to, shape, *size, colours.DEEP if hdr else pixels)
    table = colours.to_sdr(graph, to, made) if hdr else None
    graph.configure()
    if table is not None:
        colours.lay(table, colours.transfer_of(frame))
    frame.pts, frame.time_base = 0, Fraction(1, 1000)
    source.push(frame)
    source.push(None)
    return next(pulled(sink))  # type: ignore[no-any-return]  # PyAV types what comes out of a graph as anything


def _sought(container: InputContainer, stream: VideoStream, seconds: float, path: Path) -> VideoFrame:
    """The last frame that begins at or before that time; the last of all after the end."""
    base = float(stream.time_base or 1)
    start = stream.start_time or 0
    until = seconds + start * base + 1e-3
    if seconds > 0:  # pictures that are no video cannot be moved in
        container.seek(round(seconds / base) + start, stream=stream)
    found = _last_until(container, stream, until)
    if found is None and seconds > 0:  # some kinds of file jump behind their last picture
        container.seek(start, stream=stream)
        found = _last_until(container, stream, until)
    if found is None:
        raise BadInput(f"{path.name} shows no picture there.", "Choose another place in the video.")
    return found


def _last_until(container: InputContainer, stream: VideoStream, until: float) -> VideoFrame | None:
    found: VideoFrame | None = None
    try:
        for frame in container.decode(stream):
            if found is not None and frame.pts is not None and frame.time > until:
                break
            found = frame
    except av.error.InvalidDataError:
        pass  # what could be read until the damage is shown
    return found


def _picture(frame: VideoFrame) -> Picture:
    plane = frame.planes[0]
    row = frame.width * 3
    data = bytes(plane)
    if plane.line_size != row:  # lines are padded to whole words
        data = b"".join(data[y * plane.line_size :][:row] for y in range(frame.height))
    return Picture(width=frame.width, height=frame.height, rgb=data)


def _write_jpeg(frame: VideoFrame, to: Path) -> None:
    with writing(to, "mjpeg") as out:
        stream = out.add_stream("mjpeg", rate=1, options={"qmin": "2", "qmax": "3"})
        stream.width, stream.height, stream.pix_fmt = frame.width, frame.height, "yuvj420p"
        frame.pts, frame.time_base = 0, Fraction(1, 1)
        mux(out, [*stream.encode(frame), *stream.encode(None)])
