"""One table for the state of an account: every state, what wins over what, and what it says and offers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stagedoor.catalogue import load, resource_path
from stagedoor.domain.entities import Connection, Finding, Grant, MeterRow, Setup, Token
from stagedoor.domain.health import (
    PRECEDENCE,
    SOON,
    Action,
    Facts,
    Slug,
    State,
    clock_time,
    day,
    end_for_person,
    setup_state,
    state,
)
from stagedoor.domain.platform import Platform

NOW = 1_800_000_000
DAY = 86_400
CATALOGUE = load(resource_path())
X, TELEGRAM = CATALOGUE.spec("x"), CATALOGUE.spec("telegram")

# design/product.md 5.3: the main action of each state
ACTIONS: dict[Slug, set[Action]] = {
    "setup": {"continue"}, "waiting": {"continue"}, "reconnect": {"sign_in"}, "locked": {"unlock"}, "partial": {"fix"},
    "limited": {"see_left"}, "renew_failed": {"try_now"}, "ends_soon": {"sign_in", "try_now"},
    "unreachable": {"try_again"}, "manual": {"prepare"}, "test_only": {"make_public"}, "healthy": {"test_post"},
}  # fmt: skip
LONGEST_PILL = 18


def renewing(spec: Platform, **values: Any) -> Platform:
    """The same platform with another way to renew."""
    oauth = spec.oauth["user"]
    return replace(spec, oauth={**spec.oauth, "user": replace(oauth, renew=replace(oauth.renew, **values))})


def grant(**values: Any) -> Grant:
    known = {"id": "g", "app_id": "a", "platform": "x", "route": "browser", "status": "live", "item_id": "i"}
    asked = X.route["browser"].scopes
    return Grant(**{**known, "consented_at": NOW - DAY, "scopes_asked": asked, "scopes": asked, **values})


def connection(**values: Any) -> Connection:
    known = {"id": "c", "handle": "x/crumbkitchen", "platform": "x", "route": "browser", "kind": "profile"}
    told = {"grant_id": "g", "token_name": "access", "external_id": "42", "name": "Crumb Kitchen", "confirmed_at": NOW}
    return Connection(**{**known, **told, **values})


def token(name: str = "access", **values: Any) -> Token:
    return Token(**{"grant_id": "g", "name": name, "ends": "at", "ends_at": NOW + 7200, **values})


def finding(check: str, verdict: str, **values: Any) -> Finding:
    return Finding(**{"subject": "c", "check_id": check, "verdict": verdict, "checked_at": NOW - 60, **values})


def facts(**values: Any) -> Facts:
    known: dict[str, Any] = {"now": NOW, "spec": X, "connection": connection(), "grant": grant(), "keys": "ok"}
    return Facts(**{**known, "tokens": [token(), token("refresh", ends="unknown", ends_at=None)], **values})


def by_hand(**values: Any) -> Facts:
    return facts(connection=connection(grant_id=None, token_name=None), grant=None, tokens=[], **values)


def bot(**values: Any) -> Facts:
    mine = connection(platform="telegram", route="bot", kind="channel", token_name="token")
    theirs = grant(platform="telegram", route="bot", scopes_asked=[], scopes=None)
    forever = [token("token", ends="never", ends_at=None)]
    return facts(**{"spec": TELEGRAM, "connection": mine, "grant": theirs, "tokens": forever, **values})


@dataclass(frozen=True)
class Case:
    """Facts, and what the card says."""

    facts: Facts
    slug: Slug
    pill: str
    cause: str = ""
    cause_id: str = ""
    also: list[str] = field(default_factory=list)


WITHOUT_POST = [s for s in X.route["browser"].scopes if s != "tweet.write"]
WITHOUT_MEDIA = [s for s in X.route["browser"].scopes if s != "media.write"]
UNRENEWED = renewing(X, kind="none", lost_after=0)
ENDED = f"The sign-in ended on {day(NOW - 5)}."

CASES: dict[str, Case] = {
    # reconnect
    "dead by a listed error": Case(
        facts(grant=grant(dead_at=NOW - 5, dead_code="refresh_spent")), "reconnect", "Sign in again",
        X.error["refresh_spent"].cause, "refresh_spent",
    ),
    "dead by an interrupted renewal": Case(
        facts(grant=grant(dead_at=NOW - 5, dead_code="interrupted")), "reconnect", "Sign in again",
        "The sign-in was lost: a renewal was cut off before its answer was kept.", "interrupted",
    ),
    "dead by a code of an older file": Case(
        facts(grant=grant(dead_at=NOW, dead_code="gone")), "reconnect", "Sign in again", "The sign-in has ended.",
        "gone",
    ),
    "keys gone": Case(facts(keys="missing"), "reconnect", "Sign in again", cause_id="secret_missing"),
    "ended without renewal": Case(
        facts(spec=UNRENEWED, tokens=[token(ends_at=NOW - 5)]), "reconnect", "Sign in again", ENDED, "ended",
    ),
    "ends this very second": Case(
        facts(spec=UNRENEWED, tokens=[token(ends_at=NOW)]), "reconnect", "Sign in again",
        f"The sign-in ended on {day(NOW)}.", "ended",
    ),
    "renews itself, but too late": Case(
        facts(spec=renewing(X, kind="self"), tokens=[token(ends_at=NOW - 5)]), "reconnect", "Sign in again", ENDED,
        "ended",
    ),
    "ended, and nothing to renew with": Case(
        facts(tokens=[token(ends_at=NOW - 5)]), "reconnect", "Sign in again", ENDED, "ended"
    ),
    "cap passed": Case(
        facts(grant=grant(cap_at=NOW - 5, cap_why="testing", renewed_at=NOW - DAY)), "reconnect", "Sign in again",
        ENDED, "ended",
    ),
    # locked
    "locked": Case(facts(keys="locked"), "locked", "Keys are locked", cause_id="keychain_locked"),
    "locked bot": Case(bot(keys="locked"), "locked", "Keys are locked"),
    # partial
    "permission to post not given": Case(
        facts(grant=grant(scopes=WITHOUT_POST)), "partial", "Cannot post", X.scope["tweet.write"].missing,
        "scope:tweet.write",
    ),
    "right to post taken away": Case(
        bot(findings=[finding("rights", "bad", error_id="need_admin")]), "partial", "Cannot post",
        TELEGRAM.error["need_admin"].cause, "need_admin",
    ),
    "app in no package": Case(
        facts(findings=[finding("me", "bad", error_id="not_enrolled")]), "partial", "Cannot read",
        X.error["not_enrolled"].cause, "not_enrolled",
    ),
    "trouble with no ability of its own": Case(
        bot(findings=[finding("bot", "bad", error_id="token_cut")]), "partial", "Works in part", cause_id="token_cut"
    ),
    # limited
    "no credit": Case(
        facts(findings=[finding("me", "bad", error_id="credits")]), "limited", "No credit", X.error["credits"].cause,
        "credits",
    ),
    "too many calls": Case(
        facts(findings=[finding("me", "bad", error_id="rate")]), "limited", "Limit reached", cause_id="rate"
    ),
    "a pause nobody listed": Case(
        facts(findings=[finding("me", "bad", error_id="limited", detail={"kind": "quota", "cause": "A pause."})]),
        "limited", "Limit reached", "A pause.",
    ),
    # renew_failed
    "not renewed yet, still good": Case(
        facts(grant=grant(renew_failed_at=NOW - 9, renew_failed="offline")), "renew_failed",
        f"Works until {clock_time(NOW + 7200)}", "X did not renew the sign-in yet.", "offline",
    ),
    "not renewed yet, ended": Case(
        facts(
            grant=grant(renew_failed_at=NOW - 9),
            tokens=[token(ends_at=NOW - 1), token("refresh", ends="unknown", ends_at=None)],
        ),
        "renew_failed", "Not renewed",
    ),
    "renewed after it had failed": Case(
        facts(grant=grant(renew_failed_at=NOW - 9, renewed_at=NOW - 8)), "healthy", "Works"
    ),
    "renewed in the second in which it had failed": Case(
        facts(grant=grant(renew_failed_at=NOW - 9, renewed_at=NOW - 9)), "healthy", "Works"
    ),
    # ends_soon
    "ends soon": Case(
        facts(spec=UNRENEWED, tokens=[token(ends_at=NOW + 6 * DAY + 5)]), "ends_soon", "Ends in 6 days",
        f"The sign-in ends on {day(NOW + 6 * DAY + 5)}.", "ends_soon",
    ),
    "ends tomorrow": Case(
        facts(spec=UNRENEWED, tokens=[token(ends_at=NOW + DAY + 5)]), "ends_soon", "Ends in 1 day"
    ),
    "ends in a second": Case(
        facts(spec=UNRENEWED, tokens=[token(ends_at=NOW + 1)]), "ends_soon", "Ends in 1 day"
    ),
    "the first day to say so": Case(
        facts(spec=UNRENEWED, tokens=[token(ends_at=NOW + SOON)]), "ends_soon", "Ends in 14 days"
    ),
    "a second too early to say so": Case(
        facts(spec=UNRENEWED, tokens=[token(ends_at=NOW + SOON + 1)]), "healthy", "Works"
    ),
    "cap soon": Case(facts(grant=grant(cap_at=NOW + 3 * DAY)), "ends_soon", "Ends in 3 days", cause_id="ends_soon"),
    "data access ends soon": Case(
        facts(tokens=[token(ends="never", ends_at=None, data_access_ends_at=NOW + 2 * DAY)]), "ends_soon",
        "Ends in 2 days",
    ),
    "unused for long": Case(
        facts(grant=grant(consented_at=NOW - 15_552_000 + 5 * DAY)), "ends_soon", "Ends in 5 days",
        f"Unused, the sign-in should end on {day(NOW + 5 * DAY)}.", "idle",
    ),
    "unused for long, surely": Case(
        facts(spec=renewing(X, lost_after=9 * DAY, sure="is")), "ends_soon", "Ends in 8 days",
        f"Unused, the sign-in ends on {day(NOW + 8 * DAY)}.", "idle",
    ),
    # unreachable
    "no answer": Case(
        bot(findings=[finding("chat", "unknown", error_id="offline", detail={"cause": "No network."}, since=NOW - 9)]),
        "unreachable", "Not checked", "No network.", "offline",
    ),
    "no answer to one of two": Case(
        bot(findings=[finding("bot", "ok"), finding("chat", "unknown")]), "unreachable", "Not checked",
        "The platform did not answer.", "unreachable",
    ),
    "no answer once, proved since": Case(
        facts(findings=[finding("me", "unknown"), finding("sign_in", "ok", checked_at=NOW)]), "healthy", "Works"
    ),
    "a clock that is wrong": Case(
        facts(findings=[finding("me", "unknown", error_id="clock", detail={"cause": "Clock."})]), "unreachable",
        "Not checked", "Clock.", "clock",
    ),
    "refused without a known reason": Case(
        facts(findings=[finding("me", "bad", error_id="refused", detail={"kind": "unknown", "cause": "Teapot."})]),
        "unreachable", "Not checked", "Teapot.", "refused",
    ),
    "a fault of ours": Case(
        facts(findings=[finding("me", "bad", error_id="invalid_request")]), "unreachable", "Not checked",
        cause_id="invalid_request",
    ),
    # manual, test_only, healthy
    "by hand": Case(by_hand(), "manual", "By hand"),
    "test only": Case(facts(answers={"mode": "development"}), "test_only", "Only you see posts"),
    "published": Case(facts(answers={"mode": "live"}), "healthy", "Works"),
    "healthy": Case(facts(), "healthy", "Works"),
    "healthy, nothing known of its keys": Case(facts(keys="unknown"), "healthy", "Works"),
    "healthy bot without an end": Case(bot(findings=[finding("rights", "ok")]), "healthy", "Works"),
    # the three kinds of end: never, unknown, at
    "never ends": Case(facts(spec=UNRENEWED, tokens=[token(ends="never", ends_at=None)]), "healthy", "Works"),
    "end unknown": Case(
        facts(spec=UNRENEWED, tokens=[token(ends="unknown", ends_at=None)]), "healthy", "Works"
    ),
    "ended, will be renewed": Case(
        facts(tokens=[token(ends_at=NOW - 5), token("refresh", ends="unknown", ends_at=None)]), "healthy", "Works"
    ),
    "another token ended": Case(
        facts(spec=UNRENEWED, tokens=[token(ends_at=NOW + 60 * DAY), token("page:7", ends_at=NOW - 5)]),
        "healthy", "Works",
    ),
    "cap passed, and renewed since": Case(facts(grant=grant(cap_at=NOW - DAY, renewed_at=NOW - 5)), "healthy", "Works"),
    "permissions not said": Case(facts(grant=grant(scopes=None)), "healthy", "Works"),
    "optional permission not given": Case(facts(grant=grant(scopes=WITHOUT_MEDIA)), "healthy", "Works"),
    "a warning alone": Case(facts(findings=[finding("me", "warn", detail={"kind": "content"})]), "healthy", "Works"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_state(name: str) -> None:
    case = CASES[name]
    found = state(case.facts)
    assert (found.slug, found.pill) == (case.slug, case.pill)
    assert found.action in ACTIONS[case.slug]
    assert case.cause in ("", found.cause)
    assert case.cause_id in ("", found.cause_id)
    assert found.cause.endswith(".")


def test_every_state_of_an_account_is_in_the_table() -> None:
    assert {case.slug for case in CASES.values()} == set(PRECEDENCE) - {"setup", "waiting"}
    assert set(ACTIONS) == set(PRECEDENCE) == set(Slug.__args__)  # type: ignore[attr-defined]  # a Literal
    assert set().union(*ACTIONS.values()) == set(Action.__args__)  # type: ignore[attr-defined]  # a Literal


# One fact for each state; together they can all hold for one account (by hand excludes a sign-in).
HOLDING: dict[Slug, Mapping[str, Any]] = {
    "reconnect": {"grant": {"dead_at": NOW - 5, "dead_code": "refresh_spent"}},
    "locked": {"keys": "locked"},
    "partial": {"grant": {"scopes": WITHOUT_POST}},
    "limited": {"finding": finding("me", "bad", error_id="credits")},
    "renew_failed": {"grant": {"renew_failed_at": NOW - 9, "renew_failed": "offline"}},
    "ends_soon": {"grant": {"cap_at": NOW + 3 * DAY}},
    "unreachable": {"finding": finding("usage", "unknown")},
    "test_only": {"answers": {"mode": "development"}},
}


def together(*slugs: Slug) -> Facts:
    parts = [HOLDING[slug] for slug in slugs]
    of_grant: dict[str, Any] = {}
    for part in parts:
        of_grant |= part.get("grant", {})
    plain = {k: v for part in parts for k, v in part.items() if k not in ("grant", "finding")}
    return facts(grant=grant(**of_grant), findings=[part["finding"] for part in parts if "finding" in part], **plain)


@pytest.mark.parametrize(("one", "other"), list(combinations(HOLDING, 2)))
def test_the_worse_state_wins_and_the_other_is_said_too(one: Slug, other: Slug) -> None:
    alone = state(together(other))
    assert alone.slug == other
    both = state(together(one, other))
    assert both.slug == min((one, other), key=PRECEDENCE.index)
    assert both.also == [alone.cause]


def test_all_at_once_are_said_in_their_order() -> None:
    found = state(together(*HOLDING))
    assert found.slug == "reconnect"
    assert found.also == [state(together(slug)).cause for slug in HOLDING if slug != "reconnect"]


def test_by_hand_needs_nothing_and_misses_nothing() -> None:
    for keys in ("missing", "locked", "unknown"):
        assert state(by_hand(keys=keys)).slug == "manual"
    assert state(by_hand(answers={"mode": "development"})).also == [
        "Posts are visible only to you until your app is published."
    ]


def test_a_bad_finding_stands_before_a_warning_and_a_newer_one_before_an_older() -> None:
    old = finding("me", "bad", error_id="not_enrolled", checked_at=NOW - 99)
    new = finding("access", "bad", error_id="read_only", checked_at=NOW - 1)
    warning = finding("usage", "warn", error_id="feature", checked_at=NOW)
    assert state(facts(findings=[old, warning, new])).cause_id == "read_only"
    assert state(facts(findings=[warning])).cause_id == "feature"


@pytest.mark.parametrize(
    ("given_", "end"),
    [
        (by_hand(), None),
        (bot(), None),
        (facts(spec=renewing(X, lost_after=0)), None),
        (facts(grant=grant(renewed_at=NOW)), NOW + 15_552_000),
        (facts(grant=grant(cap_at=NOW + 5, renewed_at=NOW)), NOW + 5),
        (facts(spec=UNRENEWED), NOW + 7200),
        (facts(tokens=[token(data_access_ends_at=NOW + 9)]), NOW + 9),
    ],
)
def test_when_only_the_person_can_keep_it_alive(given_: Facts, end: int | None) -> None:
    assert end_for_person(given_) == end


def setup(**values: Any) -> Setup:
    return Setup(**{"id": "s", "platform": "x", "updated_at": NOW, **values})


def test_a_set_up_says_how_far_it_is_or_what_it_waits_for() -> None:
    begun = setup_state(setup(), number=4, of=9)
    assert (begun.slug, begun.pill, begun.action) == ("setup", "Step 4 of 9", "continue")
    waiting = setup_state(setup(waiting_for="TikTok", waiting_since=NOW - 9), number=4, of=9)
    assert (waiting.slug, waiting.pill, waiting.cause) == ("waiting", "Waiting", "Waiting for TikTok.")
    assert waiting.since == NOW - 9
    assert len(setup_state(setup(), number=10, of=12).pill) <= LONGEST_PILL


@pytest.mark.parametrize("id", CATALOGUE.ids())
def test_every_pill_that_a_platform_can_show_is_short_and_whole(id: str) -> None:
    spec = CATALOGUE.spec(id)
    route, way = next((n, r) for n, r in spec.route.items() if r.kind != "manual")
    base = replace(facts(), spec=spec, connection=connection(platform=id, route=route), tokens=[])
    mine = grant(platform=id, route=route, scopes_asked=way.scopes)
    shown: list[State] = [
        state(replace(base, grant=replace(mine, scopes=[s for s in way.scopes if s != without])))
        for without in way.scopes
    ]
    shown += [
        state(replace(base, grant=replace(mine, scopes=None), findings=[finding(check, "bad", error_id=error)]))
        for check in [*spec.check, "keys", "sign_in"]
        for error in spec.error
    ]
    assert {s.slug for s in shown} <= {"partial", "limited", "unreachable", "healthy"}
    for found in shown:
        assert len(found.pill) <= LONGEST_PILL
        if found.pill.startswith("Cannot "):
            abilities = {a for c in spec.check.values() for a in c.abilities} | {s.ability for s in spec.scope.values()}
            assert found.pill.removeprefix("Cannot ") in abilities


TIMES = st.none() | st.integers(NOW - 400 * DAY, NOW + 400 * DAY)
TOKENS = st.builds(
    token, st.sampled_from(["access", "refresh", "page:1"]), ends_at=TIMES, data_access_ends_at=TIMES,
    ends=st.sampled_from(["never", "unknown", "at"]),
)  # fmt: skip
FINDINGS = st.builds(
    finding, st.sampled_from([*X.check, "keys", "sign_in"]), st.sampled_from(["ok", "warn", "bad", "unknown"]),
    error_id=st.none() | st.sampled_from([*X.error, "offline", "refused", "of an older file"]), since=TIMES,
    checked_at=st.integers(0, NOW), detail=st.fixed_dictionaries({}, optional={"cause": st.text(), "kind": st.text()}),
)  # fmt: skip
GRANTS = st.builds(
    grant, dead_at=TIMES, cap_at=TIMES, renewed_at=TIMES, renew_failed_at=TIMES,
    consented_at=st.integers(NOW - 400 * DAY, NOW),
    dead_code=st.none() | st.sampled_from([*X.error, "interrupted", "unheard of"]),
    scopes=st.none() | st.lists(st.sampled_from(X.route["browser"].scopes)),
    route=st.sampled_from(["browser", "keys", "of an older file"]),
)  # fmt: skip


@given(
    st.builds(
        facts, grant=st.none() | GRANTS, tokens=st.lists(TOKENS, max_size=4), findings=st.lists(FINDINGS, max_size=6),
        keys=st.sampled_from(["ok", "missing", "locked", "unknown"]),
        answers=st.dictionaries(st.just("mode"), st.sampled_from(["development", "live", "x"])),
        spec=st.sampled_from([X, *(renewing(X, kind=kind) for kind in ("none", "self", "reexchange"))]),
    )
)  # fmt: skip
def test_any_facts_give_a_state_that_can_be_shown(any_facts: Facts) -> None:
    found = state(any_facts)
    assert 0 < len(found.pill) <= LONGEST_PILL
    assert found.action in ACTIONS[found.slug]
    assert msgspec.json.encode(found)
    assert state(any_facts) == found


def test_meters_change_no_state() -> None:
    full = MeterRow(subject="c", name="reads", used=3e6, limit=3e6, left=0, at=NOW)
    assert state(facts(meters=[full])).slug == "healthy"
