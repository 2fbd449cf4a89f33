"""Back to the step that mends it: keys that a platform refused are asked for again, and not kept for ever."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from stagedoor.domain.entities import Setup
from stagedoor.domain.errors import Busy, PlatformRefused
from stagedoor.domain.platform import Platform
from stagedoor.services.grants import Grants
from stagedoor.services.ports import Ports
from stagedoor.services.setups import Setups


@asynccontextmanager
async def step_back(ports: Ports, setups: Setups, grants: Grants, spec: Platform) -> AsyncIterator[None]:
    """A refusal in the block takes the guide back to the step that the platform file names for it."""
    try:
        yield
    except PlatformRefused as error:
        route, _, step = (error.step or "").partition(".")
        for setup in await ports.records.setups():
            if (setup.platform, setup.route) == (spec.id, route):
                await _forget_refused(ports, grants, spec, setup, error)
                await setups.back_to(setup, spec.route[route], step)
        raise


async def _forget_refused(ports: Ports, grants: Grants, spec: Platform, setup: Setup, error: PlatformRefused) -> None:
    """A sign-in that waits for "is this you?" and is dead, or was made of the refused keys, asks nobody any more."""
    for grant in await grants.pending(spec.id):
        brought = bool(spec.route[grant.route].traits.brings) and error.kind == "app"
        waiting = await ports.records.setup_of_grant(grant.id)
        if waiting and waiting.id == setup.id and (brought or error.kind == "grant_dead"):
            with suppress(Busy):
                async with grants.deciding(grant):
                    await grants.delete(grant)
