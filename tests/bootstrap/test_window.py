"""What the window is started with: one window per home, and a place where a second start finds the first."""

import os
from pathlib import Path

import pytest

from stagedoor.bootstrap.window import LONGEST_SOCKET, window


def start(home: Path):
    return window({"STAGEDOOR_HOME": str(home), "HOME": str(home.parent), "PATH": os.environ["PATH"]})


def test_a_home_has_one_window_at_a_time(tmp_path: Path):
    first = start(tmp_path / "home").window_lock()
    assert first is not None
    with first:
        assert start(tmp_path / "home").window_lock() is None
        other = start(tmp_path / "other").window_lock()
        assert other is not None
        with other:
            pass
    again = start(tmp_path / "home").window_lock()
    assert again is not None
    with again:
        pass


def test_a_home_that_cannot_be_made_opens_its_window_all_the_same(tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    window_lock = start(tmp_path / "file" / "home").window_lock()
    assert window_lock is not None
    with window_lock:
        pass


@pytest.mark.parametrize("length", [10, 200])
def test_the_meeting_place_fits_into_a_socket(tmp_path: Path, length: int):
    home = tmp_path / ("h" * length)
    socket_name = start(home).socket_name
    assert len(os.fsencode(socket_name)) <= LONGEST_SOCKET
    assert socket_name != start(tmp_path / "other").socket_name
    assert socket_name == start(home).socket_name


def test_only_a_home_that_was_named_is_not_the_usual_one(tmp_path: Path):
    assert not start(tmp_path).usual_home
    assert window({"HOME": str(tmp_path), "PATH": os.environ["PATH"]}).usual_home
