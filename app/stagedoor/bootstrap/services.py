"""All services over the real adapters, opened and closed in one place."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, MutableMapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from stagedoor.bootstrap.secrets import make_vault
from stagedoor.domain.errors import StoreReadOnly
from stagedoor.system.paths import Paths, find_paths

if TYPE_CHECKING:
    from stagedoor.domain.entities import Actor
    from stagedoor.services.jobs import Jobs
    from stagedoor.vault.store import Vault


@asynccontextmanager
async def build(
    environ: MutableMapping[str, str], *, actor: Actor = "cli", person: bool = False, writes: bool = False
) -> AsyncIterator[Jobs]:
    """Everything joined, closed again at the end.

    `person`: somebody is there to answer the keychain's questions. `writes`: the job makes no sense in a home that can
    only be read; StoreReadOnly is raised at once.
    """
    from stagedoor.catalogue import resource_path
    from stagedoor.catalogue.lazy import LazyCatalogue
    from stagedoor.listener.loopback import LoopbackListener
    from stagedoor.media import Studio
    from stagedoor.net.client import HttpxHttp
    from stagedoor.net.proxy import active_proxy
    from stagedoor.platforms.registry import Registry
    from stagedoor.services.jobs import Jobs
    from stagedoor.services.ports import Ports
    from stagedoor.store.records import SqliteRecords
    from stagedoor.system.browser import SystemBrowser
    from stagedoor.system.clock import SystemClock
    from stagedoor.system.computer import ThisComputer
    from stagedoor.system.kit_folders import HomeKitFolders
    from stagedoor.system.locks import FileLocks

    paths = find_paths(environ)
    with _running_in(paths, writes=writes), _opened(make_vault(paths, environ, actor, person=person)) as vault:
        clock, http, media = SystemClock(), HttpxHttp(), Studio()
        records = SqliteRecords(paths.database, clock)
        try:
            yield Jobs.over(
                Ports(
                    http=http, secrets=vault, records=records, clock=clock, browser=SystemBrowser(environ),
                    listener=LoopbackListener(clock), locks=FileLocks(paths.locks, clock),
                    platforms=Registry(LazyCatalogue(resource_path(), paths.platforms), http, clock, records),
                    computer=ThisComputer(paths, active_proxy), media=media, kit_folders=HomeKitFolders(paths.kits),
                    actor=actor,
                )
            )  # fmt: skip
        finally:
            media.close()
            await http.aclose()
            records.close()


def build_program(
    environ: MutableMapping[str, str], *, actor: Actor = "cli", person: bool = False, writes: bool = False
) -> AbstractAsyncContextManager[Jobs]:
    """`build` for a process of our own: what nobody catches from here on goes into the log, not to the terminal.

    Called with an event loop running.
    """
    import asyncio

    from stagedoor.system.hooks import install_hooks, on_loop_fault

    install_hooks()
    asyncio.get_running_loop().set_exception_handler(on_loop_fault)
    return build(environ, actor=actor, person=person, writes=writes)


@contextmanager
def _opened(vault: Vault) -> Iterator[Vault]:
    try:
        yield vault
    finally:
        vault.close()


@contextmanager
def _running_in(paths: Paths, *, writes: bool) -> Iterator[None]:
    """The home made ready, with its log; a home that can only be read still serves what lies in it."""
    from stagedoor.system.logs import start_logging, stop_logging

    try:
        paths.prepare()
    except StoreReadOnly:
        if writes:
            raise
        yield
        return
    handler = start_logging(paths.log, paths.locks)
    try:
        yield
    finally:
        stop_logging(handler)
