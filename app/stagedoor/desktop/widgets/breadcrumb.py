"""Where something is in a portal: plain words with chevrons. Nothing to press, so nothing looks like it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from stagedoor.desktop.widgets.label import PlainLabel

_CHEVRON = "\u00a0\u00a0›  "


class Breadcrumb(PlainLabel):
    """The last part is where to go. The words are the portal's own and are not translated."""

    def __init__(self, parts: Sequence[str] = (), *, parent: QWidget | None = None) -> None:
        super().__init__("", "small", "muted", parent=parent)
        self.set_path(parts)

    def set_path(self, parts: Sequence[str]) -> None:
        *before, last = parts or [""]
        lead = "".join(part + _CHEVRON for part in before)
        self.set_parts([(lead, None), (last, "small_strong", "text")])
        self.setAccessibleName(", ".join(parts))
