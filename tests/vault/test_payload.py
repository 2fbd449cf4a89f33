"""The text of a bundle and its pieces: any value comes back, any change is refused, nothing is shown."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagedoor.domain.errors import SecretCorrupt, SecretTooLarge, SecretUnavailable
from stagedoor.domain.secret import Secret
from stagedoor.vault import chunks, payload

TEXTS = st.text(st.characters(codec="utf-8"), max_size=3000)


def encoded(**values: str) -> str:
    secrets = {name: Secret(value) for name, value in values.items()}
    return payload.encode(payload.Payload("item", "grant", 3, 1_700_000_000, secrets, {"platform": "x"}, "/home/ana"))


@given(st.dictionaries(TEXTS, TEXTS, max_size=4))
def test_any_values_come_back(values: dict[str, str]) -> None:
    found = payload.decode(encoded(**values), item_id="item", kind="grant")
    assert {name: value.reveal() for name, value in found.values.items()} == values
    assert (found.generation, found.at, found.rebuild) == (3, 1_700_000_000, {"platform": "x"})


def test_the_document_is_as_documented() -> None:
    document = json.loads(encoded(access="t"))
    assert document.pop("sha256")
    assert document == {
        "v": 1,
        "item": "item",
        "kind": "grant",
        "gen": 3,
        "at": 1_700_000_000,
        "values": {"access": "t"},
        "rebuild": {"platform": "x"},
        "home": "/home/ana",
    }


def test_any_changed_character_is_refused_without_showing_it() -> None:
    text = encoded(access="CANARY")
    for position in range(len(text)):
        for changed in (text[:position] + chr(ord(text[position]) ^ 1) + text[position + 1 :], text[:position]):
            with pytest.raises(SecretCorrupt) as caught:
                payload.decode(changed, item_id="item", kind="grant")
            assert "CANAR" not in str(caught.value)
            assert caught.value.__cause__ is None


@pytest.mark.parametrize("text", ["", "[]", "null", '"text"', "{}", "1"])
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(SecretCorrupt):
        payload.decode(text, item_id="item", kind="grant")


@pytest.mark.parametrize(("item_id", "kind"), [("other", "grant"), ("item", "app")])
def test_another_items_text_is_refused(item_id: str, kind: str) -> None:
    with pytest.raises(SecretCorrupt, match="another account"):
        payload.decode(encoded(access="t"), item_id=item_id, kind=kind)


def test_a_newer_version_is_not_called_damaged() -> None:
    document = {**json.loads(encoded(access="t")), "v": 2}
    del document["sha256"]
    document["sha256"] = payload.digest(document)
    with pytest.raises(SecretUnavailable, match="Update Stagedoor"):
        payload.decode(json.dumps(document), item_id="item", kind="grant")


def test_the_payload_does_not_show_its_values() -> None:
    assert "CANARY" not in repr(payload.decode(encoded(access="CANARY"), item_id="item", kind="grant"))


@given(st.text(st.characters(codec="ascii"), max_size=20_000), st.sampled_from([None, 1280, 512]))
def test_any_text_is_split_and_joined(text: str, limit: int | None) -> None:
    pieces = chunks.split(text, limit)
    assert all(len(piece) <= (limit or len(text)) for piece in pieces)
    assert len(pieces) == chunks.count(pieces[0])
    assert chunks.join(pieces) == text


@pytest.mark.parametrize("length", [1279, 1280, 1281, 65_536])
def test_the_edges_of_the_limit(length: int) -> None:
    pieces = chunks.split("x" * length, 1280)
    assert (len(pieces) == 1) == (length <= 1280)
    assert len(pieces) <= chunks.MOST_PIECES
    assert chunks.join(pieces) == "x" * length


def test_more_than_the_most_is_refused_with_or_without_a_limit() -> None:
    for limit in (None, 1280):
        with pytest.raises(SecretTooLarge):
            chunks.split("x" * 65_537, limit)


def test_pieces_of_two_writes_do_not_join() -> None:
    old, new = chunks.split("o" * 3000, 1280), chunks.split("n" * 3000, 1280)
    for mixture in ([new[0], *old[1:]], [*old[:-1], new[-1]], old[:-1], [*old, old[-1]], old[::-1], old[1:]):
        with pytest.raises(SecretCorrupt):
            chunks.join(mixture)
