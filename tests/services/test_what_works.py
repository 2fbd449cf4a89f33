"""Whether an account works, and whether a post can be sent: one answer, on the terminal and in the window."""

import asyncio

import pytest
from tests.helpers.ask import Scripted
from tests.helpers.home import Home
from tests.services.meta import Dialog, over
from tests.services.rig import connect_telegram, story

from stagedoor.cli.commands.looking import check
from stagedoor.cli.commands.posting import post
from stagedoor.cli.lines import Lines
from stagedoor.cli.parser import parser
from stagedoor.desktop.pages.test_post.findings import findings_view
from stagedoor.desktop.wizard.ending import done_page
from stagedoor.domain.entities import Connection
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.jobs import Jobs


async def exit_codes(jobs: Jobs, account: Connection) -> tuple[int, int]:
    """Of `check` and of `post --dry-run`."""
    checking = parser().parse_args(["check", account.handle])
    posting = parser().parse_args(["post", account.handle, "--dry-run"])
    return await check(checking, jobs, Lines()), await post(posting, jobs, Lines())


async def window_says(jobs: Jobs, account: Connection) -> tuple[bool, bool]:
    """That the account works, where the guide ends; that a post can be sent, where a test post is checked only."""
    spec = jobs.ports.platforms.spec(account.platform)
    (made,) = (await done_page(jobs, spec, [account])).accounts
    plan = jobs.posting.plan(account, "dry", jobs.posting.unique_text(account))
    checked = await jobs.health.check(account, by="person", paid=False)
    offer = await jobs.posting.offer(account)
    view = findings_view(offer, jobs.posting.measure(account, plan.text), checked.answers, checked.state)
    return made.works, view.tone == "good"


@story
async def test_a_page_of_an_unpublished_meta_app_works_as_it_should(
    home: Home, visitor: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    dialog = Dialog(visitor)
    pair = await asyncio.to_thread(dialog.pair)
    person = Scripted(fills=pair, choices={"mode": "development", "instagram": "no"}, picks=["Crumb Kitchen"])
    async with home.jobs(over(dialog)) as jobs:
        (page,) = await jobs.connect.run(ConnectRequest(platform="facebook"), person)
        assert (await jobs.cards.card(page)).state.slug == "test_only"
        assert await exit_codes(jobs, page) == (0, 0)
        assert "Posts are visible only to you" in capsys.readouterr().out
        assert await window_says(jobs, page) == (True, True)


@story
async def test_an_account_whose_platform_does_not_answer_is_not_said_to_work(home: Home, visitor: Visitor) -> None:
    (channel,) = await connect_telegram(home, visitor)
    async with home.jobs() as jobs:
        assert await exit_codes(jobs, channel) == (0, 0)
        assert await window_says(jobs, channel) == (True, True)
        home.world.faults.add("POST /telegram/api", "empty", times=99)
        assert await exit_codes(jobs, channel) == (1, 1)
        assert await window_says(jobs, channel) == (False, False)
