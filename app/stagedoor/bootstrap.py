"""The one composition root: joins ports and adapters for real life, practice and tests.

Heavy imports stay inside the functions that need them: `fresh_token` is what scripts call, and loads next to nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
    nullcontext,
)
from typing import TYPE_CHECKING, NamedTuple

from stagedoor.domain.errors import BadInput, StoreError, StoreReadOnly
from stagedoor.domain.lifetimes import is_fresh
from stagedoor.domain.secret import Secret
from stagedoor.domain.variables import PASSPHRASE_FD
from stagedoor.system.paths import HOME_VARIABLE, Paths, find_paths

if TYPE_CHECKING:
    from stagedoor.desktop.start import Start
    from stagedoor.domain.entities import Actor
    from stagedoor.practice import World as PracticeWorld
    from stagedoor.services.jobs import Jobs
    from stagedoor.vault.store import Vault


LONGEST_SOCKET = 100
"""Bytes that the path of a socket may have everywhere."""

PRACTICE_MARK = ".practice"
"""A file in the home of made-up accounts."""


class Quick(NamedTuple):
    """A token that needed no renewal. `ends_at` in UTC seconds, None with ends never or unknown."""

    value: Secret
    ends: str
    ends_at: int | None
    scopes: tuple[str, ...] | None


def fresh_token(handle: str, environ: Mapping[str, str]) -> Quick | None:
    """The token if it is good as it lies there; None where anything more has to be thought about.

    Raises StoreError and SecretError. Imports no asyncio, no httpx, no msgspec; asks no platform; runs no probe.
    """
    from stagedoor.store import quick as store
    from stagedoor.system.clock import SystemClock
    from stagedoor.vault import quick as vault

    paths = find_paths(environ)
    row = store.find(paths.database, handle)
    if row is None or row.renewing or row.dead_at is not None or row.grant_status != "live":
        return None
    if row.item_id is None or row.ends is None or row.slot is None or row.connection_status != "live":
        return None
    if not is_fresh(row.ends, row.ends_at, row.issued_at, SystemClock().now()):
        return None
    values = vault.read_values(
        paths.home, item_id=row.item_id, kind=row.item_kind or "grant", backend=row.backend or "", slot=row.slot,
        generation=row.generation or 0, chunks=row.chunks.get(row.slot),
        passphrase=passphrase_source(environ, paths), environ=environ, prefix=_prefix(paths),
    )  # fmt: skip
    value = values.get(row.token_name or "")
    return Quick(value, row.ends, row.ends_at, row.scopes) if value else None


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
    from stagedoor.net.client import HttpxHttp
    from stagedoor.net.proxy import active_proxy
    from stagedoor.platforms.registry import Registry
    from stagedoor.services.jobs import Jobs
    from stagedoor.services.world import World
    from stagedoor.store.records import SqliteRecords
    from stagedoor.system.browser import SystemBrowser
    from stagedoor.system.clock import SystemClock
    from stagedoor.system.computer import ThisComputer
    from stagedoor.system.locks import FileLocks

    paths = find_paths(environ)
    with _running_in(paths, writes=writes), _opened(_vault(paths, environ, actor, person=person)) as vault:
        clock, http = SystemClock(), HttpxHttp()
        records = SqliteRecords(paths.database, clock)
        try:
            yield Jobs.over(
                World(
                    http=http, secrets=vault, records=records, clock=clock, browser=SystemBrowser(environ),
                    listener=LoopbackListener(clock), locks=FileLocks(paths.locks, clock),
                    platforms=Registry(LazyCatalogue(resource_path(), paths.platforms), http, clock),
                    computer=ThisComputer(paths, active_proxy), actor=actor,
                )
            )  # fmt: skip
        finally:
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


def window(environ: MutableMapping[str, str], *, simulated: bool = False) -> Start:
    """What the window is started with. Nothing is opened yet, except the lock that only one window can hold."""
    from functools import partial

    from stagedoor import __version__
    from stagedoor.desktop.start import Start
    from stagedoor.system.hooks import on_loop_fault
    from stagedoor.system.practising import open_practice

    paths = find_paths(environ)
    return Start(
        opened=lambda: build_program(environ, actor="window", person=True), home=paths.home,
        usual_home=HOME_VARIABLE not in environ, look=paths.home / "window.json", lone=partial(_lone, paths),
        meeting=_meeting(paths), on_loop_fault=on_loop_fault, practise=partial(open_practice, environ),
        make_locked_file=partial(make_locked_file, environ), simulated=simulated, version=__version__,
    )  # fmt: skip


def _lone(paths: Paths) -> AbstractContextManager[object] | None:
    """The lock of the home's window, None while another window holds it. A home that cannot be written has none: its
    window opens all the same, and says what is wrong.
    """
    from stagedoor.system.clock import SystemClock
    from stagedoor.system.locks import FileLocks

    try:
        paths.prepare()
        return FileLocks(paths.locks, SystemClock()).try_hold("window")
    except StoreError:
        return nullcontext()


def _meeting(paths: Paths) -> str:
    """Where the window listens for a second start: in its home, or under a short name where that path is too long for
    a socket (108 bytes on Linux, 104 on macOS). Windows knows names only.
    """
    import hashlib

    place = str(paths.locks / "window")
    if sys.platform == "win32" or len(os.fsencode(place)) > LONGEST_SOCKET:
        return "stagedoor-" + hashlib.sha256(os.fsencode(place)).hexdigest()[:24]
    return place


def make_locked_file(environ: Mapping[str, str], passphrase: Secret | None = None) -> None:
    """Makes the sealed file vault of this home; from then on new keys go there.

    Without a passphrase it comes from the descriptor that the environment names.
    """
    from stagedoor.vault.backend import FILE
    from stagedoor.vault.sealed_file import SealedFile

    paths = find_paths(environ)
    paths.prepare()
    if passphrase is None:
        passphrase = _read_descriptor(environ[PASSPHRASE_FD])
    SealedFile.create(paths.home / FILE, passphrase)


@contextmanager
def practice(environ: MutableMapping[str, str], *, port: int = 0, keychain: bool = False) -> Iterator[PracticeWorld]:
    """The simulated platforms on a real port, and a home of their own that points at them.

    The keys lie in a sealed file with its key beside it: nothing there is worth hiding, and the keychain stays clean.
    """
    from stagedoor.practice import Server
    from stagedoor.vault.sealed_file import SealedFile

    paths = find_paths(environ, practice=True)
    paths.prepare()
    (paths.home / PRACTICE_MARK).touch(mode=0o600)
    if not keychain:
        SealedFile.create_with_key_file(paths.home)
    try:
        server = Server.start(port)
    except OSError as error:
        raise BadInput(f"The port {port} is taken.", "Name another one, or none: a free one is found.") from error
    try:
        world = server.new_world("practice")
        write_overlays(paths, {p: world.hosts(p) for p in world.platforms})
        environ[HOME_VARIABLE] = str(paths.home)
        yield world
    finally:
        server.stop()
        if keychain:
            _forget_keys(environ)


def _forget_keys(environ: MutableMapping[str, str]) -> None:
    """The real keychain is left as it was found."""
    import asyncio

    async def forget() -> None:
        async with build(environ) as jobs:
            for item in await jobs.world.records.items():
                await jobs.keeper.drop(item.id)

    asyncio.run(forget())


def write_overlays(
    paths: Paths, hosts: Mapping[str, Mapping[str, str]], *, ports: Mapping[str, Sequence[int]] | None = None
) -> None:
    """Points platforms at other hosts (practice), and where told their return addresses at other ports."""
    from stagedoor.catalogue import load_one, resource_path

    for platform, addresses in hosts.items():
        spec = load_one(resource_path(), None, platform)
        lines = [f"seen = {spec.seen}", "[hosts]", *(f'{key} = "{url}"' for key, url in addresses.items())]
        for name, oauth in spec.oauth.items():
            free = list((ports or {}).get(platform, ()))
            if free:
                lines += [f"[redirect.{name}]", f'url = "{oauth.redirect.url}"', f"ports = {free}"]
        (paths.platforms / f"{platform}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def passphrase_source(environ: Mapping[str, str], paths: Paths) -> Callable[[], Secret] | None:
    """Where the passphrase of a locked file comes from: a descriptor, the key file of practice, or the terminal."""
    from stagedoor.vault.backend import KEY_FILE

    if number := environ.get(PASSPHRASE_FD):
        return lambda: _read_descriptor(number)
    if (paths.home / KEY_FILE).exists() or not sys.stdin or not sys.stdin.isatty():
        return None
    return _ask_terminal


def _read_descriptor(number: str) -> Secret:
    if number not in _passphrases:
        try:
            with os.fdopen(int(number), encoding="utf-8") as stream:
                _passphrases[number] = Secret(stream.readline().rstrip("\r\n"))
        except (OSError, ValueError) as error:
            raise BadInput(
                f"The passphrase cannot be read from descriptor {number}.", "Open it, for example 3< FILE."
            ) from error
    return _passphrases[number]


_passphrases: dict[str, Secret] = {}


def _ask_terminal() -> Secret:
    from getpass import getpass

    return Secret(getpass("Passphrase of your locked file: "))


def _vault(paths: Paths, environ: Mapping[str, str], actor: Actor, *, person: bool) -> Vault:
    """In the window a locked keychain asks only when the person presses Unlock, not because a card is read."""
    from stagedoor.system.clock import SystemClock
    from stagedoor.vault.choose import backends_for
    from stagedoor.vault.store import Vault

    source = passphrase_source(environ, paths)
    backends, default = backends_for(
        paths.home, environ=environ, passphrase=source, allow_prompt=person and actor != "window"
    )
    return Vault(backends, default, SystemClock(), person=person, prefix=_prefix(paths))


def _prefix(paths: Paths) -> str:
    """How keychain items are named: those of made-up accounts apart from real ones."""
    return "stagedoor-practice/v1" if (paths.home / PRACTICE_MARK).exists() else "stagedoor/v1"


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
