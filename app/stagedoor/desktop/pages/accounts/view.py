"""What the page of accounts shows, as plain values: made from what the services know, drawn by the widgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from stagedoor.desktop import words
from stagedoor.desktop.pages.accounts.days import days_of, unknown_days
from stagedoor.desktop.pages.accounts.deeds import Deed, deeds_of, setup_deeds
from stagedoor.desktop.pages.accounts.sentences import about_account, about_setup, changed
from stagedoor.desktop.pages.sitting.view import progress_words
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets.history import Day
from stagedoor.domain.entities import Connection
from stagedoor.domain.health import NEEDS_PERSON, Slug
from stagedoor.domain.plain import plain
from stagedoor.domain.sitting import LegPlace, Progress
from stagedoor.services.cards import Card, Overview, SetupCard

RANKS: dict[Slug, int] = {
    "locked": 0, "reconnect": 1, "partial": 2, "ends_soon": 3, "limited": 4, "renew_failed": 5, "setup": 6,
    "waiting": 6, "test_only": 7, "manual": 8, "unreachable": 9, "healthy": 9,
}  # fmt: skip
"""Those that need the person come first."""

SETUP = "setup:"
"""What the key of a card that is a set-up begins with."""

_NAME, _LABEL = 80, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """One card, or one row of the list. `key`: the handle, or "setup:" and the id. `about`: who it is, in a name that
    no other card has; `name` is what a screen reader says on arrival. `ends`, `checked`: UTC seconds to sort by.
    `publish`: where it is made public; `same_as`: as in Card.
    """

    key: str
    platform: str
    platform_name: str
    title: str
    subtitle: str
    slug: Slug
    pill: str
    age: str
    text: str
    days: tuple[Day, ...]
    until: date
    main: Deed
    second: Deed | None
    about: str
    rank: int
    route: str = ""
    again: str = ""
    label: str = ""
    changed: str = ""
    checked: int | None = None
    ends: int | None = None
    ends_text: str = ""
    by_hand: bool = False
    publish: LegPlace | None = None
    another: str = ""
    same_as: str = ""

    @property
    def is_setup(self) -> bool:
        return self.key.startswith(SETUP)

    @property
    def needing(self) -> bool:
        return self.slug in NEEDS_PERSON

    @property
    def name(self) -> str:
        return ", ".join(part for part in (self.about, self.pill, self.label) if part)

    def found_by(self, typed: str) -> bool:
        """True if every word typed stands in its name, address, platform or label."""
        text = f"{self.title} {self.subtitle} {self.platform_name} {self.label} {self.key}".casefold()
        return all(word in text for word in typed.casefold().split())


@dataclass(frozen=True, slots=True)
class SittingView:
    """A sitting that goes on: its id, and how far it is."""

    id: str
    headline: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """All of the page. `next_end`: "LinkedIn, 27 Nov", or empty. `last_good`: when anything was proved, as a time.
    `stale`: handles of accounts that were not asked for a while, the longest first. `sitting`: one that is not done.
    """

    cards: tuple[CardView, ...]
    needing: int
    next_end: str
    offline: bool
    locked: bool
    last_good: str
    as_list: bool
    stale: tuple[str, ...] = ()
    sitting: SittingView | None = None


STALE = 3600
"""Seconds after which an account is asked again when the page is first shown."""

MANY = 24
"""With more accounts than this, they are shown as a list where the person did not choose."""


def page_view(overview: Overview, sitting: Progress | None = None) -> PageView:
    """Everything that the page says, from one look at the records."""
    cards = [account_view(card, overview) for card in overview.cards]
    mended = {card.connection.id: card.connection for card in overview.cards}
    cards += [setup_view(card, overview.now, mended.get(card.setup.reconnects or "")) for card in overview.setups]
    ordered = sorted(_told_apart(cards), key=lambda view: view.rank)
    proofs = [card.proved_at for card in overview.cards if card.proved_at is not None]
    return PageView(
        cards=tuple(ordered), needing=sum(1 for view in ordered if view.needing and not view.same_as),
        next_end=next_end(overview), offline=overview.offline, locked=overview.locked,
        last_good=words.moment(max(proofs), overview.now) if proofs else "",
        as_list=overview.view == "list" or (not overview.view and len(ordered) > MANY),
        stale=tuple(_stale(overview)), sitting=_sitting_view(overview, sitting) if sitting is not None else None,
    )  # fmt: skip


def platforms_of(overview: Overview) -> set[str]:
    return {card.connection.platform for card in overview.cards} | {card.setup.platform for card in overview.setups}


def _sitting_view(overview: Overview, sitting: Progress) -> SittingView | None:
    """None while a guide of it was left half done: its card leads on."""
    if any(card.setup.platform in sitting.platforms for card in overview.setups):
        return None
    text = f"{progress_words(sitting)} {tr('There you can also skip what you do not want.')}"
    return SittingView(sitting.id, f"{tr(sitting.name)}.", text)


def account_view(card: Card, overview: Overview) -> CardView:
    connection, now = card.connection, overview.now
    main, second = deeds_of(card)
    return CardView(
        key=connection.handle, platform=connection.platform, platform_name=plain(card.platform_name, _NAME),
        title=plain(connection.name, _NAME), subtitle=_subtitle(card), slug=card.state.slug, pill=tr(card.state.pill),
        age=_age(card, now), text=about_account(card, now), days=days_of(card, now), until=_date(now), main=main,
        second=second, about=_about(card), rank=_rank(card), route=connection.route, again=connection.handle,
        label=plain(card.label, _LABEL), changed=changed(card), checked=card.proved_at, ends=card.ends_at,
        ends_text=_ends(card, now), by_hand=connection.grant_id is None,
        publish=card.publish, another=tr(card.another), same_as=card.same_as,
    )  # fmt: skip


def setup_view(card: SetupCard, now: int, mended: Connection | None = None) -> CardView:
    """A set-up that goes on later; `mended`: the account whose sign-in it renews."""
    setup = card.setup
    main, second = setup_deeds()
    platform = plain(card.platform_name, _NAME)
    title = plain(mended.name, _NAME) if mended else tr("New account")
    about = tr("{platform}, {title}, set-up", platform=platform, title=title)
    return CardView(
        key=SETUP + setup.id, platform=setup.platform, platform_name=platform, title=title,
        subtitle=tr("{platform} · set-up paused", platform=platform), slug=card.state.slug, pill=tr(card.state.pill),
        age=tr("since {when}", when=_when(setup.updated_at, now)), text=about_setup(card), days=unknown_days(),
        until=_date(now), main=main, second=second, about=about,
        again=mended.handle if mended else "", rank=RANKS[card.state.slug],
        route=setup.route or "", checked=setup.updated_at,
    )  # fmt: skip


def next_end(overview: Overview) -> str:
    """What ends next and needs the person: "LinkedIn, 27 Nov". What only disuse ends is said when it comes near."""
    ending = [
        card for card in overview.cards
        if card.ends_at is not None and card.ends_at > overview.now and card.state.slug != "reconnect"
        and (not card.idle or card.state.slug == "ends_soon")
    ]  # fmt: skip
    first = min(ending, key=lambda card: card.ends_at or 0, default=None)
    if first is None or first.ends_at is None:
        return ""
    return f"{plain(first.platform_name, _NAME)}, {words.day(first.ends_at, overview.now)}"


def _stale(overview: Overview) -> list[str]:
    asked = [(card.asked_at or 0, card.connection) for card in overview.cards]
    old = [(at, one.handle) for at, one in asked if one.grant_id is not None and overview.now - at >= STALE]
    return [handle for _, handle in sorted(old)]


def _told_apart(cards: Sequence[CardView]) -> list[CardView]:
    """Two accounts that would be called the same get their handle into the name."""
    count = Counter(view.about for view in cards)
    return [view if count[view.about] == 1 else replace(view, about=f"{view.about}, {_tail(view)}") for view in cards]


def _tail(view: CardView) -> str:
    return view.key.removeprefix(SETUP)[:8] if view.is_setup else view.key


def _rank(card: Card) -> int:
    """An account that could not be asked stands where it stood."""
    if card.state.slug != "unreachable":
        return RANKS[card.state.slug]
    for day in sorted(card.states, reverse=True):
        known = [RANKS[s] for s in card.states[day] if s in RANKS and s not in ("unreachable", "locked")]
        if known:
            return min(known)
    return RANKS["unreachable"]


def _about(card: Card) -> str:
    connection = card.connection
    who = f"@{connection.username}" if connection.username else connection.name
    return f"{plain(card.platform_name, _NAME)}, {plain(who, _NAME)}"


def _subtitle(card: Card) -> str:
    """What kind of place, and which one: "X · @crumbkitchen", "Telegram channel · 1,204"."""
    connection = card.connection
    return " · ".join(part for part in (_kind(card), plain(_which(card), _NAME)) if part and part != connection.name)


def _kind(card: Card) -> str:
    platform = plain(card.platform_name, _NAME)
    kinds = {
        "page": tr("{platform} Page", platform=platform), "group": tr("{platform} group", platform=platform),
        "channel": tr("{platform} channel", platform=platform),
    }  # fmt: skip
    return kinds.get(card.connection.kind, platform)


def _which(card: Card) -> str:
    connection = card.connection
    if connection.grant_id is None:
        return tr("by hand")
    if card.followers is not None and connection.kind == "page":
        return tr("{count} followers", count=words.number(card.followers))
    if card.via:
        return tr("through your Page")
    if card.followers is not None and connection.kind in ("channel", "group"):
        return words.number(card.followers)
    if connection.username:
        return f"@{connection.username}"
    return tr("personal profile") if connection.kind == "profile" else ""


def _age(card: Card, now: int) -> str:
    """How old the last proof is, always said; by hand there is none but the posts."""
    if card.connection.grant_id is None:
        last = max(card.posted.values(), default=None)
        return tr("last post {day}", day=words.day(last, now)) if last else tr("no post yet")
    if card.proved_at is None:
        return tr("never checked")
    if card.state.slug == "unreachable":
        return tr("last good {when}", when=words.moment(card.proved_at, now))
    return tr("checked {ago}", ago=words.ago(card.proved_at, now))


def _when(at: int, now: int) -> str:
    """The day, or the time where it is today."""
    return words.clock(at) if _date(at) == _date(now) else words.day(at, now)


def _ends(card: Card, now: int) -> str:
    if card.state.slug == "reconnect":
        return tr("ended")
    if card.ends_at is not None and not card.idle:
        return words.day(card.ends_at, now)
    if card.renews:
        return tr("renews itself")
    return tr("not known") if card.ends_kind == "unknown" else tr("no end date")


def _date(now: int) -> date:
    return datetime.fromtimestamp(now, tz=UTC).astimezone().date()
