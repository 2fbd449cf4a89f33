"""Accounts of other platforms that come along with a sign-in: their adapters look, with the same keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from stagedoor.domain.errors import Limited, NetworkError, PlatformRefused, StagedoorError
from stagedoor.domain.exchange import Candidate, Keys, Who
from stagedoor.domain.platform import Platform
from stagedoor.domain.ports import Ask
from stagedoor.services.ports import Ports


class LinkedAccounts:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def found(self, spec: Platform, keys: Keys, who: Who, own: Sequence[Candidate], ask: Ask) -> list[Candidate]:
        """What every platform with a way through this sign-in finds. One that is refused is said and does not stop
        the others; nor does a broken platform file.
        """
        drafts = {c.token.name: c.token for c in own if c.token}
        secrets = {**keys.secrets, **{name: draft.value for name, draft in drafts.items()}}
        found: list[Candidate] = []
        for other, route in self._ways_through(spec):
            adapter = self._ports.platforms.adapter(other.id)
            try:
                async for candidate in adapter.discover(replace(keys, route=route, secrets=secrets), who):
                    token = candidate.token or drafts.get(candidate.token_name or "")
                    found.append(replace(candidate, platform=other.id, route=route, token=token))
            except (PlatformRefused, Limited, NetworkError) as error:
                ask.tell(f"{other.name} does not come along: {error}")
        return found

    def _ways_through(self, spec: Platform) -> Iterator[tuple[Platform, str]]:
        for id in self._ports.platforms.ids():
            try:
                other = self._ports.platforms.spec(id)
            except StagedoorError:
                continue
            yield from ((other, route) for route, way in other.route.items() if way.via == spec.id)
