"""Posts for publishing by hand: nothing typed is lost, the video stays as it was, and a published one counts."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.helpers.ask import Scripted
from tests.helpers.home import Home
from tests.services.kits import LINK, again, names, told, video
from tests.services.rig import story

from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadInput, NotFound
from stagedoor.domain.kits import Kit
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.jobs import Jobs


def closed(folder: Path) -> bool:
    return folder.stat().st_mode & 0o077 == 0


async def by_hand(home: Home) -> Connection:
    async with home.jobs() as jobs:
        ask = Scripted(fills={"username": "crumbkitchen"})
        (connection,) = await jobs.connect.run(ConnectRequest(platform="tiktok", route="manual"), ask)
    return connection


async def copied(jobs: Jobs, kit: Kit, progress: Callable[[float], None] = lambda _: None) -> Kit:
    facts = await jobs.prepare.listened(kit, await jobs.prepare.facts(kit))
    return await jobs.prepare.make_ready(kit, facts, "fit", progress)


@story
async def test_a_post_needs_no_account(home: Home, tmp_path: Path):
    path = video(tmp_path)
    before = path.read_bytes()
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(path)
    folder = Path(kit.folder)
    assert (kit.platform, kit.title, kit.state, kit.video) == ("tiktok", "Rye Bread", "draft", "Rye Bread.mp4")
    assert folder == home.paths.kits / "rye-bread"
    assert closed(folder)
    assert (folder / "Rye Bread.mp4").read_bytes() == path.read_bytes() == before
    assert await again(home, kit) == kit


@story
async def test_the_folder_says_all_that_other_programs_need(home: Home, tmp_path: Path):
    connection = await by_hand(home)
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(video(tmp_path), connection=connection)
        kit = await jobs.prepare.write(kit.id, title="Rye", caption="Crust\n#rye \N{BREAD}")
        kit = await jobs.prepare.cover_from(kit, 0.5)
    assert told(kit) == {
        "schema": 1, "platform": "tiktok", "account": "tiktok/crumbkitchen", "title": "Rye", "video": "Rye Bread.mp4",
        "ready_copy": None, "caption": "Crust\n#rye \N{BREAD}", "cover": "cover.jpg", "cover_seconds": 0.5,
        "state": "ready", "link": "",
    }  # fmt: skip
    assert (Path(kit.folder) / "caption.txt").read_text(encoding="utf-8") == "Crust\n#rye \N{BREAD}\n"
    assert (Path(kit.folder) / "cover.jpg").read_bytes()[:2] == b"\xff\xd8"


@story
async def test_what_was_typed_last_is_kept(home: Home):
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(None)
        text = "Sourdough, for ever"
        await asyncio.gather(*(jobs.prepare.write(kit.id, caption=text[:end]) for end in range(1, len(text) + 1)))
    assert (await again(home, kit)).caption == text
    assert told(kit)["caption"] == text


@story
async def test_what_is_typed_meanwhile_survives_everything_else(home: Home, tmp_path: Path):
    """The page holds the post as it was when it was opened."""
    connection = await by_hand(home)
    async with home.jobs() as jobs:
        prepare = jobs.prepare
        opened = await prepare.begin(video(tmp_path))
        await prepare.write(opened.id, caption="Typed meanwhile")
        await prepare.remind(opened, jobs.ports.now() + 60)
        await prepare.cover_from(opened, 0.2)
        await prepare.take_video(opened, video(tmp_path, "Other.mp4"))
        await copied(jobs, await prepare.kit(opened.id))
        await prepare.posted(opened, LINK)
    kept = await again(home, opened)
    assert kept.caption == "Typed meanwhile"
    assert (kept.video, kept.ready) == ("Other.mp4", "other-ready.mp4")
    assert (kept.connection_id, kept.state) == (connection.id, "posted")


@story
async def test_it_is_ready_with_a_video_and_a_caption_that_fits(home: Home, tmp_path: Path):
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(None)
        assert (await jobs.prepare.write(kit.id, caption="Bread")).state == "draft"
        assert (await jobs.prepare.take_video(await jobs.prepare.kit(kit.id), video(tmp_path))).state == "ready"
        assert (await jobs.prepare.write(kit.id, caption="a" * 2201)).state == "draft"
        assert (await jobs.prepare.write(kit.id, caption=" ")).state == "draft"


@story
async def test_a_post_for_another_platform(home: Home, tmp_path: Path):
    """LinkedIn shows lying videos: copy and cover keep their shape."""
    async with home.jobs() as jobs:
        assert jobs.prepare.platforms()[0] == "tiktok"
        with pytest.raises(BadInput):
            await jobs.prepare.begin(None, platform="linkedin", connection=await by_hand(home))
        kit = await jobs.prepare.begin(video(tmp_path, width=640, height=360), platform="linkedin")
        kit = await jobs.prepare.cover_from(await copied(jobs, kit), 0.2)
        facts = await jobs.prepare.facts(kit)
        cover = await jobs.prepare.frame(kit, 0, width=640, height=640)
        kit = await jobs.prepare.posted(kit, "https://www.linkedin.com/feed/update/urn:li:share:7123456789012345678/")
    assert (facts.width, facts.height, cover.width, cover.height) == (640, 360, 640, 360)
    assert (kit.platform, kit.state, told(kit)["platform"]) == ("linkedin", "posted", "linkedin")


@story
async def test_posts_of_one_title_have_folders_of_their_own(home: Home, tmp_path: Path):
    path = video(tmp_path)
    async with home.jobs() as jobs:
        made = [await jobs.prepare.begin(path) for _ in range(3)]
        assert [kit.id for kit in await jobs.prepare.kits()] == [kit.id for kit in reversed(made)]
    assert [Path(kit.folder).name for kit in made] == ["rye-bread", "rye-bread-2", "rye-bread-3"]


@story
async def test_a_file_that_is_no_video_leaves_nothing(home: Home, tmp_path: Path):
    bad = tmp_path / "notes.mp4"
    bad.write_text("no video")
    async with home.jobs() as jobs:
        for path in (bad, tmp_path / "gone.mp4", tmp_path):
            with pytest.raises(BadInput):
                await jobs.prepare.begin(path)
        with pytest.raises(NotFound):
            await jobs.prepare.begin(None, platform="telegram")
        assert await jobs.prepare.kits() == []
    assert names(home.paths.kits) == []


@story
async def test_the_copy_mends_what_it_said_it_would(home: Home, tmp_path: Path):
    path = video(tmp_path, width=640, height=360, level=0.05, channels=1, fast_start=False)
    before = path.read_bytes()
    shares: list[float] = []
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(path)
        facts = await jobs.prepare.listened(kit, await jobs.prepare.facts(kit))
        faults = {f.id for f in jobs.prepare.findings(kit, facts) if f.mended}
        kit = await jobs.prepare.make_ready(kit, facts, "blur", shares.append)
        after = await jobs.prepare.listened(kit, await jobs.prepare.facts(kit))
        left = {f.id for f in jobs.prepare.findings(kit, after) if f.fit != "ok"}
        await asyncio.sleep(0)
    assert faults == {"shape", "sound", "start"}
    assert not faults & left
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert (kit.ready, kit.handed_over) == ("rye-bread-ready.mp4", "rye-bread-ready.mp4")
    assert path.read_bytes() == before
    assert (await again(home, kit)).ready == kit.ready


@story
async def test_a_copy_that_is_stopped_leaves_nothing(home: Home, tmp_path: Path):
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(video(tmp_path, seconds=3))
        begun = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            making = group.create_task(copied(jobs, kit, lambda _: begun.set()))
            await begun.wait()
            making.cancel()
        assert making.cancelled()
        assert (await jobs.prepare.kit(kit.id)).ready is None
    assert names(kit.folder) == ["Rye Bread.mp4", "caption.txt", "kit.json"]


@story
async def test_a_published_post_counts_like_any_other(home: Home, tmp_path: Path):
    connection = await by_hand(home)
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(video(tmp_path), connection=connection)
        kit = await jobs.prepare.write(kit.id, caption="Crust")
        kit = await jobs.prepare.remind(kit, jobs.ports.now() + 60)
        kit = await jobs.prepare.posted(kit, f"{LINK}?is_from_webapp=1")
        await jobs.prepare.posted(kit, LINK)  # once more: still one post
        (post,) = await jobs.ports.records.posts(connection.id)
        lines = [a.event for a in await jobs.ports.records.history()]
    assert (post.kit_id, post.link, post.post_ref, post.rung, post.status) == (
        kit.id, LINK, "7301234567890123456", "public", "live"
    )  # fmt: skip
    assert (kit.state, kit.remind_at, kit.post_id) == ("posted", None, post.id)
    assert lines.count("posted_by_hand") == 1
    assert (told(kit)["state"], told(kit)["link"]) == ("posted", LINK)


@story
async def test_a_link_finds_the_account_that_it_names(home: Home):
    connection = await by_hand(home)
    async with home.jobs() as jobs:
        kit = await jobs.prepare.posted(await jobs.prepare.begin(None), LINK)
        assert kit.connection_id == connection.id
        stranger = await jobs.prepare.posted(await jobs.prepare.begin(None), LINK.replace("crumbkitchen", "somebody"))
        assert stranger.connection_id is None


@story
async def test_no_link_of_a_post_changes_nothing(home: Home):
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(None)
        for pasted in ("", "https://www.tiktok.com/@crumbkitchen", "https://example.org/video/7301234567890123456"):
            with pytest.raises(BadInput):
                await jobs.prepare.posted(kit, pasted)
        assert await jobs.prepare.kit(kit.id) == kit


@story
async def test_it_is_handed_to_a_cloud_folder(home: Home, tmp_path: Path):
    cloud = tmp_path / "cloud"
    cloud.mkdir()
    (cloud / "caption.txt").write_text("mine")
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(video(tmp_path))
        kit = await jobs.prepare.write(kit.id, caption="Crust")
        laid = await jobs.prepare.hand_out(kit, cloud)
        assert (
            await jobs.prepare.upload_page(kit)
            == f"{home.world.hosts('tiktok')['web']}/tiktokstudio/upload?from=webapp"
        )
        with pytest.raises(BadInput):
            await jobs.prepare.hand_out(kit, tmp_path / "gone")
    place = cloud / "rye-bread"
    assert sorted(laid) == [str(place / "Rye Bread.mp4"), str(place / "caption.txt")]
    assert (place / "Rye Bread.mp4").read_bytes() == (tmp_path / "Rye Bread.mp4").read_bytes()
    assert (names(cloud), names(place)) == (["caption.txt", "rye-bread"], ["Rye Bread.mp4", "caption.txt"])
    assert (cloud / "caption.txt").read_text() == "mine"


@story
async def test_a_dropped_post_takes_its_folder_along_and_leaves_the_rest(home: Home, tmp_path: Path):
    path = video(tmp_path, "Clip.mkv")
    async with home.jobs() as jobs:
        kit = await jobs.prepare.begin(path)
        other = await jobs.prepare.begin(path)
        mine = Path(other.folder) / "my own.mp4"
        mine.write_bytes(b"mine")
        await jobs.prepare.posted(kit, LINK)
        await jobs.prepare.drop(kit)
        await jobs.prepare.drop(other)
        assert await jobs.prepare.kits() == []
    assert names(home.paths.kits) == [Path(other.folder).name]
    assert names(other.folder) == ["my own.mp4"]
    assert path.name in names(tmp_path)
