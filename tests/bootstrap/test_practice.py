"""Made-up accounts have a home of their own, marked as such, that is pointed at a simulated world."""

import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from stagedoor import bootstrap
from stagedoor.domain.errors import BadInput
from stagedoor.practice import World


def environ(tmp_path: Path) -> dict[str, str]:
    return {"STAGEDOOR_HOME": str(tmp_path / "mine"), "HOME": str(tmp_path), "PATH": os.environ["PATH"]}


def port_of(world: World) -> int:
    return urlsplit(world.hosts("x")["web"]).port or 0


def test_practice_takes_a_home_of_its_own_and_leaves_the_real_one_alone(tmp_path: Path):
    own = environ(tmp_path)
    with bootstrap.practice(own) as world:
        home = Path(own["STAGEDOOR_HOME"])
        assert home != tmp_path / "mine"
        for platform in world.platforms:
            overlay = (home / "platforms" / f"{platform}.toml").read_text()
            assert all(url in overlay for url in world.hosts(platform).values())
        port = port_of(world)
        socket.create_connection(("127.0.0.1", port)).close()
    assert not (tmp_path / "mine" / "platforms").exists()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_a_port_that_is_taken_is_said(tmp_path: Path):
    with bootstrap.practice(environ(tmp_path)) as world:
        port = port_of(world)
        with pytest.raises(BadInput, match="taken"), bootstrap.practice(environ(tmp_path), port=port):
            pass
