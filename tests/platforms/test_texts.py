"""How long a text is, in each platform's own unit; for X against X's own published vectors."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from stagedoor.platforms.texts import length

LIMIT = 280

# Where X's published vectors differ from what X does today, and why.
SUPERSEDED = {
    # Version 2 of the rules counted every part of an emoji sequence; version 3 counts the sequence as one, and the
    # vectors of version 3 (WeightedTweetsWithDiscountedEmojiCounterTest) hold the same texts with the lower numbers.
    "Count a mix of single byte single word, and double word unicode characters",
    "Count unicode emoji chars outside the basic multilingual plane with skin tone modifiers",
    # From the time when a post had 140 characters.
    "Invalid Tweet: 141 characters",
    "Invalid Tweet: 141 characters (due to newline)",
}

WEIGHTED = (
    "WeightedTweetsCounterTest",
    "WeightedTweetsWithDiscountedEmojiCounterTest",
    "UnicodeDirectionalMarkerCounterTest",
)


@pytest.fixture(scope="session")
def vectors(contracts: Path) -> dict[str, list[dict[str, Any]]]:
    text = (contracts / "text" / "twitter-text.validate.yml").read_text(encoding="utf-8")
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load(text)["tests"]
    return found


@pytest.mark.contracts
def test_weights_are_those_that_x_publishes(vectors: dict[str, list[dict[str, Any]]]) -> None:
    different = {
        case["description"]
        for group in WEIGHTED
        for case in vectors[group]
        if length(case["text"], "twitter") != case["expected"]["weightedLength"]
    }
    assert different == {d for d in SUPERSEDED if d.startswith("Count")}
    assert sum(len(vectors[group]) for group in WEIGHTED) == 44


@pytest.mark.contracts
def test_what_x_calls_valid_fits(vectors: dict[str, list[dict[str, Any]]]) -> None:
    different = {
        case["description"]
        for case in vectors["tweets"]
        if (0 < length(case["text"], "twitter") <= LIMIT) != case["expected"]
    }
    assert different == {d for d in SUPERSEDED if d.startswith("Invalid")}
    too_long_for_x = {
        case["description"]
        for group in WEIGHTED
        for case in vectors[group]
        if (0 < length(case["text"], "twitter") <= LIMIT) != case["expected"]["valid"]
    }
    # Noncharacters (U+FFFE, U+FFFF) make a text invalid at X whatever its length; nobody can type them.
    assert too_long_for_x == {"Handle invalid characters"}


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("", 0),
        ("abc", 3),
        ("Käse", 4),
        ("台所", 4),
        ("🥐", 2),
        ("👩‍👩‍👧‍👦", 2),
        ("see https://example.com/a/very/long/address/indeed/that/goes/on", 27),
        ("see example.com", 27),
        ("\ud83e", 2),
        ("\ud83e\udd50", 2),
    ],
)
def test_x(text: str, units: int) -> None:
    assert length(text, "twitter") == units


@pytest.mark.parametrize("emoji", ["🫠", "🩷", "🫨", "🧑🏽‍🚀", "🫱🏿‍🫲🏻"])
def test_newer_emoji_are_never_counted_too_short(emoji: str) -> None:
    """X counts 2. Sequences that are younger than the counter's table count more: a text is refused here too early,
    and never at X after it was paid for.
    """
    assert 2 <= length(emoji, "twitter") <= 9


@pytest.mark.parametrize(
    ("unit", "units"), [("points", 7), ("threads", 25), ("escaped", 11), ("utf16", 11), ("bytes", 25)]
)
def test_one_family_in_every_unit(unit: Any, units: int) -> None:
    assert length("👩‍👩‍👧‍👦", unit) == units


@pytest.mark.parametrize("unit", ["utf16", "points", "bytes", "twitter"])
@given(st.text(st.characters(), max_size=40))
def test_any_text_has_a_length_that_grows(unit: Any, text: str) -> None:
    assert length(text, unit) >= 0
    assert length(text + " a", unit) > length(text, unit) or unit == "twitter"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Käse", 4), ("مرحبا", 5), ("日本", 2), ("🥐", 4), ("a🥐b", 6), ("👩🏽", 8),
        ("👩‍👩‍👧", 4 * 3 + 3 * 2), ("❤️", 3 + 3), ("1️⃣", 1 + 3 + 3), ("", 0),
    ],
)  # fmt: skip
def test_threads_counts_emoji_by_their_bytes_and_letters_as_one(text: str, counts: int) -> None:
    assert length(text, "threads") == counts


@given(st.text())
def test_threads_never_counts_less_than_there_are_characters(text: str) -> None:
    assert len(text) <= length(text, "threads") <= len(text.encode())
