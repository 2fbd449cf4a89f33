"""Guided set-ups: saved after every step, secrets included, so that closing the lid loses nothing."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from stagedoor.domain.entities import Setup, new_id
from stagedoor.domain.secret import Secret
from stagedoor.services.keeping import Keeper
from stagedoor.services.world import World


class Setups:
    def __init__(self, world: World, keeper: Keeper) -> None:
        self._world = world
        self._keeper = keeper

    async def open(self, platform: str, *, reconnects: str | None = None) -> Setup:
        """The unfinished set-up of the platform (for that account), or a new one."""
        for setup in await self._world.records.setups():
            if setup.platform == platform and setup.reconnects == reconnects:
                return setup
        setup = Setup(id=new_id(), platform=platform, reconnects=reconnects, updated_at=self._world.now())
        await self._world.records.keep_setup(setup)
        return setup

    async def keep(self, setup: Setup, **changes: object) -> Setup:
        """The set-up with the changes, saved."""
        changed = replace(setup, updated_at=self._world.now(), **changes)
        await self._world.records.keep_setup(changed)
        return changed

    async def answer(self, setup: Setup, answers: Mapping[str, str]) -> Setup:
        return await self.keep(setup, answers={**setup.answers, **answers})

    async def keep_secret(self, setup: Setup, name: str, value: Secret) -> Setup:
        """A pasted key goes into the keychain at once; the row only says where."""
        if setup.item_id is None:
            item = await self._keeper.create("setup", setup.id, {name: value})
        else:
            old = await self._keeper.item(setup.item_id)
            known = (await self._world.secrets.get(old)).values
            item = await self._keeper.next(old, {**known, name: value})
        await self._world.records.keep_item(item)
        return await self.keep(setup, item_id=item.id) if setup.item_id is None else setup

    async def secrets(self, setup: Setup) -> dict[str, Secret]:
        return await self._keeper.values(setup.item_id) if setup.item_id else {}

    async def end(self, setup: Setup) -> None:
        """Ends the set-up and forgets the keys pasted for it (they lie with the app and the sign-in now)."""
        newest = await self._world.records.setup(setup.id) or setup  # keys may have been pasted since it was opened
        await self._world.records.end_setup(setup.id, at=self._world.now())
        await self._keeper.drop(newest.item_id)
