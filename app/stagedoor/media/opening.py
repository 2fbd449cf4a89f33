"""Opening a video, with every way in which that fails as a clear sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Stream
from av.video.stream import VideoStream

from stagedoor.domain.errors import BadInput

_KINDS = (
    "3g2", "3gp", "asf", "avi", "dv", "flv", "gif", "h264", "hevc", "ivf", "m4a", "m4v", "matroska", "mj2", "mov",
    "mp3", "mp4", "mpeg", "mpegts", "mxf", "nut", "ogg", "wav", "webm",
    "bmp_pipe", "image2", "jpeg_pipe", "jpegxl_pipe", "png_pipe", "tiff_pipe", "webp_pipe",
)  # fmt: skip
_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": ",".join(_KINDS)}
"""Lists of other files are not among them: one that is called a video could name any file or address."""
OTHER_FILE = "Choose the video itself: MP4 with H.264 is best."
_ATTACHED = av.stream.Disposition.attached_pic


@contextmanager
def opened(path: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    """The file and its pictures. Raises BadInput."""
    try:
        if path.stat().st_size == 0:
            raise BadInput(f"{path.name} is empty.", "Export or copy the video again.")
        with read(path) as container:
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


def read(path: Path) -> InputContainer:
    """The file, nothing but the file: its whole path is never taken for an address. What is written in it about it
    may be in any encoding.
    """
    return av.open(str(path.absolute()), options=_OPTIONS, metadata_errors="replace")


def sound_of(container: InputContainer) -> AudioStream | None:
    """The first sound that can be heard here."""
    for stream in container.streams.audio:
        if known(stream) and stream.codec_context.channels and stream.codec_context.sample_rate:
            return stream
    return None


def known(stream: Stream) -> bool:
    """PyAV has no codec context where FFmpeg has no decoder, though its types say so."""
    context: object = stream.codec_context
    return context is not None


def _pictures(container: InputContainer, path: Path) -> VideoStream:
    """The first stream of moving pictures; a record's sleeve is none."""
    moving = [stream for stream in container.streams.video if not stream.disposition & _ATTACHED]
    for stream in moving:
        if known(stream):
            return stream
    if moving:
        raise BadInput(f"The pictures of {path.name} are in a format that is not known here.", OTHER_FILE)
    raise BadInput(f"{path.name} holds no moving pictures.", OTHER_FILE)
