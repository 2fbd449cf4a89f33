"""Fonts of the type scale, relative to the application's font, so that one change reaches every text."""

import math
import sys
from typing import ClassVar

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from stagedoor.desktop.theme.metrics import BODY, SCALE, Role

_DPI = 72 if sys.platform == "darwin" else 96
"""What a system calls 100 %: dots per inch of its unscaled fonts."""
_FACE = "Inter"


def _system(which: QFontDatabase.SystemFont) -> list[str]:
    return QFontDatabase.systemFont(which).families()


def _dots() -> float:
    return QGuiApplication.primaryScreen().logicalDotsPerInch()


def system_text_scale() -> float:
    """How much larger than usual the system asks texts to be; 1 where it says nothing."""
    return max(1.0, _dots() / _DPI)


def application_font(text_scale: float = 1.0) -> QFont:
    """Body text: 14 pixels at a scale of 1, in Inter where it is installed, else in the system's own face."""
    font = QFont()
    font.setFamilies([_FACE, *_system(QFontDatabase.SystemFont.GeneralFont)])
    font.setPointSizeF(BODY * text_scale * 72 / _dots())
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def font_for(role: Role) -> QFont:
    """The font of a role at the application's present text size."""
    if role not in _Known.fonts:
        _Known.fonts[role] = _made_for(role)
    return QFont(_Known.fonts[role])


def _made_for(role: Role) -> QFont:
    step = SCALE[role]
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(font.pointSizeF() * step.px / BODY)
    font.setWeight(QFont.Weight(step.weight))
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, _spacing(step.px * text_scale()))
    if step.mono:
        font.setFamilies(_system(QFontDatabase.SystemFont.FixedFont))
        font.setStyleHint(QFont.StyleHint.Monospace)
    return font


class _Known:
    """What layouts ask for thousands of times a second, kept until `scale_changed`."""

    scale: float | None = None
    fonts: ClassVar[dict[Role, QFont]] = {}


def text_scale() -> float:
    """The text size in force, relative to 14 pixels: what is measured in text grows with it."""
    if _Known.scale is None:
        points = QGuiApplication.font().pointSizeF()
        _Known.scale = points * _dots() / 72 / BODY if points > 0 else 1.0
    return _Known.scale


def scale_changed() -> None:
    """The application has another font now."""
    _Known.scale = None
    _Known.fonts.clear()


def scaled(pixels: float) -> int:
    """A length that belongs to text (an icon, a pill's padding) at the present text size."""
    return round(pixels * text_scale())


def _spacing(px: float) -> float:
    """Qt draws fonts in whole pixels. Letters set closer bring a size in between to the width that it should have."""
    drawn = math.floor(px + 0.5)
    return min(100.0, 100 * px / drawn)
