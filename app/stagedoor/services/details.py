"""The details of a person: what portals ask of everybody, said once, looked at, used by every guide."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from stagedoor.domain.asking import Looked
from stagedoor.domain.details import DETAILS, Known, look, propose
from stagedoor.domain.errors import BadInput, BadPlatformFile
from stagedoor.domain.plain import plain
from stagedoor.domain.platform import Platform
from stagedoor.services.reach import reach
from stagedoor.services.world import World


class Details:
    """`loopback`: addresses of this computer count as public ones (a made-up website of tests)."""

    def __init__(self, world: World, *, loopback: bool = False) -> None:
        self._world, self._loopback = world, loopback

    async def all(self) -> dict[str, str]:
        """What the person has filled in, by key; nothing is proposed here."""
        kept = await self._world.records.details()
        return {key: kept[key] for key in DETAILS if kept.get(key)}

    def propose(self, name: str) -> dict[str, str]:
        """Details for somebody who publishes under that name. Nothing is kept."""
        return propose(name)

    async def keep(self, values: Mapping[str, str]) -> dict[str, Looked]:
        """Keeps what can be used ("" takes a value away) and returns what cannot, by key. Raises BadInput for an
        unknown key.
        """
        unknown = next((key for key in values if key not in DETAILS), None)
        if unknown is not None:
            raise BadInput(f'There is no detail called "{unknown}".', f"Use {', '.join(DETAILS)}.")
        clean = {key: plain(text, 5000) for key, text in values.items()}
        others = {**await self._world.records.details(), **clean}
        looked = {key: self.look(key, text, others) for key, text in clean.items()}
        await self._world.records.set_details({key: text for key, text in clean.items() if not looked[key].problem})
        return {key: found for key, found in looked.items() if found.problem}

    def look(self, key: str, text: str, others: Mapping[str, str] | None = None) -> Looked:
        """What would be made of a detail; asks nobody. `others`: the other details as they stand now."""
        return look(key, text, Known(forbidden=self._forbidden(), others=others or {}, loopback=self._loopback))

    async def reach(self, key: str, url: str) -> Looked:
        """What anybody finds at that address, without signing in."""
        looked = self.look(key, url)
        return looked if looked.problem or not url.strip() else await reach(self._world.http, url, self._loopback)

    def wanted(self) -> dict[str, list[str]]:
        """The names of the platforms whose guides use each detail, by key."""
        found: dict[str, list[str]] = {key: [] for key in DETAILS}
        for spec in self._specs():
            steps = [step for route in spec.route.values() for step in route.step.values()]
            named = {name for step in steps for name in step.details}
            texts = "\n".join(text for step in steps for text in (step.do, step.title, step.link, *step.copy))
            for key, platforms in found.items():
                if key in named or "{" + key + "}" in texts:
                    platforms.append(spec.name)
        return found

    def _forbidden(self) -> dict[str, list[str]]:
        return {spec.name: spec.forbidden_words for spec in self._specs()}

    def _specs(self) -> list[Platform]:
        """A platform file that is broken says so elsewhere; the details of the others need not wait for it."""
        found = []
        for id in self._world.platforms.ids():
            with suppress(BadPlatformFile):
                found.append(self._world.platforms.spec(id))
        return found
