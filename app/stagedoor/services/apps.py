"""Developer apps: the key pairs that the person registered at a portal."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from msgspec import to_builtins
from msgspec.structs import replace

from stagedoor.domain.entities import App, Item, new_id
from stagedoor.domain.exchange import Proof
from stagedoor.domain.platform import AppKind, Platform
from stagedoor.domain.secret import Secret
from stagedoor.services.keeping import Keeper
from stagedoor.services.ports import Ports


class Apps:
    def __init__(self, ports: Ports, keeper: Keeper) -> None:
        self._ports = ports
        self._keeper = keeper

    async def keep(
        self,
        spec: Platform,
        kind: str,
        *,
        fields: Mapping[str, str],
        secrets: Mapping[str, Secret],
        answers: Mapping[str, str],
        proof: Proof,
    ) -> App:
        """Keeps the app, or renews the one with the same identity; an empty value never replaces a stored one."""
        ident = _ident(spec.app[kind], fields, secrets)
        known = await self._ports.records.find_app(spec.id, kind, ident)
        app = known or App(id=new_id(), platform=spec.id, kind=kind, ident=ident, created_at=self._ports.now())
        app = replace(
            app,
            client_id=fields.get("client_id") or app.client_id,
            fields={**app.fields, **{k: v for k, v in fields.items() if v}},
            answers={**app.answers, **answers},
            proved_at=self._ports.now() if proof.by == "platform" else app.proved_at,
        )
        item = None
        if secrets:
            item = await self._keep_secrets(app, secrets)
            app = replace(app, item_id=item.id)
        await self._ports.records.keep_app(app, item)
        return app

    async def answered(self, app: App, answers: Mapping[str, str]) -> App:
        """Keeps new answers to questions about the app."""
        app = replace(app, answers={**app.answers, **answers})
        await self._ports.records.keep_app(app, None)
        return app

    async def secrets(self, app: App | None) -> dict[str, Secret]:
        return await self._keeper.values(app.item_id) if app and app.item_id else {}

    async def all_fields(self, platforms: list[str]) -> dict[str, str]:
        """Every open field of every stored app as `platform.field`: a key of one platform pasted for another shows."""
        return {
            f"{app.platform}.{name}": value
            for platform in platforms
            for app in await self._ports.records.apps(platform)
            for name, value in app.fields.items()
        }

    async def _keep_secrets(self, app: App, secrets: Mapping[str, Secret]) -> Item:
        rebuild = {"app": to_builtins(app)}
        if app.item_id is None:
            return await self._keeper.create("app", app.id, secrets, rebuild)
        old = await self._keeper.item(app.item_id)
        known = (await self._ports.secrets.get(old)).values
        return await self._keeper.next(old, {**known, **{k: v for k, v in secrets.items() if v}}, rebuild)


def _ident(kind: AppKind, fields: Mapping[str, str], secrets: Mapping[str, Secret]) -> str:
    """The field that says "the same app again": open as it is, hashed where it is secret."""
    for name in (kind.ident, kind.ident_else):
        if value := fields.get(name):
            return value
        if secret := secrets.get(name):
            return "sha256:" + hashlib.sha256(secret.reveal().encode()).hexdigest()
    return "unknown"
