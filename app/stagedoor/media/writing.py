"""Files that FFmpeg writes: what the disk does not take is told apart from what the video has wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
from av.container import OutputContainer

from stagedoor.domain.errors import BadInput
from stagedoor.media.faults import NotWrittenError


@contextmanager
def writing(to: Path, kind: str, options: dict[str, str] | None = None) -> Iterator[OutputContainer]:
    """Raises NotWrittenError."""
    try:
        with av.open(str(to), "w", format=kind, options=options) as out:
            yield out
    except (av.FFmpegError, OSError) as error:
        raise NotWrittenError(error.strerror) from error


def mux(out: OutputContainer, packets: Any) -> None:
    """Raises NotWrittenError, and BadInput for times that no file can hold."""
    try:
        out.mux(packets)
    except av.error.ArgumentError as error:
        raise BadInput("The video is damaged: its times jump back on the way.", "Export it again.") from error
    except (av.FFmpegError, OSError) as error:
        raise NotWrittenError(error.strerror) from error
