"""Opening a video, with every way in which that fails as a clear sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from stagedoor.domain.errors import BadInput

OTHER_FILE = "Choose the video itself: MP4 with H.264 is best."
_ATTACHED = av.stream.Disposition.attached_pic


@contextmanager
def opened(path: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    """The file and its pictures. Raises BadInput."""
    try:
        if path.stat().st_size == 0:
            raise BadInput(f"{path.name} is empty.", "Export or copy the video again.")
        with av.open(str(path)) as container:
            yield container, _pictures(container, path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BadInput(f"{path.name} is not there any more.", "Choose the video again.") from error
    except PermissionError as error:
        raise BadInput(f"{path.name} may not be read.", "Allow reading it, or copy it elsewhere.") from error
    except IsADirectoryError as error:
        raise BadInput(f"{path.name} is a folder.", OTHER_FILE) from error
    except av.error.InvalidDataError as error:
        raise BadInput(f"{path.name} is damaged, or no video.", OTHER_FILE) from error
    except av.FFmpegError as error:
        raise BadInput(f"{path.name} cannot be read as a video.", OTHER_FILE) from error


def _pictures(container: InputContainer, path: Path) -> VideoStream:
    """The first stream of moving pictures; a record's sleeve is none."""
    for stream in container.streams.video:
        if not stream.disposition & _ATTACHED:
            return stream
    raise BadInput(f"{path.name} holds no moving pictures.", OTHER_FILE)
