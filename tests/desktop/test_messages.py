"""Choices, steps, and what the window says."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.desktop.widgets_under_test import Show, name_of, role_of

from stagedoor.desktop.text import set_language
from stagedoor.desktop.theme import set_reduced_motion
from stagedoor.desktop.widgets import (
    Banner,
    Breadcrumb,
    CopyRow,
    Option,
    PlainLabel,
    SegmentedControl,
    Spinner,
    StepList,
    StepRow,
    ToastAnnouncer,
)


def moves(spinner: Spinner) -> bool:
    return spinner.moving


def options() -> SegmentedControl:
    return SegmentedControl("How far", [
        Option("check", "Check only", "free"), Option("private", "Private", "X has no private posts", possible=False),
        Option("public", "Public, then deleted"),
    ])  # fmt: skip


def test_arrows_choose_and_skip_what_is_not_possible(qtbot: QtBot, show: Show) -> None:
    control = options()
    show(control)
    control.choose("check")
    segment = next(s for s in control.findChildren(QWidget) if s.accessibleName() == "Check only, free")
    segment.setFocus()
    with qtbot.waitSignal(control.chosen) as said:
        qtbot.keyClick(segment, Qt.Key.Key_Right)
    assert said.args == ["public"]
    assert control.value == "public"
    assert role_of(segment) == QAccessible.Role.RadioButton


def test_a_click_anywhere_on_a_segment_chooses(qtbot: QtBot, show: Show) -> None:
    control = options()
    show(control, QSize(640, 120))
    segment = next(s for s in control.findChildren(QWidget) if s.accessibleName() == "Public, then deleted")
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton, pos=QPoint(segment.width() - 4, segment.height() - 4))
    assert control.value == "public"


def test_segments_stack_where_they_do_not_fit(qtbot: QtBot) -> None:
    control = options()
    assert control.heightForWidth(200) > 2 * control.heightForWidth(900)
    qtbot.addWidget(control)


def test_one_goes_back_to_done_steps_only(qtbot: QtBot, show: Show) -> None:
    steps = StepList([StepRow("start", "Before you start", "done"), StepRow("app", "Your app", "current"),
                      StepRow("keys", "Keys")])  # fmt: skip
    show(steps)
    reachable = [w for w in steps.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [name_of(w) for w in reachable] == ["Before you start, done"]
    with qtbot.waitSignal(steps.chosen) as said:
        qtbot.keyClick(reachable[0], Qt.Key.Key_Return)
    assert said.args == ["start"]
    names = [name_of(w) for w in steps.findChildren(PlainLabel)]
    assert "Your app, step 2 of 3, you are here" in names
    steps.set_folded(True)
    assert steps.folded_text == "Step 2 of 3 · Your app"
    assert not reachable[0].isVisible()


def test_a_banner_has_one_action_named_for_its_message(qtbot: QtBot, show: Show) -> None:
    banner = Banner("warning", "Your keys are locked.", "Scripts wait.", "Unlock")
    show(banner)
    assert banner.button is not None
    assert name_of(banner.button) == "Unlock, Your keys are locked."
    assert name_of(banner.words) == "Your keys are locked. Scripts wait."
    with qtbot.waitSignal(banner.acted):
        banner.button.click()


def test_a_banner_puts_its_button_below_where_it_is_narrow(qtbot: QtBot) -> None:
    banner = Banner("warning", "Your keys are locked.", "Scripts wait.", "Unlock")
    qtbot.addWidget(banner)
    assert banner.heightForWidth(340) > banner.heightForWidth(900) + 30


def test_a_breadcrumb_is_words(qtbot: QtBot) -> None:
    crumbs = Breadcrumb(["Manage apps", "Login Kit", "Redirect URI"])
    qtbot.addWidget(crumbs)
    assert name_of(crumbs) == "Manage apps, Login Kit, Redirect URI"
    assert crumbs.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_toast_says_and_goes_away_on_a_click(qtbot: QtBot, show: Show) -> None:
    window = show(PlainLabel("Accounts"), QSize(400, 300))
    toast = ToastAnnouncer(window)
    with qtbot.waitSignal(toast.said) as said:
        toast.say("Posted. Only you can see it.")
    assert said.args == ["Posted. Only you can see it."]
    assert toast.text == "Posted. Only you can see it."
    assert window.rect().contains(toast.geometry())
    qtbot.mouseClick(toast, Qt.MouseButton.LeftButton)
    assert toast.text == ""


def test_nothing_moves_for_those_who_want_no_motion(qtbot: QtBot, show: Show) -> None:
    moving, still = Spinner(), Spinner()
    show(moving)
    assert moves(moving)
    moving.hide()
    assert not moves(moving)
    set_reduced_motion(True)
    show(still)
    assert not moves(still)
    assert name_of(still) == "Working"


def test_texts_of_the_kit_pass_the_one_function(qtbot: QtBot) -> None:
    set_language("pseudo")
    row = CopyRow("Address", "x")
    qtbot.addWidget(row)
    assert row.button.label() != "Copy"
