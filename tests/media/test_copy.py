"""The ready copy, measured: whatever came in, the same kind of file comes out, and the original stays."""

import asyncio
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.media.films import film, resized, turned
from tests.media.looked import corner, middle, point, shown
from tests.media.plans import PLAN
from tests.services.rig import story

from stagedoor.catalogue import load_one, resource_path
from stagedoor.domain.errors import BadInput
from stagedoor.domain.videos import CopyPlan, VideoFacts, judge, plan
from stagedoor.media import Studio
from stagedoor.media.faults import StoppedError


def make(path: Path, to: Path, wanted: CopyPlan = PLAN) -> VideoFacts:
    """The copy; what it holds, with its loudness."""
    before = sha256(path.read_bytes()).hexdigest()
    shares: list[float] = []

    async def work() -> VideoFacts:
        studio = Studio()
        await studio.copy(path, to, wanted, shares.append)
        return replace(await studio.look(to), loudness=await studio.loudness(to), listened=True)

    facts = asyncio.run(work())
    assert sha256(path.read_bytes()).hexdigest() == before
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert sorted(to.parent.iterdir()) == [to]
    return facts


SOURCES = {
    "wide": lambda path: film(path / "wide.mp4", width=640, height=360),
    "square": lambda path: film(path / "square.mp4", width=320, height=320),
    "odd": lambda path: film(path / "odd.mov", width=322, height=182),
    "turned": lambda path: turned(film(path / "turned.mp4", width=640, height=360)),
    "uneven": lambda path: film(path / "uneven.mp4", width=180, height=320, uneven=True),
    "mono": lambda path: film(path / "mono.mp4", width=180, height=320, channels=1),
    "webm": lambda path: film(path / "web.webm", width=180, height=320, codec="libvpx", voice="libopus"),
    "hevc": lambda path: film(path / "hevc.mp4", width=180, height=320, codec="libx265"),
    "quick": lambda path: film(path / "quick.mp4", width=180, height=320, fps=50),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_every_source_becomes_the_same_kind_of_file(tmp_path, kind):
    (tmp_path / "out").mkdir()
    facts = make(SOURCES[kind](tmp_path), tmp_path / "out" / "ready.mp4")
    assert (facts.container, facts.video, facts.pixels, facts.sound, facts.channels) == (
        "mp4", "h264", "yuv420p", "aac", 2,
    )  # fmt: skip
    assert (facts.width, facts.height, facts.rotation, facts.fps) == (360, 640, 0, 30)
    assert facts.seconds == pytest.approx(3.2, abs=0.1)
    assert facts.fast_start
    assert not facts.varies


def test_a_quiet_video_becomes_as_loud_as_is_usual(tmp_path):
    route = load_one(resource_path(), None, "tiktok").by_hand
    assert route is not None
    path = film(tmp_path / "quiet.mp4", width=180, height=320, level=0.02)
    (tmp_path / "out").mkdir()
    studio = Studio()
    facts = asyncio.run(studio.look(path))
    loudness = asyncio.run(studio.loudness(path))
    assert loudness == pytest.approx(-34, abs=0.5)
    wanted = replace(plan(replace(facts, loudness=loudness, listened=True), route, "fit"), width=180, height=320)
    assert make(path, tmp_path / "out" / "ready.mp4", wanted).loudness == pytest.approx(route.loudness, abs=1)


def test_too_loud_becomes_quieter_and_nothing_is_cut_off(tmp_path):
    path = film(tmp_path / "loud.mp4", width=180, height=320, level=0.95)
    (tmp_path / "out").mkdir()
    assert make(path, tmp_path / "out" / "ready.mp4", replace(PLAN, gain=-13.6)).loudness == pytest.approx(-14, abs=1)


def test_silence_stays_silence_and_no_sound_stays_no_sound(tmp_path):
    (tmp_path / "out").mkdir()
    to = tmp_path / "out" / "ready.mp4"
    silent = make(film(tmp_path / "silent.mp4", width=180, height=320, sound="silence", seconds=1), to)
    assert silent.silent
    assert make(film(tmp_path / "none.mp4", width=180, height=320, sound="none", seconds=1), to).sound == ""


def test_a_copy_of_the_real_size_has_nothing_left_to_mend(tmp_path):
    route = load_one(resource_path(), None, "tiktok").by_hand
    assert route is not None
    path = film(tmp_path / "wide.mkv", width=640, height=360, codec="libx265", uneven=True)
    (tmp_path / "out").mkdir()
    facts = asyncio.run(Studio().look(path))
    made = make(path, tmp_path / "out" / "ready.mp4", plan(facts, route, "blur"))
    assert (made.width, made.height) == (1080, 1920)
    assert made.bit_rate <= route.bit_rate
    assert [finding.id for finding in judge(made, route) if finding.mended and finding.fit != "ok"] == []


def test_the_three_shapes(tmp_path):
    path = film(tmp_path / "wide.mp4", width=640, height=360, seconds=1)
    (tmp_path / "out").mkdir()
    for shape, filled in (("fit", False), ("fill", True), ("blur", True)):
        to = tmp_path / "out" / "ready.mp4"
        make(path, to, replace(PLAN, shape=shape))
        assert _red(middle(to)), shape
        assert _red(corner(to)) == filled, shape


def test_a_video_that_breaks_off_gives_what_it_has(tmp_path):
    path = film(tmp_path / "cut.mp4", width=180, height=320)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    (tmp_path / "out").mkdir()
    facts = make(path, tmp_path / "out" / "ready.mp4")
    assert 0.5 < facts.seconds < 3.3


def test_one_that_changes_its_size_and_its_sound_on_the_way(tmp_path):
    """As recordings of a screen do."""
    path = resized(tmp_path / "screen.ts")
    (tmp_path / "out").mkdir()
    to = tmp_path / "out" / "ready.mp4"
    facts = make(path, to, replace(PLAN, width=180, height=320))
    assert facts.seconds == pytest.approx(2, abs=0.15)
    assert (facts.width, facts.height, facts.channels) == (180, 320, 2)
    assert facts.loudness == pytest.approx(-17, abs=4)
    assert not facts.varies
    assert _red(point(shown(to, 0.5), 3, 3))
    assert not _red(point(shown(to, 1.6), 3, 3))  # a bar
    assert _red(point(shown(to, 1.6), 90, 160))


def test_times_that_jump_back_are_said(tmp_path):
    path = film(tmp_path / "joined.ts", width=180, height=320, seconds=1)
    path.write_bytes(path.read_bytes() * 2)
    (tmp_path / "out").mkdir()
    with pytest.raises(BadInput, match="jump back"):
        make(path, tmp_path / "out" / "ready.mp4")
    assert list((tmp_path / "out").iterdir()) == []


class Copying:
    """A copy that takes a while, looked at when its file has begun to grow."""

    def __init__(self, folder: Path) -> None:
        self.path = film(folder / "long.mp4", width=180, height=320, seconds=20)
        self.to = folder / "out" / "ready.mp4"
        self.to.parent.mkdir()
        self.studio, self.begun = Studio(), asyncio.Event()

    def files(self) -> list[str]:
        return sorted(entry.name for entry in self.to.parent.iterdir())

    async def run(self) -> None:
        await self.studio.copy(self.path, self.to, PLAN, self._progress)

    def _progress(self, _share: float) -> None:
        if any(name.endswith(".part") for name in self.files()):
            self.begun.set()


@story
async def test_cancelling_leaves_nothing_behind(tmp_path):
    copying = Copying(tmp_path)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(copying.run())
        await copying.begun.wait()
        task.cancel()
    assert task.cancelled()
    assert copying.files() == []


@story
async def test_the_program_ends_meanwhile_and_the_copy_of_before_stays(tmp_path):
    copying = Copying(tmp_path)
    copying.to.write_bytes(b"the copy of before")
    told: list[StoppedError] = []

    async def run() -> None:
        try:
            await copying.run()
        except StoppedError as error:
            told.append(error)

    async with asyncio.TaskGroup() as group:
        group.create_task(run())
        await copying.begun.wait()
        copying.studio.close()
    assert told
    assert copying.to.read_bytes() == b"the copy of before"
    assert copying.files() == ["ready.mp4"]


def test_a_disk_that_does_not_take_it(tmp_path):
    path = film(tmp_path / "film.mp4", width=180, height=320, seconds=1)
    with pytest.raises(BadInput) as told:
        asyncio.run(Studio().copy(path, tmp_path / "gone" / "ready.mp4", PLAN, lambda _: None))
    assert told.value.cause.startswith("ready.mp4 could not be written")


def _red(rgb: tuple[int, int, int]) -> bool:
    red, green, _ = rgb
    return red > green + 60
