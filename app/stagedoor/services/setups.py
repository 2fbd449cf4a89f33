"""Guided set-ups: saved after every step, secrets included, so that closing the lid loses nothing."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from stagedoor.domain.entities import Setup, new_id
from stagedoor.domain.flow import steps
from stagedoor.domain.platform import Route
from stagedoor.domain.secret import Secret
from stagedoor.services.grants import Grants
from stagedoor.services.keeping import Keeper
from stagedoor.services.ports import Ports

OPEN = "field."
"""Open fields lie among a set-up's answers under this prefix."""


class Setups:
    def __init__(self, ports: Ports, keeper: Keeper, grants: Grants) -> None:
        self._ports, self._keeper, self._grants = ports, keeper, grants

    async def open(self, platform: str, *, reconnects: str | None = None) -> Setup:
        """The unfinished set-up of the platform (for that account), or a new one."""
        for setup in await self._ports.records.setups():
            if setup.platform == platform and setup.reconnects == reconnects:
                return setup
        setup = Setup(id=new_id(), platform=platform, reconnects=reconnects, updated_at=self._ports.now())
        await self._ports.records.keep_setup(setup)
        return setup

    async def keep(self, setup: Setup, **changes: object) -> Setup:
        """The set-up with the changes, saved."""
        changed = replace(setup, updated_at=self._ports.now(), **changes)
        await self._ports.records.keep_setup(changed)
        return changed

    async def answer(self, setup: Setup, answers: Mapping[str, str]) -> Setup:
        return await self.keep(setup, answers={**setup.answers, **answers})

    async def keep_secret(self, setup: Setup, name: str, value: Secret) -> Setup:
        """A pasted key goes into the keychain at once; the row only says where."""
        if setup.item_id is None:
            item = await self._keeper.create("setup", setup.id, {name: value})
        else:
            old = await self._keeper.item(setup.item_id)
            known = (await self._ports.secrets.get(old)).values
            item = await self._keeper.next(old, {**known, name: value})
        await self._ports.records.keep_item(item)
        return await self.keep(setup, item_id=item.id) if setup.item_id is None else setup

    async def secrets(self, setup: Setup) -> dict[str, Secret]:
        return await self._keeper.values(setup.item_id) if setup.item_id else {}

    async def back_to(self, setup: Setup, route: Route, step: str) -> Setup:
        """The guide goes on at that step, and asks again for what it and the steps behind it ask for.

        Nothing changes where they ask for nothing.
        """
        todo = [id for id, _ in steps(route, setup.answers)]
        behind = todo[todo.index(step) :] if step in todo else []
        fields = {name for id in behind for name in route.step[id].fields}
        if not fields:
            return setup
        again = {name for id in behind for name in route.step[id].questions}
        setup = await self.forget(setup, fields)
        answers = {name: value for name, value in setup.answers.items() if name not in again}
        return await self.keep(setup, answers=answers, step=todo[todo.index(step) - 1] if step != todo[0] else None)

    async def go_to(self, setup: Setup, route: Route, step: str) -> Setup:
        """The guide goes on at that step next time; everything that was given stays."""
        todo = [id for id, _ in steps(route, setup.answers)]
        at = todo.index(step) if step in todo else 0
        return await self.keep(setup, step=todo[at - 1] if at else None)

    async def forget(self, setup: Setup, fields: set[str]) -> Setup:
        """Drops what was pasted for these fields, secret or open."""
        await self._forget_secrets(setup, fields)
        open_ones = {OPEN + name for name in fields}
        return await self.keep(setup, answers={k: v for k, v in setup.answers.items() if k not in open_ones})

    async def _forget_secrets(self, setup: Setup, names: set[str]) -> None:
        known = await self.secrets(setup)
        if names & set(known):
            left = {name: value for name, value in known.items() if name not in names}
            await self._ports.records.keep_item(await self._keeper.next(await self._keeper.item(setup.item_id), left))

    async def discard(self, setup: Setup) -> None:
        """Nothing of the set-up stays, nor of a sign-in that waits for its "is this you?". Raises Busy where that is
        being answered in this moment.
        """
        for grant in await self._grants.pending(setup.platform):
            waiting = await self._ports.records.setup_of_grant(grant.id)
            if waiting is not None and waiting.id == setup.id:
                async with self._grants.deciding(grant):
                    await self._grants.refuse(grant, None)
        await self.end(setup)

    async def end(self, setup: Setup) -> None:
        """Ends the set-up and forgets the keys pasted for it (they lie with the app and the sign-in now)."""
        newest = await self._ports.records.setup(setup.id) or setup  # keys may have been pasted since it was opened
        await self._ports.records.end_setup(setup.id, at=self._ports.now())
        await self._keeper.drop(newest.item_id)
