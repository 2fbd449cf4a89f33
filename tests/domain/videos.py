"""A video with which nothing is wrong."""

from stagedoor.domain.videos import VideoFacts

GOOD = VideoFacts(
    bytes=30_000_000, container="mp4", video="h264", sound="aac", seconds=20, width=1080, height=1920, fps=30,
    bit_rate=12_000_000, pixels="yuv420p", channels=2, loudness=-14, listened=True,
)  # fmt: skip
