"""Token answers as platforms give them, and those that no platform should."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagedoor.domain.errors import BadAnswer
from stagedoor.domain.secret import Secret
from stagedoor.oauth.answers import ErrorAnswer, error_of, tokens_of


def answer(**fields: Any) -> dict[str, Any]:
    return {"access_token": "at-1", "token_type": "bearer", **fields}


def test_x_answer():
    found = tokens_of(
        answer(expires_in=7200, refresh_token="rt-1", scope="users.read tweet.read tweet.write offline.access")
    )
    access, refresh = found.tokens
    assert (access.name, access.value, access.ends, access.lives) == ("access", Secret("at-1"), "at", 7200)
    assert (refresh.name, refresh.value, refresh.ends, refresh.lives) == ("refresh", Secret("rt-1"), "unknown", None)
    assert found.scopes == ["users.read", "tweet.read", "tweet.write", "offline.access"]


@pytest.mark.parametrize("name", ["refresh_token_expires_in", "refresh_expires_in"])
def test_life_of_the_refresh_token(name):
    refresh = tokens_of(answer(refresh_token="rt-1", **{name: 31_536_000})).tokens[1]
    assert (refresh.ends, refresh.lives) == ("at", 31_536_000)


@pytest.mark.parametrize(
    ("life", "lives"),
    [
        (3600, 3600),
        ("3600", 3600),
        (" 3600 ", 3600),
        (3599.7, 3599),
        (5_184_000, 5_184_000),
        (0, None),
        (-1, None),
        (10**12, None),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        (None, None),
        (True, None),
        ([3600], None),
    ],
)
def test_lives_that_cannot_be_believed_are_unknown(life, lives):
    access = tokens_of(answer(expires_in=life)).tokens[0]
    assert (access.lives, access.ends) == (lives, "at" if lives else "unknown")


def test_a_life_that_is_not_said_is_unknown():
    assert tokens_of(answer()).tokens[0].ends == "unknown"


@pytest.mark.parametrize("refresh", ["", None])
def test_an_empty_refresh_token_is_absent(refresh):
    assert [token.name for token in tokens_of(answer(refresh_token=refresh)).tokens] == ["access"]


@pytest.mark.parametrize(
    ("scope", "scopes"),
    [
        ("a b", ["a", "b"]),
        ("a,b", ["a", "b"]),
        ("a, b", ["a", "b"]),
        (["a", "b"], ["a", "b"]),
        ("a", ["a"]),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_scopes(scope, scopes):
    assert tokens_of(answer(scope=scope)).scopes == scopes


@pytest.mark.parametrize("kind", ["Bearer", "bearer", "BEARER", "", None])
def test_bearer_in_any_case_or_unsaid(kind):
    assert tokens_of(answer(token_type=kind)).tokens


@pytest.mark.parametrize(
    "found",
    [
        answer(access_token=""),
        answer(access_token=None),
        answer(access_token=12345),
        answer(access_token={"value": "at-1"}),
        answer(access_token="at 1"),
        answer(access_token="at-1\r\nX-Evil: 1"),
        answer(access_token="tøken"),
        answer(refresh_token=["rt-1"]),
        answer(token_type="mac"),
        {},
    ],
)
def test_what_is_no_token_answer_is_refused_without_repeating_it(found):
    with pytest.raises(BadAnswer) as refused:
        tokens_of(found)
    assert refused.value.fix
    assert "at-1" not in str(refused.value)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            {"error": "invalid_request", "error_description": "Value passed for the token was invalid."},
            ErrorAnswer("invalid_request", "Value passed for the token was invalid."),
        ),
        ({"error": "invalid_grant"}, ErrorAnswer("invalid_grant", "")),
        ({"error": {"message": "a shape of its own"}}, None),
        ({"error_description": "only words"}, ErrorAnswer("unknown", "only words")),
        ({"access_token": "at-1", "error": "late"}, ErrorAnswer("late", "")),
        ({"access_token": "at-1"}, None),
        ({"access_token": "at-1", "error": None}, None),
        ({}, None),
    ],
)
def test_error_answers(body, expected):
    assert error_of(body) == expected


def test_error_words_are_plain_and_cut():
    found = error_of({"error": "a\u202eb\n" * 100, "error_description": "<b>x</b>\x1b[31m" * 100})
    assert found is not None
    assert len(found.error) <= 100
    assert len(found.description) <= 300
    assert not set("\u202e\n\x1b") & set(found.error + found.description)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = ("access_token", "refresh_token", "expires_in", "refresh_expires_in", "scope", "token_type", "error")


@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_any_object_is_read_or_refused(fields):
    error_of(fields)
    try:
        found = tokens_of(fields)
    except BadAnswer:
        return
    assert found.tokens[0].value.reveal() == fields["access_token"]
    assert all(token.lives is None or 0 < token.lives < 4e8 for token in found.tokens)
