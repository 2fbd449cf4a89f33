"""Fixtures of the vault's tests."""

import pytest
from tests.helpers.keychain import keychain
from tests.helpers.soak import times

__all__ = ["keychain", "many"]  # fixtures are used by name


@pytest.fixture(scope="session")
def many() -> int:
    """How often a test repeats what it does at random: more in a soak."""
    return times(300, 15)
