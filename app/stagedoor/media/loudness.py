"""How loud a video is, over all of it (EBU R 128)."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import av
from av.audio.frame import AudioFrame
from av.filter import Graph

from stagedoor.media.filters import Alike, pulled
from stagedoor.media.opening import opened, sound_of

_NOTHING = -69.0
"""LUFS: what the meter says of silence is -70, its own gate."""
_KEY = "lavfi.r128.I"


def loudness(path: Path, stop: Event) -> float | None:
    """LUFS; None where there is no sound, nothing in it, or it was stopped. Raises BadInput."""
    with opened(path) as (container, _):
        stream = sound_of(container)
        if stream is None:
            return None
        graph = Graph()
        source = graph.add_abuffer(template=stream)
        meter = graph.add("ebur128", "metadata=1")
        sink = graph.add("abuffersink")
        source.link_to(meter)
        meter.link_to(sink)
        graph.configure()
        alike, last = Alike(stream), None
        try:
            for frame in container.decode(stream):
                if stop.is_set():
                    return None
                for each in alike.of(frame):
                    source.push(each)
                last = _told(sink, last)
            source.push(None)
        except av.error.InvalidDataError:
            pass  # what was heard until the damage still counts
        last = _told(sink, last)
    return last if last is not None and last > _NOTHING else None


def _told(sink: av.filter.context.FilterContext, last: float | None) -> float | None:
    for frame in pulled(sink):
        if isinstance(frame, AudioFrame) and _KEY in frame.metadata:
            last = float(frame.metadata[_KEY])
    return last
