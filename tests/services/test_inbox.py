"""A prepared post sent as a draft: the video of the person's, once, and what waits already is counted."""

from pathlib import Path

import pytest
from tests.helpers.ask import Scripted
from tests.helpers.home import Home, account
from tests.media.films import film
from tests.services.rig import story
from tests.services.tiktok import HANDLE, connect, passing

from stagedoor.domain.errors import BadInput, Limited
from stagedoor.domain.kits import Kit
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.jobs import Jobs


async def prepared(jobs: Jobs, folder: Path) -> Kit:
    kit = await jobs.prepare.begin(film(folder / "Rye.mp4", width=360, height=640, seconds=3.2))
    return await jobs.prepare.write(kit.id, caption="Crust #rye")


@story
async def test_the_draft_is_the_persons_own_video(home: Home, visitor: Visitor, tmp_path: Path):
    await connect(home, visitor)
    async with home.jobs(passing(home)) as jobs:
        connection = await account(jobs, HANDLE)
        kit = await prepared(jobs, tmp_path)
        assert await jobs.inbox.accounts("tiktok") == [connection]
        assert await jobs.inbox.waiting(connection) == 0
        post = await jobs.inbox.send(kit, connection)
        assert await jobs.inbox.waiting(connection) == 1
        assert (post.kit_id, post.kind, post.rung, post.status) == (kit.id, "video", "draft", "live")
        assert (await jobs.prepare.kit(kit.id)).state == "ready"
    sent = b"".join(request.body for request in home.world.requests if request.method == "PUT")
    assert sent == (tmp_path / "Rye.mp4").read_bytes()


@story
async def test_a_sixth_draft_is_refused_and_not_counted(home: Home, visitor: Visitor, tmp_path: Path):
    await connect(home, visitor)
    async with home.jobs(passing(home)) as jobs:
        connection = await account(jobs, HANDLE)
        kit = await prepared(jobs, tmp_path)
        for _ in range(5):
            await jobs.inbox.send(kit, connection)
        with pytest.raises(Limited):
            await jobs.inbox.send(kit, connection)
        assert await jobs.inbox.waiting(connection) == 5
        home.world.clock.advance(24 * 3600 + 60)
        assert await jobs.inbox.waiting(connection) == 0


@story
async def test_by_hand_nothing_is_sent(home: Home, tmp_path: Path):
    async with home.jobs() as jobs:
        ask = Scripted(fills={"username": "crumbkitchen"})
        (connection,) = await jobs.connect.run(ConnectRequest(platform="tiktok", route="manual"), ask)
        kit = await prepared(jobs, tmp_path)
        assert await jobs.inbox.accounts("tiktok") == []
        with pytest.raises(BadInput):
            await jobs.inbox.send(kit, connection)


@story
async def test_without_a_video_nothing_is_sent(home: Home, visitor: Visitor):
    await connect(home, visitor)
    async with home.jobs() as jobs:
        with pytest.raises(BadInput, match="no video"):
            await jobs.inbox.send(await jobs.prepare.begin(None), await account(jobs, HANDLE))
    assert not home.world.tiktok.uploads
