"""The details of a person: what portals ask of everybody, said once, looked at, used by every guide."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import msgspec

from stagedoor.domain.asking import Looked
from stagedoor.domain.details import DETAILS, Known, Seen, look, propose
from stagedoor.domain.errors import BadInput, BadPlatformFile
from stagedoor.domain.plain import plain_lines
from stagedoor.domain.platform import Platform
from stagedoor.domain.public_pages import PAGES
from stagedoor.services.reach import reach
from stagedoor.services.world import World

_SEEN = "details.seen."
"""What was found at an address is a setting of this name and the detail's key."""


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
        clean = {key: plain_lines(text, 5000) for key, text in values.items()}
        others = {**await self._world.records.details(), **clean}
        looked = {key: self.look(key, text, others) for key, text in clean.items()}
        await self._world.records.set_details({key: text for key, text in clean.items() if not looked[key].problem})
        return {key: found for key, found in looked.items() if found.problem}

    def look(self, key: str, text: str, others: Mapping[str, str] | None = None) -> Looked:
        """What would be made of a detail; asks nobody. `others`: the other details as they stand now."""
        return look(key, text, Known(forbidden=self._forbidden(), others=others or {}, loopback=self._loopback))

    async def reach(self, key: str, url: str) -> Looked:
        """What anybody finds at that address, without signing in; a page that portals look at is asked for under the
        names of their own programs, too. It is kept with the time, to be looked at again.
        """
        looked, url = self.look(key, url), url.strip()
        if looked.problem or not url:
            return looked
        looked = await reach(self._world.http, url, self._loopback)
        if not looked.problem and key in PAGES:
            looked = await self._crawled(url, looked)
        seen = Seen(url=url, at=self._world.now(), problem=looked.problem, note=looked.note)
        await self._world.records.set_setting(_SEEN + key, msgspec.json.encode(seen).decode())
        return looked

    async def seen(self) -> dict[str, Seen]:
        """What was found the last time at the addresses that are kept, by key."""
        settings, kept = await self._world.records.settings(), await self._world.records.details()
        found = {key: _seen(settings.get(_SEEN + key, "")) for key in DETAILS}
        return {key: seen for key, seen in found.items() if seen is not None and seen.url == kept.get(key)}

    async def _crawled(self, url: str, looked: Looked) -> Looked:
        crawlers = {one.agent: one.name for spec in self._specs() if (one := spec.crawler)}
        for agent, name in crawlers.items():
            theirs = await reach(self._world.http, url, self._loopback, agent=agent)
            if theirs.problem:
                why = f"The page opens for people, but not for {name}. {theirs.problem}"
                return Looked(problem=f"{why} Let it in where your site blocks robots.")
        names = " and ".join(dict.fromkeys(crawlers.values()))
        return Looked(note=f"{looked.note.rstrip('.')}, also for {names}.") if names else looked

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


def _seen(text: str) -> Seen | None:
    try:
        return msgspec.json.decode(text, type=Seen) if text else None
    except msgspec.DecodeError:  # written by another version: then nobody has looked
        return None
