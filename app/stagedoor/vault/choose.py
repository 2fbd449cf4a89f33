"""Which places for secrets there are on this computer, and which one takes new keys.

The choice is ours: no configuration or environment of a keychain library has a say in it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from stagedoor.vault.backend import (
    FILE,
    KEY_FILE,
    LINUX,
    MACOS,
    SEALED_FILE,
    WINDOWS,
    Backend,
    PassphraseSource,
    elsewhere,
)


def backends_for(
    home: Path,
    *,
    platform: str = sys.platform,
    environ: Mapping[str, str] = os.environ,
    passphrase: PassphraseSource | None = None,
    allow_prompt: bool = False,
) -> tuple[dict[str, Backend], str]:
    """All places that can be read, by slug, and the slug of the one that takes new keys.

    That is the sealed file where the home has one, else the system's keychain. Nothing is opened yet.
    """
    default = SEALED_FILE if (home / FILE).exists() else keychain_of(platform)
    slugs = dict.fromkeys([default, keychain_of(platform)])
    return {
        slug: open_backend(
            slug, home, platform=platform, environ=environ, passphrase=passphrase, allow_prompt=allow_prompt
        )
        for slug in slugs
    }, default


def open_backend(
    slug: str,
    home: Path,
    *,
    platform: str = sys.platform,
    environ: Mapping[str, str] = os.environ,
    passphrase: PassphraseSource | None = None,
    allow_prompt: bool = False,
) -> Backend:
    """Without a `passphrase` source, a `vault.key` file in the home is one.

    Raises SecretUnavailable, naming the place, where this computer does not have it.
    """
    if slug == SEALED_FILE and (home / FILE).exists():
        from stagedoor.vault.sealed_file import SealedFile, key_file_source

        key_file = home / KEY_FILE
        return SealedFile.open(home / FILE, passphrase or (key_file_source(key_file) if key_file.exists() else None))
    if slug == LINUX and keychain_of(platform) == slug:
        from stagedoor.vault.secret_service import SecretService

        return SecretService(environ, allow_prompt=allow_prompt)
    if slug in {MACOS, WINDOWS} and keychain_of(platform) == slug:
        from stagedoor.vault import system_keychain

        return system_keychain.macos() if slug == MACOS else system_keychain.windows()
    raise elsewhere(slug)


def keychain_of(platform: str) -> str:
    return {"darwin": MACOS, "win32": WINDOWS}.get(platform, LINUX)
