"""Ties a place for secrets to one call: when that call is given up, its thread can do nothing more there.

Without it, a thread that was waiting would go on with its next write after somebody else wrote newer keys.
"""

from __future__ import annotations

from stagedoor.domain.errors import SecretTimeout
from stagedoor.domain.secret import Secret
from stagedoor.vault.backend import Backend


class RevocableBackend:
    """The Backend that it holds, until `revoke`; after that every call raises SecretTimeout."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._gone = False

    @property
    def slug(self) -> str:
        return self._backend.slug

    @property
    def limit(self) -> int | None:
        return self._backend.limit

    @property
    def title(self) -> str:
        return self._backend.title

    def read(self, service: str) -> str | None:
        return self._held().read(service)

    def write(self, service: str, value: str) -> None:
        self._held().write(service, value)

    def delete(self, service: str) -> None:
        self._held().delete(service)

    def names(self) -> list[str]:
        return self._held().names()

    def locked(self) -> bool:
        return self._held().locked()

    def unlock(self, passphrase: Secret | None = None) -> None:
        self._held().unlock(passphrase)

    def reset(self) -> None:
        self._backend.reset()

    def revoke(self) -> None:
        """Called from another thread, also while a call hangs: that call then ends."""
        self._gone = True
        self._backend.reset()

    def _held(self) -> Backend:
        if self._gone:
            raise SecretTimeout("This call was given up.", "Try again.")
        return self._backend
