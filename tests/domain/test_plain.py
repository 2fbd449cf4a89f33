"""Text from outside is shown as one plain line, whatever it holds."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagedoor.domain.plain import plain

FAMILY = "👩‍👩‍👧‍👦"

MADE_PLAIN = {
    "as it is": ("Crumb Kitchen", "Crumb Kitchen"),
    "letters of the world": ("Кухня 台所 مطبخ Küche", "Кухня 台所 مطبخ Küche"),
    "combined letters": ("Cafe\u0301", "Cafe\u0301"),
    "line breaks": ("one\ntwo\r\nthree\u2028four\u2029five", "one two three four five"),
    "blanks": ("  a \t\v b\u00a0\u3000c ", "a b c"),
    "turned direction": ("paid\u202egpj.exe\u202c", "paidgpj.exe"),
    "direction marks": ("\u200ea\u200fb\u2066c\u2069", "abc"),
    "zero width": ("st\u200bage\u2060do\ufeffor", "stagedoor"),
    "soft hyphen": ("stage\u00addoor", "stagedoor"),
    "control characters": ("a\x00b\x07c\x7fd\x85e", "abcd e"),
    "colours of a terminal": ("\x1b[31mred\x1b[0m", "red"),
    "title of a terminal": ("\x1b]0;owned\x07name", "name"),
    "link of a terminal": ("\x1b]8;;https://evil.example\x1b\\name\x1b]8;;\x1b\\", "name"),
    "short command": ("\x1bcname", "name"),
    "eight-bit command": ("\x9b31mred", "red"),
    "lone escape": ("a\x1b", "a"),
    "half a character": ("a\ud83eb", "ab"),
    "private use": ("a\ue000b", "ab"),
    "noncharacters": ("a\ufffe\U0010ffffb", "ab"),
    "markup stays text": ("<b>&amp;</b>", "<b>&amp;</b>"),
    "family": (f"The {FAMILY} show", f"The {FAMILY} show"),
    "skin and variation": ("👍🏽 ❤️", "👍🏽 ❤️"),
    "newer emoji": ("\U0001fa77 \U0001fae8 \U0001fadf", "\U0001fa77 \U0001fae8 \U0001fadf"),
    "only invisible": ("\u200b\u202e\x00", ""),
    "joiner alone": ("\u200d", ""),
    "not a text": (None, "None"),
}


@pytest.mark.parametrize("name", MADE_PLAIN)
def test_made_plain(name: str) -> None:
    given_, shown = MADE_PLAIN[name]
    assert plain(given_) == shown


def test_it_is_cut() -> None:
    assert plain("x" * 301) == "x" * 299 + "…"
    assert plain("x" * 300) == "x" * 300
    assert plain("word " * 20, 12) == "word word w…"
    assert plain("a" * 9 + " bcd", 11) == "a" * 9 + "…"


def test_a_family_that_is_cut_leaves_no_joiner_behind() -> None:
    assert plain(FAMILY, 3) == "👩…"


def test_a_megabyte_is_looked_at_only_as_far_as_it_shows() -> None:
    class Counting(str):
        __slots__ = ()

        def __getitem__(self, key: object) -> str:
            assert isinstance(key, slice)
            assert key.stop <= 1200
            return super().__getitem__(key)

        def __str__(self) -> str:
            return self

    assert plain(Counting("<script>" * 131_072)).endswith("…")


@given(st.text(st.characters()), st.integers(1, 400))
def test_any_text_becomes_one_visible_line(text: str, limit: int) -> None:
    shown = plain(text, limit)
    assert len(shown) <= limit
    assert shown == " ".join(shown.split())
    assert not any(unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"} for c in shown)
    assert "\u202e" not in shown
    shown.encode()
