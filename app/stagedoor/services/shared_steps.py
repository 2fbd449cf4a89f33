"""Steps that several guides have, such as making one developer app for three platforms: done once for all of them."""

from __future__ import annotations

from stagedoor.domain.guidance import Step
from stagedoor.services.ports import Ports

_PREFIX = "shared."
"""For which platform a step was done, is a setting of this name and the step's word."""


class SharedSteps:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def done(self, platform: str, step: Step) -> None:
        key = _PREFIX + step.shared
        if step.shared and key not in await self._ports.records.settings():
            await self._ports.records.set_setting(key, platform)

    async def done_for(self, platform: str, step: Step) -> str:
        """The name of the other platform for which it was done, or ""."""
        if not step.shared:
            return ""
        other = (await self._ports.records.settings()).get(_PREFIX + step.shared, "")
        known = other and other != platform and other in self._ports.platforms.ids()
        return self._ports.platforms.spec(other).name if known else ""
