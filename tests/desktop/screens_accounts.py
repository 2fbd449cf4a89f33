"""The page of accounts in every state, from made-up accounts of all eight platforms, after the target pictures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget
from tests.desktop.desk import FakeDesk

from stagedoor.desktop.pages.accounts.page import AccountsPage
from stagedoor.desktop.pages.accounts.view import page_view
from stagedoor.desktop.places import Accounts
from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.entities import Connection, MeterRow, Setup
from stagedoor.domain.health import Action, Slug, State
from stagedoor.domain.sitting import Progress
from stagedoor.services.cards import Card, Overview, SetupCard

NOW = int(datetime(2026, 11, 21, 9, 14, tzinfo=UTC).timestamp())
MINUTE, HOUR, DAY = 60, 3600, 86_400


def account(platform: str, name: str, slug: Slug = "healthy", pill: str = "Works", **more: Any) -> Card:
    """A card with thirty healthy days, checked two hours ago; `more` goes to the card, the connection or the state."""
    username = more.pop("username", "crumbkitchen")
    given = {k: more.pop(k) for k in ("kind", "route", "grant_id", "handle") if k in more}
    told = {k: more.pop(k) for k in ("cause", "action", "also") if k in more}
    action: Action = told.pop("action", "test_post")
    handle = given.pop("handle", f"{platform}/{username or name.lower().replace(' ', '-')}")
    who: dict[str, Any] = {
        "id": f"id-{handle}", "handle": handle, "platform": platform, "route": "browser", "kind": "profile",
        "grant_id": "grant", "external_id": handle, "name": name, "username": username, "confirmed_at": NOW,
    }  # fmt: skip
    connection = Connection(**(who | given))
    state = State(slug=slug, pill=pill, cause=told.pop("cause", "Works."), action=action, **told)
    known: dict[str, Any] = {
        "platform_name": platform.title(), "proved_at": NOW - 2 * HOUR, "asked_at": NOW - 2 * MINUTE,
        "ends_kind": "never", "ends_at": None, "abilities": ["read", "post"], "test_price": 0.0, "states": days(),
    }  # fmt: skip
    known |= {"connection": connection, "state": state, **more}
    return Card(**known)


def days(last: str = "healthy", since: int = 0, before: str = "healthy") -> dict[str, list[str]]:
    """Thirty days; the newest `since` of them in the state `last`."""
    today = datetime.fromtimestamp(NOW, tz=UTC).astimezone().date()
    return {(today - timedelta(days=back)).isoformat(): [last if back < since else before] for back in range(30)}


def accounts() -> list[Card]:
    posts = MeterRow(subject="", name="posts", left=98, limit=100, unit="posts today", at=NOW)
    return [
        account("x", "Crumb Kitchen", platform_name="X", test_price=0.025, renews=True,
                states={k: v for n, (k, v) in enumerate(days().items()) if n != 16}),
        account("youtube", "Crumb Kitchen", "reconnect", "Sign in again", platform_name="YouTube", action="sign_in",
                cause="Google ended this sign-in after 7 days, because your Google app is still in Testing.",
                proved_at=NOW - 2 * MINUTE, states=days("reconnect", 2)),
        account("facebook", "Crumb Kitchen", "partial", "Cannot post", platform_name="Facebook", kind="page",
                cause="Reading works. The permission to post was not given; two steps put it right.", action="fix",
                proved_at=NOW - 2 * MINUTE, followers=12_400, states=days("partial", 6)),
        account("linkedin", "Crumb Kitchen", "ends_soon", "Ends in 6 days", platform_name="LinkedIn", username=None,
                cause="LinkedIn sign-ins last 60 days; this one ends on 27 Nov. Twenty seconds.", action="sign_in",
                proved_at=NOW - HOUR, states=days("ends_soon", 4), ends_kind="at", ends_at=NOW + 6 * DAY),
        account("tiktok", "@crumbkitchen", "manual", "By hand", platform_name="TikTok", grant_id=None,
                action="prepare", proved_at=None, abilities=[], test_price=None, states={}, prepares=True, waiting=2,
                posted=dict.fromkeys(list(days())[:5], NOW - 2 * DAY)),
        account("instagram", "crumbkitchen", platform_name="Instagram", via=True, meters=[posts], ends_kind="at",
                ends_at=NOW + 41 * DAY, label="Client B"),
        account("threads", "crumbkitchen", platform_name="Threads", renews=True, username=None, kind="account",
                meters=[replace(posts, left=248, limit=250)]),
        account("telegram", "Crumb Kitchen News", platform_name="Telegram", kind="channel", followers=1204,
                username="crumbkitchennews"),
    ]  # fmt: skip


def setups() -> list[SetupCard]:
    setup = Setup(id="setup", platform="youtube", route="browser", step="project", updated_at=NOW - 9 * DAY)
    state = State(slug="setup", pill="Step 4 of 7", cause="The set-up is not finished.", action="continue")
    ahead = "Publish the Google app, so that the sign-in does not end after 7 days."
    return [SetupCard(setup=setup, platform_name="YouTube", state=state, next_step=ahead)]


def overview(**changes: Any) -> Overview:
    return Overview(**{"now": NOW, "cards": accounts(), "setups": setups(), **changes})


def many(count: int = 40) -> Overview:
    """More accounts than cards are good for."""
    base = accounts()
    found = []
    for number in range(count):
        card = base[number % len(base)]
        handle = f"{card.connection.handle}-{number}"
        name = f"{card.connection.name} {number + 1}"
        connection = replace(card.connection, id=handle, handle=handle, name=name, username=f"crumb{number + 1}")
        found.append(replace(card, connection=connection, label=("", "Client B", "Client C")[number % 3]))
    return overview(cards=found)


class MadeUpJobs:
    """The services that the page asks, with made-up answers."""

    def __init__(self, seen: Overview, *, locked: bool = False) -> None:
        self.seen, self.locked = seen, locked
        self.cards = self.ports = self.secrets = self.sittings = self

    async def overview(self) -> Overview:
        return self.seen

    async def unfinished(self, platforms: set[str]) -> Progress | None:
        return None

    async def probe(self) -> KeychainState:
        return KeychainState(backend="made-up", name="GNOME Keyring", works=not self.locked, locked=self.locked)


def shown(desk: FakeDesk, seen: Overview, *, locked: bool = False) -> AccountsPage:
    """The page as it looks when everything was read."""
    desk.jobs = MadeUpJobs(seen, locked=locked)
    page = AccountsPage(desk, Accounts())
    page.show_page(page_view(seen))
    while page.body.wall.building:
        page.body.wall.build_more()
    return page


def searched(desk: FakeDesk) -> QWidget:
    page = shown(desk, overview())
    page.head.open_search()
    page.head.search.setText("client")
    return page


def loading(desk: FakeDesk) -> QWidget:
    page = AccountsPage(desk, Accounts())
    page.body.show_loading()
    return page


SCREENS: dict[str, Callable[[FakeDesk], QWidget]] = {
    "accounts": lambda desk: shown(desk, overview()),
    "accounts-offline": lambda desk: shown(desk, overview(offline=True)),
    "accounts-locked": lambda desk: shown(desk, overview(locked=True), locked=True),
    "accounts-loading": loading,
    "accounts-empty": lambda desk: shown(desk, overview(cards=[], setups=[])),
    "accounts-many": lambda desk: shown(desk, many()),
    "accounts-search": searched,
    "accounts-one": lambda desk: shown(desk, overview(cards=accounts()[:1], setups=[])),
}
