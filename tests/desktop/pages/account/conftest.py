"""An account page over the real services and practice."""

import asyncio

import pytest
from tests.desktop.pages.account.windows import Window
from tests.desktop.widgets_under_test import Show
from tests.helpers.home import Home
from tests.services.rig import connect_keys, connect_x, x_four_keys

from stagedoor.desktop.theme import Theme
from stagedoor.domain.entities import Connection
from stagedoor.practice import Visitor


@pytest.fixture
def window(home: Home, theme: Theme, show: Show) -> Window:
    return Window(home, theme, show)


@pytest.fixture
def x(home: Home, visitor: Visitor) -> Connection:
    return asyncio.run(connect_x(home, visitor))


@pytest.fixture
def read_only(home: Home, visitor: Visitor) -> Connection:
    """Four keys that may not post."""
    return asyncio.run(connect_keys(home, x_four_keys(home, visitor, permissions="r")))
