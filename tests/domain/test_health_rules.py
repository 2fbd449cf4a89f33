"""What wins over what, and that nothing stored leaves an account without a state that can be shown."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.domain.accounts import (
    ACTIONS,
    CATALOGUE,
    DAY,
    LONGEST_PILL,
    NOW,
    WITHOUT_POST,
    X,
    bot,
    by_hand,
    connection,
    facts,
    finding,
    grant,
    renewing,
    token,
)

from stagedoor.domain.entities import MeterRow, Setup
from stagedoor.domain.facts import Facts
from stagedoor.domain.health import Slug, State, end_for_person, setup_state, state

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

LAPSED = ("reconnect", "partial")
"""Which permissions an ended sign-in had says nothing of the next one."""


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
    assert both.slug == min((one, other), key=get_args(Slug).index)
    assert both.also == ([] if (one, other) == LAPSED else [alone.cause])


def test_all_at_once_are_said_in_their_order() -> None:
    found = state(together(*HOLDING))
    assert found.slug == "reconnect"
    assert found.also == [state(together(slug)).cause for slug in HOLDING if slug not in LAPSED]


def test_a_permission_that_an_ended_sign_in_lacked_is_not_missed_but_a_fault_of_the_developer_app_is() -> None:
    refused = finding("access", "bad", error_id="read_only")
    assert state(facts(findings=[refused])).slug == "partial"
    ended = together("reconnect")
    assert state(replace(ended, findings=[refused])).also == []
    enrolled = X.error["not_enrolled"]
    assert enrolled.kind == "app"
    assert state(replace(ended, findings=[finding("me", "bad", error_id="not_enrolled")])).also == [enrolled.cause]


def test_by_hand_needs_nothing_and_misses_nothing() -> None:
    for keys in ("missing", "locked", "unknown"):
        assert state(by_hand(keys=keys)).slug == "manual"
    assert state(by_hand(answers={"mode": "development"})).also == [
        "Posts are visible only to you until your developer app is published."
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
        (facts(spec=renewing(X, kind="none", lost_after=0)), NOW + 7200),
        (facts(tokens=[token(data_access_ends_at=NOW + 9)]), NOW + 9),
    ],
)
def test_when_only_the_person_can_keep_it_alive(given_: Facts, end: int | None) -> None:
    assert end_for_person(given_) == end


def setup(**values: Any) -> Setup:
    return Setup(**{"id": "s", "platform": "x", "updated_at": NOW, **values})


def test_a_set_up_says_how_far_it_is_or_what_it_waits_for() -> None:
    begun = setup_state(setup(), None, number=4, of=9)
    assert (begun.slug, begun.pill, begun.action) == ("setup", "Step 4 of 9", "continue")
    linkedin = CATALOGUE.spec("linkedin").route["company"]
    review = next(step for step in linkedin.step.values() if step.wait)
    waiting = setup_state(setup(updated_at=NOW - 9), review, number=4, of=9)
    assert (waiting.slug, waiting.pill, waiting.since) == ("waiting", "Waiting", NOW - 9)
    assert waiting.cause.endswith("Usual wait: some days; longest: several weeks.")
    watched = next(s for r in CATALOGUE.spec("telegram").route.values() for s in r.step.values() if s.is_watched)
    assert setup_state(setup(), watched, number=4, of=9).slug == "setup"
    assert len(setup_state(setup(), None, number=10, of=12).pill) <= LONGEST_PILL


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


@pytest.mark.parametrize(("ability", "pill"), [("read", "Cannot read"), ("read every comment", "Works in part")])
def test_an_ability_with_a_long_name_is_not_cut(ability: str, pill: str) -> None:
    spec = replace(X, scope={**X.scope, "tweet.write": replace(X.scope["tweet.write"], ability=ability)})
    assert state(facts(spec=spec, grant=grant(scopes=WITHOUT_POST))).pill == pill


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
        spec=st.sampled_from([X, *(renewing(X, kind=kind) for kind in ("none", "self"))]),
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
