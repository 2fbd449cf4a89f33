"""The whole sitting with one Meta app: each platform finds what the one before it left."""

import asyncio

from tests.helpers.ask import Scripted
from tests.helpers.home import Home
from tests.services.rig import story

from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.jobs import Jobs


async def states(jobs: Jobs) -> dict[str, str]:
    return {row.id: row.state for row in (await jobs.sittings.progress("meta")).legs}


@story
async def test_one_meta_app_from_the_first_page_to_the_question_whether_it_is_seen(home: Home, visitor: Visitor):
    made = await asyncio.to_thread(visitor.meta_make_app)
    app_id = made["app_id"]
    token = await asyncio.to_thread(visitor.meta_explorer_token, app_id)
    async with home.jobs() as jobs:
        given = {"client_id": app_id, "client_secret": made["client_secret"], "access": token}
        ask = Scripted(picks=["Crumb Kitchen"])
        await jobs.connect.run(ConnectRequest(platform="facebook", route="explorer", given=given), ask)
        assert (await states(jobs))["facebook"] == "done"
        ahead = await jobs.sittings.after("facebook")
        assert ahead is not None
        await jobs.sittings.skip("meta", "instagram", on=True)
        assert (await jobs.sittings.progress("meta")).next == "threads"

    keys = await asyncio.to_thread(visitor.threads_set_up, app_id)
    keys["access"] = await asyncio.to_thread(visitor.threads_generate, app_id)
    async with home.jobs() as jobs:
        ask = Scripted(fills={**keys, "client_id": [app_id, keys["client_id"]]})
        await jobs.connect.run(ConnectRequest(platform="threads", route="generator"), ask)
        assert any("same number that you entered for Facebook" in prompt.problem for prompt in ask.prompts)
        assert [prompt.value for prompt in ask.guides[0].fields] == [app_id]
        await jobs.details.keep({"publisher": "Crumb Kitchen", "email": "ana@crumb.org"})
        assert all(page.path for page in await jobs.public_pages.write())
        await jobs.details.keep({"privacy_url": "https://crumb.org/privacy.html"})
        assert await states(jobs) == {
            "facebook": "done", "instagram": "skipped", "threads": "done", "pages": "done", "publish": "open",
        }  # fmt: skip

    link = await _link(home)
    assert visitor.open(link).status == 200
    await asyncio.to_thread(visitor.meta_publish, app_id)
    async with home.jobs() as jobs:
        await jobs.sittings.answer("meta", "publish", "yes")
        assert (await jobs.sittings.progress("meta")).next == ""
        (app,) = await jobs.ports.records.apps("facebook")
    assert app.answers["mode"] == "published"


async def _link(home: Home) -> str:
    async with home.jobs() as jobs:
        return (await jobs.sittings.progress("meta")).legs[-1].link
