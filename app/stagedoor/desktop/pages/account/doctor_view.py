"""What the doctor says about one account: every trouble with the steps that mend it. Plain values, drawn elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from stagedoor.desktop import words
from stagedoor.desktop.pages.account.sight import Sight
from stagedoor.desktop.pages.checkup.view import (
    TEXT,
    Checkup,
    Level,
    Line,
    Mend,
    Step,
    Trouble,
    headline,
    own_title,
    report_line,
)
from stagedoor.desktop.text import tr
from stagedoor.domain import guidance
from stagedoor.domain.entities import Finding, Verdict
from stagedoor.domain.health import Slug
from stagedoor.domain.plain import plain
from stagedoor.services.health import LOCKED

_ORDER: dict[Verdict, int] = {"bad": 0, "unknown": 1, "warn": 2, "ok": 3}
_CALM: frozenset[Slug] = frozenset({"healthy", "manual"})
_LEVELS: dict[Slug, Level] = {
    "reconnect": "bad", "partial": "bad", "locked": "warning", "limited": "warning", "renew_failed": "warning",
    "ends_soon": "warning", "unreachable": "info", "test_only": "info",
}  # fmt: skip


def account_checkup(sight: Sight) -> Checkup:
    """From what is stored: the newest answer to every question, and the state that follows from them."""
    answers = sorted(sight.findings, key=lambda f: _ORDER[f.verdict])
    priced = [id for id, check in sight.spec.check.items() if check.price]
    fine = tuple(_fine(sight, f) for f in answers if f.verdict == "ok")
    troubles = _troubles(sight, [f for f in answers if f.verdict != "ok"])
    asked = [f.checked_at for f in answers if f.verdict == "ok"] or [f.checked_at for f in answers]
    return Checkup(
        troubles=tuple(troubles), fine=fine, headline=headline(len(troubles), len(fine)),
        age=words.ago(max(asked), sight.now) if asked else "", good=not troubles,
        paid=tuple(_unasked(sight, priced)), pay=_pay(sight, priced), report=tuple(_report(sight, answers)),
    )  # fmt: skip


def _troubles(sight: Sight, answers: Sequence[Finding]) -> list[Trouble]:
    """One per cause, the state's own first: several questions may have met the same trouble."""
    state = sight.card.state
    by_cause: dict[str, Finding] = {}
    for answer in answers:
        if state.slug == "locked" and answer.error_id == LOCKED:
            continue  # the state says so
        if _fix_of(sight, answer) or answer.verdict != "warn":
            by_cause.setdefault(_cause(sight, answer), answer)
    found = []
    if state.slug not in _CALM:
        found.append(_of_state(sight, by_cause.pop(state.cause, None)))
    return [*found, *(_of_answer(sight, cause, answer) for cause, answer in by_cause.items())]


def _of_state(sight: Sight, answer: Finding | None) -> Trouble:
    state = sight.card.state
    steps = _steps(sight, answer, state.fix or _fix_of(sight, answer)) if answer else _steps_of_state(sight)
    return Trouble(
        title=_title(sight), cause=plain(tr(state.cause), TEXT), steps=steps, level=_LEVELS[state.slug],
        also=tuple(plain(tr(sentence), TEXT) for sentence in state.also),
    )  # fmt: skip


def _of_answer(sight: Sight, cause: str, answer: Finding) -> Trouble:
    level: Level = "bad" if answer.verdict == "bad" else "info" if answer.verdict == "unknown" else "warning"
    return Trouble(
        title=_question(sight, answer.check_id), cause=plain(tr(cause), TEXT), level=level,
        steps=_steps(sight, answer, _fix_of(sight, answer)),
    )  # fmt: skip


def _title(sight: Sight) -> str:
    state, can = sight.card.state, sight.card.abilities
    if state.slug == "partial" and "read" in can and "post" not in can:
        return tr("Reading works, posting does not")
    if state.slug == "limited" and _credit(sight):
        return tr("Your credit is used up")
    known = {
        "reconnect": tr("This sign-in has ended"), "locked": tr("Your keys are locked"),
        "limited": tr("A limit is reached"), "renew_failed": tr("It was not renewed yet"),
        "unreachable": tr("It could not be checked"), "test_only": tr("Only you see the posts"),
    }  # fmt: skip
    return known.get(state.slug) or tr(state.pill)


def _credit(sight: Sight) -> bool:
    entry = sight.spec.error.get(sight.card.state.cause_id)
    return entry is not None and entry.kind == "credit"


# ---------------------------------------------------------------- steps


def _steps_of_state(sight: Sight) -> tuple[Step, ...]:
    """Where no check said it: what ended, what renews, what is locked."""
    state = sight.card.state
    fix = plain(tr(state.fix), TEXT)
    if state.action == "unlock":
        return (Step(fix, mend=Mend("unlock", tr("Unlock"), "mdi6.key-variant")),)
    if state.action == "try_now":
        return (Step(fix, mend=Mend("renew", tr("Try now"), "mdi6.refresh")),)
    if state.action == "sign_in" or state.cause_id.startswith("scope:"):
        code = sight.grant.dead_code if sight.grant else None
        if code in sight.spec.error:
            return _by_entry(sight, code or "", kind="grant_dead", fix=sight.spec.error[code or ""].fix)
        return (Step(fix, mend=_sign_in(sight)),)
    return (Step(fix or tr("Run the checks again."), mend=_again()),)


def _steps(sight: Sight, answer: Finding, fix: str) -> tuple[Step, ...]:
    if answer.error_id == LOCKED:
        return (Step(tr("Unlock them."), mend=Mend("unlock", tr("Unlock"), "mdi6.key-variant")),)
    kind = _kind(sight, answer)
    if kind == "sign_in" and answer.error_id not in sight.spec.error:
        return (Step(tr("Sign in again. Your account and your posts are untouched."), mend=_sign_in(sight)),)
    return _by_entry(sight, answer.error_id or "", kind=kind, fix=fix)


def _by_entry(sight: Sight, error_id: str, *, kind: str, fix: str) -> tuple[Step, ...]:
    """First what is done at the platform, then what is done here."""
    words_ = plain(tr(fix), TEXT) or tr("Run the checks again.")
    entry = sight.spec.error.get(error_id)
    portal = _portal(sight, entry.step) if entry else None
    link = _link(sight, portal)
    signs_in = kind in ("grant_dead", "sign_in") or (portal is not None and _wants_keys(kind, portal))
    if portal is None or not link:
        return (Step(words_, mend=_sign_in(sight) if signs_in else _again()),)
    page = Mend("page", tr("Open the page"), "mdi6.open-in-new", link)
    second = Step(_then(sight), mend=_sign_in(sight)) if signs_in else Step(tr("Then check again."), mend=_again())
    return Step(words_, tuple(portal.where), page), second


def _wants_keys(kind: str, step: guidance.Step) -> bool:
    """A permission is given with a new sign-in; of the developer app's own troubles, those about copied keys."""
    return kind == "permission" or (kind == "app" and bool(step.fields))


def _then(sight: Sight) -> str:
    if sight.route.oauth:
        return tr("Then sign in again and leave every permission ticked.")
    return tr("Then enter the new keys here.")


def _portal(sight: Sight, place: str) -> guidance.Step | None:
    """The step of the guide that an error names, in this account's own way to connect where it has that step."""
    route, _, id = place.partition(".")
    own = sight.route.step.get(id)
    other = sight.spec.route.get(route)
    return own or (other.step.get(id) if other else None)


def _link(sight: Sight, step: guidance.Step | None) -> str:
    """Empty where a name in it is not known here."""
    link = sight.fill(step.link) if step else ""
    return "" if "{" in link else link


def _sign_in(sight: Sight) -> Mend:
    said = tr("Sign in again") if sight.route.oauth else tr("Enter the keys again")
    return Mend("sign_in", said, "mdi6.key-variant")


def _again() -> Mend:
    return Mend("again", tr("Check again"), "mdi6.refresh")


# ---------------------------------------------------------------- what was answered


def _kind(sight: Sight, answer: Finding) -> str:
    entry = sight.spec.error.get(answer.error_id or "")
    return entry.kind if entry else str(answer.detail.get("kind", ""))


def _cause(sight: Sight, answer: Finding) -> str:
    entry = sight.spec.error.get(answer.error_id or "")
    return str(answer.detail.get("cause") or (entry.cause if entry else tr("There was no answer.")))


def _fix_of(sight: Sight, answer: Finding) -> str:
    entry = sight.spec.error.get(answer.error_id or "")
    return str(answer.detail.get("fix") or (entry.fix if entry else ""))


def _question(sight: Sight, check_id: str) -> str:
    """What a check asks, without what follows the question mark."""
    check = sight.spec.check.get(check_id)
    asks = tr(check.asks) if check else own_title(check_id) or check_id
    question, mark, _ = asks.partition("?")
    return plain(question + mark, TEXT)


def _fine(sight: Sight, answer: Finding) -> Line:
    return Line(_question(sight, answer.check_id), words.ago(answer.checked_at, sight.now))


def _unasked(sight: Sight, priced: Sequence[str]) -> list[Line]:
    known = {f.check_id: f for f in sight.findings}
    lines = []
    for id in priced:
        at = known[id].checked_at if id in known else None
        aside = tr("last asked {ago}", ago=words.ago(at, sight.now)) if at else tr("not asked yet")
        lines.append(Line(_question(sight, id), aside))
    return lines


def _pay(sight: Sight, priced: Sequence[str]) -> Mend | None:
    if not priced or sight.by_hand:
        return None
    price = sum(sight.spec.check[id].price for id in priced)
    return Mend("paid", tr("Ask now · at most {price}", price=words.money(price)), "mdi6.cash")


def _report(sight: Sight, answers: Sequence[Finding]) -> list[str]:
    state, connection = sight.card.state, sight.connection
    head = f"{connection.handle}, {sight.spec.name}, {sight.route.name}"
    lines = [head, plain(f"State: {state.pill}. {state.cause}", TEXT), *(plain(s, TEXT) for s in state.also)]
    for answer in answers:
        at = words.moment(answer.checked_at, sight.now)
        ok = answer.verdict == "ok"
        cause, fix = ("", "") if ok else (_cause(sight, answer), _fix_of(sight, answer))
        name = f"{answer.check_id} {answer.error_id or ''}".strip()
        lines.append(report_line(name, answer.verdict, cause, fix, at))
    return lines
