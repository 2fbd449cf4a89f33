"""Sets of hashtags and beginnings of captions that the person uses again."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct

from stagedoor.domain.errors import BadInput
from stagedoor.domain.plain import plain, plain_lines
from stagedoor.services.ports import Ports

_KEY = "prepare.phrases"
_NAME = 40
_TEXT = 2000
_MOST = 100


class Phrase(Struct, frozen=True, kw_only=True):
    """`tags` goes to the end of a caption, `template` takes its place."""

    name: str
    kind: Literal["tags", "template"]
    text: str


class Phrases:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def all(self) -> list[Phrase]:
        """In the order of their names."""
        kept = (await self._ports.records.settings()).get(_KEY, "")
        try:
            found = msgspec.json.decode(kept or "[]", type=list[Phrase])
        except msgspec.MsgspecError:
            return []
        return sorted(found, key=lambda phrase: (phrase.kind, phrase.name.lower()))

    async def keep(self, name: str, kind: Literal["tags", "template"], text: str) -> list[Phrase]:
        """In the place of the one of that name and kind. Raises BadInput."""
        name, text = plain(name, _NAME), plain_lines(text, _TEXT)
        if not name or not text:
            raise BadInput("A set needs a name and a text.", "Fill in both.")
        others = [p for p in await self.all() if (p.name, p.kind) != (name, kind)]
        if len(others) >= _MOST:
            raise BadInput(f"There are {_MOST} already.", "Delete one that you do not use.")
        return await self._put([*others, Phrase(name=name, kind=kind, text=text)])

    async def drop(self, phrase: Phrase) -> list[Phrase]:
        return await self._put([p for p in await self.all() if p != phrase])

    async def _put(self, phrases: list[Phrase]) -> list[Phrase]:
        await self._ports.records.set_setting(_KEY, msgspec.json.encode(phrases).decode())
        return await self.all()
