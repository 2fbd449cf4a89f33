"""The state of an account, derived from stored facts: one pure function, one order of precedence, that of `Slug`.

A lower state that also holds becomes a second sentence, never a second colour. `setup` and `waiting` belong to
set-ups, which are not accounts yet.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from stagedoor.domain import ends
from stagedoor.domain.dates import clock_time, day
from stagedoor.domain.entities import Finding, Grant, Setup
from stagedoor.domain.facts import MODE, Facts, only_owner_sees
from stagedoor.domain.guidance import Step
from stagedoor.domain.protocol import Cap, Renew
from stagedoor.domain.scopes import compare

Slug = Literal[
    "setup", "waiting", "reconnect", "locked", "partial", "limited", "renew_failed",
    "ends_soon", "unreachable", "manual", "test_only", "healthy",
]  # fmt: skip
"""The worst first."""

Action = Literal[
    "sign_in", "unlock", "fix", "see_left", "try_now", "continue", "try_again", "prepare", "make_public", "test_post"
]

SOON = 14 * 86_400
"""From when on an end that needs the person is said (seconds before it)."""

PILL = 18
"""Characters of a pill that the smallest card has room for."""

NEEDS_PERSON: frozenset[Slug] = frozenset({"reconnect", "partial", "limited", "ends_soon"})
"""States that only the person can mend: what the number beside "Accounts" counts."""

SILENT: frozenset[Slug] = frozenset({"locked", "unreachable"})
"""States that tell nothing of the account: it could not be asked."""

WORKS: frozenset[Slug] = frozenset({"healthy", "manual", "test_only", "ends_soon"})
"""States of an account that does all it is there for."""


class State(Struct, frozen=True, kw_only=True):
    """What a card says: pill text, one sentence of cause, the way to mend it, and what also holds.

    `until`: how long a sign-in that was not renewed still works.
    """

    slug: Slug
    pill: str
    cause: str
    action: Action
    cause_id: str = ""
    fix: str = ""
    since: int | None = None
    until: int | None = None
    also: list[str] = []

    @property
    def works(self) -> bool:
        return self.slug in WORKS

    @property
    def can_post(self) -> bool:
        """True if nothing that is known stands in the way of a post that Stagedoor sends."""
        return (self.works and self.slug != "manual") or self.until is not None


def state(facts: Facts) -> State:
    """The worst state that holds, with the others as further sentences."""
    worst, *rest = [s for rule in _RULES if (s := rule(facts))] or [_HEALTHY]
    return replace(worst, also=[s.cause for s in rest])


def setup_state(setup: Setup, step: Step | None, *, number: int, of: int) -> State:
    """The state of a set-up that goes on at this step: waiting, where a portal may take its time there."""
    if step is not None and step.wait is not None and not step.is_watched:
        longest = f"; longest: {step.wait.longest}" if step.wait.longest else ""
        return State(
            slug="waiting", pill="Waiting", cause=f"{step.title}. Usual wait: {step.wait.usual}{longest}.",
            action="continue", since=setup.updated_at,
        )  # fmt: skip
    return State(slug="setup", pill=f"Step {number} of {of}", cause="The set-up is not finished.", action="continue")


def renew_of(facts: Facts) -> Renew | None:
    """How the sign-in of this account renews itself, None where it does not."""
    oauth = facts.home.oauth_of(facts.grant.route) if facts.grant else None
    return oauth.renew if oauth else None


def _reconnect(facts: Facts) -> State | None:
    grant = facts.grant
    if grant is None:
        return None
    if grant.dead_at is not None:
        return _dead(facts, grant, grant.dead_at)
    if facts.keys == "missing":
        return _sign_in("secret_missing", "The keys of this account are no longer in your keychain.")
    if (ended := ends.capped(grant, facts.now)) is not None:
        return _cap_passed(facts, ended)
    if not ends.renewable(renew_of(facts), facts.tokens):
        ended = ends.ended(facts.tokens, facts.connection.token_name, facts.now)
    if ended is not None:
        return _sign_in("ended", f"The sign-in ended on {day(ended)}.", since=ended)
    return None


def _dead(facts: Facts, grant: Grant, since: int) -> State:
    """Refused by the platform; after the end that was known beforehand, that end is why."""
    if grant.cap_at is not None and grant.cap_at <= since:
        return _cap_passed(facts, grant.cap_at)
    code = grant.dead_code or "ended"
    error = facts.spec.error.get(code) or facts.home.error.get(code)
    return _sign_in(code, error.cause if error else _DEAD.get(code, "The sign-in has ended."), since=since)


def _cap_passed(facts: Facts, at: int) -> State:
    cap = _cap_of(facts)
    if cap is None:
        return _sign_in("ended", f"The sign-in ended on {day(at)}.", since=at)
    said = _sign_in("capped", f"The sign-in ended on {day(at)}: {cap.why}", since=at)
    return replace(said, fix=f"{cap.fix} Your account and your posts are untouched.")


def _cap_of(facts: Facts) -> Cap | None:
    """Why the whole sign-in ends, where the platform file says it."""
    grant = facts.grant
    oauth = facts.home.oauth_of(grant.route) if grant else None
    return oauth.cap.get(grant.cap_why or "") if grant and oauth else None


_DEAD = {
    "interrupted": "The sign-in was lost: a renewal was cut off before its answer was kept.",
}


def _sign_in(cause_id: str, cause: str, *, since: int | None = None) -> State:
    return State(
        slug="reconnect", pill="Sign in again", cause=cause, cause_id=cause_id, action="sign_in",
        fix="Sign in again. Your account and your posts are untouched.", since=since,
    )  # fmt: skip


def _locked(facts: Facts) -> State | None:
    if facts.grant is None or facts.keys != "locked":
        return None
    return State(
        slug="locked", pill="Keys are locked", cause="Your keychain is locked. Nothing is lost.",
        cause_id="keychain_locked", action="unlock", fix="Unlock it.",
    )  # fmt: skip


def _partial(facts: Facts) -> State | None:
    dead = _reconnect(facts) is not None  # what its permissions were says nothing of the next sign-in
    bad = _worst(facts, {"app"} if dead else {"permission", "app"})
    if bad:
        check = facts.spec.check.get(bad.check_id)
        return _from_finding(facts, bad, "partial", _cannot(*check.abilities[:1] if check else ()), "fix")
    if facts.grant is None or dead:
        return None
    missing = [m for m in compare(facts.spec, facts.asked, facts.grant.scopes) if not m.optional]
    if not missing:
        return None
    first = missing[0]
    return State(
        slug="partial", pill=_cannot(first.ability), cause=first.missing, cause_id=f"scope:{first.scope}",
        action="fix", fix="Sign in again and leave every permission ticked.",
    )  # fmt: skip


def _cannot(ability: str = "") -> str:
    pill = f"Cannot {ability}"
    return pill if ability and len(pill) <= PILL else "Works in part"


def _limited(facts: Facts) -> State | None:
    bad = _worst(facts, {"quota", "credit"})
    if bad is None:
        return None
    entry = facts.spec.error.get(bad.error_id or "")
    pill = "No credit" if entry and entry.kind == "credit" else "Limit reached"
    return _from_finding(facts, bad, "limited", pill, "see_left")


def _renew_failed(facts: Facts) -> State | None:
    grant = facts.grant
    if grant is None or grant.renew_failed_at is None:
        return None
    if grant.renewed_at is not None and grant.renewed_at >= grant.renew_failed_at:
        return None
    own = next((t for t in facts.tokens if t.name == facts.connection.token_name and t.ends_at), None)
    until = own.ends_at if own and own.ends_at and own.ends_at > facts.now else None
    pill = f"Works until {clock_time(until)}" if until else "Not renewed"
    return State(
        slug="renew_failed", pill=pill, until=until, cause=f"{facts.spec.name} did not renew the sign-in yet.",
        cause_id=grant.renew_failed or "", action="try_now", fix="Try again now, or leave it: it is tried again.",
        since=grant.renew_failed_at,
    )  # fmt: skip


def _ends_soon(facts: Facts) -> State | None:
    grant, end = facts.grant, end_for_person(facts)
    if grant is None or end is None or not facts.now < end <= facts.now + SOON:
        return None
    days = max(1, (end - facts.now) // 86_400)
    pill = f"Ends in {days} day{'s' if days > 1 else ''}"
    renew = renew_of(facts)
    if renew and end == ends.idle_end(grant, renew):
        should = "ends" if renew.sure == "is" else "should end"
        return State(
            slug="ends_soon", pill=pill, cause=f"Unused, the sign-in {should} on {day(end)}.", cause_id="idle",
            action="try_now", fix="Renew it now; nothing else is needed.",
        )  # fmt: skip
    if end == ends.data_access_end(facts.tokens):
        return State(
            slug="ends_soon", pill=pill, cause=f"It has no end date, but sign in once before {day(end)}.",
            cause_id="data_access", action="sign_in", fix="Sign in again; nothing else changes.",
        )  # fmt: skip
    cap = _cap_of(facts) if end == grant.cap_at else None
    return State(
        slug="ends_soon", pill=pill, cause=f"The sign-in ends on {day(end)}{f': {cap.why}' if cap else '.'}",
        cause_id="ends_soon", action="sign_in", fix=cap.fix if cap else "Sign in again before that day.",
    )  # fmt: skip


def end_for_person(facts: Facts) -> int | None:
    """When only the person can keep the account alive, None where nothing ends or it renews itself."""
    if facts.grant is None:
        return None
    return ends.end_for_person(facts.grant, renew_of(facts), facts.tokens, facts.connection.token_name)


def _unreachable(facts: Facts) -> State | None:
    """Nothing newer was proved than a question that got no answer, or one that tells nothing about the account."""
    lost = [f for f in facts.findings if f.verdict == "unknown" or _says_nothing(facts, f)]
    proved = max((f.checked_at for f in facts.findings if f.verdict == "ok"), default=0)
    last = max(lost, key=lambda f: f.checked_at, default=None)
    if last is None or last.checked_at < proved:
        return None
    return State(
        slug="unreachable", pill="Not checked", cause=str(last.detail.get("cause") or "The platform did not answer."),
        cause_id=last.error_id or "unreachable", action="try_again", since=last.since,
    )  # fmt: skip


def _manual(facts: Facts) -> State | None:
    if facts.connection.grant_id is not None:
        return None
    return State(slug="manual", pill="By hand", cause="You post to this account by hand.", action="prepare")


def _test_only(facts: Facts) -> State | None:
    if not only_owner_sees(facts):
        return None
    kind = next((kind for kind in facts.spec.app.values() if MODE in kind.question), None)
    name = kind.name if kind and kind.name else "your developer app"
    return State(
        slug="test_only", pill="Only you see posts", cause=f"Posts are visible only to you until {name} is published.",
        action="make_public", fix=kind.make_public if kind else "",
    )  # fmt: skip


_HEALTHY = State(slug="healthy", pill="Works", cause="Works.", action="test_post")


_RULES: tuple[Callable[[Facts], State | None], ...] = (
    _reconnect, _locked, _partial, _limited, _renew_failed, _ends_soon, _unreachable, _manual, _test_only,
)  # fmt: skip


def _worst(facts: Facts, kinds: set[str]) -> Finding | None:
    """The bad finding (or, without one, the warning) whose error is of one of the kinds."""
    hits = [f for f in facts.findings if f.verdict in ("bad", "warn") and _kind(facts, f) in kinds]
    return min(hits, key=lambda f: (f.verdict != "bad", -f.checked_at), default=None)


def _says_nothing(facts: Facts, finding: Finding) -> bool:
    """A refusal for which no other state stands: a fault of ours, or one that the catalogue does not know."""
    return finding.verdict == "bad" and _kind(facts, finding) in {"ours", "content", "unknown", "platform", ""}


def _kind(facts: Facts, finding: Finding) -> str:
    entry = facts.spec.error.get(finding.error_id or "")
    return entry.kind if entry else str(finding.detail.get("kind", ""))


def _from_finding(facts: Facts, finding: Finding, slug: Slug, pill: str, action: Action) -> State:
    entry = facts.spec.error.get(finding.error_id or "")
    return State(
        slug=slug, pill=pill, action=action, cause_id=finding.error_id or finding.check_id, since=finding.since,
        cause=str(finding.detail.get("cause") or (entry.cause if entry else "Something does not work.")),
        fix=str(finding.detail.get("fix") or (entry.fix if entry else "")),
    )  # fmt: skip
