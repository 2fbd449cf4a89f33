"""The unattended tour: everything once, on the simulated platforms, over real HTTP: first the engine, then the window.

A line per step, a table at the end, exit code 0 only if all worked.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager

from stagedoor import bootstrap
from stagedoor.domain.variables import HOME
from stagedoor.practice import World
from stagedoor.tour.camera import Camera
from stagedoor.tour.engine import STEPS, visit_all
from stagedoor.tour.window import drive


def run(environ: MutableMapping[str, str], pictures: str | None, *, keychain: bool) -> int:
    """Returns the exit code. `pictures`: a folder for pictures of the window and, if there is a Chromium, of the
    simulated pages.
    """
    camera = Camera(pictures)
    with _home(environ, keychain=keychain) as (own, world):
        results = asyncio.run(visit_all(own, world, camera))
    with _home(environ, keychain=keychain) as (own, world):
        seen = drive(own, world, camera)
    camera.tell()
    _table(results)
    return 0 if seen and all(mark in ("ok", "-") for row in results.values() for mark in row.values()) else 1


@contextmanager
def _home(environ: MutableMapping[str, str], *, keychain: bool) -> Iterator[tuple[MutableMapping[str, str], World]]:
    """A home and a world of their own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="stagedoor-tour-") as home:
        own = {**environ, HOME: home}
        with bootstrap.practice(own, keychain=keychain) as world:
            yield own, world


def _table(results: dict[str, dict[str, str]]) -> None:
    print("\n" + " " * 18 + "".join(f"{step:<12}" for step in STEPS))
    for name, row in results.items():
        print(f"{name:<18}" + "".join(f"{row[step]:<12}" for step in STEPS))
    print("\n-  does not apply to this way to connect")
