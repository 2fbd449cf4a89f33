"""The wizard without a window, over the real services and the practice platforms."""

import asyncio
import sys

import pytest
from tests.desktop.wizard.seat import Seat, states, telegram_until_steps, x_keys, x_until_sign_in
from tests.helpers.ask import PersonsBrowser
from tests.helpers.home import Home
from tests.services.rig import browsing, story

from stagedoor.desktop.wizard.shown import BEFORE, DONE, SIGN_IN, Done, Found, Left, SignIn, Trouble
from stagedoor.domain.asking import QUESTIONS, Choice, Confirmation, Guide, Turn
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest


def test_the_flow_knows_no_widgets():
    """Imported alone, in a process of its own."""
    import subprocess

    code = "import sys, stagedoor.desktop.wizard.flow; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@story
async def test_x_from_the_first_question_to_done(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_keys, home, visitor)
    browser = PersonsBrowser(visitor)
    async with home.jobs(browsing(browser)) as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x", open_browser=False))
        seat.flow.begin()
        page = await x_until_sign_in(seat, keys)
        assert states(seat)[SIGN_IN] == "current"
        assert page.leaving.sights
        assert page.leaving.dead_ends
        assert not page.leaving.paste  # X's codes live 30 seconds
        assert browser.opened == []
        await seat.flow.open_browser("")
        question = await seat.confirm("identity")
        assert any(isinstance(shown, SignIn) and shown.opened for shown in seat.seen)
        assert [account.username for account in question.accounts] == ["crumbkitchen"]
        done = await seat.page(Done)
        assert states(seat)[DONE] == "current"
        (made,) = done.accounts
        assert (made.handle, made.works) == ("x/crumbkitchen", True)
        assert "X works" in done.done


@story
async def test_telegram_waits_for_the_bot_to_be_added(home: Home, visitor: Visitor):
    token = await asyncio.to_thread(visitor.telegram_new_bot, "Crumb", "crumb_guide_bot")
    async with home.jobs() as jobs:
        seat = Seat(jobs, ConnectRequest(platform="telegram"))
        seat.flow.begin()
        await telegram_until_steps(seat)
        await seat.through(values={"token": f"Done! Use this token:\n{token}\nKeep it secret."})
        found = await seat.page(Found)
        assert [guide.id for guide in found.guides] == ["add_channel", "confirm"]
        link = found.guides[0].link
        await asyncio.to_thread(visitor.telegram_add_to_channel, link)
        page = await seat.page(Found, lambda shown: shown.candidates)
        (candidate,) = page.candidates
        assert (candidate.name, candidate.problem) == ("Crumb Kitchen News", "")
        seat.flow.answer([candidate.external_id])
        await seat.confirm("identity")
        assert (await seat.page(Done)).accounts[0].works


@story
async def test_a_typed_name_is_looked_up_and_a_wrong_one_is_said(home: Home, visitor: Visitor):
    token = await asyncio.to_thread(visitor.telegram_new_bot, "Crumb", "crumb_guide_bot")
    async with home.jobs() as jobs:
        seat = Seat(jobs, ConnectRequest(platform="telegram"))
        seat.flow.begin()
        await telegram_until_steps(seat)
        await seat.through(values={"token": token})
        await seat.page(Found)
        seat.flow.answer("@nobody_here_at_all")
        page = await seat.page(Found, lambda shown: shown.problem)
        assert page.candidates == []
        await seat.flow.stop()


@story
async def test_a_wrong_key_is_named_while_typing_and_again_on_the_step(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_keys, home, visitor)
    async with home.jobs() as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x"))
        seat.flow.begin()
        await seat.choose("accounts", "one")
        await seat.confirm("gate")
        await seat.through(values=keys, until="create")
        looked = await seat.flow.look("api_key", keys["client_id"])
        assert "looks like the Client ID" in looked.problem
        assert (await seat.flow.look("api_key", keys["api_key"])).problem == ""
        seat.flow.answer(Turn(values={"api_key": keys["client_id"], "api_secret": keys["api_secret"]}))
        step = await seat.page(Guide, lambda guide: any(prompt.problem for prompt in guide.fields))
        fields = {prompt.id: prompt for prompt in step.fields}
        assert "looks like the Client ID" in fields["api_key"].problem
        assert fields["api_secret"].kept
        assert fields["api_secret"].value == ""
        await seat.flow.stop()


@story
async def test_going_back_keeps_what_was_given(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_keys, home, visitor)
    async with home.jobs() as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x", open_browser=False))
        seat.flow.begin()
        await x_until_sign_in(seat, keys)
        ids = [row.id for row in seat.shown.rows]
        await seat.flow.go_to(ids[2])
        step = await seat.page(Guide, id=ids[2])
        assert step.back
        shown = await seat.through(values={})
        assert shown == [*ids[2:-2], "sign_in"]  # what to know before the sign-in stands in one row with it
        await seat.page(SignIn)
        await seat.flow.stop()


@story
async def test_back_to_the_questions_and_another_answer(home: Home):
    async with home.jobs() as jobs:
        seat = Seat(jobs, ConnectRequest(platform="telegram"))
        seat.flow.begin()
        await seat.confirm("gate")
        for question, answer in (("device", "computer"), ("target", "channel"), ("ready", "yes")):
            await seat.choose(question, answer)
        await seat.page(Guide, id="start")
        seat.flow.answer(Turn(to=QUESTIONS))
        await seat.choose("device", "phone")
        await seat.page(Choice, id="target")
        seat.flow.answer("")  # back to the question before
        await seat.choose("device", "phone")
        await seat.choose("target", "group")
        await seat.choose("ready", "no")
        await seat.page(Guide, id="start")
        assert "botfather_phone" in states(seat)
        assert "make_group" in states(seat)
        await seat.flow.stop()


@story
async def test_a_set_up_that_was_left_goes_on_at_its_step(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_keys, home, visitor)
    async with home.jobs() as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x"))
        seat.flow.begin()
        await seat.choose("accounts", "one")
        await seat.confirm("gate")
        await seat.through(values=keys, until="settings")
        await seat.flow.stop()
    async with home.jobs() as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x"))
        seat.flow.begin()
        await seat.page(Guide, id="settings")
        assert states(seat)["create"] == "done"
        await seat.through(values=keys)
        await seat.confirm("identity")
        assert (await seat.page(Done)).accounts[0].handle == "x/crumbkitchen"


@story
async def test_no_to_the_gate_leaves_quietly(home: Home):
    async with home.jobs() as jobs:
        seat = Seat(jobs, ConnectRequest(platform="telegram"))
        seat.flow.begin()
        await seat.confirm("gate", yes=False)
        assert (await seat.page(Left)).said == "Nothing was started."


@story
async def test_no_to_the_identity_keeps_nothing(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_keys, home, visitor)
    async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x", open_browser=False))
        seat.flow.begin()
        await x_until_sign_in(seat, keys)
        await seat.flow.open_browser("")
        await seat.confirm("identity", yes=False)
        trouble = await seat.page(Trouble)
        assert "Nothing was kept" in trouble.cause
        assert await jobs.ports.records.connections() == []


@story
async def test_a_denied_consent_says_so_and_can_be_started_again(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_keys, home, visitor)
    browser = PersonsBrowser(visitor, "deny")
    async with home.jobs(browsing(browser)) as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x", open_browser=False))
        seat.flow.begin()
        await x_until_sign_in(seat, keys)
        await seat.flow.open_browser("")
        trouble = await seat.page(Trouble)
        assert trouble.headline == "X said no"
        assert trouble.fix
        browser.decision = "allow"
        seat.flow.begin()
        if isinstance(await seat.page(Guide | Confirmation | SignIn), Confirmation):  # type: ignore[arg-type]
            seat.flow.answer(True)
        await seat.through(values=keys)
        await seat.page(SignIn)
        await seat.flow.open_browser("")
        await seat.confirm("identity")
        await seat.page(Done)


@pytest.mark.parametrize("way", ["browser", "keys"])
@story
async def test_an_account_whose_sign_in_ended_is_mended_in_one_go(home: Home, visitor: Visitor, way: str):
    keys = await asyncio.to_thread(x_keys, home, visitor)
    browser = PersonsBrowser(visitor)
    async with home.jobs(browsing(browser)) as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x", open_browser=False))
        seat.flow.begin()
        await seat.choose("accounts", "several" if way == "browser" else "one")
        await seat.confirm("gate")
        if way == "browser":
            await seat.choose("type", "native")
        await seat.through(values=keys)
        if way == "browser":
            await seat.flow.open_browser("")
        await seat.confirm("identity")
        await seat.page(Done)
        route = "" if way == "browser" else way
        again = Seat(jobs, ConnectRequest(platform="x", route=route, open_browser=False, again="x/crumbkitchen"))
        assert (again.shown.minutes, again.shown.rows) == (0, [])
        again.flow.begin()
        if way == "browser":  # straight to the sign-in, with the developer app that it has
            page = await again.page(SignIn)
            assert any("x/crumbkitchen" in said for said in page.leaving.warnings)
            assert again.shown.minutes == 0
            await again.flow.open_browser("")
        else:
            await again.confirm("gate")
            assert again.shown.minutes > 0
            await again.through(values=keys)
        await again.confirm("identity")
        assert [a.handle for a in (await again.page(Done)).accounts] == ["x/crumbkitchen"]
        assert len(await jobs.ports.records.connections()) == 1


@story
async def test_before_the_first_step_the_way_has_a_beginning_and_an_end(home: Home):
    async with home.jobs() as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x"))
        seat.flow.begin()
        await seat.page(Choice)
        assert list(states(seat)) == [BEFORE, SIGN_IN, DONE]
        await seat.flow.stop()
