"""A sign-in that waits for "is this you?" since an earlier time: found, renewed if it has to be, or forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack

from stagedoor.domain.entities import Grant
from stagedoor.domain.errors import Busy, SecretCorrupt, SecretMissing, SignInNeeded
from stagedoor.domain.flow import fields
from stagedoor.domain.platform import Platform
from stagedoor.domain.ports import Ask
from stagedoor.services.grants import Grants
from stagedoor.services.ports import Ports
from stagedoor.services.refresh import Refresh


class PendingSignIn:
    def __init__(self, ports: Ports, grants: Grants, refresh: Refresh) -> None:
        self._ports, self._grants, self._refresh = ports, grants, refresh

    async def find(
        self, spec: Platform, *, wanted: str, given: Mapping[str, str], ask: Ask, held: AsyncExitStack
    ) -> Grant | None:
        """The sign-in that is left and that nobody else decides about; `held` then holds the right to decide."""
        for grant in await self._grants.pending(spec.id):
            try:
                await held.enter_async_context(self._grants.deciding(grant))
            except Busy:
                continue
            left = await self._still_good(spec, grant, wanted, given, ask)
            if left is not None:
                ask.tell("One step was left from last time: is this you?")
                return left
            await held.aclose()
        return None

    async def _still_good(
        self, spec: Platform, grant: Grant, wanted: str, given: Mapping[str, str], ask: Ask
    ) -> Grant | None:
        """The sign-in if it is the one that is wanted. One that ended meanwhile, or lost its keys, is forgotten."""
        row = await self._ports.records.grant(grant.id)
        if row is None or row.status != "pending":  # decided about, a moment ago
            return None
        try:
            if not await self._is_wanted(spec, grant, wanted, given):
                return None
            return await self._refresh.fresh(grant.id)
        except (SignInNeeded, SecretMissing, SecretCorrupt):
            await self._grants.delete(grant)
            ask.tell("The sign-in of last time has ended meanwhile. A new one is needed.")
            return None

    async def _is_wanted(self, spec: Platform, grant: Grant, wanted: str, given: Mapping[str, str]) -> bool:
        """False where another way to connect, or other keys, were brought: `--yes` must not accept a third thing."""
        keys = await self._grants.keys(grant)
        if wanted not in ("", grant.route) or grant.route not in spec.route:
            return False
        known = {**keys.app, **{name: value.reveal() for name, value in keys.secrets.items()}}
        brought = [id for id in fields(spec, spec.route[grant.route], keys.answers) if given.get(id)]
        return all(known.get(id) == given[id] for id in brought) and (bool(brought) or not given)
