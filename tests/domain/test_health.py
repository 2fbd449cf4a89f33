"""One table for the state of an account: every state, what it says and what it offers."""

from dataclasses import dataclass, field
from typing import get_args

import pytest
from tests.domain.accounts import (
    ACTIONS,
    DAY,
    NOW,
    TELEGRAM,
    WITHOUT_MEDIA,
    WITHOUT_POST,
    X,
    bot,
    by_hand,
    facts,
    finding,
    grant,
    renewing,
    token,
)

from stagedoor.domain.dates import clock_time, day
from stagedoor.domain.facts import Facts
from stagedoor.domain.health import SOON, Action, Slug, state


@dataclass(frozen=True)
class Case:
    """Facts, and what the card says."""

    facts: Facts
    slug: Slug
    pill: str
    cause: str = ""
    cause_id: str = ""
    also: list[str] = field(default_factory=list)


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


WORKING = {"healthy", "manual", "test_only", "ends_soon"}
POSTING = {"healthy", "test_only", "ends_soon"}


@pytest.mark.parametrize("name", CASES)
def test_what_works_and_what_can_post(name: str) -> None:
    found = state(CASES[name].facts)
    assert found.works == (found.slug in WORKING)
    assert found.can_post == (found.slug in POSTING or found.pill.startswith("Works until "))


def test_every_state_of_an_account_is_in_the_table() -> None:
    assert {case.slug for case in CASES.values()} == set(get_args(Slug)) - {"setup", "waiting"}
    assert set(ACTIONS) == set(get_args(Slug))
    assert set().union(*ACTIONS.values()) == set(get_args(Action))
