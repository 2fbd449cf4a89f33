"""The one or two sentences of a card: what is wrong, or what it can do, what is left and until when."""

from __future__ import annotations

from stagedoor.desktop import words
from stagedoor.desktop.text import tr
from stagedoor.domain.entities import MeterRow
from stagedoor.domain.plain import plain
from stagedoor.services.cards import Card, SetupCard

_TEXT = 300
_UNIT = 60
_SENTENCES = 3


def about_account(card: Card, now: int) -> str:
    """In trouble: the cause and what also holds. Else what is good to know before a post."""
    slug = card.state.slug
    if slug == "manual":
        return f"{waiting(card.waiting) or tr('You post to this account by hand.')} {tr('No key is needed for this.')}"
    if card.same_as:
        return plain(f"{tr(card.state.cause)} {tr('One sign-in mends all of them.')}", _TEXT)
    if slug != "healthy":
        return plain(" ".join(tr(sentence) for sentence in (card.state.cause, *card.state.also[:1])), _TEXT)
    told = [_can(card.abilities), _left(card.meters, now), _price(card.test_price), _end(card, now)]
    said = [sentence for sentence in (waiting(card.waiting), *told) if sentence][:_SENTENCES]
    return " ".join(said) if said else tr("Works.")


def about_setup(card: SetupCard) -> str:
    if card.state.slug == "setup" and card.next_step:
        return tr("Next: {step}", step=plain(tr(card.next_step), _TEXT))
    return plain(tr(card.state.cause), _TEXT)


def changed(card: Card) -> str:
    """The platform settings that somebody changed on this computer, as a sentence."""
    if not card.changed_settings:
        return ""
    return tr("Changed platform settings: {what}", what=plain("; ".join(card.changed_settings), _TEXT))


def waiting(count: int) -> str:
    """Prepared posts that are not posted yet; "" where there are none."""
    if count == 1:
        return tr("One prepared post is waiting.")
    few = {2: tr("Two prepared posts are waiting."), 3: tr("Three prepared posts are waiting.")}
    return few.get(count) or (tr("{count} prepared posts are waiting.", count=count) if count else "")


def _can(abilities: list[str]) -> str:
    reads, posts = "read" in abilities, "post" in abilities
    if reads and posts:
        return tr("Reads and posts.")
    if reads:
        return tr("Reads; it was not asked to post.")
    return tr("Posts.") if posts else ""


def _left(meters: list[MeterRow], now: int) -> str:
    """The posts that are left, from the meter that comes to its end first; what was counted before a reset is old."""
    known = [(m.left / m.limit, m) for m in meters if _counts_posts(m) and m.left is not None and m.limit]
    if not known:
        return ""
    _, meter = min(known, key=lambda pair: pair[0])
    if meter.left is None or meter.limit is None or (meter.resets_at is not None and meter.resets_at <= now):
        return ""
    return tr(
        "Left: {left} of {limit} {unit}.",
        left=words.number(meter.left), limit=words.number(meter.limit), unit=plain(meter.unit, _UNIT),
    )  # fmt: skip


def _counts_posts(meter: MeterRow) -> bool:
    return meter.unit.startswith("posts") and not meter.unit.startswith("posts read")


def _price(price: float | None) -> str:
    """Only where it costs anything."""
    return tr("A test post costs at most {price}.", price=words.money(price)) if price else ""


def _end(card: Card, now: int) -> str:
    if card.ends_at is not None and card.once:
        return tr("No end date. Sign in once before {day}.", day=words.day(card.ends_at, now))
    if card.ends_at is not None and not card.idle:
        return tr("Sign in again by {day}.", day=words.day(card.ends_at, now))
    if card.renews:
        return tr("Renews itself.")
    return tr("No end date.") if card.ends_kind == "never" else tr("Its end is not known.")
