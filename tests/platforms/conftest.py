"""Every way to connect of every platform, on a practice world of its own."""

import os
from collections.abc import Iterator

import pytest
from tests.helpers.practice import practice_server, visitor, world
from tests.platforms.arrange import WAYS, Way
from tests.platforms.bench import Bench, Line, OpenBench

from stagedoor.practice import Visitor, World

__all__ = ["practice_server", "visitor", "world"]  # fixtures are used by name


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.close()


@pytest.fixture
def open_bench(line: Line, world: World, visitor: Visitor) -> Iterator[OpenBench]:
    """Opens benches; at the end nothing that was sent or answered may break the platform's published contract."""
    opened: list[Bench] = []

    def opening(way: Way) -> Bench:
        opened.append(Bench(line, world, visitor, way))
        return opened[-1]

    yield opening
    assert [problem for bench in opened for problem in bench.http.problems] == []


@pytest.fixture(params=WAYS, ids=[way.name for way in WAYS])
def bench(request: pytest.FixtureRequest, open_bench: OpenBench) -> Bench:
    return open_bench(request.param)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of the machine that runs the tests has a say."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
