"""Walks every page of the gallery: names, order, room for every word, plain text only."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from tests.desktop.conftest import name_of
from tests.desktop.gallery import PAGES, settle, whole, window_of

from stagedoor.desktop.text import Language, set_language
from stagedoor.desktop.theme import Theme
from stagedoor.desktop.widgets import Button, PlainLabel, ScrollPage

LOOKS: list[tuple[int, float, Language]] = [
    (900, 1.0, "en"),
    (1280, 1.0, "pseudo"),
    (1280, 2.0, "en"),
    (900, 2.0, "pseudo"),
]


@pytest.fixture(params=[(page, *look) for page in PAGES for look in LOOKS], ids=lambda p: "-".join(str(x) for x in p))
def window(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme) -> QWidget:
    page, width, scale, language = request.param
    theme.set_text_scale(scale)
    set_language(language)
    made = window_of(page, QSize(width, 600))
    qtbot.addWidget(made)
    made.show()
    whole(made)
    settle()
    return made


def tab_stops(window: QWidget) -> list[QWidget]:
    """What Tab reaches, in its order. Of a group of radio buttons only the chosen one is a stop."""
    found, widget = [], window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return [w for w in found if w.focusProxy() is None and not (isinstance(w, QRadioButton) and not w.isChecked())]


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def before(first: QRect, second: QRect) -> bool:
    """Whether `second` may follow `first` for somebody who reads lines from the left."""
    if first.contains(second):
        return True
    beside = second.top() < first.bottom() and first.top() < second.bottom()
    return second.left() >= first.left() if beside else second.top() > first.top() or second.left() > first.right()


def test_every_stop_has_a_name_that_starts_with_its_words(window: QWidget) -> None:
    stops = tab_stops(window)
    assert stops
    for stop in stops:
        words = stop.label() if isinstance(stop, Button) else stop.text() if isinstance(stop, QAbstractButton) else ""
        assert name_of(stop), stop
        assert name_of(stop).startswith(words)


def test_no_two_stops_have_the_same_name(window: QWidget) -> None:
    names = [name_of(stop) for stop in tab_stops(window)]
    assert sorted(names) == sorted(set(names))


def test_tab_goes_in_reading_order(window: QWidget) -> None:
    places = [(name_of(stop), place(stop, window)) for stop in tab_stops(window)]
    wrong = [(a, b) for (a, first), (b, second) in pairwise(places) if not before(first, second)]
    assert wrong == []


def needed(widget: PlainLabel | Button) -> QSize:
    """The room that the words need at the width that they have."""
    if isinstance(widget, PlainLabel) and widget.wordWrap():
        return QSize(widget.minimumSizeHint().width(), widget.heightForWidth(widget.width()))
    return widget.sizeHint()


def test_no_word_is_cut(window: QWidget) -> None:
    texts: list[PlainLabel | Button] = [*window.findChildren(PlainLabel), *window.findChildren(Button)]
    shown = [text for text in texts if text.isVisible()]
    cut = {name_of(t): (t.size(), needed(t)) for t in shown if t.size().expandedTo(needed(t)) != t.size()}
    assert shown
    assert cut == {}


def test_nothing_sticks_out_of_what_holds_it(window: QWidget) -> None:
    page = window.findChild(ScrollPage)
    assert isinstance(page, ScrollPage)
    out = []
    for widget in page.viewport().findChildren(QWidget):
        holder = widget.parentWidget()
        if widget.isVisible() and holder is not None and not holder.rect().contains(widget.geometry()):
            out.append((type(widget).__name__, name_of(widget), widget.geometry(), holder.size()))
    assert out == []


def test_no_label_reads_markup(window: QWidget) -> None:
    assert {label.textFormat() for label in window.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
