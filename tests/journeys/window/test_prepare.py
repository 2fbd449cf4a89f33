"""A post prepared and published by hand in the real window, by names only; killed in the middle, counted at the end."""

import json
import re
from pathlib import Path

import pytest
from tests.journeys.window.seat import Seat, Window
from tests.media.films import film

pytestmark = [pytest.mark.keychain, pytest.mark.timeout(180)]

CAPTION = "Five minutes and it never fails. #focaccia"
LINK = "https://m.tiktok.com/@crumbkitchen/video/7301234567890123456"


def begin(seat: Seat, folder: Path) -> Path:
    """At the command line, since a window system's own file dialog has no names; gives the folder of the post."""
    video = film(folder / "focaccia.mp4", width=270, height=480, seconds=3.2, fps=24, level=0.01)
    done = seat.home.run("prepare", str(video), "--json")
    assert done.code == 0, done.err
    return Path(json.loads(done.out)["folder"])


def open_post(window: Window) -> None:
    window.see("Keys: GNOME Keyring, working")  # the first page is there
    window.press("Prepare")
    window.press(re.compile("^focaccia, "))
    window.see(re.compile("^Sound, quiet"))


def test_a_post_is_written_mended_and_counted(seat: Seat, tmp_path: Path) -> None:
    folder = begin(seat, tmp_path)
    window = seat.open()
    open_post(window)
    window.fill("Caption", CAPTION)
    window.see("Saved")
    window.kill()
    assert (folder / "caption.txt").read_text(encoding="utf-8") == f"{CAPTION}\n"
    again = seat.open()
    open_post(again)
    again.see(re.compile("Ready$"))
    again.press(re.compile("^Copy caption$"))
    again.see("Caption copied")
    again.press("Make the TikTok-ready copy")
    again.see(re.compile("^focaccia-ready.mp4 is the file to publish"))
    again.fill("Link of your post", LINK)
    again.press("It is posted")
    again.see(re.compile("Posted$"))
    told = json.loads((folder / "kit.json").read_text())
    assert (told["state"], told["link"], told["ready_copy"]) == ("posted", LINK, "focaccia-ready.mp4")
    assert again.close() < 6


def test_killed_while_the_copy_is_made_leaves_no_half_file(seat: Seat, tmp_path: Path) -> None:
    folder = begin(seat, tmp_path)
    window = seat.open()
    open_post(window)
    window.press("Make the TikTok-ready copy")
    window.see(re.compile("^Making the TikTok-ready copy"))
    window.kill()
    assert not [file.name for file in folder.iterdir() if file.suffix == ".mp4" and "ready" in file.name]
    again = seat.open()
    open_post(again)
    again.press("Make the TikTok-ready copy")
    again.see(re.compile("^focaccia-ready.mp4 is the file to publish"))
    names = {file.name for file in folder.iterdir()}
    assert names == {"caption.txt", "kit.json", "focaccia.mp4", "focaccia-ready.mp4"}
    assert again.close() < 6
