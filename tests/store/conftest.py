"""Fixtures of the store's tests: real files in a folder of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.soak import times
from tests.helpers.zones import live_in
from tests.store.samples import store

from stagedoor.store.records import SqliteRecords

__all__ = ["live_in"]  # fixtures are used by name


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "stagedoor.db"


@pytest.fixture
def records(path: Path) -> Iterator[SqliteRecords]:
    opened = store(path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def many() -> int:
    """How often a test repeats what it does at random: more in a soak."""
    return times(300, 20)
