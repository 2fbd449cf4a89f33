"""What does not go as planned: time that is over, refused keys, browsers that do not start, second accounts."""

import asyncio
from dataclasses import replace
from types import SimpleNamespace

import pytest
from tests.desktop.wizard.seat import Seat, states, telegram_until_steps, x_keys, x_until_sign_in
from tests.helpers.ask import PersonsBrowser
from tests.helpers.home import Home
from tests.services.rig import browsing, story

from stagedoor.desktop.wizard.shown import Done, Found, SignIn, Trouble
from stagedoor.domain.asking import BrowserChoice, Choice, Confirmation, Guide, Turn
from stagedoor.listener.loopback import LoopbackListener
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.ports import Ports


class Hasty:
    """A clock that the test sets; whoever sleeps looks again soon."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self.ahead = 0.0

    def now(self) -> float:
        return self._home.clock.now() + self.ahead

    async def sleep(self, _seconds: float) -> None:
        await asyncio.sleep(0.01)


@story
async def test_when_the_ten_minutes_are_over_it_can_be_started_again(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_keys, home, visitor)
    clock = Hasty(home)

    def timed(ports: Ports) -> Ports:
        return replace(ports, clock=clock, listener=LoopbackListener(clock), browser=PersonsBrowser(visitor))

    async with home.jobs(timed) as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x", open_browser=False))
        seat.flow.begin()
        first = await x_until_sign_in(seat, keys)
        clock.ahead = 601
        over = await seat.page(Trouble)
        assert (over.headline, over.again, over.calm) == ("The ten minutes are over", "Start again", True)
        seat.flow.begin()
        second = await seat.page(SignIn)
        assert second.leaving.url != first.leaving.url
        await seat.flow.open_browser("")
        await seat.confirm("identity")
        await seat.page(Done)


@story
async def test_a_key_that_the_platform_refuses_is_asked_for_again_with_the_reason(home: Home, visitor: Visitor):
    token = await asyncio.to_thread(visitor.telegram_new_bot, "Crumb", "crumb_guide_bot")
    async with home.jobs() as jobs:
        seat = Seat(jobs, ConnectRequest(platform="telegram"))
        seat.flow.begin()
        await telegram_until_steps(seat)
        await seat.through(values={}, until="token")
        seat.flow.answer(Turn(values={"token": "1234567890:PRACTICE_nobody_ever_made_this_token"}))
        step = await seat.page(Guide, when=lambda guide: guide.problem)
        assert "no longer knows this bot token" in step.problem
        assert not step.fields[0].kept
        seat.flow.answer(Turn(values={"token": token}))
        await seat.page(Found)
        assert states(seat)["token"] == "done"
        await seat.flow.stop()


@story
async def test_what_stands_in_the_fields_is_kept_when_the_person_finishes_later(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_keys, home, visitor)
    async with home.jobs() as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x"))
        seat.flow.begin()
        await seat.choose("accounts", "one")
        await seat.confirm("gate")
        await seat.through(values=keys, until="create")
        await seat.flow.look("api_key", keys["api_key"])
        await seat.flow.look("api_secret", "half of i")
        await seat.flow.stop()
    async with home.jobs() as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x"))
        seat.flow.begin()
        step = await seat.page(Guide, id="create")
        assert {prompt.id: prompt.kept for prompt in step.fields} == {
            "api_key": True, "api_secret": False, "bearer": False,
        }  # fmt: skip
        await seat.flow.stop()


@story
async def test_an_error_page_leads_to_the_step_that_mends_it(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_keys, home, visitor)
    async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x", open_browser=False))
        seat.flow.begin()
        page = await x_until_sign_in(seat, keys)
        ids = [row.id for row in seat.shown.rows]
        end = next(end for end in page.leaving.dead_ends if end.step in ids)
        await seat.flow.go_to(end.step)
        assert (await seat.page(Guide, id=end.step)).back
        await seat.through(values={})  # nothing has to be given twice
        await seat.page(SignIn)
        await seat.flow.open_browser("")
        await seat.confirm("identity")
        await seat.page(Done)


@story
async def test_the_browser_that_was_used_is_proposed_for_the_same_account(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_keys, home, visitor)
    browser = Several(visitor)
    async with home.jobs(browsing(browser)) as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x", open_browser=False))
        seat.flow.begin()
        assert (await x_until_sign_in(seat, keys)).usual == ""
        await seat.flow.open_browser("firefox.private")
        await seat.confirm("identity")
        await seat.page(Done)
        await jobs.ports.records.set_setting("browser.x", "")  # another account, another browser
        again = Seat(jobs, ConnectRequest(platform="x", open_browser=False, again="x/crumbkitchen"))
        again.flow.begin()
        assert (await again.page(SignIn)).usual == "firefox.private"
        await again.flow.stop()


class Several(PersonsBrowser):
    async def choices(self) -> list[BrowserChoice]:
        private = BrowserChoice(id="firefox.private", name="Firefox, private window", private=True)
        return [BrowserChoice(id="", name="Usual browser"), private]


@story
async def test_a_browser_that_does_not_start_is_said_and_nothing_is_lost(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_keys, home, visitor)

    class Broken(PersonsBrowser):
        async def open(self, _url: str, _browser: str = "") -> bool:
            return False

    async with home.jobs(browsing(Broken(visitor))) as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x", open_browser=False))
        seat.flow.begin()
        page = await x_until_sign_in(seat, keys)
        await seat.flow.open_browser("")
        failed = await seat.page(SignIn, failed=True)
        assert (failed.opened, failed.leaving) == (False, page.leaving)
        seat.flow.mark_opened()  # the person copied the link
        await asyncio.to_thread(visitor.consent, page.leaving.url, "allow", "crumbkitchen", follow=True)
        await seat.confirm("identity")
        await seat.page(Done)


@story
async def test_a_second_press_answers_no_later_question(home: Home):
    async with home.jobs() as jobs:
        seat = Seat(jobs, ConnectRequest(platform="telegram"))
        seat.flow.begin()
        await seat.page(Confirmation)
        turn = seat.shown.turn
        seat.flow.answer(True, turn)
        await seat.page(Choice, id="device")
        seat.flow.answer(True, turn)
        assert not seat.shown.busy
        await seat.choose("device", "phone")
        await seat.page(Choice, id="target")
        await seat.flow.stop()


@pytest.mark.parametrize("expected_logs", [["wizard_fault"]])
@story
async def test_a_fault_of_ours_is_a_page_and_not_an_endless_wait(home: Home):
    async with home.jobs() as jobs:
        seat = Seat(jobs, ConnectRequest(platform="telegram"))

        async def broken(*_: object) -> None:
            raise ZeroDivisionError

        object.__setattr__(jobs, "connect", SimpleNamespace(run=broken))
        seat.flow.begin()
        assert (await seat.page(Trouble)).headline == "This is a fault of Stagedoor"


@story
async def test_a_second_account_starts_at_the_sign_in_with_the_keys_that_are_here(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_keys, home, visitor)
    browser = PersonsBrowser(visitor)
    async with home.jobs(browsing(browser)) as jobs:
        seat = Seat(jobs, ConnectRequest(platform="x", open_browser=False))
        seat.flow.begin()
        await x_until_sign_in(seat, keys)
        await seat.flow.open_browser("")
        await seat.confirm("identity")
        await seat.page(Done)
        browser.account = "ana_private"
        second = Seat(jobs, ConnectRequest(platform="x", route="browser", open_browser=False))
        second.flow.begin()
        gate = await second.confirm("gate")
        assert "already here" in gate.question
        await second.page(SignIn)
        await second.flow.open_browser("")
        who = await second.confirm("identity")
        assert who.accounts[0].username == "ana_private"
        await second.page(Done)
        assert len(await jobs.ports.records.connections()) == 2
