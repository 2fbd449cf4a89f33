"""Sign-ins (grants): kept at once as pending, live after "is this you?", gone without a trace after No."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from stagedoor.domain.entities import App, Connection, Grant, Item, Setup, Token, new_id
from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.exchange import Candidate, Keys, TokenAnswer, TokenDraft, Who
from stagedoor.domain.flow import holds
from stagedoor.domain.handles import propose
from stagedoor.domain.platform import Platform
from stagedoor.domain.secret import Secret
from stagedoor.services.apps import Apps
from stagedoor.services.keeping import Keeper
from stagedoor.services.ports import Ports

LOCK_WAIT = 45.0  # seconds; longer than one request may take
"""What the one token is called where a person brings it, by kind of way to connect."""


def lock_of(grant_id: str) -> str:
    """The lock of everything that changes the secrets of a sign-in: renewing it, ending it."""
    return f"grant-{grant_id}"


class Grants:
    def __init__(self, ports: Ports, keeper: Keeper, apps: Apps) -> None:
        self._ports = ports
        self._keeper = keeper
        self._apps = apps

    async def keep_answer(
        self, setup: Setup, route: str, app: App, asked: list[str], answer: TokenAnswer, *, attempt_id: str
    ) -> Grant:
        """The answer of a code exchange, kept before anything else is asked."""
        values = {draft.name: draft.value for draft in answer.tokens}
        grant = self._grant(setup.platform, route, app, scopes_asked=asked, scopes=answer.scopes)
        grant = _capped(self._ports.platforms.spec(setup.platform), replace(grant, subject_id=answer.subject), app)
        tokens = _rows(grant, answer.tokens, self._ports.now())
        return await self._keep_pending(grant, values, tokens, setup, attempt_id)

    async def keep_brought(
        self, setup: Setup, route: str, app: App | None, values: dict[str, Secret], answer: TokenAnswer | None = None
    ) -> Grant:
        """Keys, a bot token or a portal's token that the person brought. `answer`: what the platform says of it."""
        way = self._ports.platforms.spec(setup.platform).route[route]
        scopes = answer.scopes if answer else None
        grant = self._grant(setup.platform, route, app, scopes_asked=way.scopes, scopes=scopes)
        now = self._ports.now()
        own = Token(grant_id=grant.id, name=way.traits.brings, issued_at=now, ends="never", ends_from="assumed")
        drafts = answer.tokens if answer else []
        tokens = _rows(grant, drafts, now) or [own]
        given = {draft.name: draft.value for draft in drafts}  # a short one may have been changed for a longer one
        return await self._keep_pending(grant, {**values, **given}, tokens, setup, None)

    async def keys(self, grant: Grant) -> Keys:
        """Everything the adapter needs to act with this sign-in. Raises SecretError."""
        app = await self._ports.records.app(grant.app_id) if grant.app_id else None
        secrets = {**await self._apps.secrets(app), **await self._keeper.values(grant.item_id)}
        return Keys(
            route=grant.route, app=app.fields if app else {}, answers=app.answers if app else {}, secrets=secrets,
            scopes=grant.scopes, subject=grant.subject_id,
        )  # fmt: skip

    async def pending(self, platform: str) -> list[Grant]:
        """Sign-ins that wait for "is this you?", of this process, another one, or since a crash."""
        return [g for g in await self._ports.records.grants(status="pending") if g.platform == platform]

    def deciding(self, grant: Grant) -> AbstractAsyncContextManager[None]:
        """Held while a person decides about the sign-in. Raises Busy where that happens elsewhere."""
        return self._ports.locks.hold(f"deciding-{grant.id}", wait=0)

    async def promote(
        self, grant: Grant, who: Who, chosen: Sequence[Candidate], setup: Setup, *, reached: Sequence[Candidate] = ()
    ) -> list[Connection]:
        """The person said yes: one transaction makes it live; what it replaces is deleted afterwards.

        `reached`: everything that the sign-in reaches. What of it is here already works by this sign-in from now on.
        """
        attempt = await self._ports.records.attempt_of_grant(grant.id)
        connections = [await self._connection(grant, c) for c in chosen]
        kept = {(c.platform, c.external_id) for c in connections}
        healed = await self._healed(grant, who, kept)
        again = [c for c in reached if (c.platform or grant.platform, c.external_id) not in kept and not c.problem]
        again = await self._here(grant, again)
        moved = [await self._connection(grant, c) for c in again]
        events = [self._ports.activity("connected", c) for c in connections]
        await self._ports.records.name_grant(grant.id, subject_id=who.id)
        async with self._ports.locks.hold(lock_of(grant.id), wait=LOCK_WAIT):
            item, tokens = await self._brought(grant, [*chosen, *again])
            replaced = await self._ports.records.promote_grant(
                grant.id, [*connections, *healed, *moved], setup_id=setup.id,
                attempt_id=attempt.id if attempt else None, activity=events, item=item, tokens=tokens,
            )  # fmt: skip
        for old in replaced:
            with suppress(StagedoorError):  # the new one works; the next job clears the old one away
                await self.delete(old)
        live = await self._ports.records.connections_of(grant.id)
        return [c for c in live if (c.platform, c.external_id) in kept]

    async def refuse(self, grant: Grant, who: Who | None) -> None:
        """The person said no: nothing stays. Revoked at the platform only where nothing else dies with it."""
        if await self.may_revoke(grant, who.id if who else ""):
            await self.revoke(grant)
        await self.delete(grant)

    async def delete(self, grant: Grant, *, wait: float = LOCK_WAIT) -> None:
        """Deletes the secret, then the rows; never under a renewal, whose answer would come back to no row."""
        async with self._ports.locks.hold(lock_of(grant.id), wait=wait):
            await self._ports.records.mark_grant(grant.id, status="deleting")
            await self._keeper.forget(grant.item_id)
            await self._ports.records.drop_grant(grant.id)

    async def may_revoke(self, grant: Grant, subject_id: str) -> bool:
        """True if the platform has a revocation and no other live sign-in of that person and app would die."""
        oauth = self._ports.platforms.spec(grant.platform).oauth_of(grant.route)
        if oauth is None:
            return False
        revoke = oauth.revoke
        if revoke.reach in ("none", "token"):
            return revoke.reach == "token"
        subject_id = subject_id if revoke.person_known else ""
        others = [
            g for g in await self._ports.records.grants(status="live")
            if g.id != grant.id and g.platform == grant.platform and g.app_id == grant.app_id
        ]  # fmt: skip
        return not any(not subject_id or g.subject_id == subject_id for g in others)

    async def revoke(self, grant: Grant) -> bool:
        """Ends the sign-in at the platform; False if that did not work (it then stays in the platform's settings)."""
        try:
            await self._ports.platforms.adapter(grant.platform).revoke(await self.keys(grant))
        except StagedoorError:
            return False
        return True

    def _grant(
        self,
        platform: str,
        route: str,
        app: App | None,
        *,
        scopes_asked: list[str] | None = None,
        scopes: list[str] | None = None,
    ) -> Grant:
        return Grant(
            id=new_id(), app_id=app.id if app else None, platform=platform, route=route, status="pending",
            consented_at=self._ports.now(), scopes_asked=scopes_asked or [], scopes=scopes, item_id="",
        )  # fmt: skip

    async def _keep_pending(
        self, grant: Grant, values: dict[str, Secret], tokens: list[Token], setup: Setup, attempt_id: str | None
    ) -> Grant:
        item = await self._keeper.create("grant", grant.id, values, await self._rebuild(grant, tokens))
        grant = replace(grant, item_id=item.id)
        await self._ports.records.keep_pending_grant(grant, tokens, item, attempt_id=attempt_id, setup_id=setup.id)
        return grant

    async def _brought(self, grant: Grant, kept: Sequence[Candidate]) -> tuple[Item | None, list[Token]]:
        """The tokens that came with the accounts, in the next generation of the sign-in's item; its row still points
        at the old one.
        """
        drafts = {c.token.name: c.token for c in kept if c.token}
        if not drafts:
            return None, []
        row = await self._ports.records.grant(grant.id) or grant
        old = await self._keeper.item(row.item_id)
        values = {**await self._keeper.values(old.id), **{name: d.value for name, d in drafts.items()}}
        tokens = _rows(grant, drafts.values(), self._ports.now())
        known = [t for t in await self._ports.records.tokens(grant.id) if t.name not in drafts]
        return await self._keeper.next(old, values, await self._rebuild(row, [*known, *tokens])), tokens

    async def _rebuild(self, grant: Grant, tokens: Sequence[Token]) -> dict[str, Any]:
        """What the bundle says beside its values: the rows, in case that the database is lost. With the developer app
        where it has no secret, and so no bundle of its own.
        """
        app = await self._ports.records.app(grant.app_id) if grant.app_id else None
        open_app = {"app": to_builtins(app)} if app and app.item_id is None else {}
        return {"grant": to_builtins(grant), "tokens": to_builtins(list(tokens)), **open_app}

    async def _here(self, grant: Grant, found: Sequence[Candidate]) -> list[Candidate]:
        """Those of the found accounts that are connected already, by a sign-in of this very developer app."""
        if not grant.app_id:
            return []
        apps = {g.id: g.app_id for g in await self._ports.records.grants()}
        known = {
            (c.platform, c.external_id)
            for c in await self._ports.records.connections()
            if c.grant_id and apps.get(c.grant_id) == grant.app_id and c.status == "live"
        }
        return [c for c in found if (c.platform or grant.platform, c.external_id) in known]

    async def _connection(self, grant: Grant, candidate: Candidate) -> Connection:
        platform, route = candidate.platform or grant.platform, candidate.route or grant.route
        spec = self._ports.platforms.spec(platform)
        known = await self._ports.records.connections()
        scope = (grant.app_id or "") if spec.identity.unique == "app" else ""
        handle = propose(
            platform, username=candidate.username, name=candidate.name, external_id=candidate.external_id,
            taken=[c.handle for c in known],
        )  # fmt: skip
        own = "" if candidate.token else spec.route[route].traits.brings
        return Connection(
            id=_id_by_hand(known, platform, candidate) or new_id(),
            handle=handle, platform=platform, route=route, kind=candidate.kind,
            grant_id=grant.id, token_name=own or candidate.token_name,
            external_id=candidate.external_id, id_scope=scope, name=candidate.name, username=candidate.username,
            url=candidate.url, address=candidate.address, avatar=candidate.avatar, position=len(known),
            confirmed_at=self._ports.now(),
        )  # fmt: skip

    async def _healed(self, grant: Grant, who: Who, chosen: set[tuple[str, str]]) -> list[Connection]:
        """A bot's new token heals every chat of that bot, not only those chosen now."""
        if self._ports.platforms.spec(grant.platform).route[grant.route].kind != "bot":
            return []
        older = [
            g for g in await self._ports.records.grants(status="live")
            if g.platform == grant.platform and g.subject_id == who.id
        ]  # fmt: skip
        served = [c for g in older for c in await self._ports.records.connections_of(g.id)]
        return [replace(c, grant_id=grant.id) for c in served if (c.platform, c.external_id) not in chosen]


def acting(connection: Connection, keys: Keys) -> Keys:
    """The keys of a sign-in as the account's own platform reads them: by the account's way to connect."""
    return replace(keys, route=connection.route)


def _rows(grant: Grant, drafts: Iterable[TokenDraft], issued_at: int) -> list[Token]:
    return [draft.row(grant.id, issued_at=issued_at) for draft in drafts]


def _capped(spec: Platform, grant: Grant, app: App) -> Grant:
    """With the earliest end that the answers about the developer app put on the whole sign-in, and its id as why."""
    oauth = spec.oauth_of(grant.route)
    found = [(cap.seconds, id) for id, cap in (oauth.cap if oauth else {}).items() if holds(cap.when, app.answers)]
    if not found:
        return grant
    seconds, why = min(found)
    return replace(grant, cap_at=grant.consented_at + seconds, cap_why=why)


def _id_by_hand(known: Sequence[Connection], platform: str, candidate: Candidate) -> str:
    """Of the same account where it was kept by hand so far: the sign-in comes to it, its name and history stay."""
    name = (candidate.username or "").lower()
    same = (c.id for c in known if c.platform == platform and c.grant_id is None and (c.username or "").lower() == name)
    return next(same, "") if name else ""
