"""Other time zones for a test: fixtures are used by name."""

import time
from collections.abc import Callable, Iterator

import pytest

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
