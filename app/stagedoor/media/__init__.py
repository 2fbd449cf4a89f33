"""Videos: what a file holds, single frames, and the copy that platforms take. FFmpeg's libraries, through PyAV."""

from stagedoor.media.studio import Studio

__all__ = ["Studio"]
