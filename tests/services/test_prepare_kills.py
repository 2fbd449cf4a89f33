"""Killed (kill -9) at every step of saving: what was there before or what was typed stands, never a half of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest
from tests.helpers.home import Home
from tests.media.films import film
from tests.services.killing import Driver
from tests.services.kits import LINK
from tests.services.rig import story

from stagedoor.domain.kits import Kit

BEFORE, AFTER = "Crust \N{CAT FACE}", "Crumb\nand crust"
SAVING = ["lock", "write", "write", "keep_kit", "unlock"]
POSTING = ["lock", "write", "write", "keep_posted_kit", "unlock"]
BEGINNING = ["clear", "lock", "make", "take", "write", "write", "keep_kit", "settle", "unlock"]
KILLS = [
    *((step, when) for step in (1, 2, 3, 4, 5) for when in ("before", "after")),
    *((step, "midway") for step in (2, 3)),
]
KEPT = {(4, "after"), (5, "before"), (5, "after")}
"""Kills after the row is written."""
TAKEN = BEGINNING.index("take") + 1
BEGINNINGS = [
    *((step, when) for step in range(1, len(BEGINNING) + 1) for when in ("before", "after")),
    *((step, "midway") for step in (TAKEN, TAKEN + 1, TAKEN + 2)),
]


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    with Driver() as driver:
        yield driver


def kill(driver: Driver, action: str, home: Home, step: int, when: str, **wanted: str) -> list[str]:
    """The steps that it came to. Step 0: nobody kills it."""
    done = driver.do(action, home, step, when, **wanted)
    assert done.exit == (-SIGKILL if step else 0)
    return done.steps


def files(kit: Kit) -> tuple[str, dict[str, Any]]:
    folder = Path(kit.folder)
    return (folder / "caption.txt").read_text(encoding="utf-8"), json.loads((folder / "kit.json").read_text())


def halves(kit: Kit) -> list[str]:
    return [path.name for path in Path(kit.folder).iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(("step", "when"), KILLS)
def test_a_caption_is_the_one_before_or_the_one_typed(home: Home, driver: Driver, step: int, when: str) -> None:
    @story
    async def tell() -> None:
        async with home.jobs() as jobs:
            kit = await jobs.prepare.begin(None)
            await jobs.prepare.write(kit.id, caption=BEFORE)
        kill(driver, "write", home, step, when, kit=kit.id, caption=AFTER)
        async with home.jobs() as jobs:
            kept = await jobs.prepare.kit(kit.id)
            text, document = files(kit)
            assert kept.caption == (AFTER if (step, when) in KEPT else BEFORE)
            assert text in (f"{BEFORE}\n", f"{AFTER}\n")
            assert document["caption"] in (BEFORE, AFTER)
            await jobs.prepare.write(kit.id, caption=AFTER)
            await jobs.prepare.begin(None)
        assert (files(kit)[0], files(kit)[1]["caption"]) == (f"{AFTER}\n", AFTER)
        assert halves(kit) == []

    tell()


@pytest.mark.parametrize(("step", "when"), KILLS)
def test_a_published_post_counts_once(home: Home, driver: Driver, step: int, when: str) -> None:
    @story
    async def tell() -> None:
        async with home.jobs() as jobs:
            kit = await jobs.prepare.begin(None)
        kill(driver, "posted", home, step, when, kit=kit.id, link=LINK)
        async with home.jobs() as jobs:
            kept = await jobs.prepare.kit(kit.id)
            done = (step, when) in KEPT
            assert kept.state == ("posted" if done else "draft")
            assert (kept.post_id is not None) is done
            again = await jobs.prepare.posted(kept, LINK)
            assert again.state == "posted"
            assert kept.post_id in (None, again.post_id)
            assert [line.event for line in await jobs.ports.records.history()].count("posted_by_hand") == 1
        assert (files(kit)[1]["state"], files(kit)[1]["link"]) == ("posted", LINK)

    tell()


@pytest.mark.parametrize(("step", "when"), BEGINNINGS)
def test_a_new_post_is_in_the_list_or_leaves_nothing(
    home: Home, driver: Driver, tmp_path: Path, step: int, when: str
) -> None:
    video = film(tmp_path / "Rye Bread.mp4", width=360, height=640, seconds=0.3)

    @story
    async def tell() -> None:
        kill(driver, "begin", home, step, when, video=str(video))
        async with home.jobs() as jobs:
            await jobs.tidy.run()
            kits = await jobs.prepare.kits()
            folders = [path for path in home.paths.kits.iterdir() if path.is_dir()]
            assert [Path(kit.folder) for kit in kits] == folders
            assert len(kits) == (1 if step > TAKEN or (step, when) == (TAKEN, "after") else 0)
            for kit in kits:
                assert (kit.title, kit.video) == ("Rye Bread", "Rye Bread.mp4")
                assert sorted(path.name for path in folders[0].iterdir() if not path.name.startswith(".begun")) == [
                    "Rye Bread.mp4", "caption.txt", "kit.json",
                ]  # fmt: skip
                assert (folders[0] / "Rye Bread.mp4").read_bytes() == video.read_bytes()
                await jobs.prepare.drop(kit)
            assert list(home.paths.kits.iterdir()) == []

    tell()


@story
async def test_the_kills_stand_at_every_step(home: Home, driver: Driver, tmp_path: Path):
    video = film(tmp_path / "Rye.mp4", width=360, height=640, seconds=0.3)
    assert kill(driver, "begin", home, 0, "", video=str(video)) == BEGINNING
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(None)
    assert kill(driver, "write", home, 0, "", kit=kit.id, caption=AFTER) == SAVING
    assert kill(driver, "posted", home, 0, "", kit=kit.id, link=LINK) == POSTING
