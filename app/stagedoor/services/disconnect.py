"""The end of an account: what dies with it is named, what stays at the platform is said, nothing else is touched."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from stagedoor.domain.entities import Activity, Connection, Grant, Post
from stagedoor.domain.errors import BadInput
from stagedoor.services.grants import LOCK_WAIT, Grants, lock_of
from stagedoor.services.keeping import Keeper
from stagedoor.services.ports import Ports


class DisconnectPlan(Struct, frozen=True, kw_only=True):
    """What a disconnect would do. `shares`: other accounts of the same sign-in; it is revoked only without any.

    `posts`: test posts that still wait for their deletion, which nobody can do afterwards. `app`: the developer app
    whose keys stay on this computer.
    """

    connection: Connection
    shares: list[Connection]
    revokes: bool
    by_hand: str = ""
    posts: list[Post] = []
    app: str = ""


class Disconnect:
    def __init__(self, ports: Ports, keeper: Keeper, grants: Grants) -> None:
        self._ports, self._keeper, self._grants = ports, keeper, grants

    async def plan(self, connection: Connection, *, keep_at_platform: bool) -> DisconnectPlan:
        grant = await self._grant(connection)
        if grant is None:
            return DisconnectPlan(connection=connection, shares=[], revokes=False)
        served = await self._ports.records.connections_of(grant.id)
        shares = [c for c in served if c.id != connection.id]
        revokes = not shares and not keep_at_platform and await self._grants.may_revoke(grant, grant.subject_id)
        return DisconnectPlan(
            connection=connection, shares=shares, revokes=revokes, by_hand=self._by_hand(connection, grant),
            posts=await self._waiting_posts(connection), app=await self._app(grant),
        )  # fmt: skip

    async def run(self, plan: DisconnectPlan) -> bool:
        """Order: row deleting, revoke, secret gone and verified, rows gone. Returns whether the platform revoked it.

        Raises BadInput where the account changed since the plan was shown.
        """
        grant_id = plan.connection.grant_id
        if grant_id is None:
            return await self._run(plan)
        async with self._ports.locks.hold(lock_of(grant_id), wait=LOCK_WAIT):
            await self._refuse_changed(plan)
            return await self._run(plan)

    async def finish(self, connection: Connection) -> None:
        """Ends what a crash cut off. Whether it should have been revoked is not known any more, so it is not."""
        plan = await self.plan(connection, keep_at_platform=True)
        if connection.grant_id is None:
            await self._run(plan)
            return
        async with self._ports.locks.hold(lock_of(connection.grant_id), wait=0):
            if await self._ports.records.connection(connection.handle) == connection:
                await self._run(plan)

    async def _run(self, plan: DisconnectPlan) -> bool:
        connection, revoked = plan.connection, False
        await self._ports.records.begin_disconnect(connection.id)
        grant = await self._grant(connection)
        last = grant is not None and not plan.shares
        if grant is not None and last:
            revoked = plan.revokes and await self._grants.revoke(grant)
            await self._keeper.forget(grant.item_id)
        for post in await self._waiting_posts(connection):
            await self._ports.records.keep_post(replace(post, status="left", delete_at=None))
        await self._ports.records.finish_disconnect(
            connection.id, drop_grant=last,
            activity=Activity(
                at=self._ports.now(), actor=self._ports.actor, event="disconnected", handle=connection.handle,
                params={"revoked": revoked},
            ),
        )  # fmt: skip
        return revoked

    async def _refuse_changed(self, plan: DisconnectPlan) -> None:
        """What is shared now must be what the person was told: the keys of another account may hang on it."""
        connection = await self._ports.records.connection(plan.connection.handle)
        grant_id = plan.connection.grant_id or ""
        served = {c.id for c in await self._ports.records.connections_of(grant_id)}
        told = {plan.connection.id, *(c.id for c in plan.shares)}
        if connection is None or connection.grant_id != grant_id or served != told:
            raise BadInput(f"{plan.connection.handle} was changed meanwhile.", "Nothing was done. Start again.")

    async def _grant(self, connection: Connection) -> Grant | None:
        return await self._ports.records.grant(connection.grant_id) if connection.grant_id else None

    async def _waiting_posts(self, connection: Connection) -> list[Post]:
        posts = await self._ports.records.posts(connection.id)
        return [p for p in posts if p.delete_at is not None and p.status in ("live", "deleting")]

    async def _app(self, grant: Grant) -> str:
        """The name of the developer app whose keys stay."""
        app = await self._ports.records.app(grant.app_id) if grant.app_id else None
        if app is None or app.item_id is None:
            return ""
        kind = self._ports.platforms.spec(app.platform).app.get(app.kind)
        return kind.name if kind and kind.name else "your developer app"

    def _by_hand(self, connection: Connection, grant: Grant) -> str:
        """How to end it at the platform by hand: the undo of the sign-in's last step, or the settings page."""
        spec = self._ports.platforms.spec(grant.platform)
        oauth = spec.oauth_of(grant.route)
        if oauth and (page := oauth.revoke.by_hand):
            return spec.fill(page)
        undo = [step.undo for step in spec.route[grant.route].step.values() if step.fields and step.undo]
        return spec.fill(undo[-1], username=connection.username or "") if undo else ""
