"""Keys that a person has already: what a pasted file or message holds, and for which way to connect."""

from __future__ import annotations

from collections.abc import Sequence

from stagedoor.domain.platform import Platform
from stagedoor.domain.recognising import Recognised, recognise
from stagedoor.services.ports import Ports


class Recognise:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    def run(self, text: str, platforms: Sequence[str] = ()) -> Recognised:
        """What is in it for these platforms, or for all. Asks nobody."""
        specs: list[Platform] = [self._ports.platforms.spec(id) for id in platforms or self._ports.platforms.ids()]
        return recognise(specs, text)
