"""Single frames, covers and loudness."""

import asyncio
from pathlib import Path

import pytest
from tests.media.films import film, picture, turned
from tests.media.looked import point, shown

from stagedoor.domain.errors import BadInput
from stagedoor.domain.videos import Picture
from stagedoor.media import Studio


def light(frame: Picture) -> int:
    return sum(point(frame, frame.width // 2, frame.height // 2))


def test_the_frame_at_a_time(tmp_path):
    path = film(tmp_path / "film.mp4", width=360, height=640)
    frames = [shown(path, seconds) for seconds in (0, 0.5, 1.7, 3.1)]
    assert [(frame.width, frame.height, len(frame.rgb)) for frame in frames] == [(180, 320, 180 * 320 * 3)] * 4
    lights = [light(frame) for frame in frames]
    assert lights == sorted(set(lights))  # it grows brighter from frame to frame


def test_after_the_end_comes_the_last_frame(tmp_path):
    path = film(tmp_path / "film.mp4", width=180, height=320, seconds=1)
    assert shown(path, 99).rgb == shown(path, 23 / 24).rgb


def test_a_frame_keeps_its_shape_within_the_box_and_stands_upright(tmp_path):
    wide = film(tmp_path / "wide.mp4", width=640, height=360, seconds=1)
    assert (shown(wide).width, shown(wide).height) == (180, 101)
    upright = shown(turned(wide))
    assert (upright.width, upright.height) == (180, 320)


def test_a_width_that_is_no_whole_number_of_words(tmp_path):
    path = film(tmp_path / "film.mp4", width=360, height=640, seconds=1)
    frame = asyncio.run(Studio().frame(path, 0, width=77, height=999))
    assert len(frame.rgb) == frame.width * frame.height * 3
    assert point(frame, 0, frame.height - 1)[0] > point(frame, 0, frame.height - 1)[1]


def test_how_a_copy_would_look(tmp_path):
    path = film(tmp_path / "wide.mp4", width=640, height=360, seconds=1)
    corners = {}
    for shape in ("fit", "fill", "blur"):
        frame = asyncio.run(Studio().frame(path, 0.5, width=90, height=160, shape=shape))
        assert (frame.width, frame.height) == (90, 160)
        corners[shape] = point(frame, 2, 2)
    assert max(corners["fit"]) < 20
    assert corners["fill"][0] > 60
    assert corners["blur"][0] > 60


def test_a_cover_has_just_the_size(tmp_path):
    wide = film(tmp_path / "wide.mp4", width=640, height=360, seconds=1)
    for source in (wide, picture(tmp_path / "own.png")):
        to = tmp_path / "cover.jpg"
        asyncio.run(Studio().save_cover(source, 0, to, width=1080, height=1920))
        assert to.read_bytes().startswith(b"\xff\xd8\xff")
        frame = asyncio.run(Studio().frame(to, 0, width=1080, height=1920))
        assert (frame.width, frame.height) == (1080, 1920)
        assert point(frame, 540, 960)[0] > 60
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_cover_from_what_is_no_picture(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Sourdough")
    with pytest.raises(BadInput):
        asyncio.run(Studio().save_cover(path, 0, tmp_path / "cover.jpg", width=1080, height=1920))
    assert not (tmp_path / "cover.jpg").exists()


@pytest.mark.parametrize(("level", "lufs"), [(0.1, -20), (0.5, -6), (0.02, -34)])
def test_a_tone_is_as_loud_as_the_standard_says(tmp_path, level, lufs):
    """ITU-R BS.1770-4: a tone of 997 Hz on both sides has the loudness of its peak."""
    assert loudness(film(tmp_path / "tone.mp4", width=90, height=160, level=level)) == pytest.approx(lufs, abs=0.5)


def test_nothing_to_hear(tmp_path):
    assert loudness(film(tmp_path / "silent.mp4", width=90, height=160, sound="silence")) is None
    assert loudness(film(tmp_path / "none.mp4", width=90, height=160, sound="none")) is None


def loudness(path: Path) -> float | None:
    return asyncio.run(Studio().loudness(path))
