"""Made-up accounts: the simulated platforms on a real port, and a home of their own that points at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stagedoor.bootstrap.secrets import PRACTICE_MARK
from stagedoor.bootstrap.services import build
from stagedoor.domain.errors import BadInput
from stagedoor.domain.variables import HOME
from stagedoor.system.paths import Paths, find_paths

if TYPE_CHECKING:
    from stagedoor.practice import World


@contextmanager
def practice(environ: MutableMapping[str, str], *, port: int = 0, keychain: bool = False) -> Iterator[World]:
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
        environ[HOME] = str(paths.home)
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
            for item in await jobs.ports.records.items():
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
            if free and oauth.redirect.ports:
                lines += [f"[redirect.{name}]", f'url = "{oauth.redirect.url}"', f"ports = {free}"]
        (paths.platforms / f"{platform}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
