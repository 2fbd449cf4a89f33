"""Killed (kill -9) at every step of saving: what was there before or what was typed stands, never a half of it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest
from tests.helpers.home import Home
from tests.services.rig import story

from stagedoor.domain.kits import Kit

ROOT = Path(__file__).resolve().parents[2]
LINK = "https://m.tiktok.com/@crumbkitchen/video/7301234567890123456"
BEFORE, AFTER = "Crust \N{CAT FACE}", "Crumb\nand crust"
SAVING = ["write", "write", "keep_kit"]
POSTING = ["write", "write", "keep_posted_kit"]
KILLS = [
    *((step, when) for step in (1, 2, 3) for when in ("before", "after")),
    *((step, "midway") for step in (1, 2)),
]


class Driver:
    """The driver program, kept running for as many kills as there are."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.services.saving_driver"], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"PYTHONPATH": f"{ROOT}:{ROOT / 'app'}", "PATH": ""},
        )  # fmt: skip

    def change(self, home: Home, kit: Kit, step: int, when: str, *, caption: str = "", link: str = "") -> list[str]:
        """The steps that it came to. Step 0: nobody kills it."""
        assert self.process.stdin
        assert self.process.stdout
        order = {
            "home": str(home.paths.home),
            "kit": kit.id,
            "caption": caption,
            "link": link,
            "step": step,
            "when": when,
        }
        print(json.dumps(order), file=self.process.stdin, flush=True)
        answer = json.loads(self.process.stdout.readline())
        assert answer["exit"] == (-SIGKILL if step else 0)
        return list(answer["steps"])


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    made = Driver()
    yield made
    made.process.communicate()


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
        driver.change(home, kit, step, when, caption=AFTER)
        async with home.jobs() as jobs:
            kept = await jobs.prepare.kit(kit.id)
            text, document = files(kit)
            assert kept.caption == (AFTER if (step, when) == (3, "after") else BEFORE)
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
        driver.change(home, kit, step, when, link=LINK)
        async with home.jobs() as jobs:
            kept = await jobs.prepare.kit(kit.id)
            done = (step, when) == (3, "after")
            assert kept.state == ("posted" if done else "draft")
            assert (kept.post_id is not None) is done
            again = await jobs.prepare.posted(kept, LINK)
            assert again.state == "posted"
            assert kept.post_id in (None, again.post_id)
            assert [line.event for line in await jobs.world.records.history()].count("posted_by_hand") == 1
        assert (files(kit)[1]["state"], files(kit)[1]["link"]) == ("posted", LINK)

    tell()


@story
async def test_the_kills_stand_at_every_step(home: Home, driver: Driver):
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(None)
    assert driver.change(home, kit, 0, "", caption=AFTER) == SAVING
    assert driver.change(home, kit, 0, "", link=LINK) == POSTING
