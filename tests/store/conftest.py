"""Fixtures of the store's tests: real files in a folder of their own."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.helpers.soak import times
from tests.store.samples import store

from stagedoor.store.records import SqliteRecords


LiveIn = Callable[[str], None]


@pytest.fixture
def live_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveIn]:
    """Moves this computer to a time zone, until the test is over."""

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


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
