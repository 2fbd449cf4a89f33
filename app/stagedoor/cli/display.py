"""Whether a window can be shown here."""

import sys
from collections.abc import Mapping


def has_display(environ: Mapping[str, str]) -> bool:
    """True on macOS and Windows; elsewhere where a display server is named, or Qt is told how to do without one."""
    if sys.platform in ("darwin", "win32"):
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
