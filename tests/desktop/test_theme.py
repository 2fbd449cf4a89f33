"""The theme reaches everything that is painted, at once and at any scale."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stagedoor.desktop.theme import DARK, LIGHT, Theme, color, font_for, icon, text_scale
from stagedoor.desktop.theme.brands import BRANDS, brand_of, paint_tile
from stagedoor.desktop.widgets import OutlineButton, PlainLabel


def ink_of(pixmap: QPixmap) -> set[str]:
    """Colours of the opaque pixels."""
    image = pixmap.toImage()
    found = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in found if pixel.alpha() == 255}


def test_the_choice_of_the_person_counts(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")
    assert theme.tokens == DARK
    assert QApplication.palette().window().color().name() == DARK.window.lower()
    assert color("accent").name() == DARK.accent.lower()
    theme.choose("system")
    unknown = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Unknown
    assert theme.tokens == (LIGHT if unknown else theme.tokens)


def test_the_same_choice_twice_changes_nothing(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose("light")


def test_one_style_sheet_and_none_inside_widgets(qtbot: QtBot, qapp: QApplication) -> None:
    button = OutlineButton("Copy")
    qtbot.addWidget(button)
    assert "QLineEdit" in qapp.styleSheet()
    assert button.styleSheet() == ""


def test_an_icon_takes_the_colours_of_the_moment(theme: Theme) -> None:
    kept = icon("mdi6.square", "accent")
    assert LIGHT.accent.lower() in ink_of(kept.pixmap(QSize(16, 16)))
    theme.choose("dark")
    assert DARK.accent.lower() in ink_of(kept.pixmap(QSize(16, 16)))
    assert DARK.muted.lower() in ink_of(kept.pixmap(QSize(16, 16), QIcon.Mode.Disabled))


def test_an_icon_is_sharp_at_every_scale() -> None:
    pixmap = icon("mdi6.square").pixmap(QSize(16, 16), 2.0)
    assert pixmap.size() == QSize(32, 32)
    assert pixmap.devicePixelRatio() == 2.0


def test_an_unknown_icon_is_an_error() -> None:
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    try:
        icon("mdi6.no-such-glyph").paint(painter, QRect(QPoint(0, 0), image.size()))
    except KeyError:
        return
    finally:
        painter.end()
    raise AssertionError("a wrong name was painted as nothing")


def test_every_platform_has_its_tile(theme: Theme) -> None:
    assert set(BRANDS) == {"facebook", "instagram", "threads", "youtube", "x", "tiktok", "linkedin", "telegram"}
    theme.choose("dark")
    for platform in [*BRANDS, "tiktok_business", "of-tomorrow"]:
        pixmap = QPixmap(40, 40)
        pixmap.fill(QColor("#00FF00"))
        painter = QPainter(pixmap)
        paint_tile(painter, pixmap.rect().toRectF(), platform)
        painter.end()
        seen = ink_of(pixmap)
        assert {brand_of(platform).ground.lower(), "#ffffff", DARK.control_line.lower()} <= seen, platform


def test_text_grows_with_the_scale(qtbot: QtBot, theme: Theme) -> None:
    label = PlainLabel("Accounts", "title", wrap=False)
    qtbot.addWidget(label)
    small = label.sizeHint()
    theme.set_text_scale(2.0)
    QApplication.processEvents()
    assert text_scale() == 2.0
    assert label.sizeHint().height() >= 1.9 * small.height()
    assert font_for("body").pointSizeF() == QGuiApplication.font().pointSizeF()


def test_sizes_between_pixels_keep_their_width() -> None:
    """12.5 pixels are drawn as 13; closer letters make up for it."""
    assert font_for("small").letterSpacing() == pytest.approx(100 * 12.5 / 13, abs=0.02)
    assert font_for("body").letterSpacing() == 100
