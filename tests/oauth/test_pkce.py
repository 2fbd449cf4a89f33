"""Challenges as published, verifiers that nobody can guess (L29)."""

import hashlib
import re

import pytest

from stagedoor.domain.secret import Secret
from stagedoor.oauth import pkce

# RFC 7636 appendix B
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("none", None),
        ("S256", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
        ("S256-hex", hashlib.sha256(VERIFIER.encode()).hexdigest()),
    ],
)
def test_challenge(style, expected):
    assert pkce.challenge(Secret(VERIFIER), style) == expected


def test_hex_challenge_is_64_hex_digits_and_not_the_base64_one():
    hexed = pkce.challenge(Secret(VERIFIER), "S256-hex")
    assert re.fullmatch(r"[0-9a-f]{64}", hexed or "")
    assert hexed != pkce.challenge(Secret(VERIFIER), "S256")


def test_l29_verifiers_are_long_allowed_and_never_repeat():
    found = {pkce.new_verifier().reveal() for _ in range(2000)}
    assert len(found) == 2000
    assert all(re.fullmatch(r"[A-Za-z0-9._~-]{64,128}", verifier) for verifier in found)
