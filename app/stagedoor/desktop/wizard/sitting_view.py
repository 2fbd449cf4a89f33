"""Where a guide stands among the other parts of its sitting, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stagedoor.desktop.text import tr

if TYPE_CHECKING:
    from stagedoor.domain.sitting import LegRow, Progress
    from stagedoor.services.jobs import Jobs

PartState = Literal["done", "now", "later", "skipped"]


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    state: PartState


@dataclass(frozen=True, slots=True)
class InSitting:
    """`leg`: the part that this guide is, the `number`th; `left`: minutes that what is left should take."""

    id: str
    name: str
    leg: str
    number: int
    parts: tuple[Part, ...]
    left: int

    @property
    def own(self) -> Part:
        return self.parts[self.number - 1]


def in_sitting(progress: Progress | None, platform: str) -> InSitting | None:
    """None where the guide of this platform is no part of it."""
    rows = progress.legs if progress is not None else []
    own = next((row for row in rows if row.leg.kind == "connect" and row.leg.platform == platform), None)
    if progress is None or own is None:
        return None
    return InSitting(
        id=progress.id, name=tr(progress.name), leg=own.id, number=rows.index(own) + 1,
        parts=tuple(Part(tr(row.leg.title), _state(row, own)) for row in rows), left=progress.left,
    )  # fmt: skip


def where_words(view: InSitting) -> str:
    """As in: Part 2 of 5 · about 25 minutes left."""
    part = tr("Part {number} of {count}", number=view.number, count=len(view.parts))
    left = tr("about {count} minutes left", count=view.left) if view.left else tr("nothing left")
    return f"{part} · {left}"


def part_words(part: Part) -> str:
    states = {"done": tr("done"), "now": tr("now"), "later": tr("later"), "skipped": tr("skipped")}
    return tr("{part}: {state}", part=part.title, state=states[part.state])


def twin(view: InSitting) -> str:
    """All of it in words."""
    return f"{view.name}. {where_words(view)}. {', '.join(map(part_words, view.parts))}."


class Around:
    """The sitting around the guide of a platform, as it stands now."""

    def __init__(self, platform: str) -> None:
        self._platform = platform

    async def __call__(self, jobs: Jobs) -> InSitting | None:
        return in_sitting(await jobs.sittings.around(self._platform), self._platform)


def _state(row: LegRow, own: LegRow) -> PartState:
    if row.state == "done":
        return "done"
    if row is own:
        return "now"
    return "skipped" if row.state == "skipped" else "later"
