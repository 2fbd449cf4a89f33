"""What may come where a JSON object was expected."""

import codecs
import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagedoor.domain.errors import BadAnswer
from stagedoor.domain.exchange import Response
from stagedoor.domain.wire import DEEPEST, json_object


def read(body: bytes, kind: str = "application/json") -> dict[str, Any]:
    return json_object(Response(status=200, headers={"content-type": kind}, body=body))


SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(SCALARS | TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20)


@given(st.dictionaries(TEXTS, VALUES), st.booleans(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32-le"]))
def test_every_object_comes_back_as_it_was(value: dict[str, Any], ascii_only: bool, charset: str) -> None:
    assert read(json.dumps(value, ensure_ascii=ascii_only).encode(charset)) == value


@given(st.binary())
def test_any_bytes_give_an_object_or_a_clear_error(body: bytes) -> None:
    with contextlib.suppress(BadAnswer):
        assert isinstance(read(body), dict)


BROKEN = {
    "nothing": b"",
    "blanks": b" \r\n",
    "only a mark": codecs.BOM_UTF8,
    "cut": b'{"access_token": "abc',
    "array": b'[{"id": 1}]',
    "null": b"null",
    "number": b"12",
    "text": b'"ok"',
    "two objects": b"{}{}",
    "not a number": b'{"expires_in": NaN}',
    "infinite": b'{"expires_in": Infinity}',
    "beyond floats": b'{"expires_in": 1e999}',
    "endless integer": b'{"expires_in": ' + b"9" * 5000 + b"}",
    "control character": b'{"a": "\x01"}',
    "one key, two values": b'{"id": "1", "id": "2"}',
    "form": b"access_token=abc&expires_in=3600",
    "bytes of nothing": b"\x00\xff\xfe\x80" * 9,
    "very deep": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep arrays": b'{"a":' + b"[" * DEEPEST + b"]" * DEEPEST + b"}",
}


@pytest.mark.parametrize("name", BROKEN)
def test_everything_else_is_a_bad_answer(name: str) -> None:
    with pytest.raises(BadAnswer) as caught:
        read(BROKEN[name])
    assert "abc" not in str(caught.value)


@pytest.mark.parametrize(
    "body", [b"<!DOCTYPE html><title>Sign in</title>", codecs.BOM_UTF8 + b"\n <html>", b"<?xml ?>"]
)
def test_a_web_page_is_called_so(body: bytes) -> None:
    with pytest.raises(BadAnswer) as caught:
        read(body, "text/html")
    assert caught.value.code == "web_page"
    assert "hotel" in caught.value.fix


def test_what_is_deep_but_real_is_read() -> None:
    inner = b'{"a":' * (DEEPEST - 1) + b"1" + b"}" * (DEEPEST - 1)
    assert read(inner)


def test_the_same_value_twice_is_no_contradiction() -> None:
    assert read(b'{"id": "1", "id": "1"}') == {"id": "1"}


def test_a_charset_that_the_answer_names_is_used_where_it_is_not_utf_8() -> None:
    body = '{"name": "Käse"}'.encode("latin-1")
    assert read(body, 'application/json; charset="ISO-8859-1"') == {"name": "Käse"}
    assert read('{"name": "Käse"}'.encode(), "application/json; charset=iso-8859-1") == {"name": "Käse"}


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=nonsense", "text/json; charset=utf-8"])
def test_bytes_in_no_known_charset_are_a_bad_answer(kind: str) -> None:
    with pytest.raises(BadAnswer, match="character set"):
        read(b'{"name": "K\xe4se"}', kind)


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (rb"\ud83e\uddc0", "🧀"),
        (rb"cheese \ud83e", "cheese �"),
        (rb"\uddc0 cheese", "� cheese"),
        (rb"\\ud83e", r"\ud83e"),
        (rb"\ud83e\ud83e\uddc0", "�🧀"),
    ],
)
def test_half_an_emoji_becomes_a_character_that_can_be_stored(escaped: bytes, text: str) -> None:
    found = read(b'{"name": "' + escaped + b'"}')
    assert found == {"name": text}
    assert found["name"].encode()
