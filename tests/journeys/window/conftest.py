"""A seat at a screen: the keychain's bus carries the accessibility bus too, every test has a display of its own."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from tests.helpers.atspi import Desktop, accessibility
from tests.helpers.display import display
from tests.helpers.keychain import Keychain
from tests.helpers.ports import free_ports
from tests.helpers.stalls import Stalled, stalled
from tests.journeys.program import BrowserButton, Home
from tests.journeys.window.seat import Seat

from stagedoor.practice import World


@pytest.fixture
def screen() -> Iterator[str]:
    with display() as name:
        yield name


@pytest.fixture
def desktop(keychain: Keychain, screen: str) -> Iterator[Desktop]:
    with accessibility(keychain.address, {**keychain.environ, "DISPLAY": screen}) as found:
        yield found


@pytest.fixture
def seat(keychain_home: Home, screen: str, desktop: Desktop, button: BrowserButton) -> Seat:
    """A computer with a keychain."""
    return Seat(keychain_home, screen, desktop, button)


@pytest.fixture
def other_home(tmp_path: Path, world: World, keychain_home: Home) -> Iterator[Home]:
    """Another person's folder on the same computer."""
    (tmp_path / "other").mkdir()
    made = Home(tmp_path / "other", world, keychain_home.bus, free_ports(3))
    yield made
    made.close()


@pytest.fixture
def stalls(seat: Seat, keychain: Keychain, world: World) -> Callable[[Stalled], AbstractContextManager[None]]:
    """Makes something hang for the seat's program."""
    return lambda what: stalled(what, keychain=keychain, world=world, database=seat.home.paths.database)
