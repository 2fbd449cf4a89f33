"""The end of an account: what dies with it is named, what stays at the platform is said, nothing else is touched."""

from __future__ import annotations

from msgspec import Struct

from stagedoor.domain.entities import Activity, Connection
from stagedoor.services.grants import Grants
from stagedoor.services.keeping import Keeper
from stagedoor.services.world import World


class Farewell(Struct, frozen=True, kw_only=True):
    """What a disconnect would do. `shares`: other accounts of the same sign-in; it is revoked only without any."""

    connection: Connection
    shares: list[Connection]
    revokes: bool
    by_hand: str = ""


class Disconnect:
    def __init__(self, world: World, keeper: Keeper, grants: Grants) -> None:
        self._world, self._keeper, self._grants = world, keeper, grants

    async def plan(self, connection: Connection, *, keep_at_platform: bool) -> Farewell:
        grant = await self._world.records.grant(connection.grant_id) if connection.grant_id else None
        if grant is None:
            return Farewell(connection=connection, shares=[], revokes=False)
        served = await self._world.records.connections_of(grant.id)
        shares = [c for c in served if c.id != connection.id]
        revokes = not shares and not keep_at_platform and await self._grants.may_revoke(grant, grant.subject_id)
        return Farewell(connection=connection, shares=shares, revokes=revokes, by_hand=self._by_hand(connection))

    async def run(self, plan: Farewell) -> bool:
        """Order: row deleting, revoke, secret gone and verified, rows gone. Returns whether the platform revoked it."""
        connection, revoked = plan.connection, False
        await self._world.records.begin_disconnect(connection.id)
        grant = await self._world.records.grant(connection.grant_id) if connection.grant_id else None
        last = grant is not None and not plan.shares
        if grant is not None and last:
            revoked = plan.revokes and await self._grants.revoke(grant)
            await self._keeper.forget(grant.item_id)
        await self._world.records.finish_disconnect(
            connection.id, drop_grant=last,
            activity=Activity(
                at=self._world.now(), actor=self._world.actor, event="disconnected", handle=connection.handle,
                params={"revoked": revoked},
            ),
        )  # fmt: skip
        return revoked

    def _by_hand(self, connection: Connection) -> str:
        """How to end it at the platform by hand: the undo of the sign-in's last step, or the settings page."""
        spec = self._world.platforms.spec(connection.platform)
        route = spec.route[connection.route]
        if route.oauth and (page := spec.oauth[route.oauth].revoke.by_hand):
            return spec.fill(page)
        undo = [step.undo for step in route.step.values() if step.fields and step.undo]
        return spec.fill(undo[-1], username=connection.username or "") if undo else ""
