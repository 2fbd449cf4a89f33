"""How a guide ends: with accounts that work, or with a sentence about what is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stagedoor.desktop.text import tr
from stagedoor.desktop.wizard.shown import Done, Made, Trouble
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
    route = spec.route[connections[0].route]
    made = []
    for connection in connections:
        card = await jobs.cards.card(connection)
        works = card.state.slug in ("healthy", "ends_soon", "manual", "test_only")
        made.append(
            Made(
                handle=connection.handle,
                name=connection.name,
                works=works,
                sentence="" if works else card.state.cause,
                ends_at=card.ends_at,
                test_price=card.test_price,
            )
        )
    return Done(platform_name=spec.name, done=spec.fill(route.done), accounts=made, by_hand=route.kind == "manual")


def trouble_page(spec: Platform, error: StagedoorError) -> Trouble:
    return Trouble(
        headline=_headline(spec, error), cause=error.cause, fix=error.fix, locked=isinstance(error, SecretLocked)
    )


def _headline(spec: Platform, error: StagedoorError) -> str:
    said: tuple[tuple[tuple[type[StagedoorError], ...], str], ...] = (
        ((SecretLocked,), tr("Your keys are locked")),
        ((SecretError,), tr("Your keys could not be kept")),
        ((NetworkError,), tr("{platform} could not be reached", platform=spec.name)),
        ((PlatformRefused, Limited), tr("{platform} said no", platform=spec.name)),
        ((Busy,), tr("Something else is at it")),
        ((Cancelled,), tr("Not finished")),
    )
    return next((words for kinds, words in said if isinstance(error, kinds)), tr("This did not work"))
