"""The look of the window is kept in a small file, and a bad file is no trouble."""

import json
import stat

import pytest

from stagedoor.desktop.look import Look, read_look, write_look


def test_what_was_kept_comes_back(tmp_path):
    look = Look(theme="dark", text_scale=1.5, left=-20, top=40, width=1000, height=700, maximized=True)
    write_look(tmp_path / "window.json", look)
    assert read_look(tmp_path / "window.json") == look
    assert stat.S_IMODE((tmp_path / "window.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{", '{"width": "wide"}', '{"left": null}', '{"text_scale": []}', "\0\0\0", '"dark"'],
)
def test_a_bad_file_is_the_usual_look(tmp_path, text):
    (tmp_path / "window.json").write_text(text)
    assert read_look(tmp_path / "window.json") == Look()


def test_no_file_is_the_usual_look(tmp_path):
    assert read_look(tmp_path / "window.json") == Look()


def test_values_out_of_range_are_brought_back(tmp_path):
    (tmp_path / "window.json").write_text(json.dumps({"theme": "pink", "text_scale": 40, "maximized": "yes"}))
    assert read_look(tmp_path / "window.json") == Look(theme="system", text_scale=2.0)


def test_a_folder_that_is_not_there_keeps_nothing(tmp_path):
    write_look(tmp_path / "gone" / "window.json", Look())
    assert list(tmp_path.iterdir()) == []
