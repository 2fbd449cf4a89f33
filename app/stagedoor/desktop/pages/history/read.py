"""What happened, read in one go on the engine's thread."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from stagedoor.desktop.pages.history.view import Line, Spoken, lines_of
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.plain import plain

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

_MOST = 5000
"""Lines that are looked at. More than a person reads, less than a window feels."""
_NAME = 80


async def read_lines(jobs: Jobs, only: Connection | None = None) -> list[Line]:
    """Everything that is known, newest first; of one account, where one is given."""
    records = jobs.ports.records
    accounts = [only] if only else await records.connections()
    events = await records.history(limit=_MOST)
    if only is not None:
        events = [event for event in events if only.id == event.connection_id]
    posts = {account.handle: await records.posts(account.id) for account in accounts}
    spoken = _spoken(jobs)
    known = {account.handle: _who(account, spoken) for account in accounts}
    return lines_of(events, posts, known, spoken)


def _who(account: Connection, spoken: Spoken) -> str:
    name = f"@{account.username}" if account.username else account.name
    return f"{spoken.platforms.get(account.platform, account.platform)}, {plain(name, _NAME)}"


def _spoken(jobs: Jobs) -> Spoken:
    """Without the platforms whose file is broken: the doctor says so, and what happened is still to be read."""
    platforms: dict[str, str] = {}
    reasons: dict[tuple[str, str], str] = {}
    for id in jobs.ports.platforms.ids():
        with suppress(StagedoorError):
            spec = jobs.ports.platforms.spec(id)
            platforms[id] = spec.name
            reasons |= {(id, code): entry.cause for code, entry in spec.error.items()}
    return Spoken(platforms, reasons)
