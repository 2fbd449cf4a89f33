"""The details of a person: what portals ask of everybody, said once, looked at, used by every guide."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import msgspec
from msgspec.structs import replace

from stagedoor.domain.asking import Looked
from stagedoor.domain.details import DETAILS, Known, Missing, Seen, look, propose
from stagedoor.domain.entities import Activity
from stagedoor.domain.errors import BadInput, BadPlatformFile
from stagedoor.domain.plain import plain_lines
from stagedoor.domain.platform import Platform
from stagedoor.domain.public_pages import PAGES
from stagedoor.services.hindered import no_network
from stagedoor.services.ports import Ports
from stagedoor.services.public_address import reach

_SEEN = "details.seen."
"""What was found at an address is a setting of this name and the detail's key."""


class Details:
    """`loopback`: addresses of this computer count as public ones (a made-up website of tests)."""

    def __init__(self, ports: Ports, *, loopback: bool = False) -> None:
        self._ports, self._loopback = ports, loopback

    async def all(self) -> dict[str, str]:
        """What the person has filled in, by key; nothing is proposed here."""
        kept = await self._ports.records.details()
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
        others = {**await self._ports.records.details(), **clean}
        looked = {key: self.look(key, text, others) for key, text in clean.items()}
        await self._ports.records.set_details({key: text for key, text in clean.items() if not looked[key].problem})
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
        looked = await self._reached(key, url)
        await self._remember(key, Seen(url=url, at=self._ports.now(), problem=looked.problem, note=looked.note))
        return looked

    async def look_again(self) -> list[Missing]:
        """Looks at the pages whose time has come and returns those that do not answer any more. What may pass by
        itself (no network here, a server in trouble) is believed when it is still so a day later.
        """
        known, seen, gone = await self.all(), await self.seen(), []
        for key in PAGES:
            url, before = known.get(key, ""), seen.get(key)
            if not url or (before is not None and not before.is_due(self._ports.now())):
                continue
            looked = await self._reached(key, url)
            if looked.passing and await self._offline():
                continue
            now_is = _judged(before, looked, url, self._ports.now())
            await self._remember(key, now_is)
            if now_is.problem and not (before and before.problem):
                gone.append(Missing(key=key, label=DETAILS[key].label, seen=now_is))
                await self._tell(key)
        return gone

    async def missing(self) -> list[Missing]:
        """The pages that did not answer when they were looked at last."""
        seen = await self.seen()
        return [Missing(key=key, label=DETAILS[key].label, seen=seen[key]) for key in PAGES
                if key in seen and seen[key].problem]  # fmt: skip

    async def _reached(self, key: str, url: str) -> Looked:
        looked = await reach(self._ports.http, url, self._loopback)
        return await self._crawled(url, looked) if not looked.problem and key in PAGES else looked

    async def _offline(self) -> bool:
        """Whether no platform was reached either, when one was asked last."""
        return no_network(await self._ports.records.account_rows(since=self._ports.now()))

    async def _remember(self, key: str, seen: Seen) -> None:
        await self._ports.records.set_setting(_SEEN + key, msgspec.json.encode(seen).decode())

    async def _tell(self, key: str) -> None:
        at = self._ports.now()
        await self._ports.records.log(Activity(at=at, actor="round", event="page_gone", params={"detail": key}))

    async def seen(self) -> dict[str, Seen]:
        """What was found the last time at the addresses that are kept, by key."""
        settings, kept = await self._ports.records.settings(), await self._ports.records.details()
        found = {key: _seen(settings.get(_SEEN + key, "")) for key in DETAILS}
        return {key: seen for key, seen in found.items() if seen is not None and seen.url == kept.get(key)}

    async def _crawled(self, url: str, looked: Looked) -> Looked:
        crawlers = {one.agent: one.name for spec in self._specs() if (one := spec.crawler)}
        for agent, name in crawlers.items():
            theirs = await reach(self._ports.http, url, self._loopback, agent=agent)
            if theirs.problem:
                why = f"The page opens for people, but not for {name}. {theirs.problem}"
                return replace(theirs, problem=f"{why} Let it in where your site blocks robots.")
        names = " and ".join(dict.fromkeys(crawlers.values()))
        return Looked(note=f"{looked.note.rstrip('.')}, also for {names}.") if names else looked

    def wanted(self) -> dict[str, list[str]]:
        """The names of the platforms whose guides use each detail, by key."""
        found: dict[str, list[str]] = {key: [] for key in DETAILS}
        at_last = self._wanted_at_last()
        for spec in self._specs():
            steps = [step for route in spec.route.values() for step in route.step.values()]
            named = {name for step in steps for name in step.details}
            texts = "\n".join(text for step in steps for text in (step.do, step.title, step.link, *step.copy))
            for key, platforms in found.items():
                if key in named or key in at_last.get(spec.id, ()) or "{" + key + "}" in texts:
                    platforms.append(spec.name)
        return found

    def _wanted_at_last(self) -> dict[str, list[str]]:
        """The details that a sitting wants after its guides, by the platforms whose developer app they are for."""
        with suppress(BadPlatformFile):
            legs = [leg for sitting in self._ports.platforms.sittings() for leg in sitting.leg.values()]
            return {platform: leg.details for leg in legs for platform in leg.answers}
        return {}

    def _forbidden(self) -> dict[str, list[str]]:
        return {spec.name: spec.forbidden_words for spec in self._specs()}

    def _specs(self) -> list[Platform]:
        """A platform file that is broken says so elsewhere; the details of the others need not wait for it."""
        found = []
        for id in self._ports.platforms.ids():
            with suppress(BadPlatformFile):
                found.append(self._ports.platforms.spec(id))
        return found


def _judged(before: Seen | None, looked: Looked, url: str, now: int) -> Seen:
    """What is held to be true after another look."""
    if looked.passing and (before is None or (before.doubted_at is None and not before.problem)):
        return replace(before or Seen(url=url, at=now), doubted_at=now)
    return Seen(url=url, at=now, problem=looked.problem, note=looked.note)


def _seen(text: str) -> Seen | None:
    try:
        return msgspec.json.decode(text, type=Seen) if text else None
    except msgspec.DecodeError:  # written by another version: then nobody has looked
        return None
