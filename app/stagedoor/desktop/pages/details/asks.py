"""What the page of details asks of the services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stagedoor.desktop.pages.details.needs_view import Platform
from stagedoor.desktop.pages.details.view import NAME
from stagedoor.domain.asking import Looked
from stagedoor.domain.details import DETAILS, Seen
from stagedoor.domain.errors import StagedoorError

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

_APART = "details.apart."
"""Settings that hold what was typed and cannot be used: it is not lost, and no guide takes it."""
_CHOSEN = "details.platforms"
_TAKEN = 5000
"""Characters of one field that are kept at all."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What was found about each detail, and what could stand in the others."""

    looked: dict[str, Looked]
    proposed: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Everything that the page shows. `values`: what stands in the fields, good or not. `seen`: what was found at the
    addresses the last time; those that are `due` are looked at again.
    """

    values: dict[str, str]
    looked: dict[str, Looked]
    proposed: dict[str, str]
    wanted: dict[str, list[str]]
    icon: str
    platforms: list[Platform]
    chosen: frozenset[str]
    seen: dict[str, Seen] = field(default_factory=dict)
    due: frozenset[str] = frozenset()


async def read(jobs: Jobs) -> Read:
    kept, settings = await jobs.details.all(), await jobs.ports.records.settings()
    apart = {key: settings.get(_APART + key, "") for key in DETAILS}
    values = {key: apart[key] or kept.get(key, "") for key in DETAILS}
    platforms = await _platforms(jobs)
    chosen = settings.get(_CHOSEN)
    every = frozenset(one.id for one in platforms)
    seen = await jobs.details.seen()
    return Read(
        values=values, looked=_looked(jobs, values), proposed=_proposed(jobs, values),
        wanted=jobs.details.wanted(), icon=await jobs.icons.path(),
        platforms=platforms, chosen=every if chosen is None else every & frozenset(chosen.split()), seen=seen,
        due=frozenset(key for key, one in seen.items() if one.is_due(jobs.ports.now())),
    )  # fmt: skip


class Keep:
    """Keeps what was changed: the details that are good, the others apart. Says what was found about all of them.

    `values` are those that stand on the page now; only what was `changed` is touched.
    """

    def __init__(self, changed: Mapping[str, str], values: Mapping[str, str]) -> None:
        self._changed = {key: text[:_TAKEN] for key, text in changed.items()}
        self._values = dict(values)

    async def __call__(self, jobs: Jobs) -> Settled:
        problems = await jobs.details.keep(self._changed)
        settings = await jobs.ports.records.settings()
        for key, text in self._changed.items():
            apart = text if key in problems else ""
            if settings.get(_APART + key, "") != apart:
                await jobs.ports.records.set_setting(_APART + key, apart)
        return Settled(_looked(jobs, self._values) | problems, _proposed(jobs, self._values))


class Reach:
    """What anybody finds at an address."""

    def __init__(self, key: str, url: str) -> None:
        self._key, self._url = key, url

    async def __call__(self, jobs: Jobs) -> Looked:
        return await jobs.details.reach(self._key, self._url)


class KeepIcon:
    def __init__(self, png: bytes) -> None:
        self._png = png

    async def __call__(self, jobs: Jobs) -> str:
        return await jobs.icons.keep(self._png)


class Tick:
    def __init__(self, platform: str, need: str, *, on: bool) -> None:
        self._platform, self._need, self._on = platform, need, on

    async def __call__(self, jobs: Jobs) -> None:
        await jobs.needs.tick(self._platform, self._need, on=self._on)


class Choose:
    """The platforms whose list is wanted, for the next time."""

    def __init__(self, platforms: Sequence[str]) -> None:
        self._platforms = " ".join(sorted(platforms))

    async def __call__(self, jobs: Jobs) -> None:
        await jobs.ports.records.set_setting(_CHOSEN, self._platforms)


async def _platforms(jobs: Jobs) -> list[Platform]:
    """A broken platform file takes only its own platform away."""
    found = []
    for id in jobs.ports.platforms.ids():
        try:
            name = jobs.ports.platforms.spec(id).name
            found.append(Platform(id, name, tuple((await jobs.needs.by_platform([id]))[id])))
        except StagedoorError:
            continue
    return [platform for platform in found if platform.needs]


def _proposed(jobs: Jobs, values: Mapping[str, str]) -> dict[str, str]:
    """Only what would be taken: a name that holds a platform's name makes no name for a developer app."""
    proposed = jobs.details.propose(values.get(NAME, ""))
    return {key: text for key, text in proposed.items() if not jobs.details.look(key, text, values).problem}


def _looked(jobs: Jobs, values: Mapping[str, str]) -> dict[str, Looked]:
    return {key: jobs.details.look(key, text, values) for key, text in values.items()}
