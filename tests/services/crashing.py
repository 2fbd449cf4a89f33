"""A process that is killed before a named call to the records, or crossed there by something else."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, cast

from tests.helpers.home import Change

from stagedoor.domain.storage import Records
from stagedoor.services.ports import Ports

Between = Callable[[], Awaitable[object]]


class Killed(Exception):
    """The process is gone."""


class Crashing:
    """Records that fail, as a killed process would, before the call that is named."""

    def __init__(self, records: Records, name: str, before: Between | None = None) -> None:
        self._records, self._name, self._before = records, name, before

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._records, name)
        return self._call(found) if name == self._name else found

    def _call(self, found: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[object]]:
        async def call(*args: object, **kwargs: object) -> object:
            if self._before is None:
                raise Killed
            await self._before()
            return await found(*args, **kwargs)

        return call


def crashing(name: str, before: Between | None = None) -> Change:
    def change(ports: Ports) -> Ports:
        return replace(ports, records=cast("Records", Crashing(ports.records, name, before)))

    return change
