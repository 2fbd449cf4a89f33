"""Nothing is lost: whatever a caption or a name holds, whoever else writes, and where the disk takes no more."""

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from tests.helpers.home import Home
from tests.services.kits import LINK, again, names, told, video
from tests.services.rig import story

from stagedoor.domain.errors import BadInput, Busy, StoreFull
from stagedoor.domain.kits import Kit
from stagedoor.domain.storage import Records
from stagedoor.services import prepare
from stagedoor.services.prepare import Prepare


class Changed:
    """A port with other answers to some calls."""

    def __init__(self, port: object, **answers: object) -> None:
        self._port, self._answers = port, answers

    def __getattr__(self, name: str) -> Any:
        return self._answers.get(name) or getattr(self._port, name)


@pytest.mark.parametrize(
    "caption",
    [
        "a" * 100_000, "\u202eright to left\u202c שלום", "zero\u200bwidth\ufeff\u00ad",
        "\N{MAN}\u200d\N{WOMAN}\u200d\N{BOY}" * 20,
        "\N{WAVING WHITE FLAG}\ufe0f\u200d\N{RAINBOW} 1\ufe0f\u20e3", "tab\there\r\nline\n\n\nend\n ", "nul\0 bell\a",
    ],
    ids=["long", "rtl", "unseen", "family", "flag", "lines", "control"],
)  # fmt: skip
def test_every_caption_is_kept_to_the_letter(home: Home, caption: str) -> None:
    @story
    async def tell() -> None:
        async with home.jobs() as jobs:
            kit = await jobs.prepare.write((await jobs.prepare.begin(None)).id, caption=caption)
        assert (await again(home, kit)).caption == caption
        assert told(kit)["caption"] == caption
        assert (Path(kit.folder) / "caption.txt").read_bytes() == f"{caption}\n".encode()

    tell()


@story
async def test_what_no_file_can_hold_is_mended_or_said(home: Home):
    async with home.jobs() as jobs:
        kit = await jobs.prepare.write((await jobs.prepare.begin(None)).id, caption="Half \ud83d, whole \ud83d\ude00")
        assert kit.caption == "Half \ufffd, whole \N{GRINNING FACE}"
        with pytest.raises(BadInput) as error:
            await jobs.prepare.write(kit.id, caption="a" * 100_001)
    assert error.value.fix
    assert await again(home, kit) == kit


@story
async def test_a_name_in_two_lines_is_a_title_in_one(home: Home, tmp_path: Path):
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(video(tmp_path, "Rye\nBread\u202e.mp4"))
        assert (kit.title, kit.video) == ("Rye Bread", "Rye Bread.mp4")
        kit = await jobs.prepare.write(kit.id, title="Two\nlines")
    assert kit.title == "Two lines"
    assert Path(kit.folder).name == "rye-bread"


@story
async def test_another_program_is_waited_for(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Two that read, change and write at once would lose what one of them wrote."""
    monkeypatch.setattr(prepare, "_WAIT", 0.0)
    async with home.jobs() as jobs, home.jobs() as others:
        kit = await jobs.prepare.begin(None)
        async with others.ports.locks.hold(f"kit-{kit.id}", wait=0):
            for change in (
                jobs.prepare.write(kit.id, caption="Crust"), jobs.prepare.posted(kit, LINK), jobs.prepare.drop(kit),
                jobs.prepare.remind(kit, 5), jobs.prepare.take_video(kit, video(tmp_path)),
            ):  # fmt: skip
                with pytest.raises(Busy):
                    await change
        assert await others.prepare.kit(kit.id) == kit
        await jobs.prepare.write(kit.id, title="Crust")
        assert (await others.prepare.write(kit.id, caption="Crumb")).title == "Crust"


@story
async def test_a_post_that_could_not_begin_leaves_nothing(home: Home, tmp_path: Path):
    async with home.jobs() as jobs:
        path = video(tmp_path)

        async def refuse(_kit: Kit) -> None:
            raise StoreFull("The disk is full.", "Make room.")

        records = Changed(jobs.ports.records, keep_kit=refuse)
        with pytest.raises(StoreFull):
            await Prepare(replace(jobs.ports, records=cast("Records", records))).begin(path)
        assert await jobs.prepare.kits() == []
    assert names(home.paths.kits) == []
    assert path.exists()
