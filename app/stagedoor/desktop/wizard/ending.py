"""How a guide ends: with accounts that work, or with a sentence about what is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stagedoor.desktop.text import tr
from stagedoor.desktop.wizard.shown import Done, Made, Page, SignIn, Trouble
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import (
    Busy,
    Cancelled,
    Limited,
    NetworkError,
    PlatformRefused,
    SecretError,
    SecretLocked,
    StagedoorError,
)
from stagedoor.domain.platform import Platform

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs


async def done_page(jobs: Jobs, spec: Platform, connections: Sequence[Connection]) -> Done:
    """What was connected, in the state that the first check found."""
    first = next((c for c in connections if c.platform == spec.id), connections[0])
    spec = jobs.ports.platforms.spec(first.platform)
    route = spec.route[first.route]
    made = []
    for connection in connections:
        card = await jobs.cards.card(connection)
        made.append(
            Made(
                handle=connection.handle,
                name=connection.name,
                works=card.state.works,
                sentence="" if card.state.works else card.state.cause,
                ends_at=None if card.idle else card.ends_at,
                once=card.once,
                test_price=card.test_price,
            )
        )
    ahead = await jobs.sittings.after(spec.id) if route.kind != "manual" else None
    return Done(
        platform_name=spec.name, done=spec.fill(route.done), accounts=made, by_hand=route.kind == "manual",
        sitting=ahead.id if ahead else "",
        next_leg=next((row.leg.title for row in ahead.legs if row.id == ahead.next), "") if ahead else "",
    )  # fmt: skip


def trouble_page(spec: Platform, error: StagedoorError, at: Page, now: float) -> Trouble:
    """`at`: the page that was shown when it happened, at the time `now` (UTC seconds)."""
    if isinstance(error, Cancelled):
        return _stopped(error, at, now)
    step, title = _mending(spec, error)
    return Trouble(
        headline=_headline(spec, error), cause=error.cause, fix=error.fix, again=tr("Try again"),
        locked=isinstance(error, SecretLocked), step=step, step_title=title,
    )  # fmt: skip


def fault_page() -> Trouble:
    """For what should never happen; the log has the rest."""
    return Trouble(
        headline=tr("This is a fault of Stagedoor"),
        cause=tr("Something went wrong that should not; the log has the details."),
        fix=tr("Try again. If it comes back, please report it."), again=tr("Try again"),
    )  # fmt: skip


def _stopped(error: Cancelled, at: Page, now: float) -> Trouble:
    if isinstance(at, SignIn) and now >= at.leaving.ends_at:
        return Trouble(
            headline=tr("The ten minutes are over"), cause=tr("The browser did not come back in time."),
            fix=tr("Nothing is lost. Start the sign-in again when you are ready."), again=tr("Start again"), calm=True,
        )  # fmt: skip
    return Trouble(headline=tr("Not finished"), cause=error.cause, fix=error.fix, again=tr("Sign in again"), calm=True)


def _mending(spec: Platform, error: StagedoorError) -> tuple[str, str]:
    """The step that the platform file names for this error, with its title."""
    named = error.step if isinstance(error, PlatformRefused) else None
    route, _, step = (named or "").partition(".")
    known = spec.route[route].step.get(step) if route in spec.route else None
    return (step, spec.fill(known.title)) if known is not None else ("", "")


def _headline(spec: Platform, error: StagedoorError) -> str:
    said: tuple[tuple[tuple[type[StagedoorError], ...], str], ...] = (
        ((SecretLocked,), tr("Your keys are locked")),
        ((SecretError,), tr("Your keys could not be kept")),
        ((NetworkError,), tr("{platform} could not be reached", platform=spec.name)),
        ((PlatformRefused, Limited), tr("{platform} said no", platform=spec.name)),
        ((Busy,), tr("Something else is at it")),
    )
    return next((words for kinds, words in said if isinstance(error, kinds)), tr("This did not work"))
