"""Accounts at Meta in trouble: a permission left out, a published Meta app, one ended sign-in behind several cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget
from tests.desktop.desk import FakeDesk
from tests.desktop.screens_account import finding, grant, shown, sight, spec
from tests.desktop.screens_accounts import DAY, MINUTE, NOW, account, days, overview
from tests.desktop.screens_accounts import shown as page
from tests.desktop.screens_sitting import progress

from stagedoor.desktop.pages.account.sight import Sight
from stagedoor.desktop.pages.ends.page import EndsPage
from stagedoor.desktop.pages.ends.view import ends_view
from stagedoor.desktop.pages.sitting.page import SittingPage
from stagedoor.desktop.places import Ends, Sitting
from stagedoor.domain.details import Missing, Seen
from stagedoor.domain.entities import Connection
from stagedoor.domain.sitting import LegPlace
from stagedoor.services.cards import Card

PAGE, PHOTOS, BAKERY = "facebook/crumb-kitchen", "instagram/crumbkitchen", "facebook/crumb-bakery"
SCOPES = ["pages_show_list", "pages_read_engagement", "pages_manage_posts", "business_management"]
FINE = ("keys", "clock", "sign_in", "me", "access")
VALUES = (("client_id", "1234567890123456"),)


def card(*told: Any, **more: Any) -> Card:
    known: dict[str, Any] = {
        "platform_name": "Facebook", "kind": "page", "username": None, "followers": 12_400, "handle": PAGE,
        "abilities": ["identify", "read", "post"], "ends_kind": "at", "ends_at": NOW + 41 * DAY, "once": True,
        "proved_at": NOW - 2 * MINUTE,
    }  # fmt: skip
    return account("facebook", "Crumb Kitchen", *told, **(known | more))


def seen(of: Card, *bad: Any, **more: Any) -> Sight:
    given = {"scopes_asked": SCOPES, "scopes": SCOPES, **more.pop("given", {})}
    fine = [finding(id) for id in FINE if id not in {one.check_id for one in bad}]
    consent = replace(grant(of.connection.route, **given), platform="facebook")
    return sight(of, [*bad, *fine], grant=consent, values=VALUES, **more)


def unticked(*, published: bool) -> Sight:
    """The permission to post was not given; in the second case the Meta app is published meanwhile."""
    cause = spec("facebook").scope["pages_manage_posts"].missing
    left_out = card("partial", "Cannot post", action="fix", cause=cause, abilities=["identify", "read"],
                    states=days("partial", 6))  # fmt: skip
    fix = "Sign in again and leave every permission ticked."
    left_out = replace(left_out, state=replace(left_out.state, cause_id="scope:pages_manage_posts", fix=fix))
    scopes = [scope for scope in SCOPES if scope != "pages_manage_posts"]
    name = spec("facebook").app["main"].name if published else ""
    return seen(left_out, given={"scopes": scopes}, pastes=published, published=name)


def ended() -> list[Card]:
    """A changed password: one cause for all that hang on the sign-in, told by the first."""
    entry = spec("facebook").error["password"]
    first = card("reconnect", "Sign in again", action="sign_in", cause=entry.cause, states=days("reconnect", 2))
    first = replace(first, state=replace(first.state, cause_id="password", fix=entry.fix))
    cause = "Same cause as Crumb Kitchen (Facebook)."
    fix = "Sign in again once: it mends all of them. Your account and your posts are untouched."
    others = [
        card("reconnect", "Sign in again", action="sign_in", cause=cause, handle=BAKERY, states=days("reconnect", 2)),
        account("instagram", "crumbkitchen", "reconnect", "Sign in again", action="sign_in", cause=cause, via=True,
                platform_name="Instagram", states=days("reconnect", 2), proved_at=NOW - 2 * DAY, route="page"),
    ]  # fmt: skip
    named = [replace(one, same_as=PAGE, state=replace(one.state, fix=fix)) for one in others]
    bakery = replace(named[0], connection=replace(named[0].connection, name="Crumb Bakery"))
    return [first, bakery, named[1]]


def ended_sight(of: Card, others: list[Connection], *, published: bool = False) -> Sight:
    entry = spec("facebook").error["password"]
    bad = finding("sign_in", "bad", "password", cause=entry.cause, fix=entry.fix, kind="grant_dead")
    name = spec("facebook").app["main"].name if published else ""
    given = {"dead_at": NOW, "dead_code": "password"}
    return seen(of, bad, given=given, shares=tuple(others), pastes=published, published=name)


def incident(which: int, *, published: bool = False) -> Sight:
    cards = ended()
    others = [one.connection for at, one in enumerate(cards) if at != which]
    return ended_sight(cards[which], others, published=published)


def unpublished() -> Sight:
    kind = spec("facebook").app["main"]
    cause = f"Posts are visible only to you until {kind.name} is published."
    hidden = card("test_only", "Only you see posts", action="make_public", cause=cause,
                  publish=LegPlace("meta", "publish"), states=days("test_only", 3))  # fmt: skip
    return seen(replace(hidden, state=replace(hidden.state, fix=kind.make_public)))


def by_hand(waiting: int = 2) -> Card:
    return account("tiktok", "@crumbkitchen", "manual", "By hand", platform_name="TikTok", grant_id=None,
                   action="prepare", proved_at=None, abilities=[], test_price=None, states={}, prepares=True,
                   waiting=waiting, posted=dict.fromkeys(list(days())[:5], NOW - 2 * DAY))  # fmt: skip


def elsewhere(of: Card) -> Card:
    """The same of another Page."""
    market = replace(of.connection, id="market", handle="facebook/crumb-market", name="Crumb Market", grant_id="other")
    return replace(of, connection=market)


def cards(desk: FakeDesk) -> QWidget:
    return page(desk, overview(cards=[*ended(), elsewhere(unpublished().card), by_hand()], setups=[]))


def aimed(desk: FakeDesk) -> QWidget:
    """Come to from "Make it public", with other accounts left."""
    there = SittingPage(desk, Sitting("meta", "publish"))
    there.show_progress(progress({"facebook": "done", "pages": "done"}, ticked=("page", "developer")))
    return there


def missing_page(desk: FakeDesk) -> QWidget:
    there = EndsPage(desk, Ends())
    problem = "There is no page at this address (404)."
    gone = Seen(url="https://crumbkitchen.com/privacy.html", at=NOW - 2 * DAY, problem=problem)
    missing = [Missing(key="privacy_url", label="Privacy page", seen=gone)]
    there.show_view(ends_view(overview(cards=[unpublished().card], setups=[]), [], missing))
    return there


SCREENS: dict[str, Callable[[FakeDesk], QWidget]] = {
    "meta-cards": cards,
    "meta-aimed": aimed,
    "meta-missing-page": missing_page,
    "meta-doctor-unticked": lambda desk: shown(desk, unticked(published=False), "doctor"),
    "meta-doctor-published": lambda desk: shown(desk, unticked(published=True), "doctor"),
    "meta-account-published": lambda desk: shown(desk, unticked(published=True)),
    "meta-doctor-ended": lambda desk: shown(desk, incident(0), "doctor"),
    "meta-doctor-ended-published": lambda desk: shown(desk, incident(0, published=True), "doctor"),
    "meta-doctor-same-cause": lambda desk: shown(desk, incident(1), "doctor"),
    "meta-doctor-test-only": lambda desk: shown(desk, unpublished(), "doctor"),
}
