"""The bytes of a video: in how many parts they go, and what each part is sent as.

Source: developers.tiktok.com/doc/content-posting-api-media-transfer-guide.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from stagedoor.domain.errors import BadInput
from stagedoor.domain.exchange import Request
from stagedoor.domain.limits import MediaLimit


class Plan(Struct, frozen=True, kw_only=True):
    """`count` parts of `chunk` bytes each; the last one takes the remainder, too."""

    size: int
    chunk: int
    count: int

    def announced(self) -> dict[str, object]:
        return {
            "source": "FILE_UPLOAD", "video_size": self.size, "chunk_size": self.chunk,
            "total_chunk_count": self.count,
        }  # fmt: skip

    def requests(self, url: str, video: Path, media_type: str) -> Iterator[Request]:
        """One PUT a part, to be sent strictly one after another. Without a token: the address is the key.

        Raises BadInput where the file changes meanwhile.
        """
        with video.open("rb") as file:
            for number in range(self.count):
                first = number * self.chunk
                end = self.size if number == self.count - 1 else first + self.chunk
                data = file.read(end - first)
                if len(data) < end - first:
                    raise BadInput(f"{video.name} was changed while it was sent.", "Send it again.")
                headers = {"content-type": media_type, "content-range": f"bytes {first}-{end - 1}/{self.size}"}
                yield Request(method="PUT", url=url, name="tiktok.upload", headers=headers, data=data)


def plan(size: int, least: int) -> Plan:
    """The smallest parts that TikTok takes, so that one that is lost is soon sent again. The number is rounded down:
    rounded up, the last part could be smaller than TikTok allows.
    """
    count = max(1, size // least)
    return Plan(size=size, chunk=size if count == 1 else least, count=count)


def taken(video: Path, limit: MediaLimit) -> tuple[int, str]:
    """Its size and its media type. Raises BadInput where the platform would refuse the file."""
    media_type = mimetypes.guess_type(video.name)[0] or ""
    if media_type not in limit.types:
        raise BadInput(f"{video.name} is no file that is taken.", "Make the ready copy, and send that.")
    try:
        size = video.stat().st_size
    except OSError as error:
        raise BadInput(f"{video.name} cannot be read.", "Choose the video again.") from error
    if not 0 < size <= limit.bytes:
        raise BadInput(f"{video.name} is empty or too big.", "Make the ready copy, and send that.")
    return size, media_type
