"""The sealed file: a place for secrets where there is no working keychain, opened by a passphrase.

One file, written whole: a temporary file beside it, fsync, rename. The one before is kept as `.bak` (after a deletion
both are the new one, so that what is deleted is gone). A kernel lock keeps writers of several processes apart;
readers need none.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from stagedoor.domain.errors import SecretDenied, SecretLocked
from stagedoor.domain.secret import Secret
from stagedoor.vault import files, sealed_format
from stagedoor.vault.backend import FILE, KEY_FILE, SEALED_FILE, TITLES, PassphraseSource
from stagedoor.vault.sealed_format import COSTS, NO_COSTS, Content, Costs

LOCK_SECONDS = 5.0


class SealedFile:
    """Opened lazily: the passphrase is asked for on the first use, and only its data key is kept in memory."""

    slug = SEALED_FILE
    title = TITLES[SEALED_FILE]
    limit = None

    def __init__(self, path: Path, passphrase_source: PassphraseSource | None) -> None:
        self._path = path
        self._source = passphrase_source
        self._key: tuple[str, bytes] | None = None  # the wrapped key it was opened from, and the data key

    @classmethod
    def create(cls, path: Path, passphrase: Secret, *, costs: Costs = COSTS) -> SealedFile:
        """Raises SecretDenied where a sealed file is there already: it is never overwritten."""
        with _writing(path):
            return cls._create(path, passphrase, costs)

    @classmethod
    def open(cls, path: Path, passphrase_source: PassphraseSource | None) -> SealedFile:
        return cls(path, passphrase_source)

    @classmethod
    def create_with_key_file(cls, home: Path) -> SealedFile:
        """For practice homes: the passphrase is random and lies beside the sealed file. What is there is kept."""
        path, key_file = home / FILE, home / KEY_FILE
        with _writing(path):
            if not key_file.exists():
                files.write_private(key_file, base64.b64encode(os.urandom(32)))
            source = key_file_source(key_file)
            return cls.open(path, source) if path.exists() else cls._create(path, source(), NO_COSTS)

    @classmethod
    def _create(cls, path: Path, passphrase: Secret, costs: Costs) -> SealedFile:
        if os.path.lexists(path):
            raise SecretDenied(f"{path} is there already.", "Open it with its passphrase, or move it away.")
        header, key = sealed_format.new_header(passphrase, costs)
        files.write_private(path, sealed_format.pack(header, {}, key))
        vault = cls(path, lambda: passphrase)
        vault._key = (header["key"], key)
        return vault

    def read(self, service: str) -> str | None:
        content, key = self._load()
        return sealed_format.unseal_record(content, key, service) if service in content.records else None

    def write(self, service: str, value: str) -> None:
        with self._changing() as (content, key, before):
            records = {**content.records, service: sealed_format.seal_record(content, key, service, value)}
            files.write_private(_backup(self._path), before)
            files.write_private(self._path, sealed_format.pack(content.header, records, key))

    def delete(self, service: str) -> None:
        with self._changing() as (content, key, _):
            if service not in content.records:
                return
            records = {name: sealed for name, sealed in content.records.items() if name != service}
            after = sealed_format.pack(content.header, records, key)
            files.write_private(_backup(self._path), after)  # first: cut here, the deletion is done again later
            files.write_private(self._path, after)

    def names(self) -> list[str]:
        return list(self._load()[0].records)

    def locked(self) -> bool:
        return self._key is None and self._source is None

    def unlock(self, passphrase: Secret | None = None) -> None:
        """From then on the data key is kept, and nobody is asked again."""
        if passphrase is not None:
            header = sealed_format.unpack(files.read_private(self._path)).header
            self._key = (str(header.get("key")), sealed_format.data_key(header, passphrase))
        self._load()

    def reset(self) -> None:
        """Nothing is kept open."""

    def _load(self) -> tuple[Content, bytes]:
        with _writing(self._path) if os.name == "nt" else nullcontext():  # Windows cannot replace a file being read
            content = sealed_format.unpack(files.read_private(self._path))
        key = self._opened(content)
        sealed_format.verify(content, key)
        return content, key

    @contextmanager
    def _changing(self) -> Iterator[tuple[Content, bytes, bytes]]:
        self._opened(sealed_format.unpack(files.read_private(self._path)))  # a person may type for long: no lock yet
        with _writing(self._path):
            before = files.read_private(self._path)
            content = sealed_format.unpack(before)
            key = self._opened(content)
            sealed_format.verify(content, key)
            yield content, key, before

    def _opened(self, content: Content) -> bytes:
        wrapped = str(content.header.get("key"))
        if self._key is None or self._key[0] != wrapped:
            self._key = (wrapped, sealed_format.data_key(content.header, self._passphrase()))
        return self._key[1]

    def _passphrase(self) -> Secret:
        if self._source is None:
            raise SecretLocked("Your locked file is not open. Nothing is lost.", "Unlock it with its passphrase.")
        return self._source()


def key_file_source(path: Path) -> PassphraseSource:
    """Reads the passphrase from a file that must be ours alone."""
    return lambda: Secret(files.read_private(path).decode())


def _writing(path: Path) -> AbstractContextManager[None]:
    return files.held(path.with_name(f"{path.name}.lock"), seconds=LOCK_SECONDS)


def _backup(path: Path) -> Path:
    return path.with_name(f"{path.name}.bak")
