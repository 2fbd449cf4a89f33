"""What two sign-ins at once, crashes and cancellation must not do to a sign-in that works."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home, account
from tests.services.crashing import Between, Killed, crashing
from tests.services.leftovers import assert_tidy, holds
from tests.services.rig import (
    BOT,
    X,
    browsing,
    connect_keys,
    connect_telegram,
    connect_x,
    sign_in,
    story,
    x_app,
    x_four_keys,
)

from stagedoor.domain.asking import Confirmation
from stagedoor.domain.errors import Cancelled, PlatformRefused
from stagedoor.domain.exchange import Candidate
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest


class Meanwhile(Scripted):
    """A person who thinks about "is this you?" while something else happens on this computer."""

    def __init__(self, between: Between, *, yes: bool = True) -> None:
        super().__init__(yes=yes)
        self._between = between

    async def confirm(self, question: Confirmation) -> bool:
        if question.kind == "identity":
            await self._between()
        return await super().confirm(question)


class Leaving(Scripted):
    """A person who closes the program while accounts are waited for."""

    async def choose_found(self, title: str, found: Any, find: object) -> list[Candidate]:
        await found.aclose()
        raise Killed


async def assert_works(home: Home, handle: str = X) -> None:
    async with home.jobs() as jobs:
        handed = await jobs.scripts.token(await account(jobs, handle))
    assert handed.value.reveal() in home.world.x.valid_access_tokens()


@story
@pytest.mark.parametrize("mine", [True, False])
async def test_a_sign_in_that_somebody_decides_about_is_not_taken_over(home: Home, visitor: Visitor, mine):
    """Two `connect x` at once: each decides about its own sign-in only."""
    keys = await asyncio.to_thread(x_app, home, visitor)

    async def other() -> None:
        browser = PersonsBrowser(visitor, account="ana_private")
        with suppress(Cancelled):
            await sign_in(home, browser, Scripted(yes=not mine), keys)
        assert len(browser.opened) == 1

    with suppress(Cancelled):
        await sign_in(home, PersonsBrowser(visitor), Meanwhile(other, yes=mine), keys)
    async with home.jobs() as jobs:
        (kept,) = await jobs.ports.records.connections()
    assert kept.handle == X if mine else "x/ana_private"
    await assert_works(home, kept.handle)
    await assert_tidy(home, items={"grant": 1})


async def left_at_is_this_you(home: Home, visitor: Visitor) -> dict[str, str]:
    keys = await asyncio.to_thread(x_app, home, visitor)
    home.world.faults.add("GET /x/api/2/users/me", "status", status=503)
    with pytest.raises(PlatformRefused):
        await sign_in(home, PersonsBrowser(visitor), Scripted(), keys)
    return keys


@story
async def test_keys_that_are_brought_are_not_passed_over_for_a_sign_in_left_from_last_time(
    home: Home, visitor: Visitor
):
    await left_at_is_this_you(home, visitor)
    keys = await asyncio.to_thread(x_four_keys, home, visitor)
    connection = await connect_keys(home, keys)
    assert connection.route == "keys"
    assert holds(home, *keys.values())


@story
async def test_a_bot_that_is_brought_is_not_passed_over_for_another_one(home: Home, visitor: Visitor):
    first = await asyncio.to_thread(visitor.telegram_new_bot, "Old Bot", "crumb_old_bot")
    with pytest.raises(Killed):
        await connect_telegram(home, visitor, token=first, ask=Leaving())
    second = await asyncio.to_thread(visitor.telegram_new_bot, "Crumb Bot", BOT)
    await connect_telegram(home, visitor, token=second)
    assert holds(home, second)


@story
async def test_the_same_keys_again_go_on_where_it_stopped(home: Home, visitor: Visitor):
    keys = await left_at_is_this_you(home, visitor)
    browser = PersonsBrowser(visitor)
    (connection,) = await sign_in(home, browser, Scripted(), keys)
    assert (connection.handle, browser.opened) == (X, [])


@story
async def test_an_unfinished_sign_in_whose_keys_are_gone_makes_room(home: Home, visitor: Visitor):
    await left_at_is_this_you(home, visitor)
    async with home.jobs() as jobs:
        (item,) = await jobs.ports.records.items(kind="grant")
        await jobs.ports.secrets.delete(item)
    (connection,) = await sign_in(home, PersonsBrowser(visitor), Scripted())
    assert connection.handle == X
    await assert_works(home)
    await assert_tidy(home, items={"grant": 1})


@story
async def test_it_is_said_before_the_browser_opens_that_the_older_sign_in_ends(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    ask = Scripted()
    told: list[list[str]] = []

    class Noting(PersonsBrowser):
        async def open(self, url: str, browser: str = "") -> bool:
            told.append(list(ask.told))
            return await super().open(url, browser)

    await sign_in(home, Noting(visitor), ask)
    assert any(X in text and "present sign-in" in text for text in told[0])


@story
@pytest.mark.parametrize("name", ["mark_grant", "drop_grant", "end_setup"])
async def test_what_a_crash_left_after_yes_is_cleared_by_the_next_job(home: Home, visitor: Visitor, name):
    await connect_x(home, visitor)
    with pytest.raises(Killed):
        await sign_in(home, PersonsBrowser(visitor), Scripted(), None, crashing(name))
    await assert_works(home)
    async with home.jobs() as jobs:
        await jobs.doctor.computer()
    await assert_works(home)
    await assert_tidy(home, items={"grant": 1})


@story
async def test_pasted_keys_of_a_set_up_that_is_over_do_not_stay(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor, "web")
    with pytest.raises(Killed):
        await sign_in(home, PersonsBrowser(visitor), Scripted(), keys, crashing("end_setup"))
    async with home.jobs() as jobs:
        await jobs.doctor.computer()
    await assert_tidy(home, items={"grant": 1, "app": 1})


@story
async def test_the_doctor_does_not_take_away_what_is_just_being_kept(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor)

    async def examine() -> None:
        async with home.jobs() as jobs:
            await jobs.doctor.computer()

    await sign_in(home, PersonsBrowser(visitor), Scripted(), keys, crashing("keep_pending_grant", examine))
    await assert_works(home)


@story
async def test_ctrl_c_between_the_answer_and_the_keychain_keeps_the_sign_in(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor)
    running: list[asyncio.Task[object]] = []

    async def ctrl_c() -> None:
        running[0].cancel()
        await asyncio.sleep(0)

    change = crashing("keep_pending_grant", ctrl_c)
    running.append(
        asyncio.get_running_loop().create_task(sign_in(home, PersonsBrowser(visitor), Scripted(), keys, change))
    )
    with pytest.raises(asyncio.CancelledError):
        await running[0]
    async with home.jobs() as jobs:
        (attempt,) = await jobs.ports.records.attempts(status="exchanged")
    browser = PersonsBrowser(visitor)
    (connection,) = await sign_in(home, browser, Scripted())
    assert (connection.handle, browser.opened) == (X, [])
    assert attempt.grant_id == connection.grant_id


@story
async def test_changed_settings_are_said_before_a_key_is_asked_for(home: Home, visitor: Visitor):
    (home.paths.platforms / "x.toml").write_text(
        'seen = 2026-11-21\n[hosts]\napi = "https://api.example.com"\n', encoding="utf-8"
    )
    ask = Scripted(yes=False)
    async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
        with pytest.raises(Cancelled):
            await jobs.connect.run(ConnectRequest(platform="x", route="browser"), ask)
    assert ask.heard("https://api.example.com")
