"""Ports that fail on purpose. Small classes in the place of the real ones."""

from collections.abc import Sequence

from stagedoor.domain.bundle import Bundle, KeychainState
from stagedoor.domain.entities import Item, Slot
from stagedoor.domain.errors import Offline, SecretLocked
from stagedoor.domain.exchange import Request, Response
from stagedoor.domain.ports import DEFAULT_LIMIT, Http
from stagedoor.domain.secret import Secret
from stagedoor.domain.storage import SecretStore


class Impatient:
    """The real client with a short deadline, so that nobody waits half a minute; or without a network at all."""

    def __init__(self, http: Http, *, offline: bool = False) -> None:
        self._http, self._offline = http, offline

    async def send(self, request: Request, *, deadline: float = 30.0, limit: int = DEFAULT_LIMIT) -> Response:
        if self._offline:
            raise Offline("The address was not found.", "Check the internet connection, then try again.")
        return await self._http.send(request, deadline=min(deadline, 0.3), limit=limit)


class LockedVault:
    """A keychain that is locked: for writing, and for reading too unless `reads`."""

    def __init__(self, secrets: SecretStore, *, reads: bool = False) -> None:
        self._secrets, self._reads = secrets, reads
        self.backend = secrets.backend

    async def probe(self) -> KeychainState:
        return KeychainState(backend=self.backend, name="the keychain", works=False, locked=True, problem="Locked.")

    async def put(self, item: Item, slot: Slot, bundle: Bundle) -> int:
        raise _locked()

    async def get(self, item: Item, slot: Slot | None = None) -> Bundle:
        if self._reads:
            return await self._secrets.get(item, slot)
        raise _locked()

    async def delete(self, item: Item) -> None:
        raise _locked()

    async def unlisted(self, known: Sequence[str]) -> list[tuple[Item, Bundle]]:
        return []

    async def seal(self, key: Secret, plain: bytes, context: str) -> bytes:
        return await self._secrets.seal(key, plain, context)

    async def unseal(self, key: Secret, sealed: bytes, context: str) -> bytes:
        return await self._secrets.unseal(key, sealed, context)

    async def unlock(self, passphrase: Secret | None = None) -> None:
        raise _locked()

    async def make_locked_file(self, passphrase: Secret) -> None:
        raise _locked()


def _locked() -> SecretLocked:
    return SecretLocked("Your keychain is locked. Nothing is lost.", "Unlock it, then try again.")
