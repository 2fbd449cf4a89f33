"""A keychain that a test sets, in place of the services."""

import asyncio

from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.errors import SecretLocked
from stagedoor.domain.secret import Secret

GOOD = "three small brown loaves"


class Keychain:
    """All that is asked about keys. `states`: what probes answer, the last one for ever."""

    def __init__(self, *states: KeychainState) -> None:
        self.states = list(states)
        self.items_here: list[str] = []
        self.kept: dict[str, str] = {}
        self.refuses: Exception | None = None
        self.passphrases: list[str] = []
        self.made: list[str] = []
        self.unlocked = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.ports = self.secrets = self.records = self

    async def probe(self) -> KeychainState:
        return self.states.pop(0) if len(self.states) > 1 else self.states[0]

    async def unlock(self, passphrase: Secret | None = None) -> None:
        self.unlocked += 1
        await self.gate.wait()
        if passphrase is not None:
            self.passphrases.append(passphrase.reveal())
            if passphrase.reveal() != GOOD:
                raise SecretLocked("This passphrase does not open it.", "Try again.")
        if self.refuses is not None:
            raise self.refuses

    async def make_locked_file(self, passphrase: Secret) -> None:
        self.made.append(passphrase.reveal())

    async def settings(self) -> dict[str, str]:
        return self.kept

    async def set_setting(self, key: str, value: str) -> None:
        self.kept[key] = value

    async def items(self) -> list[str]:
        return self.items_here
