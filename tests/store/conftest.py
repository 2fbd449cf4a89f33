"""Fixtures of the store's tests: real files in a folder of their own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.samples import store

from stagedoor.store.records import SqliteRecords


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
    return 300 if os.environ.get("STAGEDOOR_SOAK") == "1" else 20
