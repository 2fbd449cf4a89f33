"""What earlier processes left behind when they ended in the middle, put in order at the start of a job."""

from __future__ import annotations

from stagedoor.services.world import World


async def tidy(world: World) -> None:
    """Attempts of dead processes become `abandoned`; a post whose answer got lost with its process, `unknown`."""
    for status in ("open", "answered"):
        for attempt in await world.records.attempts(status=status):
            if not world.computer.alive(attempt.pid):
                await world.records.mark_attempt(attempt.id, "abandoned", at=world.now())
