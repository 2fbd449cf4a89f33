"""Values with their names, whatever they were pasted as."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagedoor.domain.pasted import Named, json_keys, json_values, named_values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("X_API_KEY=abc", [Named("X_API_KEY", "X_API_KEY", "abc", by_program=True)]),
        ("  export my-key: 'abc';\r\n", [Named("my-key", "my-key", "abc", by_program=True)]),
        ("Consumer Key : «abc»", [Named("Consumer Key", "Consumer Key", "abc", by_program=False)]),
        (
            "a=1\n# b=2\n=3\nc = 4 5\nd=4",
            [Named("a", "a", "1", by_program=True), Named("d", "d", "4", by_program=True)],
        ),
        ("look at example.com/a=b", []),
        ("", []),
        (
            '{"installed": {"client_id": " abc ", "redirect_uris": ["u", "v"]}, "n": 7, "x": null}',
            [
                Named("client_id", "installed_client_id", "abc", by_program=True),
                Named("redirect_uris", "installed_redirect_uris", "u", by_program=True),
                Named("redirect_uris", "installed_redirect_uris", "v", by_program=True),
            ],
        ),
        ('"alone"', [Named("", "", "alone", by_program=True)]),
        ("[" * 5000, []),
        ("[" * 900 + '"deep"' + "]" * 900, []),
        ('{"a":' * 9 + '"deep"' + "}" * 9, []),
    ],
)
def test_what_is_found_in_a_paste(text: str, found: list[Named]) -> None:
    assert named_values(text) == found


def test_lines_are_no_json_and_only_the_upper_keys_tell_what_a_document_is() -> None:
    assert json_values("client_id=abc") == []
    assert json_keys("client_id=abc") == json_keys("7") == set()
    assert json_keys('{"web": {"client_id": {"deeper": 1}}, "other": []}') == {"web", "other", "client_id"}


NAMES = st.from_regex(r"[A-Z][A-Z0-9_]{0,20}", fullmatch=True)
VALUES = st.from_regex(r"[A-Za-z0-9_.-]{1,40}", fullmatch=True)


@given(st.dictionaries(NAMES, VALUES, min_size=1))
def test_a_file_of_lines_and_a_document_hold_the_same(values: dict[str, str]) -> None:
    lines = "\n".join(f'{name}="{value}"' for name, value in values.items())
    for text in (lines, json.dumps(values)):
        assert {each.name: each.value for each in named_values(text)} == values
        assert all(each.by_program for each in named_values(text))


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert all(each.value in text or text.lstrip().startswith(("{", "[", '"')) for each in named_values(text))
