"""How long a post is for practice X, against X's own published examples."""

from pathlib import Path

import pytest
import yaml

from stagedoor.practice.x.text import has_link, weight

# Needs the punycode length of a host name; a post like that is no test of a connector.
BEYOND = "Do not allow > 140 CJK characters by virtue of CJK chars greater than 63 punycode encoded chars in the host"


@pytest.mark.contracts
@pytest.mark.parametrize(
    ("group", "at_least"),
    [("WeightedTweetsWithDiscountedEmojiCounterTest", 20), ("UnicodeDirectionalMarkerCounterTest", 1)],
)
def test_published_examples(contracts: Path, group: str, at_least: int) -> None:
    text = (contracts / "text" / "twitter-text.validate.yml").read_text(encoding="utf-8")
    examples = [e for e in yaml.safe_load(text)["tests"][group] if e["description"] != BEYOND]
    wrong = {
        e["description"]: weight(e["text"]) for e in examples if weight(e["text"]) != e["expected"]["weightedLength"]
    }
    assert len(examples) >= at_least
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Fresh bread", 11), ("日本", 4), ("👩🏽‍🍳", 2), ("🇩🇪🇩🇪", 4), ("1️⃣", 2), ("cafe\u0301", 4),
        ("bread.com!", 24), ("http://localhost:8080/cb", 24), ("https://a.example.org/" + "x" * 200, 23),
    ],
)  # fmt: skip
def test_units(text: str, units: int) -> None:
    assert weight(text) == units


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("see bread.com", True),
        ("https://x.com/a", True),
        ("3.5 kg", False),
        ("mail me@bread.com", False),
        ("e.g. rye", False),
    ],
)
def test_links(text: str, link: bool) -> None:
    assert has_link(text) is link
