"""Keys do not show in a child's output, however its writes are cut."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stagedoor.cli.masking import HIDDEN, Mask

SECRET = "PRACTICE0123456789abcdef"


def shown(chunks: list[bytes], secrets: list[str]) -> bytes:
    mask = Mask(secrets)
    return b"".join(map(mask.feed, chunks)) + mask.rest()


def test_a_key_is_hidden_and_the_rest_stays() -> None:
    assert shown([f"token={SECRET}\n".encode()], [SECRET]) == b"token=" + HIDDEN + b"\n"


def test_the_longer_of_two_keys_is_hidden_whole() -> None:
    assert shown([SECRET.encode()], [SECRET[:10], SECRET]) == HIDDEN


def test_nothing_is_held_back_that_cannot_be_a_key() -> None:
    mask = Mask([SECRET])
    assert mask.feed(b"ready? ") == b"ready? "


@given(before=st.binary(max_size=40), after=st.binary(max_size=40), cuts=st.lists(st.integers(0, 110), max_size=6))
def test_a_key_is_hidden_wherever_the_writes_are_cut(before: bytes, after: bytes, cuts: list[int]) -> None:
    text = before + SECRET.encode() + after
    edges = sorted({0, len(text), *(c for c in cuts if c < len(text))})
    chunks = [text[a:b] for a, b in pairwise(edges)]
    assert SECRET.encode() not in shown(chunks, [SECRET])


@given(text=st.binary(max_size=200), cut=st.integers(0, 200))
def test_output_without_a_key_is_unchanged(text: bytes, cut: int) -> None:
    assert shown([text[:cut], text[cut:]], [SECRET]) == text
