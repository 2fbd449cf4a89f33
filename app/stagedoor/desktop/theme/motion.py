"""Whether things may move on screen. Some people get ill from it; they say so once, to their system or to us."""

from PySide6.QtWidgets import QApplication, QStyle


class _Choice:
    reduced: bool = False


def set_reduced_motion(reduced: bool) -> None:
    """The person's choice in our settings, on top of what the system says."""
    _Choice.reduced = reduced


def reduced_motion() -> bool:
    """True where the person or the system's style wants no animation."""
    if _Choice.reduced:
        return True
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0
