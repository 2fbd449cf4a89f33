"""Handles are given once, are plain to type, and never clash."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagedoor.domain.handles import matching, propose, slug

HANDLE = re.compile(r"x/[a-z0-9_]+(-[a-z0-9_]+)*")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("crumbkitchen", "crumbkitchen"),
        ("Crumb Kitchen News", "crumb-kitchen-news"),
        ("@Crumb_Kitchen", "crumb_kitchen"),
        ("Müller & Söhne", "muller-sohne"),
        ("Straße", "strasse"),
        ("Crème brûlée", "creme-brulee"),
        ("  --a--b--  ", "a-b"),
        ("x/../y", "x-y"),
        ("a$(rm -rf)`b`", "a-rm-rf-b"),
        ("① ² ﬁ", "1-2-fi"),
        ("Кухня", ""),
        ("台所", ""),
        ("مطبخ", ""),
        ("🥐🥖", ""),
        ("", ""),
        ("-1001487202911", "1001487202911"),
        ("x" * 300, "x" * 48),
        ("a" * 47 + " b", "a" * 47),
    ],
)
def test_slug(text: str, made: str) -> None:
    assert slug(text) == made


def test_the_first_name_that_can_be_typed_is_taken() -> None:
    def proposed(username: str | None, name: str, id: str) -> str:
        return propose("x", username=username, name=name, external_id=id, taken=[])

    assert proposed("crumbkitchen", "Crumb Kitchen", "42") == "x/crumbkitchen"
    assert proposed(None, "Crumb Kitchen", "42") == "x/crumb-kitchen"
    assert proposed("кухня", "🥐", "42") == "x/42"
    assert proposed("", "🥐", "台所") == "x/account"


def test_a_clash_gets_the_next_number() -> None:
    taken = ["x/a", "x/a-2", "telegram/a-3"]
    assert propose("x", username="a", name="", external_id="1", taken=taken) == "x/a-3"
    assert propose("telegram", username="a", name="", external_id="1", taken=taken) == "telegram/a"


@given(st.text(), st.text(), st.text(), st.sets(st.sampled_from(["x/a", "x/account", "x/a-2"])))
def test_every_name_gives_a_handle_of_its_own(username: str, name: str, id: str, taken: set[str]) -> None:
    handle = propose("x", username=username, name=name, external_id=id, taken=taken)
    assert HANDLE.fullmatch(handle)
    assert handle not in taken
    assert len(handle) <= 56


KNOWN = ["x/crumbkitchen", "x/crumbkitchen-2", "telegram/crumbkitchennews"]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("x/crumbkitchen", ["x/crumbkitchen"]),
        ("telegram", ["telegram/crumbkitchennews"]),
        ("CRUMB", KNOWN),
        ("kitchen-2", ["x/crumbkitchen-2"]),
        (" x/crumbkitchen ", ["x/crumbkitchen"]),
        ("nobody", []),
        ("", []),
        ("  ", []),
    ],
)
def test_matching(part: str, found: list[str]) -> None:
    assert matching(part, KNOWN) == found
