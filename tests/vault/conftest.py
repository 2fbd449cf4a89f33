"""Fixtures of the vault's tests."""

import os

import pytest
from tests.helpers.keychain import keychain

__all__ = ["keychain", "many"]  # fixtures are used by name


@pytest.fixture(scope="session")
def many() -> int:
    """How often a test repeats what it does at random: more in a soak."""
    return 300 if os.environ.get("STAGEDOOR_SOAK") == "1" else 15
