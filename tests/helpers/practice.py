"""Fixtures that several packages of tests use by name: a practice server per session, a world per test."""

from collections.abc import Iterator

import pytest

from stagedoor.practice import Server, Visitor, World


@pytest.fixture(scope="session")
def practice_server() -> Iterator[Server]:
    server = Server.start()
    yield server
    server.stop()


@pytest.fixture
def world(practice_server: Server) -> Iterator[World]:
    """Fails the test when practice itself broke behind an answer."""
    world = practice_server.new_world()
    yield world
    world.faults.clear()
    assert world.crashes == []


@pytest.fixture
def visitor(world: World) -> Visitor:
    """A person without a browser."""
    return Visitor(world)
