"""What ends the writing of a file, for the one who asked for it. Apart, because FFmpeg's libraries are not needed."""

from __future__ import annotations


class StoppedError(Exception):
    """Somebody wants no copy any more."""


class NotWrittenError(Exception):
    """The disk did not take it; the first argument is the system's own word for why."""
