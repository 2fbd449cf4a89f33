"""A guide as a person walks it: looks at a value, goes back, goes on; nothing good is asked for twice."""

import asyncio
from collections.abc import Callable

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home, account
from tests.services.leftovers import assert_tidy, holds
from tests.services.rig import X, browsing, connect_keys, sign_in, story, x_app, x_four_keys

from stagedoor.domain.asking import QUESTIONS, Guide, Look, Looked, Turn
from stagedoor.domain.errors import Busy, Cancelled, NotFound
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest

Does = Callable[[Guide], Turn | None]


class Walker(Scripted):
    """Goes where `does` says; else answers as scripted. Keeps what each value looked like before it was given."""

    def __init__(self, does: Does = lambda _: None, **script: object) -> None:
        super().__init__(**script)  # type: ignore[arg-type]
        self._does = does
        self.looked: dict[str, Looked] = {}

    async def step(self, guide: Guide, look: Look) -> Turn:
        turn = await super().step(guide, look)
        for id, text in turn.values.items():
            self.looked[id] = await look(id, text)
        return self._does(guide) or turn


@story
async def test_a_step_holds_its_fields_and_all_steps_that_apply(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_four_keys, home, visitor)
    ask = Walker(fills=keys, choices={"accounts": "one"})
    async with home.jobs() as jobs:
        await jobs.connect.run(ConnectRequest(platform="x", route="keys"), ask)
    assert all(guide.outline == ask.guides[0].outline for guide in ask.guides)
    assert [guide.id for guide in ask.guides] == [id for id, _ in ask.guides[0].outline]
    assert [[p.id for p in g.fields] for g in ask.guides if g.fields] == [
        ["api_key", "api_secret", "bearer"], ["access_token", "access_token_secret"],
    ]  # fmt: skip
    assert {id: found.problem for id, found in ask.looked.items() if found.problem} == {}


@story
async def test_going_back_keeps_what_was_given_and_shows_no_secret(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_four_keys, home, visitor)
    visits: list[Guide] = []

    def does(guide: Guide) -> Turn | None:
        visits.append(guide)
        tokens = any(p.id == "access_token" for p in guide.fields)
        back = next((g.id for g in visits if any(p.id == "api_key" for p in g.fields)), "")
        return Turn(to=back) if tokens and sum(g.id == guide.id for g in visits) == 1 else None

    async with home.jobs() as jobs:
        (connection,) = await jobs.connect.run(
            ConnectRequest(platform="x", route="keys"), Walker(does, fills=keys, choices={"accounts": "one"})
        )
    assert connection.handle == X
    seen_again = [g for g in visits if any(p.id == "api_key" for p in g.fields)][1]
    shown = {p.id: p for p in seen_again.fields}
    assert (shown["api_key"].kept, shown["api_key"].value) == (True, "")
    await assert_tidy(home, items={"app": 1, "grant": 1})


@story
async def test_back_to_the_questions_asks_them_again(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor, "web")
    went: list[str] = []

    def does(guide: Guide) -> Turn | None:
        if went:
            return None
        went.append(guide.id)
        return Turn(to=QUESTIONS)

    ask = Walker(does, fills=keys, choices={"accounts": "several", "type": "web"})
    async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
        await jobs.connect.run(ConnectRequest(platform="x", route="browser"), ask)
    assert [q.id for q in ask.questions].count("type") == 2
    assert [g.id for g in ask.guides][:2] == [went[0], went[0]]


@story
async def test_looking_says_what_is_wrong_and_keeps_nothing(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_four_keys, home, visitor)
    ask = Walker(fills={"api_key": keys["access_token"]}, choices={"accounts": "one"})
    async with home.jobs() as jobs:
        with pytest.raises(Cancelled):
            await jobs.connect.run(ConnectRequest(platform="x", route="keys"), ask)
    assert ask.looked["api_key"].problem.startswith("This looks like the Access Token")
    assert not holds(home, keys["access_token"])


@story
async def test_keys_that_the_platform_refuses_are_asked_again_as_often_as_the_person_likes(home: Home):
    wrong = "1234567890:PRACTICE_nobody_ever_made_this_token"
    told: list[Guide] = []

    class Patient(Walker):
        async def step(self, guide: Guide, look: Look) -> Turn:
            self._refused = 0
            told.extend([guide] if guide.problem else [])
            if len(told) == 9:
                raise Cancelled("Enough.")
            return await super().step(guide, look)

    choices = {"device": "computer", "target": "channel", "ready": "yes"}
    async with home.jobs() as jobs:
        with pytest.raises(Cancelled, match="Enough"):
            await jobs.connect.run(
                ConnectRequest(platform="telegram", route="bot"), Patient(fills={"token": wrong}, choices=choices)
            )
        (setup,) = await jobs.ports.records.setups()
        assert await jobs.setups.secrets(setup) == {}
    assert {guide.id for guide in told} == {"token"}
    assert not any(prompt.kept for guide in told for prompt in guide.fields)


@story
async def test_mending_goes_straight_to_the_sign_in_of_the_app_that_it_has(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor)
    before = await sign_in(home, PersonsBrowser(visitor), Scripted(), keys)
    ask = Scripted()
    async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
        (after,) = await jobs.connect.run(ConnectRequest(platform="x", again=X), ask)
    assert (after.id, after.handle) == (before[0].id, X)
    assert (ask.guides, ask.questions) == ([], [])
    assert [c.kind for c in ask.confirmations] == ["identity"]
    assert not any("another account" in line for line in ask.identity.lines)
    await assert_tidy(home, items={"grant": 1})


@story
async def test_mending_as_somebody_else_is_said_before_it_is_kept(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor)
    await sign_in(home, PersonsBrowser(visitor), Scripted(), keys)
    ask = Scripted(yes=False)
    async with home.jobs(browsing(PersonsBrowser(visitor, account="ana_private"))) as jobs:
        with pytest.raises(Cancelled):
            await jobs.connect.run(ConnectRequest(platform="x", again=X), ask)
        assert (await account(jobs, X)).handle == X
    assert f"This is another account than {X}. It would be added beside it." in ask.identity.lines


@story
async def test_mending_four_keys_asks_for_them_anew(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_four_keys, home, visitor)
    before = await connect_keys(home, keys)
    ask = Scripted(fills=keys, choices={"accounts": "one"})
    async with home.jobs() as jobs:
        (after,) = await jobs.connect.run(ConnectRequest(platform="x", again=X), ask)
    assert after.id == before.id
    assert "access_token" in ask.asked


@story
async def test_an_account_that_is_gone_cannot_be_mended(home: Home):
    async with home.jobs() as jobs:
        with pytest.raises(NotFound, match="no account x/nobody"):
            await jobs.connect.run(ConnectRequest(platform="x", again="x/nobody"), Scripted())


@story
async def test_the_page_before_the_browser_says_what_will_be_seen(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor)
    ask = Scripted()
    await sign_in(home, PersonsBrowser(visitor), ask, keys)
    async with home.jobs() as jobs:
        route = jobs.ports.platforms.spec("x").route["browser"]
    (leaving,) = ask.leavings
    assert [sight.press for sight in leaving.sights] == [page.press for page in route.expects.values()]
    assert {end.step for end in leaving.dead_ends} <= {"", *route.step}
    assert any(end.step for end in leaving.dead_ends)
    assert not leaving.paste  # its codes live thirty seconds
    assert leaving.ends_at > home.clock.now()


@story
async def test_a_discarded_set_up_leaves_nothing(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_four_keys, home, visitor)
    first = {name: keys[name] for name in ("api_key", "api_secret")}
    async with home.jobs() as jobs:
        with pytest.raises(Cancelled):
            await jobs.connect.run(ConnectRequest(platform="x"), Scripted(fills=first, choices={"accounts": "one"}))
        (setup,) = await jobs.ports.records.setups()
        await jobs.setups.discard(setup)
        assert await jobs.ports.records.setups() == []
    assert not holds(home, *first.values())


@story
async def test_discarding_takes_the_sign_in_that_waits_along_unless_it_is_being_answered(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor)

    class Leaves(Scripted):
        async def confirm(self, question):
            if question.kind == "identity":
                raise Cancelled("The window was closed.")
            return True

    with pytest.raises(Cancelled):
        await sign_in(home, PersonsBrowser(visitor), Leaves(), keys)
    async with home.jobs() as jobs:
        (setup,) = await jobs.ports.records.setups()
        (grant,) = await jobs.ports.records.grants(status="pending")
        async with jobs.ports.locks.hold(f"deciding-{grant.id}", wait=0):
            with pytest.raises(Busy):
                await jobs.setups.discard(setup)
        await jobs.setups.discard(setup)
        assert await jobs.ports.records.grants() == []
        assert await jobs.ports.records.setups() == []
    await assert_tidy(home, items={})
