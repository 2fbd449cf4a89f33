"""A second start reaches the first window, and only a living one."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from stagedoor.desktop.single_instance import InstanceServer, raise_running_window

SECOND = """
import sys
from PySide6.QtCore import QCoreApplication
from stagedoor.desktop.single_instance import raise_running_window
application = QCoreApplication([])
print("ready", flush=True)
sys.stdin.readline()
sys.exit(0 if raise_running_window(sys.argv[1]) else 3)
"""


@contextmanager
def second_start(socket_name: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has loaded everything, however long a busy computer takes for that, and waits for a line."""
    command = [sys.executable, "-c", SECOND, socket_name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process


def test_a_second_start_is_heard(qtbot, tmp_path):
    socket_name = str(tmp_path / "window")
    server = InstanceServer(socket_name)
    assert server.listens
    with second_start(socket_name) as second:
        assert second.stdin is not None
        with qtbot.waitSignal(server.raised, timeout=10_000):
            second.stdin.write("\n")
            second.stdin.flush()
    assert second.returncode == 0
    server.close()


def test_nobody_there_is_said(qtbot, tmp_path):
    assert raise_running_window(str(tmp_path / "window")) is False


def test_what_a_killed_window_left_is_cleared_away(qtbot, tmp_path):
    socket_name = str(tmp_path / "window")
    (tmp_path / "window").touch()
    server = InstanceServer(socket_name)
    assert server.listens
    with qtbot.waitSignal(server.raised, timeout=10_000):
        assert raise_running_window(socket_name)
    server.close()
