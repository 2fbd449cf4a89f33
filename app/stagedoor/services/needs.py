"""What a person must have before a guide: said once, ticked by them, kept between guides and platforms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stagedoor.domain.asking import NeedRow
from stagedoor.domain.platform import Platform, Route
from stagedoor.services.ports import Ports

_PREFIX = "need."


class Needs:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def rows(self, spec: Platform, route: Route) -> list[NeedRow]:
        """What this way to connect takes, in the order of its file."""
        settings = await self._ports.records.settings()
        return [
            NeedRow(
                id=id, text=need.text, how=need.how, link=spec.fill(need.link), minutes=need.minutes,
                ticked=settings.get(_key(spec.id, id)) == "yes",
            )
            for id in route.needs
            if (need := spec.need.get(id))
        ]  # fmt: skip

    async def by_platform(
        self, platforms: Sequence[str], routes: Mapping[str, str] | None = None
    ) -> dict[str, list[NeedRow]]:
        """What several platforms take, by platform id. `routes`: the way to connect of a platform, where it is known;
        else every way counts, each need once.
        """
        known = routes or {}
        listed: dict[str, list[NeedRow]] = {}
        for platform in platforms:
            spec = self._ports.platforms.spec(platform)
            ways = [spec.route[known[platform]]] if platform in known else list(spec.route.values())
            rows = {row.id: row for way in ways for row in await self.rows(spec, way)}
            listed[platform] = list(rows.values())
        return listed

    async def tick(self, platform: str, need: str, *, on: bool) -> None:
        await self._ports.records.set_setting(_key(platform, need), "yes" if on else "")


def _key(platform: str, need: str) -> str:
    return f"{_PREFIX}{platform}.{need}"
