"""The return as a browser brings it: what is taken, what is refused and why, in which order."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.oauth.samples import NOW, STATE, attempt_at

from stagedoor.domain.attempt import Callback
from stagedoor.domain.secret import Secret
from stagedoor.oauth.attempt import state_hash
from stagedoor.oauth.callback import CallbackRefused, parse_target

ATTEMPT = attempt_at()
GOOD = f"/cb/x?state={STATE}&code=abc"


def reason_of(target: str | bytes, now: float = NOW) -> str:
    with pytest.raises(CallbackRefused) as refused:
        parse_target(target, ATTEMPT, now=now)
    assert refused.value.cause.endswith(".")
    assert refused.value.fix.endswith(".")
    return refused.value.reason


@pytest.mark.parametrize("target", [GOOD, GOOD.encode(), f"/cb/x?code=abc&state={STATE}", f"{GOOD}&scope=a+b&iss=x"])
def test_a_code_with_the_right_state_is_taken(target):
    assert parse_target(target, ATTEMPT, now=NOW) == Callback(code=Secret("abc"))


def test_a_code_has_the_name_that_the_platform_gives_it():
    attempt = replace(ATTEMPT, code_name="auth_code")
    assert parse_target(f"/cb/x?state={STATE}&auth_code=abc", attempt, now=NOW) == Callback(code=Secret("abc"))
    for other, reason in ((GOOD, "no_code"), (f"/cb/x?state={STATE}&auth_code=a&auth_code=b", "doubled")):
        with pytest.raises(CallbackRefused) as refused:
            parse_target(other, attempt, now=NOW)
        assert refused.value.reason == reason


def test_codes_are_decoded_once():
    # Google's hold a slash, TikTok's end in "*v!4821.e1"
    target = f"/cb/x?state={STATE}&code=4%2F0AX%252F*v!4821.e1"
    assert parse_target(target, ATTEMPT, now=NOW).code == Secret("4/0AX%2F*v!4821.e1")


def test_the_particular_word_beside_a_general_error_is_kept():
    query = urlencode({"error": "access_denied", "error_type": "non_sandbox\u202e_target", "state": STATE})
    found = parse_target(f"/cb/x?{query}", ATTEMPT, now=NOW)
    assert found == Callback(error="access_denied", error_type="non_sandbox_target")


def test_an_error_with_the_right_state_is_taken_as_plain_text():
    query = urlencode({"error": "access_denied", "error_description": "No\u202e <b>way</b>", "state": STATE})
    found = parse_target(f"/cb/x?{query}", ATTEMPT, now=NOW)
    assert found == Callback(error="access_denied", error_description="No <b>way</b>")


def test_an_error_wins_over_a_code():
    assert parse_target(f"{GOOD}&error=access_denied", ATTEMPT, now=NOW) == Callback(error="access_denied")


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/cb/x", "no_state"),
        ("/cb/x?code=abc", "no_state"),
        ("/cb/x?error=access_denied", "no_state"),
        ("/cb/x?state=&code=abc", "no_state"),
        ("/cb/x?STATE=abc&code=abc", "no_state"),
        ("/cb/x?state=wrong&code=abc", "wrong_state"),
        ("/cb/x?state=wrong&error=access_denied", "wrong_state"),
        (f"/cb/x?state={STATE}x&code=abc", "wrong_state"),
        (f"/cb/x?state={STATE.swapcase()}&code=abc", "wrong_state"),
        (f"/cb/x?state={STATE}", "no_code"),
        (f"/cb/x?state={STATE}&code=", "no_code"),
        (f"/cb/x?state={STATE}&error=", "no_code"),
        (f"{GOOD}&code=other", "doubled"),
        (f"{GOOD}&code=abc", "doubled"),
        (f"{GOOD}&state={STATE}", "doubled"),
        (f"{GOOD}&error=a&error=b", "doubled"),
        (f"{GOOD}&iss=a&iss=b", "doubled"),
        (f"{GOOD}&c%6Fde=other", "doubled"),
        (f"{GOOD}{'a' * 8200}", "too_long"),
        (f"{GOOD}{'a' * 4096}", "too_long"),
        (f"{GOOD}&x={'a' * 8200}", "too_long"),
        (f"/cb/x?state={'s' * 513}&code=abc", "too_long"),
        (f"{GOOD}{'&a=b' * 70}", "too_long"),
        (f"{GOOD}%FF", "not_utf8"),
        (f"{GOOD}&x=%C0%80", "not_utf8"),
        (f"{GOOD}&%ED%A0%80=x", "not_utf8"),
        (GOOD.encode() + b"\xff", "not_utf8"),
        (f"{GOOD}%00", "control_character"),
        (f"{GOOD}%0D%0ASet-Cookie:%20a=b", "control_character"),
        (f"{GOOD}&x=%1B%5B31m", "control_character"),
        (f"{GOOD}&%7F=x", "control_character"),
        (f"{GOOD}&x=%E2%80%A8", "control_character"),
        ("/", "wrong_path"),
        ("", "wrong_path"),
        ("*", "wrong_path"),
        (GOOD.replace("/cb/x", "/cb/x/"), "wrong_path"),
        (GOOD.replace("/cb/x", "/cb/X"), "wrong_path"),
        (GOOD.replace("/cb/x", "/cb/%78"), "wrong_path"),
        (GOOD.replace("/cb/x", "/cb//x"), "wrong_path"),
        (GOOD.replace("/cb/x", "/cb/./x"), "wrong_path"),
        (GOOD.replace("/cb/x", "/cb/tk"), "wrong_path"),
        (f"http://127.0.0.1:8421{GOOD}", "wrong_path"),
    ],
)
def test_refusals(target, reason):
    assert reason_of(target) == reason


def test_too_late_is_said_only_to_who_knows_the_state():
    assert reason_of(GOOD, NOW + 600) == "expired"
    assert reason_of("/cb/x?state=wrong&code=abc", NOW + 600) == "wrong_state"
    assert parse_target(GOOD, ATTEMPT, now=NOW + 599.9).code


def test_a_foreign_state_can_be_recognised_by_its_hash():
    with pytest.raises(CallbackRefused) as refused:
        parse_target("/cb/x?state=an-older-one&code=abc", ATTEMPT, now=NOW)
    assert refused.value.foreign == state_hash("an-older-one")


def test_only_a_foreign_state_leaves_a_hash():
    with pytest.raises(CallbackRefused) as refused:
        parse_target("/cb/x?code=abc", ATTEMPT, now=NOW)
    assert refused.value.foreign is None


def test_the_last_slash_of_the_registered_address_counts():
    attempt = attempt_at("http://127.0.0.1:8421/cb/tk/")
    assert parse_target(f"/cb/tk/?state={STATE}&code=abc", attempt, now=NOW).code
    with pytest.raises(CallbackRefused):
        parse_target(f"/cb/tk?state={STATE}&code=abc", attempt, now=NOW)


# Properties

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60)
OTHER_NAMES = TEXT.filter(lambda name: name not in {"code", "state", "error", "iss"})


@given(code=TEXT, more=st.dictionaries(OTHER_NAMES, TEXT, max_size=5))
def test_every_code_comes_through_as_it_was(code, more):
    target = f"/cb/x?{urlencode({'state': STATE, **more, 'code': code})}"
    assert parse_target(target, ATTEMPT, now=NOW) == Callback(code=Secret(code))


@given(target=st.text())
def test_any_text_is_refused_in_a_known_way(target):
    assert reason_of(target)


@given(target=st.binary(max_size=300))
def test_any_bytes_are_refused_in_a_known_way(target):
    assert reason_of(target)


@given(query=st.text(max_size=300))
def test_any_query_is_refused_in_a_known_way(query):
    assert reason_of(f"/cb/x?{query}") != "wrong_path"


@given(query=st.binary(max_size=300))
def test_any_encoded_bytes_are_refused_in_a_known_way(query):
    assert reason_of(f"/cb/x?{quote(query)}") != "wrong_path"


@given(state=TEXT.filter(lambda state: state != STATE))
def test_no_other_state_is_ever_taken(state):
    assert reason_of(f"/cb/x?{urlencode({'state': state, 'code': 'abc'})}") == "wrong_state"


@given(place=st.integers(0, len(STATE) - 1), letter=st.sampled_from("Aa0-_"))
def test_not_one_letter_of_the_state_may_differ(place, letter):
    state = STATE[:place] + letter + STATE[place + 1 :]
    if state != STATE:
        assert reason_of(f"/cb/x?state={state}&code=abc") == "wrong_state"


@given(path=st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=30))
def test_no_other_path_is_ever_taken(path):
    if path.partition("?")[0] != "/cb/x":
        assert reason_of(f"{path}?state={STATE}&code=abc") in {"wrong_path", "doubled"}


@given(name=st.sampled_from(["code", "state", "error", "iss"]), values=st.lists(TEXT, min_size=2, max_size=3))
def test_nothing_that_counts_may_come_twice(name, values):
    pairs = [("state", STATE), ("code", "abc"), *((name, value) for value in values)]
    assert reason_of(f"/cb/x?{urlencode(pairs)}") == "doubled"


@given(late=st.floats(0, 1e9))
def test_nothing_is_taken_after_its_time(late):
    assert reason_of(GOOD, NOW + 600 + late) == "expired"
