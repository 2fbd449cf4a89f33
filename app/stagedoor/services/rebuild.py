"""Rows made again from what lies in the keychain, where the database was lost or an older copy of it was put back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from msgspec import ValidationError, convert
from msgspec.structs import replace

from stagedoor.domain.bundle import Bundle
from stagedoor.domain.entities import App, Grant, Item, Token
from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.exchange import Answer
from stagedoor.services.ports import Ports

R = TypeVar("R")

Found = tuple[Item, Bundle]


class Rebuild:
    """Sign-ins come back as pending: the next `connect` of their platform asks "is this you?", finds the accounts anew
    and takes them up. Nothing in the keychain is changed, and what is in the database stays as it is.
    """

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def run(self) -> list[Answer]:
        """What was found, one answer for each platform. Raises StoreError."""
        known = [item.id for item in await self._ports.records.items()]
        found = await self._ports.secrets.unlisted(known)
        for item, bundle in found:
            await self._app(item, bundle)
        platforms = [await self._grant(item, bundle) for item, bundle in found]
        return [self._answer(platform) for platform in sorted({p for p in platforms if p})]

    async def _app(self, item: Item, bundle: Bundle) -> None:
        """An app without a secret has no bundle of its own: it stands in those of its sign-ins. One that was entered
        again meanwhile stays as it is.
        """
        app = _row(bundle, "app", App)
        if app is None or await self._ports.records.find_app(app.platform, app.kind, app.ident) is not None:
            return
        if bundle.kind == "app":
            await self._ports.records.keep_app(replace(app, item_id=item.id), replace(item, owner_id=app.id))
        else:
            await self._ports.records.keep_app(app, None)

    async def _grant(self, item: Item, bundle: Bundle) -> str:
        """The platform of the sign-in that was taken up; empty for anything else."""
        grant, tokens = _row(bundle, "grant", Grant), _row(bundle, "tokens", list[Token])
        if grant is None or tokens is None or not await self._is_wanted(grant):
            return ""
        grant = replace(grant, status="pending", item_id=item.id)
        item = replace(item, owner_id=grant.id)
        await self._ports.records.keep_pending_grant(grant, tokens, item, attempt_id=None, setup_id=None)
        return grant.platform

    async def _is_wanted(self, grant: Grant) -> bool:
        """Not where its way to connect is gone, its developer app is lost, or the same sign-in was made again."""
        try:
            spec = self._ports.platforms.spec(grant.platform)
        except StagedoorError:
            return False
        if grant.route not in spec.route:
            return False
        if grant.app_id and await self._ports.records.app(grant.app_id) is None:
            return False
        return not _is_again(grant, await self._ports.records.grants(status="live"))

    def _answer(self, platform: str) -> Answer:
        name = self._ports.platforms.spec(platform).name
        return Answer(
            check_id="keychain", verdict="warn",
            cause=f"The keychain holds a sign-in to {name} that the database did not know.",
            fix=f"Run `stagedoor connect {platform}`: it asks whether this is you, and goes on from there.",
        )  # fmt: skip


def _row(bundle: Bundle, name: str, kind: type[R]) -> R | None:
    """None where the bundle has no such row, or one of another version's shape."""
    found: Any = bundle.rebuild.get(name)
    try:
        return convert(found, kind) if found is not None else None
    except ValidationError:
        return None


def _is_again(grant: Grant, live: Sequence[Grant]) -> bool:
    return any((g.platform, g.app_id) == (grant.platform, grant.app_id) and g.subject_id for g in live)
