"""Steps that several guides have, such as making one developer app for three platforms: done once for all of them."""

from __future__ import annotations

from stagedoor.domain.guidance import Step
from stagedoor.services.world import World

_PREFIX = "shared."
"""For which platform a step was done, is a setting of this name and the step's word."""


class SharedSteps:
    def __init__(self, world: World) -> None:
        self._world = world

    async def done(self, platform: str, step: Step) -> None:
        key = _PREFIX + step.shared
        if step.shared and key not in await self._world.records.settings():
            await self._world.records.set_setting(key, platform)

    async def done_for(self, platform: str, step: Step) -> str:
        """The name of the other platform for which it was done, or ""."""
        if not step.shared:
            return ""
        other = (await self._world.records.settings()).get(_PREFIX + step.shared, "")
        known = other and other != platform and other in self._world.platforms.ids()
        return self._world.platforms.spec(other).name if known else ""
