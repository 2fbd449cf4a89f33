"""What Qt's binding must not do to the interpreter."""

import sys

from pytestqt.qtbot import QtBot

from stagedoor.desktop.widgets import PlainLabel, TextField

ROUNDS = 200
HANDFUL = 20


def counts() -> list[int]:
    return [sys.getrefcount(single) for single in (None, True, False)]


def test_singletons_keep_their_reference_counts(qtbot: QtBot) -> None:
    """A release once lost a reference to None with every call; CPython 3.11 ends when the count reaches zero."""
    field = TextField("Name")
    label = PlainLabel("")
    qtbot.addWidget(field)
    qtbot.addWidget(label)
    field.changed.connect(label.setText)
    before = counts()
    for number in range(ROUNDS):
        label.setText(str(number))
        label.setEnabled(number % 2 == 0)
        field.set_value(str(number))
    after = counts()
    assert all(abs(b - a) < HANDFUL for a, b in zip(before, after, strict=True)), (before, after)
