"""Short ways to what most stories begin with: an account that is connected."""

import asyncio
import functools
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any, Literal, ParamSpec

from msgspec import structs
from tests.helpers.ask import PersonsBrowser, Scripted
from tests.helpers.home import Change, Home, account

from stagedoor.domain.entities import Connection, Item, new_id
from stagedoor.domain.exchange import Candidate, TokenAnswer, TokenDraft, Who
from stagedoor.domain.secret import Secret
from stagedoor.practice import Visitor, World
from stagedoor.practice.telegram.state import Chat, Member
from stagedoor.practice.x.state import Account
from stagedoor.services.apps import Apps
from stagedoor.services.connect import ConnectRequest
from stagedoor.services.grants import Grants
from stagedoor.services.jobs import Jobs
from stagedoor.services.keeping import Keeper
from stagedoor.services.ports import Ports

P = ParamSpec("P")
X = "x/crumbkitchen"
TELEGRAM = "telegram/crumbkitchennews"
NEWS, TESTERS, CIRCLE = "Crumb Kitchen News", "Crumb Kitchen Testers", "Sourdough Circle"
BOT = "crumb_news_bot"
Kind = Literal["native", "web"]
FOUR = ("api_key", "api_secret", "access_token", "access_token_secret")


def story(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """A test written as a coroutine."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


def browsing(browser: PersonsBrowser) -> Change:
    def change(ports: Ports) -> Ports:
        return replace(ports, browser=browser)

    return change


def x_app(home: Home, visitor: Visitor, kind: Kind = "native", **options: Any) -> dict[str, str]:
    """A developer app, made in the portal, with the fields that the browser sign-in wants."""
    made = visitor.x_make_app(home.callbacks, kind=kind, **options)
    return {name: made[name] for name in ("client_id", "client_secret") if name in made}


def x_four_keys(home: Home, visitor: Visitor, **options: Any) -> dict[str, str]:
    made = visitor.x_make_app(home.callbacks, **options)
    made |= visitor.x_generate_access_token(made["app_id"])
    return {name: made[name] for name in FOUR}


async def sign_in(
    home: Home, browser: PersonsBrowser, ask: Scripted, given: Mapping[str, str] | None = None, *changes: Change
) -> list[Connection]:
    """The whole X story with the browser."""
    async with home.jobs(browsing(browser), *changes) as jobs:
        return await jobs.connect.run(ConnectRequest(platform="x", route="browser", given=given or {}), ask)


async def connect_x(home: Home, visitor: Visitor, kind: Kind = "native") -> Connection:
    keys = await asyncio.to_thread(x_app, home, visitor, kind)
    (connection,) = await sign_in(home, PersonsBrowser(visitor), Scripted(), keys)
    return connection


async def connect_keys(home: Home, keys: Mapping[str, str], ask: Scripted | None = None) -> Connection:
    async with home.jobs() as jobs:
        (connection,) = await jobs.connect.run(
            ConnectRequest(platform="x", route="keys", given=keys), ask or Scripted()
        )
    return connection


async def connect_telegram(
    home: Home, visitor: Visitor, *chats: str, token: str = "", ask: Scripted | None = None
) -> list[Connection]:
    """A bot and the chats that it is added to, while Stagedoor waits for them."""
    chats = chats or (NEWS,)
    token = token or await asyncio.to_thread(visitor.telegram_new_bot, "Crumb Bot", BOT)
    ask = ask or Scripted(picks=chats, waiting=lambda: add_bot(visitor, *chats))
    async with home.jobs() as jobs:
        return await jobs.connect.run(ConnectRequest(platform="telegram", given={"token": token, **WHERE}), ask)


WHERE = {"device": "computer", "target": "channel", "ready": "yes"}


def add_bot(visitor: Visitor, *chats: str) -> None:
    """The person makes the bot administrator of their channels and groups."""
    web = visitor.world.hosts("telegram")["web"]
    for chat in chats:
        if visitor.world.telegram.chat(chat).type == "channel":
            visitor.telegram_add_to_channel(f"{web}/{BOT}?startchannel&admin=post_messages+delete_messages", chat)
        else:
            visitor.telegram_add_to_group(f"{web}/{BOT}?startgroup=stagedoor&admin=delete_messages", chat, admin=True)


def renewals(home: Home) -> int:
    """How often the world's token address was asked to renew."""
    return sum(1 for r in home.world.requests if r.form.get("grant_type") == "refresh_token")


async def many_x(jobs: Jobs, world: World, count: int) -> list[Connection]:
    """That many more X accounts, signed in with the app that is here; without a browser, to save time."""
    (app,) = await jobs.ports.records.apps("x")
    keeper = Keeper(jobs.ports)
    grants = Grants(jobs.ports, keeper, Apps(jobs.ports, keeper))
    found = []
    for number in range(count):
        person = Account(str(5_000_000 + number), f"baker_{number}", f"Baker {number}", 10)
        world.x.accounts[person.username] = person
        scopes = tuple(jobs.ports.platforms.spec("x").route["browser"].scopes)
        client = app.client_id or ""
        code = world.x.engine.authorize(client=client, person=person.username, scopes=scopes, redirect="")
        pair = world.x.engine.exchange(code.value, client=client, redirect="")
        assert pair.refresh is not None
        answer = TokenAnswer(
            tokens=[
                TokenDraft(name="access", value=Secret(pair.access.value), ends="at", lives=7200),
                TokenDraft(name="refresh", value=Secret(pair.refresh.value), ends="unknown"),
            ],
            scopes=list(scopes),
        )
        setup = await jobs.setups.open("x")
        grant = await grants.keep_answer(setup, "browser", app, list(scopes), answer, attempt_id="")
        candidate = Candidate(
            external_id=person.id, kind="profile", name=person.name, username=person.username, token_name="access"
        )
        found += await grants.promote(grant, Who(id=person.id, name=person.name), [candidate], setup)
    return found


async def many_chats(jobs: Jobs, world: World, first: Connection, count: int) -> list[Connection]:
    """The first account and so many more channels of the same bot, that there are `count`."""
    telegram, bot = world.telegram, world.telegram.bot(BOT)
    more = []
    for number in range(1, count):
        chat = Chat(-1_002_000_000_000 - number, "channel", f"Channel {number}", f"channel_{number}", 5)
        chat.bots[bot.id] = Member("administrator", frozenset({"post_messages", "delete_messages"}))
        telegram.chats[chat.id] = chat
        more.append(
            structs.replace(
                first, id=new_id(), handle=f"telegram/channel_{number}", external_id=str(chat.id), name=chat.title,
                username=chat.username, address={"chat_id": str(chat.id)}, position=number,
            )
        )  # fmt: skip
    await jobs.ports.records.promote_grant(first.grant_id or "", more, setup_id=None, attempt_id=None, activity=[])
    return [first, *more]


async def token(home: Home, *changes: Callable[[Ports], Ports], force: bool = False) -> str:
    """Asked for as a script would, in an app of its own."""
    async with home.jobs(*changes) as jobs:
        return (await jobs.scripts.token(await account(jobs, X), force=force)).value.reveal()


async def bundle(jobs: Jobs, connection: Connection) -> tuple[Item, dict[str, str]]:
    grant = await jobs.ports.records.grant(connection.grant_id or "")
    assert grant is not None
    item = await jobs.ports.records.item(grant.item_id)
    assert item is not None
    values = (await jobs.ports.secrets.get(item)).values
    return item, {name: value.reveal() for name, value in values.items()}
