"""A video that arrived: how long YouTube's work on it is waited for, and what is no failure."""

import pytest
from tests.platforms.answering import published
from tests.platforms.arrange import WAYS
from tests.platforms.bench import Bench, OpenBench


@pytest.fixture
def bench(open_bench: OpenBench) -> Bench:
    return open_bench(next(way for way in WAYS if way.platform == "youtube"))


@pytest.mark.parametrize(("looks", "waited"), [(0, 0), (2, 20), (99, 50)])
def test_a_video_that_youtube_works_on_is_waited_for_a_while(bench: Bench, looks: int, waited: int) -> None:
    bench.ready()
    bench.world.youtube.looks_needed = looks
    before = bench.world.clock.now()
    assert published(bench).ref
    assert bench.world.clock.now() - before == pytest.approx(waited, abs=2)


def test_a_test_video_like_an_earlier_one_is_no_failure(bench: Bench) -> None:
    bench.ready()
    bench.world.youtube.ends_as = ("rejected", "duplicate")
    assert published(bench).ref


def test_a_look_that_is_not_answered_says_nothing_about_the_video(bench: Bench) -> None:
    bench.ready()
    bench.world.faults.add("GET /youtube/api/youtube/v3/videos", "cut", times=9)
    assert published(bench).ref
