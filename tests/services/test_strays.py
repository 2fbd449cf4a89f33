"""Folders of prepared posts without a row: taken in where something is in them, told of where nobody can read them."""

import json
import shutil
from pathlib import Path

from msgspec.structs import replace
from tests.helpers.home import Home
from tests.media.films import film
from tests.services.rig import story

from stagedoor.domain.exchange import Answer
from stagedoor.domain.kits import Kit
from stagedoor.services.jobs import Jobs

LINK = "https://m.tiktok.com/@crumbkitchen/video/7301234567890123456"


def laid(home: Home, name: str = "rye", **files: str | bytes) -> Path:
    """A folder with these files; `_` in a name stands for its dot."""
    folder = home.paths.kits / name
    folder.mkdir(parents=True)
    for key, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / key.replace("_", ".")).write_bytes(data)
    return folder


def document(**values: object) -> str:
    return json.dumps({"schema": 1, "platform": "tiktok", **values})


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


async def taken(home: Home) -> tuple[list[Kit], list[Answer]]:
    async with home.jobs() as jobs:
        told = await jobs.strays.take_in()
        return await jobs.prepare.kits(), told


async def forget(jobs: Jobs) -> None:
    """As after an older backup of the database."""
    for kit in await jobs.prepare.kits():
        await jobs.ports.records.drop_kit(kit.id)


@story
async def test_a_post_comes_back_as_it_was(home: Home, tmp_path: Path):
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(film(tmp_path / "Rye.mp4", width=360, height=640, seconds=0.5))
        kit = await jobs.prepare.write(kit.id, title="Rye", caption="Crust\n\n#rye\n")
        kit = await jobs.prepare.cover_from(kit, 0.2)
        before = contents(Path(kit.folder))
        await forget(jobs)
    ((again,), told) = await taken(home)
    assert told == []
    same = ("folder", "platform", "title", "video", "caption", "cover", "cover_at", "state")
    assert [getattr(again, name) for name in same] == [getattr(kit, name) for name in same]
    assert contents(Path(kit.folder)) == before
    assert await taken(home) == ([again], [])


@story
async def test_a_published_one_still_counts_as_published(home: Home):
    async with home.jobs() as jobs:
        kit = await jobs.prepare.posted(await jobs.prepare.begin(None), LINK)
        await forget(jobs)
        await jobs.strays.take_in()
        (again,) = await jobs.prepare.kits()
        post = await jobs.ports.records.post(again.post_id or "")
        lines = [line.event for line in await jobs.ports.records.history()]
    assert post is not None
    assert (again.state, again.folder, post.link, post.post_ref) == ("posted", kit.folder, LINK, "7301234567890123456")
    assert lines.count("posted_by_hand") == 1
    assert json.loads((Path(kit.folder) / "kit.json").read_text())["link"] == LINK


@story
async def test_a_home_that_was_moved_keeps_its_posts(home: Home, tmp_path: Path):
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(None)
        await jobs.prepare.write(kit.id, caption="Crust")
        old = tmp_path / "old"
        (gone,) = await jobs.prepare.kits()
        await jobs.ports.records.keep_kit(replace(gone, folder=str(old / Path(kit.folder).name)))
    ((again,), _) = await taken(home)
    assert (again.id, again.folder, again.caption) == (kit.id, kit.folder, "Crust")


@story
async def test_the_newer_of_two_captions_is_taken(home: Home):
    """caption.txt is written before kit.json."""
    laid(home, caption_txt="Crust and crumb\n", kit_json=document(caption="Crust"))
    ((kit,), _) = await taken(home)
    assert kit.caption == "Crust and crumb"


@story
async def test_names_that_lead_elsewhere_lead_nowhere(home: Home, tmp_path: Path):
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(b"secret")
    folder = laid(home, kit_json=document(
        video="../../secret.mp4", ready_copy=str(secret), cover="/etc/passwd", account="tiktok/nobody", caption="Crust",
        state="posted", link="https://example.org/",
    ))  # fmt: skip
    (folder / "linked.mp4").symlink_to(secret)
    ((kit,), _) = await taken(home)
    assert (kit.video, kit.ready, kit.cover, kit.connection_id, kit.post_id) == (None, None, None, None, None)
    assert (kit.state, kit.caption) == ("posted", "Crust")


@story
async def test_what_nobody_can_read_stays_as_it_is_and_is_told(home: Home):
    folders = [
        laid(home, "nonsense", kit_json=b"\xff{", caption_txt="Crust\n"),
        laid(home, "list", kit_json="[]"),
        laid(home, "wrong", kit_json=document(state="sent")),
        laid(home, "newer", kit_json=document(schema=2)),
        laid(home, "elsewhere", kit_json=document(platform="myspace")),
    ]
    before = [contents(folder) for folder in folders]
    kits, told = await taken(home)
    assert kits == []
    assert sorted(answer.check_id for answer in told) == sorted(f"prepared post {folder.name}" for folder in folders)
    assert all(answer.verdict == "warn" and answer.fix for answer in told)
    assert [contents(folder) for folder in folders] == before
    async with home.jobs() as jobs:
        seen = {answer.check_id for answer in (await jobs.doctor.computer()).answers}
    assert {answer.check_id for answer in told} <= seen


@story
async def test_the_fix_for_a_damaged_one_is_true(home: Home):
    folder = laid(home, kit_json="{", caption_txt="Crust\n")
    film(folder / "Rye.mp4", width=360, height=640, seconds=0.3)
    (folder / "kit.json").unlink()
    ((kit,), told) = await taken(home)
    assert (kit.caption, kit.video, kit.state, told) == ("Crust", "Rye.mp4", "ready", [])


@story
async def test_folders_of_somebody_else_are_left_alone(home: Home, tmp_path: Path):
    mine = laid(home, "mine", notes_txt="mine")
    other = tmp_path / "other"
    other.mkdir()
    (other / "kit.json").write_text(document())
    (home.paths.kits / "link").symlink_to(other)
    (home.paths.kits / "file").write_text("")
    (home.paths.kits / "empty").mkdir()
    assert await taken(home) == ([], [])
    assert contents(mine) == {"notes.txt": b"mine"}
    assert sorted(path.name for path in home.paths.kits.iterdir()) == ["file", "link", "mine"]


@story
async def test_what_a_living_program_begins_is_its_own(home: Home):
    folder = laid(home, kit_json=document(caption="Crust"))
    (folder / ".begun.k1").touch()
    async with home.jobs() as jobs:
        async with jobs.ports.locks.hold("kit-k1", wait=0):
            await jobs.strays.take_in()
            assert await jobs.prepare.kits() == []
        await jobs.strays.take_in()
        assert [kit.caption for kit in await jobs.prepare.kits()] == ["Crust"]
    assert not (folder / ".begun.k1").exists()


@story
async def test_what_stays_of_a_deleted_post_does_not_come_back(home: Home, tmp_path: Path):
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(film(tmp_path / "Rye.mp4", width=360, height=640, seconds=0.3))
        shutil.copyfile(tmp_path / "Rye.mp4", Path(kit.folder) / "my own.mp4")
        await jobs.prepare.drop(kit)
    assert await taken(home) == ([], [])
    assert sorted(contents(Path(kit.folder))) == ["my own.mp4"]
