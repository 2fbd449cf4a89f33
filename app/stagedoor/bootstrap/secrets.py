"""Where keys lie for this home, and where the passphrase of a locked file comes from."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from stagedoor.domain.errors import BadInput
from stagedoor.domain.secret import Secret
from stagedoor.domain.variables import PASSPHRASE_FD
from stagedoor.system.paths import Paths, find_paths

if TYPE_CHECKING:
    from stagedoor.domain.entities import Actor
    from stagedoor.vault.store import Vault

PRACTICE_MARK = ".practice"
"""A file in the home of made-up accounts."""


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


def make_vault(paths: Paths, environ: Mapping[str, str], actor: Actor, *, person: bool) -> Vault:
    """In the window a locked keychain asks only when the person presses Unlock, not because a card is read; and the
    terminal that it was started from is asked nothing.
    """
    from stagedoor.system.clock import SystemClock
    from stagedoor.vault.backend import FILE
    from stagedoor.vault.choose import backends_for
    from stagedoor.vault.sealed_file import SealedFile
    from stagedoor.vault.store import Vault

    source = passphrase_source(environ, paths, terminal=actor != "window")
    backends, default = backends_for(
        paths.home, environ=environ, passphrase=source, allow_prompt=person and actor != "window"
    )
    return Vault(
        backends, default, SystemClock(), person=person, prefix=prefix(paths),
        home=str(paths.home), locked_file=partial(SealedFile.create, paths.home / FILE),
    )  # fmt: skip


def prefix(paths: Paths) -> str:
    """How keychain items are named: those of made-up accounts apart from real ones."""
    return "stagedoor-practice/v1" if (paths.home / PRACTICE_MARK).exists() else "stagedoor/v1"


def passphrase_source(
    environ: Mapping[str, str], paths: Paths, *, terminal: bool = True
) -> Callable[[], Secret] | None:
    """Where the passphrase of a locked file comes from: a descriptor, the key file of practice, or the terminal."""
    from stagedoor.vault.backend import KEY_FILE

    if number := environ.get(PASSPHRASE_FD):
        return lambda: _read_descriptor(number)
    if not terminal or (paths.home / KEY_FILE).exists() or not sys.stdin or not sys.stdin.isatty():
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
