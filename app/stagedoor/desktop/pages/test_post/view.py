"""What the page says before anything is sent: how far, for how long, at what price. Plain values, drawn elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

from stagedoor.desktop import words
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets.segmented import Option
from stagedoor.domain.entities import Connection
from stagedoor.domain.limits import Rung
from stagedoor.domain.plain import plain
from stagedoor.services.rungs import Measured, Offer, RungView

KEEPS: dict[str, int | None] = {"60": 60, "600": 600, "keep": None}
"""For how long a public post stays: id of the choice, and seconds until it is deleted (None: it is not)."""

_MINUTE = 60
_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the person chose. `keep` is an id of KEEPS, `picture` a public address."""

    rung: Rung
    keep: str = "60"
    picture: str = ""

    def delete_after(self, rung: RungView) -> int | None:
        """Seconds until the post is deleted; None where it stays."""
        return KEEPS[self.keep] if rung.can_delete else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposeView:
    """`may_keep`: there is a choice for how long it stays. `problem` belongs to the text, `too_long` says that it is
    one to show while typing; `cost` is in US dollars at most, for all that the button sets going. `warning` is agreed
    to before anything is sent. `picture_help`: what the picture must be, whose address is asked for; "" where none is.
    """

    rungs: tuple[Option, ...]
    note: str
    keeps: tuple[Option, ...]
    may_keep: bool
    count: str
    price_note: str
    problem: str
    too_long: bool
    button: str
    glyph: str
    audience: str
    cost: float
    warning: str = ""
    picture_help: str = ""
    picture_problem: str = ""


def account_name(connection: Connection) -> str:
    """The short name of the account: "@crumbkitchen", else its name."""
    return plain(f"@{connection.username}" if connection.username else connection.name, _NAME)


def subtitle(offer: Offer) -> str:
    return tr(
        "{platform} · {account} · proves sign-in, permission and publishing", platform=offer.platform_name,
        account=account_name(offer.connection),
    )  # fmt: skip


def first_draft(offer: Offer) -> Draft:
    """The most private test that really posts and that needs no warning; only a check where there is none."""
    possible: list[Rung] = [rung.id for rung in offer.rungs if not rung.why_not and not rung.warning]
    order: tuple[Rung, ...] = ("draft", "private", "public", "dry")
    return Draft(rung=next((id for id in order if id in possible), "dry"))


def compose_view(offer: Offer, draft: Draft, measured: Measured) -> ComposeView:
    rung = offer.rung(draft.rung)
    cost = _cost(rung, draft, measured)
    return ComposeView(
        rungs=tuple(_option(each, replace(draft, rung=each.id), measured) for each in offer.rungs),
        note=_note(offer, rung), keeps=_keeps(),
        may_keep=rung.id == "public" and rung.can_delete and not rung.why_not, count=_count(measured),
        price_note=_price_note(rung, measured), problem=_problem(offer, measured),
        too_long=measured.too_long_by > 0, button=_button(rung, draft, cost),
        glyph="mdi6.stethoscope" if draft.rung == "dry" else "mdi6.send-outline", audience=_seen_by(rung), cost=cost,
        warning=tr(rung.warning), picture_help=_picture_help(offer), picture_problem=_picture_problem(offer, draft),
    )  # fmt: skip


def at_most(cost: float) -> str:
    """What it may cost, in words: "at most $0.025", or "free"."""
    return tr("at most {price}", price=words.money(cost)) if cost else words.money(cost)


def lasting(seconds: int) -> str:
    """A time to wait, in words: "60 seconds", "10 minutes"."""
    if seconds > _MINUTE:
        return tr("{count} minutes", count=seconds // _MINUTE)
    return tr("{count} seconds", count=seconds)


def _cost(rung: RungView, draft: Draft, measured: Measured) -> float:
    return rung.cost(link=measured.has_link, deleted=draft.delete_after(rung) is not None)


def _option(rung: RungView, draft: Draft, measured: Measured) -> Option:
    if rung.why_not:
        return Option(rung.id, _TITLES[rung.id](), _first_sentence(tr(rung.why_not)), possible=False)
    if rung.id == "dry":
        return Option("dry", _TITLES["dry"](), tr("nothing is sent · free"))
    price = at_most(_cost(rung, draft, measured))
    seconds = draft.delete_after(rung)
    if rung.id in _SEEN:
        who = tr("nobody sees it") if rung.unpublished else _SEEN[rung.id]()
        seen = _first_sentence(tr(rung.warning)) or tr("{seen} · {price}", seen=who, price=price)
        return Option(rung.id, _TITLES[rung.id](), seen)
    if seconds is None:
        return Option("public", tr("Public"), tr("it stays · {price}", price=price))
    return Option("public", _TITLES["public"](), tr("for {time} · {price}", time=_short(seconds), price=price))


_TITLES = {
    "dry": lambda: tr("Check only"), "draft": lambda: tr("Draft"), "private": lambda: tr("Private"),
    "public": lambda: tr("Public, then deleted"),
}  # fmt: skip
_SEEN = {"draft": lambda: tr("you finish it"), "private": lambda: tr("only you see it")}


def _short(seconds: int) -> str:
    return tr("{count} s", count=seconds) if seconds <= _MINUTE else words.left(seconds)


def _keeps() -> tuple[Option, ...]:
    found = [Option(id, lasting(seconds)) for id, seconds in KEEPS.items() if seconds is not None]
    return (*found, Option("keep", tr("Keep it")))


def _note(offer: Offer, chosen: RungView) -> str:
    """Who will see it and what else follows; and how what is not possible could be had."""
    parts = [tr(chosen.warning), _seen_by(chosen), tr(chosen.note)]
    parts += [f"{_TITLES[rung.id]()}: {rest}" for rung in offer.rungs if (rest := _rest(tr(rung.why_not)))]
    return " ".join(part for part in parts if part)


def _seen_by(rung: RungView) -> str:
    return tr("Seen by {audience}.", audience=plain(rung.audience)) if rung.id == "public" and rung.audience else ""


def _count(measured: Measured) -> str:
    if not measured.max:
        return words.number(measured.length)
    return tr("{count} of {most}", count=words.number(measured.length), most=words.number(measured.max))


def _price_note(rung: RungView, measured: Measured) -> str:
    if rung.id == "dry" or rung.price_with_link <= rung.price:
        return ""
    price = words.money(rung.price_with_link)
    if measured.has_link:
        return tr("There is a link in the text: the post costs {price}", price=price)
    return tr("No link in the text; a link would cost {price}", price=price)


def _problem(offer: Offer, measured: Measured) -> str:
    if over := measured.too_long_by:
        return tr(
            "Too long by {over}: {platform} takes {most}.", over=words.number(over), platform=offer.platform_name,
            most=words.number(measured.max),
        )  # fmt: skip
    return "" if measured.text.strip() else tr("Write at least one character.")


def _picture_help(offer: Offer) -> str:
    if offer.picture is None or not offer.picture.needed:
        return ""
    return tr(
        "Of a picture that is on your site already. It must open for everybody: {wanted}.", wanted=offer.picture.wanted
    )


def _picture_problem(offer: Offer, draft: Draft) -> str:
    """A check alone goes without one."""
    if draft.picture or draft.rung == "dry" or not _picture_help(offer):
        return ""
    return tr("{platform} takes pictures of this account only from a public address.", platform=offer.platform_name)


def _button(rung: RungView, draft: Draft, cost: float) -> str:
    if rung.id == "dry":
        return tr("Check now")
    seconds, price = draft.delete_after(rung), at_most(cost)
    if rung.id == "draft":
        return tr("Send the draft · {price}", price=price)
    if rung.unpublished:
        return tr("Send it, publish nothing · {price}", price=price)
    if rung.id == "private":
        return tr("Post for your eyes only · {price}", price=price)
    if seconds is None:
        return tr("Post and keep it · {price}", price=price)
    return tr("Post for {time} · {price}", time=lasting(seconds), price=price)


def _first_sentence(text: str) -> str:
    return text.partition(". ")[0].removesuffix(".")


def _rest(text: str) -> str:
    return text.partition(". ")[2]
