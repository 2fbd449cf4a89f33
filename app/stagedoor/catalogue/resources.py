"""Where the data files lie: beside a source checkout, inside the wheel, or unpacked by the frozen program."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def resource_path(*parts: str) -> Path:
    """The path of a data file or folder, for example `resource_path("platforms")`."""
    return _root().joinpath(*parts)


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    inside = _PACKAGE / "_resources"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "resources"
