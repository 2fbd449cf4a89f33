"""What the page of details says."""

import pytest

from stagedoor.desktop.pages.details.needs_view import Platform, as_text, sum_words
from stagedoor.desktop.pages.details.view import (
    FieldState,
    count_words,
    field_state,
    field_words,
    groups,
    progress,
    progress_words,
    suggestions,
)
from stagedoor.domain.asking import Looked, NeedRow
from stagedoor.domain.details import DETAILS

ROWS = (
    NeedRow(id="account", text="An account", minutes=3, ticked=True),
    NeedRow(id="card", text="A payment card", how="The smallest amount.", link="https://x.com/billing", minutes=4),
)
X = Platform("x", "X", ROWS)
DONE = Platform("telegram", "Telegram", (NeedRow(id="phone", text="A phone", ticked=True),))


def test_every_detail_stands_on_one_card_in_the_order_of_asking():
    assert [key for group in groups() for key in group.keys] == list(DETAILS)


@pytest.mark.parametrize("key", list(DETAILS))
def test_every_field_says_why_it_is_asked(key: str):
    words = field_words(key, [])
    assert words.label == DETAILS[key].label
    assert len(words.help) > 20
    assert "Asked by" not in words.help


def test_a_field_names_the_platforms_that_ask_for_it():
    assert field_words("website", ["X", "TikTok"]).help.endswith("Asked by X, TikTok.")
    assert "Asked by" not in field_words("publisher", ["X"]).help


def test_only_texts_with_a_limit_worth_knowing_are_counted():
    counted = {key for key in DETAILS if field_words(key, []).counts}
    assert counted == {"publisher", "app_name", "sentence", "description", "use_case"}
    assert count_words("  four  ", 1000) == "4 of 1,000"


@pytest.mark.parametrize(
    ("text", "looked", "state"),
    [
        ("", Looked(), FieldState("", "", "none")),
        ("good", Looked(), FieldState("", "", "saved")),
        ("odd", Looked(note="Odd."), FieldState("", "Odd.", "saved")),
        ("bad", Looked(problem="Bad."), FieldState("Bad.", "", "apart")),
    ],
)
def test_what_is_said_under_a_field(text: str, looked: Looked, state: FieldState):
    assert field_state(text, looked) == state


def test_progress_counts_the_icon_and_no_spaces():
    assert progress({}, icon=False) == (0, 11)
    assert progress({"publisher": "Crumb", "email": " "}, icon=True) == (2, 11)
    assert progress_words(6, 11) == "6 of 11 filled in"


def test_suggestions_go_into_empty_fields_only_and_wait_for_a_name():
    proposed = {"publisher": "Crumb", "app_name": "Crumb Publisher", "sentence": "Posts."}
    assert suggestions(proposed, {"publisher": "Crumb", "sentence": "Mine."}) == {"app_name": "Crumb Publisher"}
    assert suggestions(proposed, {"publisher": " "}) == {}


def test_the_sum_is_what_is_left_to_get():
    assert sum_words([X, DONE]) == "1 of 3 to get, about 4 min"
    assert sum_words([DONE]) == "You have all of it."
    assert sum_words([]) == "Choose a platform to see what it takes."


def test_the_list_as_text_has_a_box_for_every_need():
    assert as_text([X, DONE]).splitlines() == [
        "What you must have", "", "X", "[x] An account (3 min)", "[ ] A payment card (4 min)",
        "    The smallest amount.", "    https://x.com/billing", "", "Telegram", "[x] A phone", "",
        "1 of 3 to get, about 4 min",
    ]  # fmt: skip
