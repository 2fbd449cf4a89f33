"""A second start reaches the first window, and only a living one."""

import subprocess
import sys

from stagedoor.desktop.alone import Ear, raise_other

SECOND = """
import sys
from PySide6.QtCore import QCoreApplication
from stagedoor.desktop.alone import raise_other
application = QCoreApplication([])
sys.exit(0 if raise_other(sys.argv[1]) else 3)
"""


def second_start(meeting: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", SECOND, meeting])


def test_a_second_start_is_heard(qtbot, tmp_path):
    meeting = str(tmp_path / "window")
    ear = Ear(meeting)
    assert ear.listens
    with qtbot.waitSignal(ear.raised, timeout=10_000):
        second = second_start(meeting)
    assert second.wait(10) == 0
    ear.close()


def test_nobody_there_is_said(qtbot, tmp_path):
    assert raise_other(str(tmp_path / "window")) is False


def test_what_a_killed_window_left_is_cleared_away(qtbot, tmp_path):
    meeting = str(tmp_path / "window")
    (tmp_path / "window").touch()
    ear = Ear(meeting)
    assert ear.listens
    with qtbot.waitSignal(ear.raised, timeout=10_000):
        assert raise_other(meeting)
    ear.close()
