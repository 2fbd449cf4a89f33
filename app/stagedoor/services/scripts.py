"""Handing over: a fresh token, or the variables of an account, to the creator's own scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from stagedoor.domain.entities import Connection, Token
from stagedoor.domain.errors import BadInput, NotFound
from stagedoor.domain.handles import matching
from stagedoor.domain.secret import Secret
from stagedoor.services.grants import Grants
from stagedoor.services.ports import Ports
from stagedoor.services.refresh import Refresh


class FreshToken(Struct, frozen=True, kw_only=True):
    """A token that is valid now. `ends` is at, never or unknown; `ends_at` in UTC seconds."""

    connection: Connection
    value: Secret
    ends: str
    ends_at: int | None
    scopes: list[str] | None


class Scripts:
    def __init__(self, ports: Ports, grants: Grants, refresh: Refresh) -> None:
        self._ports, self._grants, self._refresh = ports, grants, refresh

    async def find(self, handle: str, *, exact: bool) -> Connection:
        """The account; a unique part of the handle is enough where `exact` is False (on a terminal)."""
        known = {c.handle: c for c in await self._ports.records.connections()}
        hits = [handle] if handle in known else [] if exact else matching(handle, known)
        if len(hits) == 1:
            return known[hits[0]]
        if hits:
            raise BadInput(f'"{handle}" fits several accounts: {", ".join(hits)}.', "Write one of them whole.")
        there = f"There are: {', '.join(known)}." if known else "Connect one: stagedoor connect PLATFORM"
        raise NotFound(f'There is no account "{handle}".', there)

    async def token(self, connection: Connection, *, force: bool = False) -> FreshToken:
        """A token valid for at least a minute, renewed only if needed (or asked)."""
        _refuse_leaving(connection)
        self._refuse_without_token(connection)
        grant = await self._refresh.fresh(connection.grant_id or "", force=force)
        keys = await self._grants.keys(grant)
        name = connection.token_name or "access"
        row = await self._row(grant.id, name)
        return FreshToken(
            connection=connection, value=keys.secrets[name], ends=row.ends if row else "unknown",
            ends_at=row.ends_at if row else None, scopes=grant.scopes,
        )  # fmt: skip

    async def variables(
        self, connections: Sequence[Connection], prefixes: Mapping[str, str], taken: Mapping[str, str]
    ) -> dict[str, Secret]:
        """The variables for `exec`. Two accounts that want one name need a prefix each; raises BadInput."""
        found: dict[str, Secret] = {}
        owner: dict[str, str] = {}
        for connection in connections:
            for name, value in (await self._variables(connection, prefixes.get(connection.handle))).items():
                if name in found:
                    raise BadInput(
                        f"{owner[name]} and {connection.handle} both want the variable {name}.",
                        f"Give one of them a name of its own: --as NAME={connection.handle}",
                        code="collision",
                    )
                if name in taken:
                    raise BadInput(
                        f"The variable {name} is set already.",
                        f"Unset it, or use --as NAME={connection.handle}",
                        code="collision",
                    )
                found[name], owner[name] = value, connection.handle
        return found

    async def _variables(self, connection: Connection, prefix: str | None) -> dict[str, Secret]:
        _refuse_leaving(connection)
        if connection.grant_id is None:
            raise BadInput(f"{connection.handle} is an account by hand: it has no key.", "Leave it out.")
        keys = await self._grants.keys(await self._refresh.fresh(connection.grant_id))
        values: dict[str, Any] = {**{k: Secret(v) for k, v in connection.address.items()}, **keys.secrets}
        if own := keys.secrets.get(connection.token_name or "access") or keys.secrets.get("access"):
            values["access_token"] = own
        names = self._names(connection, prefix)
        return {name: values[value] for value, name in names.items() if value in values}

    def public(self, connections: list[Connection], prefixes: Mapping[str, str]) -> set[str]:
        """Those of the variables that hold no key but the account's own names, such as the number of a chat."""
        return {
            name
            for connection in connections
            for value, name in self._names(connection, prefixes.get(connection.handle)).items()
            if value in connection.address
        }

    def _names(self, connection: Connection, prefix: str | None) -> dict[str, str]:
        """Name of a value: name of its variable."""
        stem = connection.platform.upper() + "_"
        route = self._ports.platforms.spec(connection.platform).route[connection.route]
        return {v: prefix + "_" + n.removeprefix(stem) if prefix else n for v, n in route.exec.items()}

    def _refuse_without_token(self, connection: Connection) -> None:
        route = self._ports.platforms.spec(connection.platform).route[connection.route]
        if route.kind == "keys":
            raise BadInput(
                f"{connection.handle} has four keys, not one token.",
                f"Hand them to a command: stagedoor exec {connection.handle} -- COMMAND",
                code="key_set",
            )
        if connection.grant_id is None:
            raise BadInput(f"{connection.handle} is an account by hand: it has no token.", "")

    async def _row(self, grant_id: str, name: str) -> Token | None:
        return next((t for t in await self._ports.records.tokens(grant_id) if t.name == name), None)


def _refuse_leaving(connection: Connection) -> None:
    if connection.status == "deleting":
        raise NotFound(
            f"{connection.handle} is being removed.", f"To end that: stagedoor disconnect {connection.handle}"
        )
