"""The pages of one account, of this computer and of what happened, in every state worth seeing, from made-up facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget
from tests.desktop.desk import FakeDesk
from tests.desktop.screens_accounts import DAY, HOUR, MINUTE, NOW, account, days

from stagedoor.catalogue import resource_path
from stagedoor.catalogue.lazy import LazyCatalogue
from stagedoor.desktop.pages.account.page import AccountPage
from stagedoor.desktop.pages.account.scripts_view import Machine
from stagedoor.desktop.pages.account.sight import Sight
from stagedoor.desktop.pages.accounts.view import account_view
from stagedoor.desktop.pages.activity import ActivityPage
from stagedoor.desktop.pages.computer import ComputerPage
from stagedoor.desktop.pages.computer_view import computer_checkup
from stagedoor.desktop.pages.disconnect import DisconnectDialog, FarewellView
from stagedoor.desktop.pages.history.view import Line, Spoken, lines_of
from stagedoor.desktop.places import Account, Activity, Computer, Tab
from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.entities import Activity as Event
from stagedoor.domain.entities import CheckRow, Finding, Grant, MeterRow, Post, Token, Verdict
from stagedoor.domain.exchange import Answer
from stagedoor.domain.platform import Platform
from stagedoor.services.cards import Card, Overview

LINUX = Machine(system="linux", program=("/home/ana/stagedoor/.venv/bin/stagedoor",), typed=("stagedoor",))
SCOPES = ["tweet.read", "tweet.write", "users.read", "media.write", "offline.access"]
X = "x/crumbkitchen"


@cache
def spec(platform: str) -> Platform:
    return LazyCatalogue(resource_path(), resource_path() / "nowhere").spec(platform)


def finding(check: str, verdict: Verdict = "ok", error: str | None = None, **more: Any) -> Finding:
    at = more.pop("at", NOW - 2 * MINUTE)
    return Finding(
        subject="", check_id=check, verdict=verdict, error_id=error, checked_at=at, detail=more,
        ok_at=at if verdict == "ok" else None,
    )  # fmt: skip


def sight(card: Card, findings: Sequence[Finding] = (), **more: Any) -> Sight:
    """The facts of a card as its page reads them."""
    connection = card.connection
    file = spec(connection.platform)
    grant = more.pop("grant", None)
    view = account_view(card, Overview(now=NOW, cards=[card], setups=[]))
    check = CheckRow(
        id="check", connection_id=connection.id, by="person", started_at=NOW, ended_at=card.proved_at or 0,
        state=card.state.slug,
    )  # fmt: skip
    return Sight(
        now=NOW, card=card, view=view, spec=file, route=file.route[connection.route], grant=grant,
        findings=tuple(findings), checks=(check,), lines=tuple(lines()), **more,
    )  # fmt: skip


def grant(route: str = "browser", **more: Any) -> Grant:
    return Grant(
        id="grant", app_id="app", platform="x", route=route, status="live", consented_at=NOW - 49 * DAY, item_id="",
        **({"scopes_asked": SCOPES, "scopes": SCOPES} | more),
    )  # fmt: skip


FINE = [finding(id) for id in ("keys", "clock", "sign_in", "me", "access", "usage")]
METERS = [
    MeterRow(subject="", name="reads", used=312, limit=2000, unit="posts read this month", at=NOW - 2 * HOUR),
    MeterRow(subject="", name="window", left=98, limit=100, unit="calls in 15 minutes", at=NOW, resets_at=NOW + 600),
]


def x_card(*told: Any, **more: Any) -> Card:
    known: dict[str, Any] = {
        "platform_name": "X", "test_price": 0.025, "renews": True, "followers": 12_400, "meters": METERS,
        "ends_kind": "at", "ends_at": NOW + 170 * DAY, "idle": True, "handle": X,
        "abilities": ["read", "post", "identify", "media", "renew", "delete"],
    }  # fmt: skip
    card = account("x", "Crumb Kitchen", *told, **(known | more))
    return replace(card, connection=replace(card.connection, confirmed_at=NOW - 49 * DAY, token_name="access"))


def healthy() -> Sight:
    token = Token(grant_id="grant", name="access", ends="at", ends_at=NOW + HOUR)
    return sight(x_card(label="Client B"), FINE, grant=grant(), tokens=(token,))


def read_only() -> Sight:
    """Four keys that may only read: two steps, one at the platform and one here."""
    entry = spec("x").error["read_only"]
    card = x_card(
        "partial", "Cannot post", action="fix", cause=entry.cause, abilities=["read", "identify"], route="keys",
        ends_kind="never", ends_at=None, idle=False, renews=False, states=days("partial", 6),
        also=["The sign-in ends on 27 Nov 2026."],
    )  # fmt: skip
    card = replace(card, state=replace(card.state, fix=entry.fix))
    found = [finding("access", "bad", "read_only", cause=entry.cause, fix=entry.fix, kind="permission"),
             *(f for f in FINE if f.check_id not in ("access", "sign_in"))]  # fmt: skip
    return sight(card, found, grant=grant("keys", scopes_asked=[], scopes=None))


def ended() -> Sight:
    entry = spec("x").error["refresh_spent"]
    card = x_card("reconnect", "Sign in again", action="sign_in", cause=entry.cause, states=days("reconnect", 2),
                  proved_at=NOW - 2 * DAY)  # fmt: skip
    card = replace(card, state=replace(card.state, fix="Sign in again. Your account and your posts are untouched."))
    old = [replace(f, checked_at=NOW - 2 * DAY) for f in FINE if f.check_id != "sign_in"]
    bad = finding("sign_in", "bad", "refresh_spent", cause=entry.cause, fix=entry.fix, kind="grant_dead")
    return sight(card, [bad, *old], grant=grant(dead_at=NOW, dead_code="refresh_spent"))


def no_credit() -> Sight:
    entry = spec("x").error["credits"]
    card = x_card("limited", "No credit", action="see_left", cause=entry.cause, states=days("limited", 1))
    card = replace(card, state=replace(card.state, cause_id="credits", fix=entry.fix))
    bad = finding("me", "bad", "credits", cause=entry.cause, fix=entry.fix, kind="credit")
    return sight(card, [bad, *(f for f in FINE if f.check_id != "me")], grant=grant())


def unticked() -> Sight:
    """A permission that was not given."""
    missing = spec("x").scope["tweet.write"].missing
    card = x_card("partial", "Cannot post", action="fix", cause=missing, abilities=["read", "identify", "media"])
    card = replace(card, state=replace(card.state, cause_id="scope:tweet.write",
                                       fix="Sign in again and leave every permission ticked."))  # fmt: skip
    given = [scope for scope in SCOPES if scope not in ("tweet.write", "offline.access")]
    return sight(card, FINE, grant=grant(scopes=given))


def locked() -> Sight:
    card = x_card("locked", "Keys are locked", action="unlock", cause="Your keychain is locked. Nothing is lost.")
    card = replace(card, state=replace(card.state, fix="Unlock it."))
    lost = finding("keys", "unknown", "keychain_locked", cause="The keychain is locked.", fix="Unlock it.")
    return sight(card, [lost, *(f for f in FINE if f.check_id != "keys")], grant=grant())


def telegram() -> Sight:
    card = account("telegram", "Crumb Kitchen News", platform_name="Telegram", kind="channel", route="bot",
                   username="crumbkitchennews", followers=1204, abilities=["read", "post", "delete"])  # fmt: skip
    found = [finding(id) for id in ("keys", "clock", "bot", "chat", "rights")]
    warned = finding("webhook", "warn", cause="Another program takes this bot's messages.",
                     fix="Posting works all the same. Turn the other program off if you do not know it.")  # fmt: skip
    other = account("telegram", "Sourdough Circle", kind="group", route="bot").connection
    told = grant("bot", scopes_asked=[], scopes=None)
    return sight(card, [warned, *found], grant=told, shares=(other,), values=(("bot", "crumb_news_bot"),))


def by_hand() -> Sight:
    card = account("telegram", "@crumbkitchen", "manual", "By hand", platform_name="Telegram", grant_id=None,
                   route="manual", action="prepare", proved_at=None, abilities=[], test_price=None, states={},
                   posted=dict.fromkeys(list(days())[:5], NOW - 2 * DAY))  # fmt: skip
    return sight(card)


def lines() -> list[Line]:
    def post(text: str, at: int, **more: Any) -> Post:
        link = f"https://x.com/crumbkitchen/status/{at}"
        given: dict[str, Any] = {"status": "deleted", "deleted_at": at + 60, "link": link} | more
        return Post(id=str(at), connection_id="id", kind="text", rung="public", text=text, sent_at=at, **given)

    posts = [
        post("Stagedoor test 4711", NOW - HOUR),
        post("Fresh sourdough at eight.", NOW - 26 * HOUR, status="live", deleted_at=None),
        post("Is anybody there?", NOW - 9 * DAY, status="unknown", deleted_at=None),
    ]
    events = [
        Event(at=NOW - 3 * HOUR, actor="window", event="connected", handle=X),
        Event(at=NOW - 27 * HOUR, actor="round", event="ended", handle=X, reason="refresh_spent"),
        Event(at=NOW - 49 * DAY, actor="window", event="disconnected", handle="x/gone", params={"revoked": True}),
    ]
    reasons = {("x", id): entry.cause for id, entry in spec("x").error.items()}
    return lines_of(events, {X: posts}, {X: "X, @crumbkitchen"}, Spoken({"x": "X"}, reasons))


def shown(desk: FakeDesk, seen: Sight, tab: Tab = "overview") -> AccountPage:
    """The page as it looks when everything was read."""
    page = AccountPage(desk, Account(seen.connection.handle, tab))
    page.machine = LINUX
    page.show_sight(seen)
    return page


def unfolded(desk: FakeDesk) -> QWidget:
    page = shown(desk, healthy(), "doctor")
    page.doctor.panel.fine.fold.click()
    return page


def activity(desk: FakeDesk, found: Sequence[Line]) -> QWidget:
    page = ActivityPage(desk, Activity())
    page.show_lines(list(found), NOW)
    return page


SOUND = [
    Answer(check_id="home", verdict="ok", detail={"folder": "/home/ana/.local/share/stagedoor"}),
    Answer(check_id="disk", verdict="ok", detail={"free_megabytes": 88_000}),
    Answer(check_id="keychain", verdict="ok", detail={"name": "GNOME Keyring"}),
    Answer(check_id="database", verdict="ok"),
]
TROUBLED = [
    Answer(check_id="keychain", verdict="bad", cause="GNOME Keyring is locked.", fix="Unlock it."),
    Answer(check_id="keys (grant)", verdict="unknown", cause="The keychain is locked.", fix="Unlock it."),
    Answer(check_id="network", verdict="warn", cause="The proxy http://proxy:3128 carries all traffic."),
    Answer(check_id="platform x", verdict="warn", cause="Changed settings: the host api is another one."),
    *(answer for answer in SOUND if answer.check_id != "keychain"),
]


def computer(desk: FakeDesk, answers: Sequence[Answer], keychain: KeychainState | None = None) -> QWidget:
    page = ComputerPage(desk, Computer())
    page.show_checkup(computer_checkup(answers, keychain, at=NOW - 2 * MINUTE, now=NOW, names={"x": "X"}))
    return page


LOCKED = KeychainState(backend="secret-service", name="GNOME Keyring", works=False, locked=True)
FAREWELL = FarewellView(
    title="Disconnect X, @crumbkitchen?",
    goes=("The account goes from your list, and its keys are deleted from this computer.",
          "Scripts that use x/crumbkitchen stop working."),
    stays=("Everything that you posted stays at X.", "The keys of your X app stay on this computer."),
    button="Disconnect @crumbkitchen", platform="X", choice=True, page="https://x.com/settings/connected_apps",
)  # fmt: skip


def farewell(parent: QWidget) -> DisconnectDialog:
    return DisconnectDialog(parent, FAREWELL)


SCREENS: dict[str, Callable[[FakeDesk], QWidget]] = {
    "account": lambda desk: shown(desk, healthy()),
    "account-cannot-post": lambda desk: shown(desk, read_only()),
    "account-ended": lambda desk: shown(desk, ended()),
    "account-unticked": lambda desk: shown(desk, unticked()),
    "account-by-hand": lambda desk: shown(desk, by_hand()),
    "account-telegram": lambda desk: shown(desk, telegram()),
    "account-loading": lambda desk: AccountPage(desk, Account(X)),
    "doctor": lambda desk: shown(desk, read_only(), "doctor"),
    "doctor-fine": lambda desk: shown(desk, healthy(), "doctor"),
    "doctor-unfolded": unfolded,
    "doctor-ended": lambda desk: shown(desk, ended(), "doctor"),
    "doctor-no-credit": lambda desk: shown(desk, no_credit(), "doctor"),
    "doctor-unticked": lambda desk: shown(desk, unticked(), "doctor"),
    "doctor-locked": lambda desk: shown(desk, locked(), "doctor"),
    "doctor-telegram": lambda desk: shown(desk, telegram(), "doctor"),
    "scripts": lambda desk: shown(desk, healthy(), "scripts"),
    "scripts-four-keys": lambda desk: shown(desk, read_only(), "scripts"),
    "account-activity": lambda desk: shown(desk, healthy(), "activity"),
    "activity": lambda desk: activity(desk, lines()),
    "activity-empty": lambda desk: activity(desk, []),
    "computer": lambda desk: computer(desk, SOUND),
    "computer-locked": lambda desk: computer(desk, TROUBLED, LOCKED),
}
