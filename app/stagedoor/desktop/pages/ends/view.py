"""What ends next, as plain values: sign-ins, set-ups and test posts, each in the group of its time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal

from stagedoor.desktop import words
from stagedoor.desktop.ics import SignInEnd
from stagedoor.desktop.places import Connect, Details, Place, TestPost
from stagedoor.desktop.text import tr
from stagedoor.domain.details import Missing
from stagedoor.domain.entities import Connection, Post
from stagedoor.domain.plain import plain
from stagedoor.services.cards import Card, Overview, SetupCard

Period = Literal["over", "week", "month", "later", "never", "unknown"]

_WEEK, _MONTH = 7, 31
_NAME, _TEXT = 80, 300
_NEVER = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """The button that mends it, and where it leads. `loud`: nothing else on the page is as urgent."""

    words: str
    glyph: str
    place: Place
    loud: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that ends. `about` is in the names of its buttons; no other row has the same. `day` is when, `left` in
    how many days. `calendar`: what is put into the person's calendar, None where a date would only mislead.
    """

    key: str
    platform: str
    title: str
    subtitle: str
    text: str
    about: str
    period: Period
    at: int = _NEVER
    day: str = ""
    left: str = ""
    deed: Deed | None = None
    quiet: str = ""
    calendar: SignInEnd | None = None


@dataclass(frozen=True, slots=True)
class Group:
    period: Period
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class EndsView:
    groups: tuple[Group, ...] = ()

    @property
    def calendar(self) -> list[SignInEnd]:
        """Everything that can be put into a calendar, the next one first."""
        return [row.calendar for group in self.groups for row in group.rows if row.calendar is not None]


def ends_view(overview: Overview, posts: Sequence[Post], missing: Sequence[Missing] = ()) -> EndsView:
    """`posts`: test posts that wait for their deletion; `missing`: pages of one's own that do not answer."""
    cards = {card.connection.id: card for card in overview.cards}
    mended = {card.connection.id: card.connection for card in overview.cards}
    rows = [
        *(_account(card, overview.now) for card in overview.cards),
        *(_page(page, overview.now) for page in missing),
        *(_post(post, cards, overview.now) for post in posts),
        *(_setup(card, overview.now, mended.get(card.setup.reconnects or "")) for card in overview.setups),
    ]
    ordered = _one_loud(_told_apart(sorted(rows, key=lambda row: (row.at, row.deed is None))))
    groups = [Group(period, title, tuple(r for r in ordered if r.period == period)) for period, title in _titles()]
    return EndsView(tuple(group for group in groups if group.rows))


def in_days(at: int, now: int) -> str:
    days = _days(at, now)
    if days < -1:
        return tr("{count} days ago", count=-days)
    near = {-1: tr("yesterday"), 0: tr("today"), 1: tr("tomorrow")}
    return near[days] if days in near else tr("in {count} days", count=days)


def period_of(at: int, now: int) -> Period:
    """Counted in days of this computer's calendar from today, so that nothing urgent waits for a Monday."""
    days = _days(at, now)
    if at <= now:
        return "over"
    return "week" if days <= _WEEK else "month" if days <= _MONTH else "later"


def _titles() -> list[tuple[Period, str]]:
    return [
        ("over", tr("Ended")), ("week", tr("Within a week")), ("month", tr("Within a month")), ("later", tr("Later")),
        ("never", tr("No end date")), ("unknown", tr("Not known")),
    ]  # fmt: skip


def _account(card: Card, now: int) -> Row:
    connection = card.connection
    base = Row(
        key=connection.handle, platform=connection.platform, title=plain(connection.name, _NAME),
        subtitle=_subtitle(card.platform_name, connection), about=_about(card.platform_name, connection), text="",
        period="never",
    )  # fmt: skip
    if card.state.slug == "reconnect":
        return _ended(base, card, now)
    if card.ends_at is not None:
        return _ending(base, card, card.ends_at, now)
    if connection.grant_id is None:
        return replace(base, text=tr("By hand: there is no sign-in that could end."))
    if card.renews:
        return replace(base, text=tr("Nothing to do while Stagedoor is opened now and then."), quiet=_renews())
    if card.ends_kind == "unknown":
        words = tr("The platform does not say when this sign-in ends. Stagedoor tells you when it has ended.")
        return replace(base, text=words, period="unknown")
    return replace(base, text=tr("This sign-in has no end date."))


def _ended(base: Row, card: Card, now: int) -> Row:
    at = card.state.since or card.ends_at or now
    return replace(
        base, text=plain(tr(card.state.cause), _TEXT), period="over", at=min(at, now), day=words.day(at, now),
        left=in_days(min(at, now), now), deed=_sign_in(card.connection),
    )  # fmt: skip


def _ending(base: Row, card: Card, at: int, now: int) -> Row:
    row = replace(base, period=period_of(at, now), at=at, day=words.day(at, now), left=in_days(at, now))
    if card.idle:
        return replace(row, text=tr("Ends only if it is not used: open Stagedoor before."), quiet=_renews())
    connection = card.connection
    event = SignInEnd(
        handle=connection.handle, name=plain(connection.name, _NAME), platform=plain(card.platform_name, _NAME),
        ends_at=at,
    )  # fmt: skip
    near = row.period != "later"
    text = tr("The sign-in ends. Nobody but you can begin a new one.") if near else tr("Sign in again before that day.")
    if card.once:
        text = tr("It has no end date, but sign in once before that day.")
    deed = _sign_in(connection) if near else None
    return replace(row, text=text, deed=deed, calendar=event if at > now else None)


def _page(page: Missing, now: int) -> Row:
    """Portals ask for it now and then, and may end the developer app behind it."""
    seen = page.seen
    return Row(
        key=f"page:{page.key}", platform="", title=tr(page.label), subtitle=plain(seen.url, _NAME),
        text=plain(f"{tr(seen.problem)} {tr('Put it back there, or enter where it is now.')}", _TEXT),
        about=tr(page.label), period="over", at=seen.at,
        day=words.day(seen.at, now), left=in_days(min(seen.at, now), now),
        deed=Deed(words=tr("Your details"), glyph="mdi6.chevron-right", place=Details()),
    )  # fmt: skip


def _post(post: Post, cards: Mapping[str, Card], now: int) -> Row:
    card, at = cards.get(post.connection_id or ""), post.delete_at or now
    connection = card.connection if card else None
    name = card.platform_name if card else ""
    deed = None
    if connection is not None:
        deed = Deed(words=tr("See it"), glyph="mdi6.eye-outline", place=TestPost(connection.handle))
    due = at <= now
    return Row(
        key=f"post:{post.id}", platform=connection.platform if connection else "", title=tr("Test post"),
        subtitle=_about(name, connection) if connection else tr("of an account that is gone"),
        text=tr("It is being deleted.") if due else tr("Deleted at {time}, while Stagedoor is open or when it closes.",
                                                       time=words.clock(at)),
        about=tr("test post, {account}", account=_about(name, connection)) if connection else tr("test post"),
        period="week" if due else period_of(at, now), at=at, day=words.day(at, now), left=in_days(max(at, now), now),
        deed=deed,
    )  # fmt: skip


def _setup(card: SetupCard, now: int, mended: Connection | None) -> Row:
    """A set-up has no end; it is here because it waits."""
    setup, platform = card.setup, plain(card.platform_name, _NAME)
    place = Connect(setup.platform, setup.route or "", again=mended.handle if mended else "")
    title = plain(mended.name, _NAME) if mended else tr("New account")
    return Row(
        key=f"setup:{setup.id}", platform=setup.platform, title=title,
        subtitle=tr("{platform} · set-up, {state}", platform=platform, state=tr(card.state.pill)),
        text=tr("Waits for you since {day}. It does not end by itself.", day=words.day(setup.updated_at, now)),
        about=tr("{platform}, {title}, set-up", platform=platform, title=title), period="never",
        deed=Deed(words=tr("Continue"), glyph="mdi6.chevron-right", place=place),
    )  # fmt: skip


def _sign_in(connection: Connection) -> Deed:
    place = Connect(connection.platform, connection.route, again=connection.handle)
    return Deed(words=tr("Sign in again"), glyph="mdi6.key-variant", place=place)


def _renews() -> str:
    return tr("Renews itself")


def _about(platform: str, connection: Connection) -> str:
    who = f"@{connection.username}" if connection.username else connection.name
    return f"{plain(platform, _NAME)}, {plain(who, _NAME)}"


def _subtitle(platform: str, connection: Connection) -> str:
    who = f"@{connection.username}" if connection.username else ""
    who = "" if who == connection.name else who
    return " · ".join(part for part in (plain(platform, _NAME), plain(who, _NAME)) if part)


def _told_apart(rows: Sequence[Row]) -> list[Row]:
    count = Counter(row.about for row in rows)
    return [row if count[row.about] == 1 else replace(row, about=f"{row.about}, {_tail(row.key)}") for row in rows]


def _tail(key: str) -> str:
    kind, _, id = key.partition(":")
    return id[:8] if id and kind in ("post", "setup") else key


def _one_loud(rows: Sequence[Row]) -> list[Row]:
    """The first thing that ended, else what ends within the week: one primary button, or none."""
    near = [row for row in rows if row.period in ("over", "week")]
    urgent = [row for row in near if row.deed and isinstance(row.deed.place, Connect)]
    if not urgent:
        return list(rows)
    first = urgent[0].key
    return [replace(r, deed=replace(r.deed, loud=True)) if r.key == first and r.deed else r for r in rows]


def _days(at: int, now: int) -> int:
    return (_date(at) - _date(now)).days


def _date(at: int) -> date:
    return datetime.fromtimestamp(at, tz=UTC).astimezone().date()
