"""Secret bundles and their item rows, in the order that loses nothing.

Creating: row `pending`, secret, read back, then the caller's transaction makes the row live. Replacing: the other
slot, read back, then the caller's transaction moves the pointer. Deleting: row `deleting`, secret, row.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from stagedoor.domain.bundle import Bundle
from stagedoor.domain.entities import Item, ItemKind, new_id
from stagedoor.domain.errors import SecretCorrupt, SecretMissing
from stagedoor.domain.secret import Secret
from stagedoor.services.ports import Ports

MACHINE = "this-computer"
LOCK_WAIT = 15.0  # seconds; a keychain call takes ten at most


class Keeper:
    """Keeps secret bundles for the other services."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def create(
        self, kind: ItemKind, owner_id: str, values: Mapping[str, Secret], rebuild: Mapping[str, Any] | None = None,
        *, backend: str = "",
    ) -> Item:  # fmt: skip
        """Writes a new bundle, to where new keys go or to the place named. The returned item is live; its row is not
        yet: the caller's transaction makes it so.
        """
        ports = self._ports
        item = Item(
            id=new_id(), kind=kind, owner_id=owner_id, backend=backend or ports.secrets.backend, generation=1,
            updated_at=ports.now(),
        )  # fmt: skip
        await ports.records.keep_item(item)
        count = await ports.secrets.put(item, item.slot, self._bundle(item, 1, values, rebuild))
        return replace(item, status="live", chunks={item.slot: count})

    async def next(self, item: Item, values: Mapping[str, Secret], rebuild: Mapping[str, Any] | None = None) -> Item:
        """Writes the next generation into the other slot; the row still points at the old one."""
        slot, generation = item.other_slot, item.generation + 1
        count = await self._ports.secrets.put(item, slot, self._bundle(item, generation, values, rebuild))
        return replace(
            item, slot=slot, generation=generation, status="live", chunks={**item.chunks, slot: count},
            updated_at=self._ports.now(),
        )  # fmt: skip

    async def item(self, item_id: str | None) -> Item:
        item = await self._ports.records.item(item_id) if item_id else None
        if item is None:
            raise SecretMissing("The place where the keys of this account lie is not known.", "Sign in again.")
        return item

    async def bundle(self, item_id: str | None) -> Bundle:
        return await self._ports.secrets.get(await self.item(item_id))

    async def values(self, item_id: str | None) -> dict[str, Secret]:
        return (await self.bundle(item_id)).values

    async def forget(self, item_id: str | None) -> None:
        """Deletes the secret; its row goes with the caller's transaction or by `drop`."""
        item = await self._ports.records.item(item_id) if item_id else None
        if item is not None:
            await self._ports.records.keep_item(replace(item, status="deleting", updated_at=self._ports.now()))
            await self._ports.secrets.delete(item)

    async def drop(self, item_id: str | None) -> None:
        """Deletes the secret and its row."""
        await self.forget(item_id)
        if item_id:
            await self._ports.records.drop_item(item_id)

    async def machine_key(self, backend: str) -> Secret:
        """The key of this computer's renewal journal; made at first use, and again where it is gone.

        One for each place: whoever can read a sign-in's keys there can read the key of its journal, too.
        """
        async with self._ports.locks.hold(MACHINE, wait=LOCK_WAIT):
            for item in await self._ports.records.items(kind="machine", status="live"):
                if item.backend != backend:
                    continue
                try:
                    return (await self._ports.secrets.get(item)).values["journal"]
                except (SecretMissing, SecretCorrupt):
                    await self.drop(item.id)
            return await self._new_machine_key(backend)

    async def _new_machine_key(self, backend: str) -> Secret:
        key = Secret(base64.b64encode(secrets.token_bytes(32)).decode())
        item = await self.create("machine", MACHINE, {"journal": key}, backend=backend)
        await self._ports.records.keep_item(item)
        return key

    def _bundle(
        self, item: Item, generation: int, values: Mapping[str, Secret], rebuild: Mapping[str, Any] | None
    ) -> Bundle:
        return Bundle(
            item_id=item.id, kind=item.kind, generation=generation, at=self._ports.now(), values=dict(values),
            rebuild=dict(rebuild or {}),
        )  # fmt: skip
