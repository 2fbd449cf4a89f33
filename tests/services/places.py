"""A keychain that deletes before it adds, as macOS does, in a folder that outlives the process."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from stagedoor.domain.secret import Secret
from stagedoor.services.ports import Ports
from stagedoor.vault.store import Vault


class DeleteThenAdd:
    """Implements Backend, one file an entry. `between` is called when the old value is gone and the new not there."""

    slug = "delete-then-add"
    title = "a keychain that deletes first"
    limit = None

    def __init__(self, folder: Path, between: Callable[[], None] = lambda: None) -> None:
        self._folder = folder
        self._between = between
        folder.mkdir(exist_ok=True)

    def read(self, service: str) -> str | None:
        file = self._file(service)
        return file.read_text() if file.exists() else None

    def write(self, service: str, value: str) -> None:
        self.delete(service)
        self._between()
        self._file(service).write_text(value)

    def delete(self, service: str) -> None:
        self._file(service).unlink(missing_ok=True)

    def names(self) -> list[str]:
        return []

    def locked(self) -> bool:
        return False

    def unlock(self, passphrase: Secret | None = None) -> None:
        pass

    def reset(self) -> None:
        pass

    def _file(self, service: str) -> Path:
        return self._folder / hashlib.sha256(service.encode()).hexdigest()


def deleting_first(folder: Path, between: Callable[[], None] = lambda: None) -> Callable[[Ports], Ports]:
    """Puts it in the place of the vault."""

    def change(ports: Ports) -> Ports:
        place = DeleteThenAdd(folder, between)
        return replace(ports, secrets=Vault({place.slug: place}, place.slug, ports.clock))

    return change
