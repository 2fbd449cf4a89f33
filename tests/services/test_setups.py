"""The guided part: wrong keys are refused before anything is sent, and nothing that was entered is lost."""

import asyncio

import pytest
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Home
from tests.services.leftovers import assert_tidy, holds
from tests.services.rig import FOUR, X, browsing, connect_keys, sign_in, story, x_app, x_four_keys

from stagedoor.domain.errors import BadInput, Cancelled, PlatformRefused
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest

WEB = {"accounts": "several", "type": "web"}
REAL_KEY = "VGhpc0lzQW5FeGFtcGxlOjE6Y2k"

WRONG = [
    ("client_id", "api_key", "This looks like the API Key"),
    ("client_id", "access_token", "This looks like an Access Token"),
    ("client_id", "bearer", "This looks like the Bearer Token"),
    ("client_secret", "client_id", "This is your Client ID"),
    ("client_id", "", "Nothing was pasted for Client ID"),
]


def everything(home: Home, visitor: Visitor) -> dict[str, str]:
    made = visitor.x_make_app(home.callbacks, kind="web")
    return made | visitor.x_generate_access_token(made["app_id"])


@story
@pytest.mark.parametrize(("field", "pasted", "says"), WRONG)
async def test_a_key_in_the_wrong_place_is_refused_before_the_browser(
    home: Home, visitor: Visitor, field, pasted, says
):
    keys = await asyncio.to_thread(everything, home, visitor)
    asked = len(home.world.requests)
    browser, ask = PersonsBrowser(visitor), Scripted()
    given = {name: keys[name] for name in ("client_id", "client_secret")} | {field: keys.get(pasted, "")}
    with pytest.raises(BadInput, match=says):
        await sign_in(home, browser, ask, given)
    assert browser.opened == []
    assert len(home.world.requests) == asked
    async with home.jobs() as jobs:
        assert await jobs.ports.records.apps("x") == []


@story
async def test_a_real_key_is_not_taken_in_practice(home: Home, visitor: Visitor):
    with pytest.raises(BadInput, match="Practice takes only practice keys"):
        await sign_in(home, PersonsBrowser(visitor), Scripted(), {"client_id": REAL_KEY})


@story
async def test_keys_that_do_not_belong_together_are_refused_by_the_platform_with_our_words(
    home: Home, visitor: Visitor
):
    keys = await asyncio.to_thread(x_four_keys, home, visitor)
    other = await asyncio.to_thread(x_four_keys, home, visitor)
    with pytest.raises(PlatformRefused, match="X does not know this pair of API Key and API Key Secret"):
        await connect_keys(home, keys | {"api_secret": other["api_secret"]})
    async with home.jobs() as jobs:
        assert await jobs.ports.records.apps("x") == []
        assert await jobs.ports.records.grants() == []
    connection = await connect_keys(home, keys)
    assert connection.handle == X
    await assert_tidy(home, items={"app": 1, "grant": 1})


@story
async def test_a_wrong_paste_is_asked_again_with_the_reason(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(everything, home, visitor)
    pastes: dict[str, str | list[str]] = {
        "client_id": [keys["api_key"], keys["client_id"]],
        "client_secret": keys["client_secret"],
    }
    ask = Scripted(fills=pastes, choices=WEB)
    async with home.jobs(browsing(PersonsBrowser(visitor))) as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="x"), ask)
    assert connection.handle == X
    assert ask.asked == ["client_id", "client_secret", "client_id"]  # what was good is kept
    assert ask.prompts[2].problem.startswith("This looks like the API Key")


@story
async def test_a_set_up_goes_on_where_it_stopped_with_its_secrets(home: Home, visitor: Visitor):
    """Closing the lid loses nothing: neither answers, nor the step, nor a key that was pasted."""
    keys = await asyncio.to_thread(x_four_keys, home, visitor)
    first = {name: keys[name] for name in ("api_key", "api_secret")}
    ask = Scripted(fills=first, choices={"accounts": "one"})
    async with home.jobs() as jobs:
        with pytest.raises(Cancelled, match="Access Token is still missing"):
            await jobs.connect.run(ConnectRequest(platform="x"), ask)
        (card,) = await jobs.cards.setups()
    assert (card.state.slug, card.state.pill) == ("setup", "Step 6 of 6")
    assert holds(home, *first.values())
    again = Scripted(fills=keys)
    async with home.jobs() as jobs:
        (connection,) = await jobs.connect.run(ConnectRequest(platform="x"), again)
    assert connection.handle == X
    assert again.asked == ["access_token", "access_token_secret"]
    assert [g.number for g in again.guides] == [6]
    assert again.questions == []
    await assert_tidy(home, items={"app": 1, "grant": 1})


@story
async def test_not_now_starts_nothing(home: Home, visitor: Visitor):
    ask = Scripted(yes=False, choices=WEB)
    async with home.jobs() as jobs:
        with pytest.raises(Cancelled, match="Nothing was started"):
            await jobs.connect.run(ConnectRequest(platform="x"), ask)
    assert home.world.requests == []
    assert (ask.asked, ask.guides) == ([], [])
    assert home.secret_names() == set()


@story
async def test_an_empty_value_never_replaces_a_kept_one(home: Home, visitor: Visitor):
    made = await asyncio.to_thread(everything, home, visitor)
    keys = {name: made[name] for name in (*FOUR, "bearer")}
    await connect_keys(home, keys)
    await connect_keys(home, keys | {"bearer": ""})
    assert holds(home, made["bearer"])
    await connect_keys(home, {name: made[name] for name in FOUR})
    assert holds(home, *keys.values())
    async with home.jobs() as jobs:
        (app,) = await jobs.ports.records.apps("x")
        (connection,) = await jobs.ports.records.connections()
        values = await jobs.scripts.variables([connection], {}, {})
    assert values["X_BEARER_TOKEN"].reveal() == made["bearer"]
    assert app.kind == "main"
    await assert_tidy(home, items={"app": 1, "grant": 1})


@story
async def test_a_newer_secret_of_the_same_app_takes_the_place_of_the_old_one(home: Home, visitor: Visitor):
    keys = await asyncio.to_thread(x_app, home, visitor, "web")
    await sign_in(home, PersonsBrowser(visitor), Scripted(), keys)
    app = home.world.x.app_by(client_id=keys["client_id"])
    assert app is not None
    home.world.x.new_client_secret(app)
    await sign_in(home, PersonsBrowser(visitor), Scripted(), keys | {"client_secret": app.client_secret})
    async with home.jobs() as jobs:
        (kept,) = await jobs.ports.records.apps("x")
        assert kept.item_id is not None
        item = await jobs.ports.records.item(kept.item_id)
        assert item is not None
        values = (await jobs.ports.secrets.get(item)).values
        handed = await jobs.scripts.token((await jobs.ports.records.connections())[0], force=True)
    assert values["client_secret"].reveal() == app.client_secret
    assert handed.value.reveal() in home.world.x.valid_access_tokens()


@story
async def test_unknown_answers_and_ways_are_named(home: Home):
    async with home.jobs() as jobs:
        with pytest.raises(Exception, match='no way to connect called "carrier-pigeon"'):
            await jobs.connect.run(ConnectRequest(platform="x", route="carrier-pigeon"), Scripted())
        given = {"client_id": "PRACTICE", "type": "steam"}
        with pytest.raises(BadInput, match='"steam" does not answer'):
            await jobs.connect.run(ConnectRequest(platform="x", route="browser", given=given), Scripted())
