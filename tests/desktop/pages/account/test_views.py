"""What the page of an account says in every state, without a window."""

from dataclasses import replace as with_changes
from typing import Any

import pytest
from msgspec.structs import replace
from tests.desktop.screens_account import (
    FINE,
    SCOPES,
    by_hand,
    ended,
    finding,
    grant,
    healthy,
    locked,
    no_credit,
    read_only,
    sight,
    spec,
    telegram,
    unticked,
    x_card,
)
from tests.desktop.screens_accounts import DAY, HOUR, NOW
from tests.desktop.screens_meta import unticked as unposted

from stagedoor.desktop.pages.account.doctor_view import account_checkup
from stagedoor.desktop.pages.account.overview_view import Can, OverviewView, abilities, overview_view
from stagedoor.desktop.pages.account.sight import Sight
from stagedoor.desktop.pages.checkup.view import Trouble
from stagedoor.domain.entities import CheckRow


def fact(view: OverviewView, name: str) -> str:
    return next((fact.value for fact in view.facts if fact.name == name), "")


def can(seen: Sight) -> dict[str, Can]:
    return {ability.name: ability.can for ability in abilities(seen)}


def trouble(seen: Sight) -> Trouble:
    """The first, and only, one."""
    (found,) = account_checkup(seen).troubles
    return found


def mends(found: Trouble) -> list[str]:
    return [step.mend.kind for step in found.steps if step.mend is not None]


# ---------------------------------------------------------------- overview


def test_a_healthy_account_says_what_it_can_do_and_offers_a_free_check():
    view = overview_view(healthy())
    assert (view.title, [deed.kind for deed in view.deeds]) == ("It works", ["check"])
    assert set(can(healthy()).values()) == {"yes"}
    assert {ability.code for ability in view.abilities} == set(SCOPES)


def test_never_unknown_and_a_day_are_three_things():
    def ends(**more: Any) -> str:
        return fact(overview_view(sight(x_card(**more), FINE, grant=grant())), "Ends")

    plainly = {"renews": False, "idle": False}
    assert ends(ends_kind="never", ends_at=None, **plainly) == "no end date"
    assert ends(ends_kind="unknown", ends_at=None, **plainly) == "not known"
    assert ends(ends_kind="at", ends_at=NOW + 6 * DAY, **plainly) == "on 27 Nov; then you sign in again"
    assert ends() == "renews itself; unused, it should end on 10 May 2027"  # the file says "should"


@pytest.mark.parametrize(("by", "said"), [("person", "a check"), ("connect", "the sign-in itself")])
def test_the_last_proof_says_what_kind_it_was(by: Any, said: str):
    seen = healthy()
    at = NOW - 2 * HOUR
    row = CheckRow(id="c", connection_id="", by=by, started_at=at, ended_at=at, state="healthy")
    assert fact(overview_view(with_changes(seen, checks=(row,))), "Last proof") == f"{said}, 2 h ago"


def test_a_renewal_is_a_proof_too():
    seen = with_changes(healthy(), grant=grant(renewed_at=NOW - 2 * HOUR))
    assert fact(overview_view(seen), "Last proof") == "a renewal, 2 h ago"


def test_what_was_not_given_says_what_follows():
    lost = {ability.code: ability.without for ability in abilities(unticked()) if ability.can == "no"}
    assert lost == {"tweet.write": "", "offline.access": spec("x").scope["offline.access"].missing}  # one is the cause


def test_where_the_platform_names_no_permissions_the_checks_say_what_it_can_do():
    assert can(read_only()) == {
        "Read the account": "yes", "Say whose account it is": "yes", "Post": "no", "Delete what it posted": "no",
    }  # fmt: skip


def test_what_no_check_proved_is_not_called_sure():
    seen = sight(x_card(route="keys"), [], grant=grant("keys", scopes_asked=[], scopes=None))
    assert set(can(seen).values()) == {"unsure"}


def test_with_an_ended_sign_in_nothing_is_promised_and_nothing_denied():
    assert set(can(ended()).values()) == {"unsure"}
    less = grant(scopes=[scope for scope in SCOPES if scope != "tweet.write"])
    told = abilities(with_changes(ended(), grant=less, findings=(finding("me", "bad", "token_dead"),)))
    assert {(one.can, one.without, one.note) for one in told} == {("unsure", "", "not known until you sign in again")}


def test_an_optional_permission_that_was_left_out_is_no_though_another_gives_the_same():
    scopes = list(spec("facebook").route["browser"].scopes)
    given = [scope for scope in scopes if scope != "business_management"]
    seen = with_changes(unposted(published=False), grant=grant("browser", scopes_asked=scopes, scopes=given))
    assert {one.code: one.can for one in abilities(seen) if one.can == "no"} == {"business_management": "no"}


def test_followers_are_called_what_the_platform_calls_them():
    assert fact(overview_view(healthy()), "Followers")
    channel = replace(telegram().card, followers=1_204)
    assert fact(overview_view(with_changes(telegram(), card=channel)), "Subscribers") == "1,204"


def test_others_of_the_same_sign_in_are_named():
    assert fact(overview_view(telegram()), "The same sign-in") == "also serves Sourdough Circle"


def test_by_hand_offers_nothing_that_does_not_exist():
    view = overview_view(by_hand())
    assert (view.deeds, view.abilities, view.left) == ((), (), ())
    assert "posts on 5" in view.days_text
    assert not fact(view, "Ends")


def test_what_was_counted_before_a_reset_is_not_called_left():
    meter = replace(x_card().meters[1], resets_at=NOW - 60)
    (left,) = overview_view(sight(x_card(meters=[meter]), FINE, grant=grant())).left
    assert "98" not in left.value


# ---------------------------------------------------------------- doctor


def test_what_is_fine_is_one_line():
    view = account_checkup(healthy())
    assert (view.troubles, view.headline, view.age) == ((), "All 6 checks are fine", "2 min ago")
    assert "May these keys post?" in [line.title for line in view.fine]


def test_a_permission_takes_two_steps_at_the_platform_and_here():
    found = trouble(read_only())
    assert found.title == "Reading works, posting does not"
    assert mends(found) == ["page", "sign_in"]
    assert found.steps[0].where[-1] == "Access Token"  # the page that the error's entry names
    assert found.steps[0].mend is not None
    assert found.steps[0].mend.link == "https://console.x.com"
    assert account_checkup(read_only()).headline == "4 other checks are fine"


@pytest.mark.parametrize(
    ("seen", "title", "kinds"),
    [
        (ended, "This sign-in has ended", ["sign_in"]),
        (unticked, "Reading works, posting does not", ["sign_in"]),
        (no_credit, "Your credit is used up", ["page", "again"]),
        (locked, "Your keys are locked", ["unlock"]),
        (telegram, "Does another program use this bot?", ["again"]),
    ],
)
def test_every_trouble_is_said_once_and_has_its_way_out(seen: Any, title: str, kinds: list[str]):
    assert (trouble(seen()).title, mends(trouble(seen()))) == (title, kinds)


def test_one_cause_behind_several_checks_is_one_trouble():
    same = [finding(id, "bad", "not_enrolled") for id in ("me", "access", "usage")]
    card = x_card("partial", "Works in part", action="fix", cause=spec("x").error["not_enrolled"].cause)
    assert trouble(sight(card, same, grant=grant())).title == "Works in part"


def test_a_fix_of_the_command_line_is_not_shown_in_the_window():
    lost = finding("sign_in", "bad", "sign_in_needed", kind="sign_in", cause="The sign-in was lost.",
                   fix="Sign in again: stagedoor connect x")  # fmt: skip
    found = trouble(sight(x_card(), [lost], grant=grant()))
    assert "stagedoor connect" not in " ".join(step.text for step in found.steps)
    assert mends(found) == ["sign_in"]


def test_a_page_whose_address_is_not_known_has_no_button():
    card = telegram().card
    seen = sight(card, [finding("rights", "bad", "no_rights", kind="permission", cause="c", fix="f")],
                 grant=grant("bot"))  # fmt: skip
    links = [step.mend.link for step in trouble(seen).steps if step.mend is not None and step.mend.kind == "page"]
    assert not any("{" in link for link in links)


def test_what_costs_money_names_its_price():
    view = account_checkup(sight(x_card(), [f for f in FINE if f.check_id != "me"], grant=grant()))
    assert view.pay is not None
    assert "$0.01" in view.pay.words
    assert [(line.title, line.aside) for line in view.paid] == [
        ("Does X answer, and who is signed in?", "not asked yet")
    ]


def test_a_free_platform_asks_for_no_money():
    assert account_checkup(telegram()).pay is None


def test_a_report_can_be_read_by_somebody_who_helps():
    report = "\n".join(account_checkup(read_only()).report)
    assert "x/crumbkitchen, X, Four keys" in report
    assert "[broken] access read_only" in report
    assert spec("x").error["read_only"].fix in report
    assert "[fine] usage" in report
