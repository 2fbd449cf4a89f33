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
from stagedoor.domain.entities import VERDICT_RANK, Finding
from stagedoor.domain.health import Slug
from stagedoor.domain.plain import plain
from stagedoor.services.health import LOCKED

_SCOPE = "scope:"
"""What the cause of a state begins with where a permission was not given."""
_CALM: frozenset[Slug] = frozenset({"healthy", "manual"})
_LEVELS: dict[Slug, Level] = {
    "reconnect": "bad", "partial": "bad", "locked": "warning", "limited": "warning", "renew_failed": "warning",
    "ends_soon": "warning", "unreachable": "info", "test_only": "info",
}  # fmt: skip


def account_checkup(sight: Sight) -> Checkup:
    """From what is stored: the newest answer to every question, and the state that follows from them."""
    answers = sorted(sight.findings, key=lambda f: VERDICT_RANK[f.verdict])
    priced = [id for id, check in sight.spec.check.items() if check.price]
    fine = tuple(_fine(sight, f) for f in answers if f.verdict == "ok")
    troubles = _troubles(sight, [f for f in answers if f.verdict != "ok"])
    asked = [f.checked_at for f in answers if f.verdict == "ok"] or [f.checked_at for f in answers]
    return Checkup(
        troubles=tuple(troubles), fine=fine, headline=headline(len(troubles), len(fine)),
        age=words.ago(max(asked), sight.now) if asked else "",
        paid=tuple(_unasked(sight, priced)), pay=_pay(sight, priced), report=tuple(_report(sight, answers)),
    )  # fmt: skip


def _troubles(sight: Sight, answers: Sequence[Finding]) -> list[Trouble]:
    """One per cause, the state's own first: several questions may have met the same trouble."""
    state = sight.card.state
    by_cause: dict[str, Finding] = {}
    for answer in answers:
        if state.slug == "locked" and answer.error_id == LOCKED:
            continue  # the state says so
        if state.slug == "reconnect" and _ended(sight, answer) and _cause(sight, answer) != state.cause:
            continue  # one sign-in has ended: the state tells why, or names the account that does
        if _fix_of(sight, answer) or answer.verdict != "warn":
            by_cause.setdefault(_cause(sight, answer), answer)
    found = []
    if state.slug not in _CALM:
        found.append(_of_state(sight, by_cause.pop(state.cause, None)))
    return [*found, *(_of_answer(sight, cause, answer) for cause, answer in by_cause.items())]


def _ended(sight: Sight, answer: Finding) -> bool:
    return _kind(sight, answer) in ("grant_dead", "sign_in")


def _also(sight: Sight) -> tuple[str, ...]:
    """What holds beside the cause, and who else hangs on the same sign-in."""
    also = tuple(plain(tr(sentence), TEXT) for sentence in sight.card.state.also)
    if sight.card.state.slug != "reconnect" or sight.card.same_as or not sight.shares:
        return also
    names = ", ".join(plain(one.name, 80) for one in sight.shares)
    return (tr("The same sign-in also serves {accounts}: one mends all of them.", accounts=names), *also)


def _of_state(sight: Sight, answer: Finding | None) -> Trouble:
    state = sight.card.state
    steps = _steps(sight, answer, state.fix or _fix_of(sight, answer)) if answer else _steps_of_state(sight)
    title = _title(sight)
    return Trouble(
        title=title, cause=_after(title, plain(tr(state.cause), TEXT)), steps=steps, level=_LEVELS[state.slug],
        also=_also(sight),
    )  # fmt: skip


def _after(title: str, cause: str) -> str:
    """The cause without a beginning that the title says already."""
    begun, _, rest = cause.partition(": ")
    return rest[:1].upper() + rest[1:] if rest and begun == title else cause


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
    mends = {
        "unlock": Mend("unlock", tr("Unlock"), "mdi6.key-variant"),
        "try_now": Mend("renew", tr("Try now"), "mdi6.refresh"),
        "make_public": Mend("public", tr("Make it public"), "mdi6.eye-outline") if sight.view.publish else None,
    }
    if (mend := mends.get(state.action)) is not None:
        return (Step(fix, mend=mend),)
    if state.cause_id.startswith(_SCOPE):
        return _permission(sight, state.cause_id.removeprefix(_SCOPE), fix)
    if state.action == "sign_in":
        code = sight.grant.dead_code if sight.grant else None
        if code in sight.spec.error:
            return _by_entry(sight, code or "", kind="grant_dead", fix=sight.spec.error[code or ""].fix)
        return (_signs_in(sight, fix),)
    return (Step(fix or tr("Run the checks again."), mend=_again()),)


def _permission(sight: Sight, scope: str, fix: str) -> tuple[Step, ...]:
    """Where the developer app has to hold a permission before it can be given, that comes first."""
    ways = [sight.route, *sight.spec.route.values()]
    portal = next((step for way in ways for step in way.step.values() if scope in step.copy), None)
    link = _link(sight, portal)
    if portal is None or not link:
        return (_signs_in(sight, fix),)
    page = Mend("page", tr("Open the page"), "mdi6.open-in-new", link)
    words_ = tr("Add {permission} if it is missing there.", permission=scope)
    return Step(words_, tuple(portal.where), page), _signs_in(sight, fix)


def _signs_in(sight: Sight, text: str) -> Step:
    """The step that begins a new sign-in, and how it will end."""
    if not sight.pastes:
        return Step(text, mend=_sign_in(sight))
    note = tr("This ends on a page that does not load. Copy its address and paste it here: that is expected.")
    if sight.published:
        name = plain(tr(sight.published[:1].upper() + sight.published[1:]), 80)
        note = tr("{app} is published, so this ends on a page that does not load. Copy its address and paste it here: "
                  "that is expected.", app=name)  # fmt: skip
    return Step(text, mend=_sign_in(sight), note=note)


def _steps(sight: Sight, answer: Finding, fix: str) -> tuple[Step, ...]:
    if answer.error_id == LOCKED:
        return (Step(tr("Unlock them."), mend=Mend("unlock", tr("Unlock"), "mdi6.key-variant")),)
    kind = _kind(sight, answer)
    if kind == "sign_in" and answer.error_id not in sight.spec.error:
        return (_signs_in(sight, tr("Sign in again. Your account and your posts are untouched.")),)
    return _by_entry(sight, answer.error_id or "", kind=kind, fix=fix)


def _by_entry(sight: Sight, error_id: str, *, kind: str, fix: str) -> tuple[Step, ...]:
    """First what is done at the platform, then what is done here."""
    words_ = plain(tr(fix), TEXT) or tr("Run the checks again.")
    entry = sight.spec.error.get(error_id)
    portal = _portal(sight, entry.step) if entry else None
    link = _link(sight, portal)
    signs_in = kind in ("grant_dead", "sign_in") or (portal is not None and _wants_keys(kind, portal))
    if portal is None or not link:
        return (_signs_in(sight, words_) if signs_in else Step(words_, mend=_again()),)
    page = Mend("page", tr("Open the page"), "mdi6.open-in-new", link)
    second = _signs_in(sight, _then(sight)) if signs_in else Step(tr("Then check again."), mend=_again())
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
    signs_in = bool(sight.route.oauth or sight.route.via)
    said = tr("Sign in again") if signs_in else tr("Enter the keys again")
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
