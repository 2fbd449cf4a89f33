"""The vault: secret bundles behind the SecretStore port, in the place that each item names.

An item's keys are looked for only where the item says they lie. A keychain that changed is said, never worked around:
falling through to another one would find old keys, or overwrite good ones.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from stagedoor.domain.bundle import Bundle, KeychainState
from stagedoor.domain.entities import Item, Slot
from stagedoor.domain.errors import SecretCorrupt, SecretError, SecretLocked, SecretMissing, SecretUnavailable
from stagedoor.domain.ports import Clock
from stagedoor.domain.secret import Secret
from stagedoor.vault import bundles, chunks, payload, seal, slots
from stagedoor.vault.backend import Backend, elsewhere
from stagedoor.vault.revocable import RevocableBackend
from stagedoor.vault.worker import Worker

T = TypeVar("T")

SLOTS: tuple[Slot, Slot] = ("a", "b")


class Deadlines(NamedTuple):
    """Seconds that a call may take: a probe, a call with nobody there, and one that may ask a person."""

    probe: float = 5.0
    alone: float = 10.0
    person: float = 120.0


DEADLINES = Deadlines()


class Vault:
    """Implements `domain.storage.SecretStore`. `person`: somebody is there to answer the keychain's questions.

    `locked_file` makes the sealed file of this home. `home`: the folder whose keys these are.
    """

    def __init__(
        self,
        backends: Mapping[str, Backend],
        default: str,
        clock: Clock,
        *,
        person: bool = False,
        prefix: str = slots.PREFIX,
        home: str = "",
        deadlines: Deadlines = DEADLINES,
        locked_file: Callable[[Secret], Backend] | None = None,
    ) -> None:
        self.backend = default
        self._backends = dict(backends)
        self._clock = clock
        self._prefix = prefix
        self._home = home
        self._deadlines = deadlines
        self._make = locked_file
        self._seconds = deadlines.person if person else deadlines.alone
        self._worker = Worker()

    async def probe(self) -> KeychainState:
        """Of the place that takes new keys. Never raises; at most `deadlines.probe` seconds."""
        backend = self._backends[self.backend]
        begun = self._clock.now()
        problem: SecretError | None = None
        try:
            await self._run(backend, self._try_out, self._deadlines.probe)
        except SecretError as error:
            problem = error
        return KeychainState(
            backend=backend.slug,
            name=backend.title,
            works=problem is None,
            locked=isinstance(problem, SecretLocked),
            problem=problem.cause if problem else "",
            fix=problem.fix if problem else "",
            seconds=max(0.0, self._clock.now() - begun),
        )

    async def put(self, item: Item, slot: Slot, bundle: Bundle) -> int:
        """Raises SecretCorrupt where the place did not keep what was written, SecretTooLarge above 64 KiB."""
        backend = self._holding(item)
        text = bundles.to_text(bundle, self._home)
        bundles.from_text(text, item)  # what could not be read back is not written
        where = slots.base(self._prefix, item.id, slot)
        return await self._run(
            backend, lambda held: slots.write(held, where, text, before=item.chunks.get(slot, 0)), self._seconds
        )

    async def get(self, item: Item, slot: Slot | None = None) -> Bundle:
        """Raises SecretMissing, SecretCorrupt (damaged, or older than the item says), or why it cannot be read now."""
        backend = self._holding(item)
        where = slots.base(self._prefix, item.id, slot or item.slot)
        text = await self._run(backend, lambda held: slots.read(held, where), self._seconds)
        bundle = bundles.from_text(text, item)
        if slot in {None, item.slot} and bundle.generation < item.generation:
            raise payload.outdated()
        return bundle

    async def delete(self, item: Item) -> None:
        backend = self._holding(item)

        def work(held: Backend) -> None:
            for slot in SLOTS:
                slots.delete(held, slots.base(self._prefix, item.id, slot), known=item.chunks.get(slot, 0))

        await self._run(backend, work, self._seconds)

    async def unlisted(self, known: Sequence[str]) -> list[tuple[Item, Bundle]]:
        ids = frozenset(known)
        found = []
        for backend in list(self._backends.values()):
            with contextlib.suppress(SecretError):  # a place that does not answer is no reason to leave out the others
                found += await self._run(backend, lambda held: self._unlisted(held, ids), self._seconds)
        return found

    async def seal(self, key: Secret, plain: bytes, context: str) -> bytes:
        return seal.seal(seal.key_bytes(key), plain, context)

    async def unseal(self, key: Secret, sealed: bytes, context: str) -> bytes:
        return seal.unseal(seal.key_bytes(key), sealed, context)

    async def unlock(self, passphrase: Secret | None = None) -> None:
        """Opens the place that takes new keys, or lets it ask its person (at most `deadlines.person` seconds).

        Raises SecretDenied for a no or another passphrase, SecretLocked where nobody can be asked.
        """
        backend = self._backends[self.backend]
        await self._run(backend, lambda held: held.unlock(passphrase), self._deadlines.person)

    async def make_locked_file(self, passphrase: Secret) -> None:
        """Makes it and opens it; new keys go there from now on, older ones stay where they lie.

        Raises SecretDenied where there is one already, SecretUnavailable where none can be made.
        """
        if self._make is None:
            raise SecretUnavailable("No locked file can be made here.", "Start Stagedoor in a home of its own.")
        made = await asyncio.to_thread(self._make, passphrase)  # not the worker's thread: a keychain may hang there
        self._backends[made.slug] = made
        self.backend = made.slug

    def close(self) -> None:
        for backend in self._backends.values():
            backend.reset()

    def _holding(self, item: Item) -> Backend:
        if backend := self._backends.get(item.backend):
            return backend
        raise elsewhere(item.backend)

    def _unlisted(self, backend: Backend, known: frozenset[str]) -> list[tuple[Item, Bundle]]:
        ids = slots.item_ids(backend.names(), self._prefix) - known
        return [found for id in sorted(ids) if (found := self._newest(backend, id)) is not None]

    def _newest(self, backend: Backend, item_id: str) -> tuple[Item, Bundle] | None:
        """The item with the row that it should have. A slot that was cut in the middle is passed over."""
        read: dict[Slot, Bundle] = {}
        pieces: dict[str, int] = {}
        for slot in SLOTS:
            with contextlib.suppress(SecretMissing, SecretCorrupt):
                text = slots.read(backend, slots.base(self._prefix, item_id, slot))
                if bundle := bundles.of_home(text, item_id, self._home):
                    read[slot] = bundle
                    pieces[slot] = len(chunks.split(text, backend.limit))
        if not read:
            return None
        slot = max(read, key=lambda slot: read[slot].generation)
        bundle = read[slot]
        item = Item(
            id=item_id, kind=bundle.kind, owner_id="", backend=backend.slug, status="live", slot=slot,
            generation=bundle.generation, chunks=pieces, updated_at=bundle.at,
        )  # fmt: skip
        return item, bundle

    def _try_out(self, backend: Backend) -> None:
        where = f"{self._prefix}/probe/{secrets.token_hex(8)}"
        try:
            slots.write(backend, where, secrets.token_hex(16))
        finally:
            slots.delete(backend, where)

    async def _run(self, backend: Backend, work: Callable[[RevocableBackend], T], seconds: float) -> T:
        """In the worker's thread. Cancelling the caller leaves a call that has begun to its end: no write is cut."""
        loop = asyncio.get_running_loop()
        done = asyncio.Event()
        held = RevocableBackend(backend)

        def settled() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(done.set)

        job = self._worker.submit(lambda: work(held), seconds=seconds, hung=held.revoke, settled=settled)
        try:
            async with asyncio.timeout(max(0.0, job.ends - time.monotonic())):
                await done.wait()
        except TimeoutError:
            self._worker.give_up(job)
        except asyncio.CancelledError:
            self._worker.withdraw(job)
            raise
        return job.result()
