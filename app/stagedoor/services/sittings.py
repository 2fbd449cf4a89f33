"""Several platforms in one sitting: how far it got, told by what is there, so that it goes on wherever it was left."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress

from msgspec import Struct

from stagedoor.domain.asking import CopyRow, NeedRow
from stagedoor.domain.details import DETAILS
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadInput, BadPlatformFile, NotFound
from stagedoor.domain.flow import holds
from stagedoor.domain.platform import Platform
from stagedoor.domain.sitting import Leg, LegPlace, LegRow, LegState, Progress, SharedRow, Sitting, publishing
from stagedoor.services.apps import Apps
from stagedoor.services.cards import Cards
from stagedoor.services.details import Details
from stagedoor.services.needs import Needs
from stagedoor.services.ports import Ports

_SKIPPED, _ANSWER = "sitting.skipped.", "sitting.answer."
"""Settings of these names, the sitting's id and the leg's: what was passed over, and what was said to a question."""


class _Sight(Struct, frozen=True, kw_only=True):
    """What tells how far a sitting got. `specs`: the platforms of the sitting that there are. `connected`: the handle
    of the oldest account, by platform. `said`: what was answered about their developer apps, by platform.
    """

    specs: dict[str, Platform]
    settings: dict[str, str]
    connected: dict[str, str]
    going: dict[str, str]
    details: dict[str, str]
    bad_pages: dict[str, str]
    app_id: str
    said: list[tuple[str, dict[str, str]]]


class Sittings:
    def __init__(self, ports: Ports, apps: Apps, cards: Cards, needs: Needs, details: Details) -> None:
        self._ports, self._apps, self._cards = ports, apps, cards
        self._needs, self._details = needs, details

    def all(self) -> list[Sitting]:
        """Those with two platforms at least that there are: one alone is no sitting. A broken file takes away only what
        it is about.
        """
        with suppress(BadPlatformFile):
            return [one for one in self._ports.platforms.sittings() if len(self._specs(one)) > 1]
        return []

    async def progress(self, sitting: str) -> Progress:
        """Raises NotFound."""
        found = self._find(sitting)
        sight = await self._sight(found)
        legs = [self._row(found, id, leg, sight) for id, leg in found.leg.items() if _is_here(leg, sight)]
        return Progress(
            id=found.id, name=found.name, intro=found.intro, minutes=found.minutes, legs=legs,
            platforms=list(sight.specs),
            needs=await self._needs_of(found, sight),
            next=next((row.id for row in legs if row.state in ("open", "going")), ""),
        )  # fmt: skip

    async def around(self, platform: str) -> Progress | None:
        """The sitting that this platform belongs to; None where it belongs to none."""
        for sitting in self.all():
            if platform in sitting.platforms:
                return await self.progress(sitting.id)
        return None

    async def unfinished(self, platforms: Collection[str]) -> Progress | None:
        """The first sitting with one of these platforms in which something is left to do."""
        for sitting in self.all():
            if not set(platforms).isdisjoint(sitting.platforms):
                progress = await self.progress(sitting.id)
                if progress.next:
                    return progress
        return None

    def publishing(self, platform: str) -> LegPlace | None:
        """Where the developer app of a platform is published; None where no sitting has a part for that."""
        return publishing(self.all(), platform)

    async def after(self, platform: str) -> Progress | None:
        """The sitting that goes on after this platform; None where it belongs to none or nothing is left."""
        progress = await self.around(platform)
        return progress if progress is not None and progress.next else None

    async def skip(self, sitting: str, leg: str, *, on: bool) -> None:
        self._leg(sitting, leg)
        await self._ports.records.set_setting(f"{_SKIPPED}{sitting}.{leg}", "yes" if on else "")

    async def tick(self, keys: Sequence[str], *, on: bool) -> None:
        """A need that several platforms share counts for each of them."""
        for key in keys:
            platform, _, need = key.partition(".")
            await self._needs.tick(platform, need, on=on)

    async def answer(self, sitting: str, leg: str, answer: str) -> None:
        """What the person saw: yes, no, or "" for not looked yet. The developer apps of the platforms know it, too."""
        asked = self._leg(sitting, leg)
        if not asked.question or answer not in ("yes", "no", ""):
            raise BadInput("This is not asked here.", 'Answer "yes" or "no" where something is asked.')
        await self._ports.records.set_setting(f"{_ANSWER}{sitting}.{leg}", answer)
        if answer != "yes":
            return
        for platform, said in asked.answers.items():
            for app in await self._ports.records.apps(platform):
                await self._apps.answered(app, said)

    def _find(self, sitting: str) -> Sitting:
        for one in self._ports.platforms.sittings():
            if one.id == sitting:
                return one
        raise NotFound(f'There is no sitting called "{sitting}".')

    def _leg(self, sitting: str, leg: str) -> Leg:
        found = self._find(sitting).leg.get(leg)
        if found is None:
            raise NotFound(f'The sitting has no part called "{leg}".')
        return found

    def _specs(self, sitting: Sitting) -> dict[str, Platform]:
        found = {}
        for id in sitting.platforms:
            if id in self._ports.platforms.ids():
                with suppress(BadPlatformFile):
                    found[id] = self._ports.platforms.spec(id)
        return found

    async def _sight(self, sitting: Sitting) -> _Sight:
        records = self._ports.records
        specs = self._specs(sitting)
        seen = await self._details.seen()
        return _Sight(
            specs=specs, settings=await records.settings(), details=await self._details.all(),
            connected=_oldest(await records.connections()),
            going={card.setup.platform: card.state.pill for card in await self._cards.setups()},
            bad_pages={key: one.problem for key, one in seen.items() if one.problem},
            said=[(id, app.answers) for id in specs for app in await records.apps(id)],
            app_id=_first(sitting.app_id, await self._apps.all_fields(list(specs))),
        )  # fmt: skip

    async def _needs_of(self, sitting: Sitting, sight: _Sight) -> list[SharedRow]:
        """All needs in one list, in the order of the platforms; what is the same thing stands there once."""
        rows: dict[str, SharedRow] = {}
        for platform, needs in (await self._needs.by_platform(list(sight.specs), _ways(sitting))).items():
            for need in needs:
                key = f"{platform}.{need.id}"
                group = next((id for id, shared in sitting.need.items() if key in shared.same), key)
                rows[group] = _joined(rows.get(group), need, sight.specs[platform].name, key)
        return list(rows.values())

    def _row(self, sitting: Sitting, id: str, leg: Leg, sight: _Sight) -> LegRow:
        answer = sight.settings.get(f"{_ANSWER}{sitting.id}.{id}", "")
        state, where = _state(leg, answer, sight)
        if state != "done" and sight.settings.get(f"{_SKIPPED}{sitting.id}.{id}") == "yes":
            state, where = "skipped", ""
        about = leg.platform or leg.test_post
        spec = sight.specs.get(about) or next(iter(sight.specs.values()))
        values = {**sight.details, **({"app_id": sight.app_id} if sight.app_id else {})}
        return LegRow(
            id=id, leg=leg, state=state, where=where, answer=answer,
            platform_name=spec.name if about else "", account=sight.connected.get(leg.test_post, ""),
            another=spec.another_account.button if leg.kind == "connect" and leg.platform in sight.connected else "",
            link=spec.fill(leg.link, **values).partition("{")[0],
            copy=[CopyRow(label=DETAILS[key].label, value=sight.details[key])
                  for key in leg.details if sight.details.get(key)],
            lacks=[DETAILS[key].label for key in leg.details if not sight.details.get(key)],
        )  # fmt: skip


def _oldest(connections: Sequence[Connection]) -> dict[str, str]:
    """The handle of the first account of each platform that was signed in."""
    signed_in = [c for c in connections if c.grant_id is not None]
    return {c.platform: c.handle for c in sorted(signed_in, key=lambda c: c.confirmed_at, reverse=True)}


def _is_here(leg: Leg, sight: _Sight) -> bool:
    return leg.kind != "connect" or leg.platform in sight.specs


def _ways(sitting: Sitting) -> dict[str, str]:
    return {leg.platform: leg.route for leg in sitting.leg.values() if leg.platform and leg.route}


def _first(names: Sequence[str], known: Mapping[str, str]) -> str:
    return next((known[name] for name in names if known.get(name)), "")


def _joined(known: SharedRow | None, need: NeedRow, platform: str, key: str) -> SharedRow:
    """Ticked only where it is for each of them."""
    if known is None:
        return SharedRow(row=need, platforms=[platform], keys=[key])
    row = need if not need.ticked else known.row
    return SharedRow(row=row, platforms=[*known.platforms, platform], keys=[*known.keys, key])


def _state(leg: Leg, answer: str, sight: _Sight) -> tuple[LegState, str]:
    """How far a leg is, and where it stands in words."""
    if leg.kind == "connect":
        if leg.platform in sight.connected:
            return "done", ""
        where = sight.going.get(leg.platform, "")
        return ("going", where) if where else ("open", "")
    if leg.kind == "pages":
        if not sight.details.get("privacy_url"):
            return "open", ""
        problem = sight.bad_pages.get("privacy_url", "")
        return ("going", problem) if problem else ("done", "")
    asked = [(leg.answers[platform], said) for platform, said in sight.said if platform in leg.answers]
    known = any(holds(*pair) for pair in asked)  # answered elsewhere, about the developer app
    return ("done", "") if answer == "yes" or known else ("going", "Not seen yet") if answer else ("open", "")
