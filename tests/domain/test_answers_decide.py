"""What answers about a developer app decide: the permissions asked for, and an end of the whole sign-in."""

import pytest
from msgspec.structs import replace
from tests.domain.accounts import CATALOGUE, DAY, NOW, facts, grant

from stagedoor.domain.dates import day
from stagedoor.domain.health import state
from stagedoor.domain.scopes import wanted

YOUTUBE = CATALOGUE.spec("youtube")
ROUTE = YOUTUBE.route["browser"]
UPLOAD, READ, DELETE = ROUTE.scopes


@pytest.mark.parametrize(
    ("answers", "asked"),
    [({"remove": "yes"}, [UPLOAD, READ, DELETE]), ({"remove": "no"}, [UPLOAD, READ]), ({}, [UPLOAD, READ])],
)
def test_a_permission_hangs_on_an_answer(answers: dict[str, str], asked: list[str]) -> None:
    assert wanted(YOUTUBE, ROUTE, answers) == asked


def test_without_a_condition_all_are_asked_for() -> None:
    x = CATALOGUE.spec("x")
    assert wanted(x, x.route["browser"], {}) == x.route["browser"].scopes


CAPPED = grant(platform="youtube", scopes_asked=[UPLOAD], scopes=[UPLOAD], cap_why="testing", cap_at=NOW + 3 * DAY)


def test_an_end_that_comes_says_why_and_what_to_do_first() -> None:
    found = state(facts(spec=YOUTUBE, grant=CAPPED))
    assert (found.slug, found.pill) == ("ends_soon", "Ends in 3 days")
    assert found.cause.startswith(f"The sign-in ends on {day(NOW + 3 * DAY)}: your Google app is in Testing")
    assert found.fix.startswith("First publish it")


@pytest.mark.parametrize("dead_at", [None, NOW - DAY + 60])
def test_an_end_that_has_passed_is_why(dead_at: int | None) -> None:
    over = replace(CAPPED, cap_at=NOW - DAY, consented_at=NOW - 8 * DAY, dead_at=dead_at, dead_code="grant_ended")
    found = state(facts(spec=YOUTUBE, grant=over))
    assert (found.slug, found.cause_id) == ("reconnect", "capped")
    assert "in Testing" in found.cause


def test_a_refusal_before_that_end_has_its_own_cause() -> None:
    over = replace(CAPPED, dead_at=NOW - 60, dead_code="grant_ended")
    assert state(facts(spec=YOUTUBE, grant=over)).cause == YOUTUBE.error["grant_ended"].cause
