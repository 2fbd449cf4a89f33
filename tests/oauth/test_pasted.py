"""What people paste (L28): the whole address in any wrapping is taken, anything less is refused in plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oauth.samples import NOW, STATE, attempt_at

from stagedoor.domain.attempt import Callback
from stagedoor.domain.secret import Secret
from stagedoor.oauth.callback import CallbackRefused
from stagedoor.oauth.pasted import parse_pasted

PLACE = "https://localhost:8431/cb/threads"
ATTEMPT = attempt_at(PLACE)
CODE = "AQBx7-_0TokenLike9d8f7a6s5d4f3a2s1"
ADDRESS = f"{PLACE}?code={CODE}&state={STATE}"
STATE_FIRST = f"{PLACE}?state={STATE}&code={CODE}"


def reason_of(text: str, now: float = NOW) -> str:
    with pytest.raises(CallbackRefused) as refused:
        parse_pasted(text, ATTEMPT, now=now)
    assert refused.value.cause.endswith(".")
    assert refused.value.fix
    assert CODE not in str(refused.value)
    return refused.value.reason


WRAPPINGS = [
    "{}",
    "  {}  ",
    "{}\n",
    "\r\n{}\r\n",
    "\t{}\t",
    '"{}"',
    "'{}'",
    "`{}`",
    "“{}”",
    "«{}»",
    "<{}>",
    "({})",
    "[{}]",
    "[the page]({})",
    "{}.",
    "{},",
    "It says: {} and nothing loads!",
    "Here you are:\n\n{}\n\nThanks, Ana",
    "> {}",
    '<a href="{}">link</a>',
    "curl '{}'",
    "https://example.com/help and then {}",
    "{} https://example.com/",
    "{}#_",
    "{}#_=_",
    "{}#anything?code=other&state=other",
    "{}&utm=1",
    "\ufeff{}",
]


@pytest.mark.parametrize("address", [ADDRESS, STATE_FIRST], ids=["code first", "state first"])
@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_l28_the_address_is_found_in_its_wrapping(wrapping, address):
    assert parse_pasted(wrapping.format(address), ATTEMPT, now=NOW) == Callback(code=Secret(CODE))


@pytest.mark.parametrize("address", [ADDRESS, STATE_FIRST], ids=["code first", "state first"])
@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\n  ", " \n> "])
def test_l28_line_breaks_in_the_address_are_mended(address, break_):
    for width in (40, 60, 76):
        broken = break_.join(address[at : at + width] for at in range(0, len(address), width))
        assert parse_pasted(f'"{broken}"\n', ATTEMPT, now=NOW).code == Secret(CODE)


@pytest.mark.parametrize("end", ["\nthanks", "\nThanks!\n", "\nThat is all I see", "\n\nAna"])
def test_l28_a_word_after_the_state_does_not_belong_to_it(end):
    assert parse_pasted(ADDRESS + end, ATTEMPT, now=NOW).code == Secret(CODE)


def test_l28_a_word_that_might_end_the_code_is_asked_about():
    assert reason_of(f"{STATE_FIRST}\nthanks") == "ambiguous"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("https://localhost", "HTTPS://LOCALHOST"),
        ("code=AQ", "c%6Fde=AQ"),
    ],
)
def test_other_spellings_of_the_same_address(before, after):
    assert parse_pasted(ADDRESS.replace(before, after), ATTEMPT, now=NOW).code == Secret(CODE)


def test_letters_that_the_browser_showed_decoded():
    text = f"{PLACE}?error=access_denied&error_description=Nicht%20erlaubt:%20für&state={STATE}"
    found = parse_pasted(text, ATTEMPT, now=NOW)
    assert found == Callback(error="access_denied", error_description="Nicht erlaubt: für")


REFUSED = [
    ("", "empty"),
    (" \n ", "empty"),
    (CODE, "bare_code"),
    (f"  {CODE}\n", "bare_code"),
    ("I do not see any address", "bare_code"),
    (f"code={CODE}", "incomplete"),
    (f"?code={CODE}&state={STATE}", "incomplete"),
    (f"/cb/threads?code={CODE}&state={STATE}", "incomplete"),
    (ADDRESS.removeprefix("https://"), "incomplete"),
    (PLACE, "no_state"),
    (f"{PLACE}?code={CODE}", "no_state"),
    (f"{PLACE}?state={STATE}", "no_code"),
    (f"{PLACE}#code={CODE}&state={STATE}", "no_state"),
    (ADDRESS.replace(STATE, "older-state"), "wrong_state"),
    (ADDRESS[:-1], "wrong_state"),
    (ADDRESS.replace("https:", "http:"), "other_scheme"),
    (ADDRESS.replace(":8431", ":8432"), "other_port"),
    (ADDRESS.replace(":8431", ""), "other_port"),
    (ADDRESS.replace("/threads", "/instagram"), "other_platform"),
    (ADDRESS.replace("/threads", "/threads/"), "wrong_path"),
    (ADDRESS.replace("/cb/threads", "/"), "wrong_path"),
    (ADDRESS.replace("/cb/threads", "/done"), "wrong_path"),
    (ADDRESS.replace("localhost", "127.0.0.1"), "other_address"),
    (ADDRESS.replace("localhost", "localhost.evil.example"), "other_address"),
    (ADDRESS.replace("localhost", "localhost."), "other_address"),
    (ADDRESS.replace("https://localhost:8431", "https://localhost:8431@evil.example"), "other_address"),
    (ADDRESS.replace("https://localhost", "https://me@localhost"), "other_address"),
    (ADDRESS.replace(":8431", ":99999"), "other_address"),
    (ADDRESS.replace("localhost", "[::1"), "other_address"),
    ("https://threads.com/oauth/authorize?client_id=1&redirect_uri=https%3A%2F%2Flocalhost", "other_address"),
    (f"{ADDRESS}&code=other", "doubled"),
    (f"{ADDRESS}&x=%00", "control_character"),
    (f"{ADDRESS}&x=%FF", "not_utf8"),
    (f"{ADDRESS}&x=\ud800", "not_utf8"),
    (f"{ADDRESS}&x=\x00", "control_character"),
    (ADDRESS + "a" * 9000, "too_long"),
    ("x" * 20_001, "too_long"),
    (f"file:///etc/passwd?{ADDRESS.partition('?')[2]}", "incomplete"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED, ids=range(len(REFUSED)))
def test_l28_what_is_refused_and_why(text, reason):
    assert reason_of(text) == reason


def test_l28_no_wrapping_makes_a_wrong_address_right():
    wrong = [text for text, reason in REFUSED if text.strip() and reason not in {"too_long", "empty"}]
    for wrapping in WRAPPINGS:
        for text in wrong:
            with pytest.raises(CallbackRefused):
                parse_pasted(wrapping.format(text), ATTEMPT, now=NOW)


def test_l28_an_old_address_is_refused():
    assert reason_of(ADDRESS, NOW + 600) == "expired"


def test_the_address_to_copy_is_named():
    with pytest.raises(CallbackRefused) as refused:
        parse_pasted("https://example.com/", ATTEMPT, now=NOW)
    assert PLACE in refused.value.fix


def test_a_foreign_state_can_be_recognised_by_its_hash():
    with pytest.raises(CallbackRefused) as refused:
        parse_pasted(ADDRESS.replace(STATE, "older-state"), ATTEMPT, now=NOW)
    assert refused.value.foreign


# Properties


@given(text=st.text(max_size=400))
def test_any_text_is_refused_in_a_known_way(text):
    assert reason_of(text)


ONE_LINE = st.text(st.characters(exclude_characters="\r\n"), max_size=40)


@given(before=ONE_LINE, after=ONE_LINE)
def test_words_around_on_the_same_line_never_change_the_code(before, after):
    try:
        found = parse_pasted(f"{before} {STATE_FIRST} {after}", ATTEMPT, now=NOW)
    except CallbackRefused:
        return
    assert found.code == Secret(CODE)


@given(st.lists(st.integers(len(PLACE), len(ADDRESS) - 1), min_size=1, max_size=4))
def test_line_breaks_anywhere_give_the_whole_code_or_a_question(places):
    broken = STATE_FIRST
    for place in sorted(set(places), reverse=True):
        broken = f"{broken[:place]}\n{broken[place:]}"
    try:
        found = parse_pasted(broken, ATTEMPT, now=NOW)
    except CallbackRefused:
        return
    assert found.code == Secret(CODE)
