"""What the page of a sitting says, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from stagedoor.desktop.places import Connect, Details, Place, PublicPages
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import Tone

if TYPE_CHECKING:
    from stagedoor.domain.sitting import LegRow, Progress
    from stagedoor.services.jobs import Jobs


class Look(NamedTuple):
    """How a state is shown: never by colour alone."""

    words: str
    tone: Tone
    glyph: str


def look(row: LegRow) -> Look:
    looks = {
        "done": Look(tr("Done"), "good", "mdi6.check"),
        "going": Look(_where(row), "warning" if row.answer else "info", "mdi6.timer-sand"),
        "open": Look(tr("To do"), "neutral", "mdi6.circle-outline"),
        "skipped": Look(tr("Skipped"), "neutral", "mdi6.debug-step-over"),
    }
    return looks[row.state]


def progress_words(progress: Progress) -> str:
    done = tr("{count} of {all} done.", count=progress.done, all=len(progress.legs))
    if not progress.next:
        return done
    return f"{done} {tr('What is left takes about {count} minutes.', count=progress.left)}"


def begin_words(row: LegRow) -> str:
    """What the button of a leg says."""
    if row.leg.kind == "pages":
        return tr("Your details") if row.state == "going" else tr("Write one for me")
    if row.leg.kind == "ask":
        return tr("Open this page")
    return tr("Continue") if row.state == "going" else tr("Begin")


def place_of(row: LegRow) -> Place:
    """Where a leg is done."""
    if row.leg.kind == "pages":
        return Details() if row.state == "going" else PublicPages()
    return Connect(row.leg.platform, row.leg.route)


def needs_words(have: int, of: int) -> str:
    return tr("You have all of it.") if have == of else tr("{count} of {all} ticked", count=have, all=of)


def platforms_words(names: Sequence[str]) -> str:
    *others, last = names
    if not others:
        return tr("For {platform}", platform=last)
    return tr("For {platforms} and {platform}", platforms=", ".join(others), platform=last)


def next_leg(progress: Progress, aim: str) -> str:
    """The leg to go on with. Somebody who came for one need not connect other accounts first: only the pages that
    stand before it are needed.
    """
    ids = [row.id for row in progress.legs]
    before = progress.legs[: ids.index(aim)] if aim in ids else []
    wanted = [*(row for row in before if row.leg.kind == "pages"), *(row for row in progress.legs if row.id == aim)]
    return next((row.id for row in wanted if row.state in ("open", "going")), progress.next)


class Read:
    """`aim`: the leg that somebody came for, "" for none. It is not passed over any more."""

    def __init__(self, sitting: str, aim: str = "") -> None:
        self._sitting, self._aim = sitting, aim

    async def __call__(self, jobs: Jobs) -> Progress:
        progress = await jobs.sittings.progress(self._sitting)
        if any(row.id == self._aim and row.state == "skipped" for row in progress.legs):
            await jobs.sittings.skip(self._sitting, self._aim, on=False)
            return await jobs.sittings.progress(self._sitting)
        return progress


class Tick:
    def __init__(self, keys: Sequence[str], *, on: bool) -> None:
        self._keys, self._on = keys, on

    async def __call__(self, jobs: Jobs) -> None:
        await jobs.sittings.tick(self._keys, on=self._on)


class Skip:
    def __init__(self, sitting: str, leg: str, *, on: bool) -> None:
        self._sitting, self._leg, self._on = sitting, leg, on

    async def __call__(self, jobs: Jobs) -> Progress:
        await jobs.sittings.skip(self._sitting, self._leg, on=self._on)
        return await jobs.sittings.progress(self._sitting)


class Answer:
    def __init__(self, sitting: str, leg: str, answer: str) -> None:
        self._sitting, self._leg, self._answer = sitting, leg, answer

    async def __call__(self, jobs: Jobs) -> Progress:
        await jobs.sittings.answer(self._sitting, self._leg, self._answer)
        return await jobs.sittings.progress(self._sitting)


class Open:
    """An address in the person's browser; True where it opened."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def __call__(self, jobs: Jobs) -> bool:
        return await jobs.ports.browser.open(self._url)


def _where(row: LegRow) -> str:
    return tr("Look again") if row.leg.kind == "pages" else tr(row.where)
