"""What the overview says about one account. Plain values, drawn elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from stagedoor.desktop import words
from stagedoor.desktop.pages.account.sight import Sight
from stagedoor.desktop.pages.accounts.deeds import Deed, deeds_of
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets.history import Day, history_text
from stagedoor.domain.abilities import checked, lost
from stagedoor.domain.entities import MeterRow
from stagedoor.domain.health import NEEDS_PERSON, Slug
from stagedoor.domain.plain import plain
from stagedoor.domain.scopes import ability_of, serving

Can = Literal["yes", "no", "unsure"]

_NAME, _TEXT = 80, 300


@dataclass(frozen=True, slots=True)
class Ability:
    """`code`: the permission's own name, "" where there is none. `without`: what follows from its absence; `note`: why
    it is not sure.
    """

    name: str
    code: str
    can: Can
    without: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewView:
    """`days_text` says what the strip of days shows."""

    slug: Slug
    title: str
    text: str
    also: tuple[str, ...]
    deeds: tuple[Deed, ...]
    facts: tuple[Fact, ...]
    abilities: tuple[Ability, ...]
    left: tuple[Fact, ...]
    days: tuple[Day, ...]
    days_text: str


def overview_view(sight: Sight) -> OverviewView:
    card, view = sight.card, sight.view
    return OverviewView(
        slug=card.state.slug, title=_title(sight), text=_text(sight),
        also=tuple(plain(tr(sentence), _TEXT) for sentence in card.state.also), deeds=_deeds(sight),
        facts=tuple(_facts(sight)), abilities=abilities(sight), left=tuple(_left(m, sight.now) for m in card.meters),
        days=view.days, days_text=_days_text(sight),
    )  # fmt: skip


def abilities(sight: Sight) -> tuple[Ability, ...]:
    """By permission where the platform has them, else by what the checks look at. None by hand."""
    grant = sight.grant
    if grant is None:
        return ()
    asked = serving(sight.spec, sight.connection.route, grant.scopes_asked)
    if asked:
        found = [_by_scope(sight, scope, grant.scopes) for scope in asked]
    else:
        found = [_by_check(sight, ability) for ability in checked(sight.spec)]
    return tuple(_explained(sight, ability) for ability in found)


def _explained(sight: Sight, ability: Ability) -> Ability:
    if sight.card.state.slug == "reconnect":
        return replace(ability, can="unsure", without="", note=tr("not known until you sign in again"))
    if ability.can == "unsure":
        return replace(ability, note=tr("should work; nothing proved it yet"))
    return ability


def _by_scope(sight: Sight, scope: str, given: Sequence[str] | None) -> Ability:
    """`given`: None where the platform did not say."""
    known, ability = sight.spec.scope.get(scope), ability_of(sight.spec, scope)
    name = tr(known.name) if known and known.name else ability_words(ability)
    if given is not None and scope not in given:
        beside = known is None or known.missing == sight.card.state.cause
        return Ability(name, scope, "no", "" if known is None or beside else tr(known.missing))
    can: Can = "no" if ability in lost(sight.spec, sight.findings) else "unsure" if given is None else "yes"
    return Ability(name, scope, can)


def _by_check(sight: Sight, ability: str) -> Ability:
    checks = [id for id, check in sight.spec.check.items() if ability in check.abilities]
    proved = any(f.check_id in checks and f.verdict == "ok" for f in sight.findings)
    can: Can = "no" if ability not in sight.card.abilities else "yes" if proved else "unsure"
    return Ability(ability_words(ability), "", can)


def ability_words(ability: str) -> str:
    known = {
        "read": tr("Read the account"), "post": tr("Post"), "delete": tr("Delete what it posted"),
        "identify": tr("Say whose account it is"), "media": tr("Post pictures and videos"),
        "renew": tr("Renew itself"), "list": tr("List your accounts"), "engage": tr("Read what people did"),
    }  # fmt: skip
    return known.get(ability) or plain(ability.replace("_", " ").capitalize(), _NAME)


def _days_text(sight: Sight) -> str:
    view = sight.view
    if not sight.by_hand:
        return history_text(view.days, view.until)
    posted = view.days.count("good")
    return tr("Last {count} days: posts on {posted} of them", count=len(view.days), posted=posted)


def _title(sight: Sight) -> str:
    now_is = sight.card.state
    return tr("It works") if now_is.slug == "healthy" else tr(now_is.pill)


def _text(sight: Sight) -> str:
    """The cause, and the way to mend it; or what is good to know before a post."""
    now_is = sight.card.state
    if now_is.slug == "manual":
        return tr("You post to this account by hand. No key is needed for this. What was posted stands under Activity.")
    if now_is.slug == "healthy":
        return sight.view.text
    return plain(f"{tr(now_is.cause)} {tr(now_is.fix)}".strip(), 2 * _TEXT)


def _deeds(sight: Sight) -> tuple[Deed, ...]:
    """Test post stands in the head of the page; what is not there yet is not offered."""
    main, second = deeds_of(sight.card)
    if sight.by_hand:
        return (main,) if main.kind == "prepare" else ()
    loud = sight.card.state.slug in NEEDS_PERSON or sight.card.state.slug == "locked"
    found = [Deed(main.kind, main.words, main.glyph, "primary" if loud else "outline"), *([second] if second else [])]
    mends = main.kind in ("fix", "see_left")  # these lead to the doctor, where the reason stands
    found = [deed for deed in found if deed.kind != "test_post" and not (mends and deed.kind == "why")]
    if all(deed.kind not in ("try_again", "unlock") for deed in found):
        found.append(Deed("check", tr("Check now (free)"), "mdi6.refresh", "outline" if not found else "quiet"))
    return tuple(found)


# ---------------------------------------------------------------- facts


def _facts(sight: Sight) -> list[Fact]:
    connection, now = sight.connection, sight.now
    facts = [
        Fact(tr("Way to connect"), tr(sight.route.name)),
        Fact(tr("Added") if sight.by_hand else tr("Connected"), words.day(connection.confirmed_at, now)),
    ]
    facts += _about_posts(sight) if sight.by_hand else _about_sign_in(sight)
    if sight.card.followers is not None:
        facts.append(Fact(tr(sight.spec.identity.audience.capitalize()), words.number(sight.card.followers)))
    if not sight.by_hand:
        facts.append(Fact(tr("Name in scripts"), connection.handle))
    if sight.view.label:
        facts.append(Fact(tr("Label"), sight.view.label))
    if sight.card.changed_settings:
        facts.append(Fact(tr("Changed platform settings"), plain("; ".join(sight.card.changed_settings), _TEXT)))
    return facts


def _about_posts(sight: Sight) -> list[Fact]:
    last = max(sight.card.posted.values(), default=None)
    return [Fact(tr("Last post"), words.ago(last, sight.now) if last else tr("none yet"))]


def _about_sign_in(sight: Sight) -> list[Fact]:
    found = [Fact(tr("Last proof"), _proof(sight)), Fact(tr("Ends"), _ends(sight))]
    if token := _token(sight):
        found.append(Fact(tr("Token"), token))
    if sight.shares:
        names = ", ".join(plain(one.name, _NAME) for one in sight.shares)
        found.append(Fact(tr("The same sign-in"), tr("also serves {accounts}", accounts=names)))
    return found


def _proof(sight: Sight) -> str:
    at = sight.card.proved_at
    if at is None:
        return tr("none yet")
    grant = sight.grant
    if grant is not None and grant.renewed_at == at:
        what = tr("a renewal")
    else:
        by = next((row.by for row in sorted(sight.checks, key=lambda r: -r.ended_at) if row.ended_at == at), "cli")
        what = _BY[by]()
    return tr("{what}, {ago}", what=what, ago=words.ago(at, sight.now))


_BY = {
    "round": lambda: tr("a check"), "person": lambda: tr("a check"), "cli": lambda: tr("a check"),
    "connect": lambda: tr("the sign-in itself"),
}  # fmt: skip


def _ends(sight: Sight) -> str:
    """never, not known and a day are three things; what renews itself ends only unused."""
    card, now = sight.card, sight.now
    if card.state.slug == "reconnect":
        return tr("it has ended")
    if card.ends_at is None:
        return sight.view.ends_text
    on = words.day(card.ends_at, now)
    if card.once:
        return tr("no end date; sign in once before {day}", day=on)
    if not card.idle:
        return tr("on {day}; then you sign in again", day=on)
    if _sure(sight):
        return tr("renews itself; unused, it ends on {day}", day=on)
    return tr("renews itself; unused, it should end on {day}", day=on)


def _sure(sight: Sight) -> bool:
    oauth = sight.spec.oauth_of(sight.connection.route)
    return oauth is not None and oauth.renew.sure == "is"


def _token(sight: Sight) -> str:
    """How long what scripts get now is good; nothing where it has no end."""
    at = next((t.ends_at for t in sight.tokens if t.name == sight.connection.token_name), None)
    if at is None or not sight.card.renews or sight.card.state.slug == "reconnect":
        return ""
    if at <= sight.now:
        return tr("renewed when it is next used")
    return tr("good until {time}, then renewed", time=words.moment(at, sight.now))


def _left(meter: MeterRow, now: int) -> Fact:
    unit = plain(meter.unit or meter.name.replace("_", " "), _NAME)
    name = unit[:1].upper() + unit[1:]
    if meter.resets_at is not None and meter.resets_at <= now:
        return Fact(name, tr("counted anew since {time}", time=words.moment(meter.resets_at, now)))
    if meter.left is not None and meter.limit:
        value = tr("{left} of {limit} left", left=words.number(meter.left), limit=words.number(meter.limit))
    elif meter.left is not None:
        value = tr("{left} left", left=words.number(meter.left))
    elif meter.used is not None and meter.limit:
        value = tr("{used} of {limit} used", used=words.number(meter.used), limit=words.number(meter.limit))
    elif meter.used is not None:
        value = tr("{used} used", used=words.number(meter.used))
    else:
        value = tr("not known")
    return Fact(name, tr("{value}, {ago}", value=value, ago=words.ago(meter.at, now)))
