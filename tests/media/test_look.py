"""What is said about a video file, and about every file that is none."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.media.films import film, picture, sleeve, turned

from stagedoor.domain.errors import BadInput
from stagedoor.domain.videos import VideoFacts
from stagedoor.media import Studio


def look(path: Path) -> VideoFacts:
    return asyncio.run(Studio().look(path))


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as told:
        look(path)
    assert told.value.fix
    return told.value.cause


def test_an_ordinary_video(tmp_path):
    path = film(tmp_path / "good.mp4")
    facts = look(path)
    assert (facts.container, facts.video, facts.sound, facts.channels) == ("mp4", "h264", "aac", 2)
    assert (facts.width, facts.height, facts.rotation, facts.fps) == (720, 1280, 0, 24)
    assert facts.seconds == pytest.approx(3.2, abs=0.1)
    assert facts.bytes == path.stat().st_size
    assert facts.bit_rate == pytest.approx(8 * facts.bytes / facts.seconds, rel=0.1)
    assert facts.pixels == "yuv420p"
    assert facts.fast_start
    assert not facts.varies
    assert not facts.wide_colour


def test_a_phone_that_was_held_upright(tmp_path):
    facts = look(turned(film(tmp_path / "phone.mov", width=640, height=360, seconds=1)))
    assert facts.container == "mov"
    assert (facts.width, facts.height) == (360, 640)
    assert abs(facts.rotation) == 90


def test_other_codecs_and_containers(tmp_path):
    web = look(film(tmp_path / "a.webm", codec="libvpx", voice="libopus", width=180, height=320, seconds=1))
    assert (web.container, web.video, web.sound) == ("webm", "vp8", "opus")
    phone = look(film(tmp_path / "b.mp4", codec="libx265", width=360, height=640, seconds=1))
    assert phone.video == "hevc"
    assert look(film(tmp_path / "c.mkv", width=180, height=320, seconds=1)).container == "mkv"


def test_a_rate_that_varies(tmp_path):
    assert look(film(tmp_path / "uneven.mp4", uneven=True, width=180, height=320)).varies


def test_sound_that_is_missing_or_on_one_side(tmp_path):
    assert look(film(tmp_path / "none.mp4", sound="none", width=180, height=320, seconds=1)).sound == ""
    assert look(film(tmp_path / "mono.mp4", channels=1, width=180, height=320, seconds=1)).channels == 1


def test_the_index_at_the_end(tmp_path):
    assert not look(film(tmp_path / "last.mp4", fast_start=False, width=180, height=320, seconds=1)).fast_start


def test_wide_colour(tmp_path):
    assert look(film(tmp_path / "hdr.mp4", hdr=True, width=180, height=320, seconds=1)).wide_colour


def test_an_empty_file(tmp_path):
    path = tmp_path / "empty.mp4"
    path.touch()
    assert refusal(path) == "empty.mp4 is empty."


def test_a_file_that_is_no_video(tmp_path):
    path = tmp_path / "text.mp4"
    path.write_text("Sourdough for beginners.\n" * 500)
    assert refusal(path) == "text.mp4 is damaged, or no video."


def test_a_video_that_breaks_off(tmp_path):
    path = film(tmp_path / "cut.mp4", fast_start=False, width=180, height=320, seconds=1)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert refusal(path) == "cut.mp4 is damaged, or no video."


def test_a_video_that_was_not_copied_as_a_whole(tmp_path):
    path = film(tmp_path / "cut.mp4", width=180, height=320, seconds=1)
    path.write_bytes(path.read_bytes()[:-100])
    assert refusal(path) == "cut.mp4 was not copied as a whole: its end is missing."


def test_a_video_whose_pictures_are_gone(tmp_path):
    path = film(tmp_path / "hollow.mp4", width=180, height=320, seconds=1)
    data = path.read_bytes()
    at = data.index(b"mdat") + 4
    path.write_bytes(data[:at] + b"\0" * (len(data) - at))
    assert refusal(path).startswith("hollow.mp4 is damaged")


def test_a_song_and_a_picture(tmp_path):
    assert refusal(sleeve(tmp_path / "song.mp3")) == "song.mp3 holds no moving pictures."
    assert refusal(picture(tmp_path / "cover.png")) == "cover.png is a picture, not a video."


def test_a_folder_and_nothing_at_all(tmp_path):
    assert refusal(tmp_path) == f"{tmp_path.name} is a folder."
    assert refusal(tmp_path / "gone.mp4") == "gone.mp4 is not there any more."


def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "private.mp4"
    path.touch()
    path.chmod(0)
    with nobody_in_particular():
        assert refusal(path) == "private.mp4 may not be read."


def test_who_sees_no_video_waits_for_no_library():
    code = "import sys; from stagedoor.media import Studio; Studio().close(); sys.exit('av' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


@contextmanager
def nobody_in_particular() -> Iterator[None]:
    """Not the administrator, who may read everything."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(mine)
