"""The real program in a home of its own, with a Telegram account where a test wants one."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.helpers.ports import free_ports
from tests.helpers.practice import practice_server, world
from tests.journeys.program import Home

from stagedoor.practice import Visitor, World

__all__ = ["practice_server", "world"]  # fixtures are used by name


@pytest.fixture
def home(tmp_path: Path, world: World) -> Iterator[Home]:
    made = Home(tmp_path, world, {}, free_ports(3))
    made.seal()
    yield made
    made.close()


@pytest.fixture
def connected(home: Home, world: World) -> Home:
    """With a Telegram channel connected."""
    visitor = Visitor(world)
    token = visitor.telegram_new_bot("Crumb", "crumb_news_bot")
    running = home.start("connect", "telegram", "--keys", "-", "--yes")
    running.say(json.dumps({"token": token}))
    visitor.telegram_add_to_channel(running.err.until(r"open +(\S+startchannel\S+)")[1])
    assert home.finish(running).code == 0
    return home


@pytest.fixture
def x_keys(world: World) -> Callable[[Home], dict[str, str]]:
    """Makes an X app in the portal; gives its Client ID."""

    def make(home: Home) -> dict[str, str]:
        keys = Visitor(world).x_make_app("\n".join(home.callbacks))
        return {"client_id": keys["client_id"]}

    return make
