"""The parts of the page on which a post is prepared."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.desktop.pages.driving import words
from tests.desktop.screens_pages import account
from tests.desktop.screens_prepare import KIT
from tests.desktop.widgets_under_test import name_of

from stagedoor.desktop.pages.prepare import code
from stagedoor.desktop.pages.prepare.checks import CheckLine, ChecksCard, CopyView
from stagedoor.desktop.pages.prepare.covers import Covers, Thumb
from stagedoor.desktop.pages.prepare.handing import HandingCard, HandStep, carried
from stagedoor.desktop.pages.prepare.listing import KitCard
from stagedoor.desktop.pages.prepare.player import Player, clock
from stagedoor.desktop.pages.prepare.stage import Covered
from stagedoor.desktop.pages.prepare.writing import CaptionView, Writing
from stagedoor.desktop.widgets import Option

SHAPES = [Option("fit", "Fit"), Option("fill", "Fill"), Option("blur", "Blurred bars")]
STEPS = [
    HandStep("copy", "Copy the caption", "Copy caption"),
    HandStep("open", "Open TikTok Studio", "Open"),
    HandStep("file", "Drag focaccia.mp4 there", "Show file"),
    HandStep("phone", "Or to your phone", "How", aside=True),
]


def picture() -> QImage:
    image = QImage(90, 160, QImage.Format.Format_RGB32)
    image.fill(QColor("orange"))
    return image


@pytest.fixture
def player(show) -> Player:
    player = Player(Covered(top=0.13, bottom=0.25, left=0.05, right=0.16), "Dashed: covered")
    player.set_length(10)
    show(player)
    return player


def test_one_frame_is_asked_for_at_a_time_and_the_last_place_wins(player: Player):
    asked: list[float] = []
    player.wanted.connect(asked.append)
    for seconds in (1, 2, 3):
        player.go_to(seconds)
    assert asked == [1.0]
    player.show_frame(picture())
    assert asked == [1.0, 3.0]
    player.show_frame(None)  # it could not be read
    assert asked == [1.0, 3.0]


def test_the_keyboard_goes_through_the_video(player: Player):
    player.scrubber.setFocus()
    QTest.keyClick(player.scrubber, Qt.Key.Key_Right)
    assert player.at == pytest.approx(0.1)
    QTest.keyClick(player.scrubber, Qt.Key.Key_PageUp)
    assert player.at == pytest.approx(1.1)
    assert player.scrubber.accessibleDescription() == "0:01 of 0:10"


def test_playing_asks_for_frames_and_ends_with_the_video(player: Player, qtbot):
    asked: list[float] = []

    def give(at: float) -> None:
        asked.append(at)
        player.show_frame(picture())

    player.set_length(0.3)
    player.wanted.connect(give)
    QTest.keyClick(player.button, Qt.Key.Key_Space)
    assert player.playing
    assert name_of(player.button) == "Stop"
    qtbot.waitUntil(lambda: not player.playing)
    assert asked == sorted(asked)
    assert asked[-1] == pytest.approx(0.3)
    assert name_of(player.button) == "Play, without sound"


def test_a_video_that_cannot_be_read_has_nothing_to_play(show):
    player = Player(Covered(), "")
    show(player)
    assert not player.button.isVisible()
    assert not player.scrubber.isVisible()


def test_times_are_said_as_on_a_clock():
    assert [clock(s) for s in (0, 9.99, 42, 3665)] == ["0:00", "0:09", "0:42", "61:05"]


def test_covers_are_one_stop_and_arrows_move(show):
    covers = Covers()
    covers.set_places([0.0, 2.0, 4.0])
    covers.show_choice(2.0)
    show(covers)
    chosen: list[float] = []
    covers.chosen.connect(chosen.append)
    thumbs = covers.findChildren(Thumb)
    assert [thumb.isChecked() for thumb in thumbs] == [False, True, False]
    covers.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    covers.setFocus()
    assert QApplication.focusWidget() is thumbs[1]
    QTest.keyClick(thumbs[1], Qt.Key.Key_Right)
    assert chosen == [4.0]
    assert name_of(thumbs[2]) == "Frame at 0:04"


def test_an_own_picture_is_no_frame(show):
    covers = Covers()
    covers.set_places([0.0, 2.0])
    covers.show_choice(2.0, own="bread.png")
    show(covers)
    assert not any(thumb.isChecked() for thumb in covers.findChildren(Thumb))


def test_what_is_wrong_is_said_with_what_it_means(show):
    card = ChecksCard(SHAPES)
    lines = [
        CheckLine("ok", "Length", "0:42", "never shown"),
        CheckLine("warn", "Sound", "quiet, mono", "The copy makes it louder."),
    ]
    card.show_lines(lines)
    show(card)
    assert card.lines() == ["Length, 0:42", "Sound, quiet, mono, look at this, The copy makes it louder."]


def test_the_copy_is_offered_made_and_cancelled(show):
    card = ChecksCard(SHAPES)
    show(card)
    wanted: list[str] = []
    stopped: list[bool] = []
    card.wanted.connect(wanted.append)
    card.cancelled.connect(lambda: stopped.append(True))
    card.shapes.choose("blur")
    card.show_copy(CopyView(worth=True), other_shape=True)
    assert card.shapes.isVisible()
    card.make.click()
    assert wanted == ["blur"]
    card.show_copy(CopyView(worth=True, share=0.45, left="20 s left"), other_shape=True)
    assert not card.make.isVisible()
    assert not card.shapes.isVisible()
    card.cancel.click()
    assert stopped == [True]
    card.show_copy(CopyView(), other_shape=False)
    assert not card.make.isVisible()


def test_the_next_thing_to_do_has_the_loud_button(show):
    card = HandingCard()
    card.show_steps(STEPS, Path("/tmp/focaccia.mp4"))
    show(card)
    assert [card.row(step.act).calm for step in STEPS] == [False, True, True, True]
    done = [HandStep("copy", "Caption copied", "Copy again", done=True), *STEPS[1:]]
    card.show_steps(done, Path("/tmp/focaccia.mp4"))
    assert [card.row(step.act).calm for step in STEPS] == [True, False, True, True]
    acts: list[str] = []
    card.wanted.connect(acts.append)
    card.row("open").click()
    assert acts == ["open"]


def test_the_link_is_handed_over_by_enter_too(show):
    card = HandingCard()
    card.show_steps(STEPS, None)
    show(card)
    links: list[str] = []
    card.posted.connect(links.append)
    card.link.set_value(" https://example.org/1 ")
    QTest.keyClick(card.link.edit, Qt.Key.Key_Return)
    card.done.click()
    assert links == ["https://example.org/1"] * 2


def test_a_file_leaves_the_window_as_a_file(tmp_path: Path):
    file = tmp_path / "a video #1.mp4"
    file.write_bytes(b"0")
    (url,) = carried(file).urls()
    assert Path(url.toLocalFile()) == file


def test_a_caption_is_counted_where_it_stands(show):
    writing = Writing()
    show(writing)
    texts: list[str] = []
    writing.changed.connect(texts.append)
    writing.set_text("Bread")
    writing.add("#baking #bread")
    assert texts[-1] == "Bread #baking #bread"
    writing.show_view(CaptionView(used=20, most=2200, hashtags=2, most_hashtags=5))
    assert writing.count.text() == "20 of 2,200 · 2 of 5 hashtags"
    assert writing.area.edit.accessibleDescription() == writing.count.text()
    writing.show_view(CaptionView(used=2300, most=2200, hashtags=0, most_hashtags=5, problem="100 too many."))
    assert writing.area.edit.accessibleDescription() == "100 too many."


def test_a_code_holds_its_quiet_zone_and_grows_with_the_text():
    small, large = code.modules("Bread"), code.modules("Bread " * 40)
    assert small.width() < large.width()
    for image in (small, large):
        edge = [image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(4)]
        assert set(edge) == {255}
        assert image.pixelColor(4, 4).lightness() == 0  # the corner of a finder pattern
    assert code.fits("a" * 300)
    assert not code.fits("a" * 301)
    assert not code.fits("")


def test_the_stage_draws_what_is_covered_only_over_a_picture(show):
    player = Player(Covered(top=0.5), "")
    window: QWidget = show(player)
    window.resize(400, 700)
    without = player.stage.grab().toImage()
    player.stage.show_image(picture())
    middle = player.stage.grab().toImage()
    row = [middle.pixelColor(x, middle.height() // 2).name() for x in range(10, middle.width() - 10)]
    assert len(set(row)) > 1  # dashes
    assert without.pixelColor(20, 20) != middle.pixelColor(20, 20)


@pytest.mark.parametrize(("username", "said"), [("crumbkitchen", "@crumbkitchen"), (None, "Crumb Kitchen")])
def test_a_name_is_never_shown_as_a_handle(show, username: str | None, said: str):
    card = KitCard(KIT, replace(account("x"), username=username), "")
    show(card)
    line = words(card).splitlines()[-1]
    assert line.startswith(f"{said} ·")
