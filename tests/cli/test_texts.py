"""What the terminal shows: guide steps one can follow, cards, exit codes, JSON without a surprise."""

import json

import pytest
from msgspec.structs import replace

from stagedoor.bootstrap import Quick
from stagedoor.cli import exits
from stagedoor.cli.parser import parser
from stagedoor.cli.render import card_document, card_lines
from stagedoor.cli.terminal import describe, given_values, step_lines
from stagedoor.cli.token_document import token_document
from stagedoor.domain.asking import CopyRow, Guide
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import (
    BadAnswer,
    BadInput,
    Busy,
    Limited,
    Offline,
    PlatformRefused,
    SecretLocked,
    SecretMissing,
    SignInNeeded,
    StagedoorError,
    TimedOut,
)
from stagedoor.domain.exchange import Candidate
from stagedoor.domain.health import Slug, State
from stagedoor.domain.secret import Secret
from stagedoor.services.cards import Card


def card(state: State | None = None) -> Card:
    connection = Connection(
        id="1", handle="x/crumbkitchen", platform="x", route="browser", kind="profile", grant_id="g",
        external_id="7", name="Crumb\x1b[31m Kitchen", confirmed_at=0,
    )  # fmt: skip
    works = State(slug="healthy", pill="Works", cause="Works.", action="test_post")
    return Card(
        connection=connection, platform_name="X", proved_at=1_795_000_000, ends_kind="never", ends_at=None,
        abilities=["post"], state=state or works,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StagedoorError("x"), 1), (BadInput("x"), 2), (SignInNeeded("x"), 3), (SecretLocked("x"), 4),
        (SecretMissing("x"), 4), (Offline("x"), 5), (TimedOut("x"), 5), (Limited("x"), 6), (Busy("x"), 7),
        (BadAnswer("x"), 1), (PlatformRefused("x", kind="grant_dead"), 3), (PlatformRefused("x", kind="content"), 1),
    ],
)  # fmt: skip
def test_exit_codes_are_promises(error: StagedoorError, code: int) -> None:
    assert exits.code_for(error) == code


def test_a_step_shows_what_to_open_do_copy_and_what_it_can_do() -> None:
    guide = Guide(
        id="credits", outline=[("credits", "Buy credits")], number=2, of=5, title="Buy credits",
        link="https://console.example", where=["Billing", "Credits"],
        do=["Buy the smallest amount."], copy=[CopyRow(label="Copy", value="My Publisher")],
        effect="This step can cost money.", mistake="Skipped.", seen="Last seen 21 Nov 2026.",
    )  # fmt: skip
    text = "\n".join(step_lines(guide))
    for part in (
        "Step 2 of 5: Buy credits", "https://console.example", "Billing › Credits", "1. Buy the smallest amount.",
        "My Publisher", "can cost money", "Skipped.", "Last seen 21 Nov 2026.",
    ):  # fmt: skip
        assert part in text


def test_a_card_says_state_age_end_and_abilities_without_foreign_control_characters() -> None:
    text = "\n".join(card_lines(card()))
    assert "✓ x/crumbkitchen" in text
    assert "last proved" in text
    assert "no end date" in text
    assert "can post" in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("slug", "said"),
    [("reconnect", "not known until you sign in again"), ("unreachable", "what it can do is not known")],
)
def test_what_is_not_known_is_not_called_impossible(slug: Slug, said: str) -> None:
    state = State(slug=slug, pill="", cause="", action="sign_in")
    unknown = replace(card(state), abilities=[], abilities_known=False)
    assert card_lines(unknown)[-1].endswith(said)
    assert card_document(unknown)["abilities_known"] is False
    assert card_document(card())["abilities_known"] is True


def test_a_card_in_trouble_says_cause_and_fix() -> None:
    state = State(
        slug="reconnect", pill="Sign in again", cause="It ended.", fix="Sign in again.", action="sign_in", also=["B."]
    )
    text = "\n".join(card_lines(card(state=state)))
    assert text.index("It ended.") < text.index("fix: Sign in again.") < text.index("B.")


def test_the_list_document_says_never_and_not_null() -> None:
    document = card_document(card())
    assert document["ends"] == {"kind": "never", "at": None}
    assert document["proved_at"] == "2026-11-18T11:06:40Z"
    json.dumps(document)


def test_the_token_document_carries_a_schema_and_utc_times() -> None:
    document = token_document("x/a", Quick(Secret("s"), "at", 1_795_000_000, ("tweet.read",)))
    assert document == {
        "schema": 1, "handle": "x/a", "access_token": "s", "ends": {"kind": "at", "at": "2026-11-18T11:06:40Z"},
        "scopes": ["tweet.read"],
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "[7391]", "{7391", '{"a": 7391}', '"7391"'])
def test_keys_that_are_no_object_of_texts_are_refused_without_repeating_them(text: str) -> None:
    with pytest.raises(BadInput) as raised:
        given_values(text)
    assert "7391" not in str(raised.value)


def test_an_account_found_says_what_it_still_needs() -> None:
    found = Candidate(
        external_id="1", kind="channel", name="News", username="news", followers=1204, problem="It may not post yet."
    )
    assert describe(found) == "News · @news · channel · 1,204 followers. It may not post yet."
    channel = replace(found, audience="subscribers", problem="")
    assert describe(channel) == "News · @news · channel · 1,204 subscribers"


def test_no_option_takes_a_secret() -> None:
    help_text = parser().format_help()
    for word in ("--token", "--secret", "--password", "--key "):
        assert word not in help_text
