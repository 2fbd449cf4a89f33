"""The bytes of a video: in how many parts they go, and what each part is sent as.

Source: developers.tiktok.com/doc/content-posting-api-media-transfer-guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from stagedoor.domain.exchange import Request


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

    def requests(self, url: str, video: bytes, media_type: str) -> Iterator[Request]:
        """One PUT a part, to be sent strictly one after another. Without a token: the address is the key."""
        for number in range(self.count):
            first = number * self.chunk
            end = self.size if number == self.count - 1 else first + self.chunk
            headers = {"content-type": media_type, "content-range": f"bytes {first}-{end - 1}/{self.size}"}
            yield Request(method="PUT", url=url, name="tiktok.upload", headers=headers, data=video[first:end])


def plan(size: int, least: int) -> Plan:
    """The smallest parts that TikTok takes, so that one that is lost is soon sent again. The number is rounded down:
    rounded up, the last part could be smaller than TikTok allows.
    """
    count = max(1, size // least)
    return Plan(size=size, chunk=size if count == 1 else least, count=count)
