"""What a video means for a platform, and whether the copy mends it: by the platform's own file."""

from typing import Any

import pytest
from msgspec.structs import replace
from tests.domain.videos import GOOD

from stagedoor.catalogue import resource_path
from stagedoor.catalogue.lazy import LazyCatalogue
from stagedoor.domain.by_hand import HandRoute
from stagedoor.domain.videos import VideoFinding, judge, other_shape, plan, size_words, worth_a_copy


@pytest.fixture(scope="module")
def route() -> HandRoute:
    found = LazyCatalogue(resource_path(), resource_path("none")).spec("tiktok").by_hand
    assert found is not None
    return found


def of(route: HandRoute, id: str, **changes: Any) -> VideoFinding:
    return next(f for f in judge(replace(GOOD, **changes), route) if f.id == id)


def test_a_good_video_is_fine_all_over(route: HandRoute) -> None:
    found = judge(GOOD, route)
    assert [f.fit for f in found] == ["ok"] * len(found)
    assert {f.id for f in found} == {"codec", "length", "shape", "size", "rate", "sound"}
    assert not worth_a_copy(found)


@pytest.mark.parametrize(
    ("id", "changes", "fit", "mended", "says"),
    [
        ("codec", {"container": "mkv"}, "bad", True, "Not taken by TikTok Studio in the browser"),
        ("codec", {"video": "hevc"}, "warn", True, "may be refused by TikTok Studio in the browser."),
        ("codec", {"video": "vp9"}, "warn", True, "may be refused by the TikTok phone app."),
        ("codec", {"container": "mov"}, "warn", True, "MP4 with H.264"),
        ("codec", {"pixels": "yuv422p10le"}, "warn", True, "MP4 with H.264"),
        ("length", {"seconds": 2.9}, "bad", False, "at least 3 seconds"),
        ("length", {"seconds": 601}, "warn", False, "Too long for the TikTok phone app"),
        ("length", {"seconds": 3601}, "bad", False, "Cut it before"),
        ("shape", {"width": 1920, "height": 1080}, "warn", True, "9:16"),
        ("shape", {"width": 1920, "height": 1920}, "warn", True, "9:16"),
        ("shape", {"width": 202, "height": 360}, "bad", True, "360 to 4096"),
        ("shape", {"width": 2430, "height": 4320}, "bad", True, "360 to 4096"),
        ("shape", {"width": 540, "height": 960}, "warn", False, "soft"),
        ("size", {"bytes": 288_000_000}, "warn", True, "the TikTok phone app"),
        ("size", {"bytes": 4_100_000_000}, "bad", True, "too big"),
        ("rate", {"fps": 22.9}, "bad", True, "23 to 60"),
        ("rate", {"fps": 120}, "bad", True, "23 to 60"),
        ("rate", {"varies": True}, "warn", True, "drift"),
        ("sound", {"sound": "", "loudness": None}, "warn", False, "There is none"),
        ("sound", {"loudness": None}, "warn", False, "nothing to hear"),
        ("sound", {"channels": 1}, "warn", True, "on both sides"),
        ("sound", {"loudness": -45}, "warn", True, "not all the way"),
        ("sound", {"loudness": -30}, "warn", True, "usual level"),
        ("colour", {"wide_colour": True}, "warn", True, "ordinary colours"),
        ("start", {"fast_start": False}, "warn", True, "index"),
    ],
)  # fmt: skip
def test_each_fault_says_what_it_means(
    route: HandRoute, id: str, changes: dict[str, Any], fit: str, mended: bool, says: str
) -> None:
    finding = of(route, id, **changes)
    assert (finding.fit, finding.mended) == (fit, mended)
    assert says in finding.meaning
    others = [f for f in judge(replace(GOOD, **changes), route) if f.id != id]
    assert {f.fit for f in others} == {"ok"}


@pytest.mark.parametrize(
    ("id", "changes"),
    [
        ("length", {"seconds": 3.0}), ("length", {"seconds": 600}), ("size", {"bytes": 287_000_000}),
        ("rate", {"fps": 23}), ("rate", {"fps": 60}), ("sound", {"loudness": -19}),
        ("shape", {"width": 1078}), ("shape", {"width": 2160, "height": 3840}), ("codec", {"pixels": "yuvj420p"}),
    ],
)  # fmt: skip
def test_at_the_limit_it_is_fine(route: HandRoute, id: str, changes: dict[str, Any]) -> None:
    assert of(route, id, **changes).fit == "ok"


def test_sound_that_nobody_listened_to_is_not_called_silent(route: HandRoute) -> None:
    assert of(route, "sound", loudness=None, listened=False).fit == "ok"


@pytest.mark.parametrize(("fps", "copied"), [(24, 30), (29.97, 30), (45, 30), (50, 60), (59.94, 60), (120, 60)])
def test_the_copy_has_a_usual_rate(route: HandRoute, fps: float, copied: int) -> None:
    assert plan(replace(GOOD, fps=fps), route, "fit").fps == copied


@pytest.mark.parametrize(
    ("loudness", "gain"), [(-14, 0), (-24, 10), (-8, -6), (-60, 20), (None, 0)]
)  # fmt: skip
def test_the_copy_is_as_loud_as_usual_but_no_noise_becomes_the_sound(
    route: HandRoute, loudness: float | None, gain: float
) -> None:
    made = plan(replace(GOOD, loudness=loudness), route, "blur")
    assert made.gain == gain
    assert (made.shape, made.width, made.height) == ("blur", 1080, 1920)


def test_a_shape_is_another_one_where_bars_would_be_seen(route: HandRoute) -> None:
    assert not other_shape(replace(GOOD, width=540, height=960), route)
    assert not other_shape(replace(GOOD, width=1078), route)
    assert other_shape(replace(GOOD, width=1920, height=1080), route)
    assert other_shape(replace(GOOD, height=0), route)


@pytest.mark.parametrize(
    ("count", "words"),
    [(5, "5 bytes"), (1500, "1.5 KB"), (30_000_000, "30 MB"), (9_940_000, "9.9 MB"), (4_000_000_000, "4.0 GB")],
)
def test_a_size_is_said_as_file_managers_do(count: int, words: str) -> None:
    assert size_words(count) == words
