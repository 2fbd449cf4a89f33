"""The icon of a person's developer apps: kept whole, private, and only as portals take it."""

import stat
import struct
from pathlib import Path

import pytest
from tests.helpers.home import Home
from tests.services.rig import story

from stagedoor.domain.errors import BadInput, StoreError
from stagedoor.practice import Visitor


def png(width: int = 1024, height: int = 1024, size: int = 0) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + bytes(size)


@story
async def test_the_newest_picture_takes_the_place_of_the_one_before(home: Home, visitor: Visitor):
    async with home.jobs() as jobs:
        assert await jobs.icons.path() == ""
        first = await jobs.icons.keep(png())
        again = await jobs.icons.keep(png(size=7))
        assert first == again == await jobs.icons.path()
    assert_whole_and_private(Path(first), png(size=7))


def assert_whole_and_private(file: Path, content: bytes) -> None:
    assert file.read_bytes() == content
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [kept.name for kept in file.parent.iterdir()] == [file.name]


@story
async def test_what_portals_refuse_is_not_kept(home: Home, visitor: Visitor):
    async with home.jobs() as jobs:
        for refused in (b"", b"GIF89a", png(1024, 1023), png(512, 512), png(size=5 * 1024 * 1024)):
            with pytest.raises(BadInput):
                await jobs.icons.keep(refused)
        assert await jobs.icons.path() == ""


@story
async def test_a_folder_that_cannot_be_written_is_said(home: Home, visitor: Visitor):
    async with home.jobs() as jobs:
        (home.paths.home / "files").write_text("in the way")
        with pytest.raises(StoreError, match="not a folder"):
            await jobs.icons.keep(png())
