"""What a video file holds, without decoding more of it than the first frame."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from statistics import median

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from stagedoor.domain.errors import BadInput
from stagedoor.domain.videos import VideoFacts
from stagedoor.media.colours import is_hdr
from stagedoor.media.opening import opened, read, sound_of

_PACKETS = 3000
"""Pictures whose times are compared, from the beginning: a phone that varies its rate does so from the first second."""
_UNEVEN = 0.1  # of the usual distance between two pictures
_SHARE = 0.02  # of the distances that may be uneven: a cut joins two clips


def look(path: Path) -> VideoFacts:
    """Raises BadInput."""
    with opened(path) as (container, stream):
        if container.format.name.endswith("_pipe") or container.format.name == "image2":
            raise BadInput(
                f"{path.name} is a picture, not a video.", "Choose the video itself: MP4 with H.264 is best."
            )
        mp4 = "mp4" in container.format.name.split(",")
        fast_start = _index_first(path) if mp4 else True
        frame = _first_frame(container, stream, path)
        turned = frame.rotation % 180 != 0
        width, height = (frame.height, frame.width) if turned else (frame.width, frame.height)
        sound = sound_of(container)
        return VideoFacts(
            bytes=path.stat().st_size, container=_container(container, path), video=stream.codec_context.name,
            sound=sound.codec_context.name if sound else "", seconds=_seconds(container, stream),
            width=width, height=height, rotation=frame.rotation, fps=float(stream.average_rate or 0),
            varies=_varies(path, stream.index), bit_rate=container.bit_rate or 0,
            pixels=frame.format.name, wide_colour=is_hdr(frame),
            channels=sound.codec_context.channels if sound else 0, fast_start=fast_start,
        )  # fmt: skip


def _first_frame(container: InputContainer, stream: VideoStream, path: Path) -> VideoFrame:
    for frame in container.decode(stream):
        return frame
    raise BadInput(f"{path.name} is damaged: no picture of it can be shown.", "Export it again.")


def _container(container: InputContainer, path: Path) -> str:
    """FFmpeg has one reader for MP4 and MOV, and one for WebM and Matroska; the brand and the name tell them apart."""
    names = container.format.name.split(",")
    if "mp4" in names:
        return "mov" if container.metadata.get("major_brand", "").strip() == "qt" else "mp4"
    if "webm" in names:
        return "webm" if path.suffix.lower() == ".webm" else "mkv"
    return names[0]


def _seconds(container: InputContainer, stream: VideoStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base


def _varies(path: Path, index: int) -> bool:
    """By the times of the packets, put in order: they are stored as they are decoded, not as they are shown."""
    times: list[int] = []
    with read(path) as container:
        for packet in container.demux(container.streams[index]):
            if packet.pts is not None:
                times.append(packet.pts)
            if len(times) >= _PACKETS:
                break
    times.sort()
    steps = [after - before for before, after in pairwise(times)]
    if len(steps) < 10:
        return False
    usual = median(steps)
    uneven = sum(abs(step - usual) > usual * _UNEVEN for step in steps)
    return uneven > len(steps) * _SHARE


def _index_first(path: Path) -> bool:
    """Of an MP4 or MOV file: whether `moov` stands before `mdat` (ISO/IEC 14496-12, 4.2).

    Raises BadInput where a box ends behind the end of the file.
    """
    order: list[bytes] = []
    whole = path.stat().st_size
    with path.open("rb") as file:
        while len(head := file.read(8)) == 8:
            size, kind, before = int.from_bytes(head[:4], "big"), head[4:], 8
            if size == 1:
                size, before = int.from_bytes(file.read(8), "big"), 16
            if size < before or not kind.strip().isalnum():
                break  # the last one may go to the end of the file
            order.append(kind)
            if kind == b"mdat" and file.tell() - before + size > whole:
                raise BadInput(f"{path.name} was not copied as a whole: its end is missing.", "Copy it again.")
            file.seek(size - before, 1)
    return b"mdat" not in order or b"moov" in order[: order.index(b"mdat")]
