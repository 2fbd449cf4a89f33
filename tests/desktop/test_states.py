"""States: a shape and a word each, and thirty days that can be heard."""

from datetime import date
from typing import get_args

from PySide6.QtGui import QAccessible, QImage
from pytestqt.qtbot import QtBot
from tests.desktop.widgets_under_test import Show, name_of, role_of

from stagedoor.desktop.widgets import (
    HistoryStrip,
    StatusPill,
)
from stagedoor.desktop.widgets.history import Day, history_text
from stagedoor.desktop.widgets.pill import SHAPES
from stagedoor.domain.health import Slug

UNTIL = date(2026, 11, 21)


def test_every_state_has_a_shape_of_its_own_beside_its_word(qtbot: QtBot) -> None:
    assert set(SHAPES) == set(get_args(Slug))
    shapes = [glyph for slug, (glyph, _) in SHAPES.items() if slug != "waiting"]
    assert len(set(shapes)) == len(shapes)
    pill = StatusPill("healthy", "Works")
    qtbot.addWidget(pill)
    pill.set_state("reconnect", "Sign in again")
    assert name_of(pill) == "Sign in again"


def bars(strip: HistoryStrip) -> list[int]:
    """Height of the ink per day, in pixels, whatever its colour."""
    image: QImage = strip.grab().toImage()
    ground = image.pixelColor(0, 0)
    step = (image.width() + 3) / 30
    middles = [round(number * step + (step - 3) / 2) for number in range(30)]
    return [sum(image.pixelColor(x, y) != ground for y in range(image.height())) for x in middles]


def test_trouble_is_higher_and_has_another_shape(qtbot: QtBot, show: Show) -> None:
    days: list[Day] = [*(["good"] * 27), "warning", "bad", "unknown"]  # type: ignore[list-item]  # literals of Day
    strip = HistoryStrip(days, UNTIL)
    strip.resize(30 * 10 - 3, 18)
    strip.show()
    qtbot.addWidget(strip)
    good, warning, bad, unknown = bars(strip)[26:30]
    assert good == 6
    assert warning == 12
    assert 12 < bad < 18  # the notch
    assert unknown < good  # hollow


def test_the_strip_has_a_text_twin(qtbot: QtBot) -> None:
    strip = HistoryStrip([], UNTIL)
    qtbot.addWidget(strip)
    assert name_of(strip) == "Last 30 days: 0 healthy, 30 not checked"
    strip.set_days([*(["good"] * 28), "bad", "bad"], UNTIL)  # type: ignore[list-item]
    assert name_of(strip) == "Last 30 days: 28 healthy, 2 in trouble, since 20 Nov"
    assert role_of(strip) == QAccessible.Role.StaticText


def test_the_text_twin_counts_from_the_first_trouble() -> None:
    assert history_text(["good", "warning", "good", "bad"], UNTIL).endswith("2 in trouble, since 19 Nov")
