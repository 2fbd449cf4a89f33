"""A home of Stagedoor that points at a practice world, and the real app built over it, port by port as needed."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.helpers.clocks import StillClock, WorldClock
from tests.helpers.ports import free_ports

from stagedoor import bootstrap
from stagedoor.catalogue import resource_path
from stagedoor.catalogue.lazy import LazyCatalogue
from stagedoor.domain.entities import Connection
from stagedoor.platforms.registry import Registry
from stagedoor.practice import World
from stagedoor.services.jobs import Jobs
from stagedoor.services.ports import Ports
from stagedoor.system.paths import find_paths
from stagedoor.vault import files, sealed_format
from stagedoor.vault.backend import FILE, KEY_FILE
from stagedoor.vault.sealed_file import SealedFile, key_file_source

Change = Callable[[Ports], Ports]
"""Puts other ports in place of the real ones."""


class Home:
    """One person's Stagedoor folder. The clock is the practice world's own, so that both pass the same time."""

    def __init__(self, folder: Path, world: World) -> None:
        self.world = world
        self.ports = free_ports(3)
        self.environ = {"STAGEDOOR_HOME": str(folder), "PATH": os.environ["PATH"], "HOME": str(folder)}
        self.paths = find_paths(self.environ)
        self.paths.prepare()
        hosts = {platform: world.hosts(platform) for platform in world.platforms}
        signing_in = ("x", "linkedin", "youtube", "tiktok", "tiktok_business", "facebook")
        bootstrap.write_overlays(self.paths, hosts, ports=dict.fromkeys(signing_in, self.ports))
        SealedFile.create_with_key_file(self.paths.home)
        self.clock: WorldClock = StillClock(world)

    @property
    def redirect(self) -> str:
        """The first address that a developer app must name for the browser to come back."""
        return f"http://127.0.0.1:{self.ports[0]}/cb/x"

    @property
    def callbacks(self) -> str:
        """All of them, as they are pasted into the portal."""
        return "\n".join(f"http://127.0.0.1:{port}/cb/x" for port in self.ports)

    @property
    def linkedin_callbacks(self) -> str:
        return "\n".join(f"http://localhost:{port}/cb/linkedin" for port in self.ports)

    @asynccontextmanager
    async def jobs(self, *changes: Change) -> AsyncIterator[Jobs]:
        """The app as `bootstrap` builds it, with this home's clock and the changed ports."""
        async with bootstrap.build(self.environ) as built:
            world = replace(built.ports, clock=self.clock)
            for change in changes:
                world = change(world)
            catalogue = LazyCatalogue(resource_path(), self.paths.platforms)
            yield Jobs.over(replace(world, platforms=Registry(catalogue, world.http, world.clock, world.records)))

    def secret_names(self) -> set[str]:
        """The names of everything in the sealed file."""
        content = sealed_format.unpack(files.read_private(self.paths.home / FILE))
        return set(content.records)

    def secret_values(self) -> str:
        """Every value in the sealed file, one after the other."""
        vault = SealedFile.open(self.paths.home / FILE, key_file_source(self.paths.home / KEY_FILE))
        return "\n".join(vault.read(name) or "" for name in self.secret_names())


@pytest.fixture
def home(tmp_path: Path, world: World) -> Home:
    return Home(tmp_path / "home", world)


async def account(jobs: Jobs, handle: str) -> Connection:
    found = await jobs.ports.records.connection(handle)
    assert found is not None, handle
    return found
