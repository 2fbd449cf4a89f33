"""File and module pair by name: no list of platforms stands anywhere."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Protocol, cast

from stagedoor.domain.platform import Platform
from stagedoor.domain.ports import Adapter, Clock, Http, Memory
from stagedoor.domain.sitting import Sitting
from stagedoor.platforms.base import BaseAdapter

Make = Callable[[Platform, Http, Clock, Memory | None], Adapter]


class Specs(Protocol):
    """The loaded platform files."""

    def ids(self) -> list[str]: ...
    def spec(self, platform: str) -> Platform: ...
    def sittings(self) -> list[Sitting]: ...


class Registry:
    """The Platforms port: specs from the catalogue, adapters from the module of the same name."""

    def __init__(self, specs: Specs, http: Http, clock: Clock, memory: Memory | None = None) -> None:
        self._specs = specs
        self._http = http
        self._clock = clock
        self._memory = memory
        self._adapters: dict[str, Adapter] = {}

    def ids(self) -> list[str]:
        return self._specs.ids()

    def spec(self, platform: str) -> Platform:
        return self._specs.spec(platform)

    def sittings(self) -> list[Sitting]:
        return self._specs.sittings()

    def adapter(self, platform: str) -> Adapter:
        """The platform's adapter; a platform without a module of its own gets the shared one."""
        if platform not in self._adapters:
            made = _adapter_class(platform)(self.spec(platform), self._http, self._clock, self._memory)
            self._adapters[platform] = made
        return self._adapters[platform]


def _adapter_class(platform: str) -> Make:
    name = f"stagedoor.platforms.{platform}"
    try:
        module = import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return BaseAdapter
    return cast("Make", module.Adapter)
