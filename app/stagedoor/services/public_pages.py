"""Privacy page, terms, deleting data: written for one person's own tool, kept as files of the home."""

from __future__ import annotations

from msgspec import Struct

from stagedoor.domain.dates import long_day
from stagedoor.domain.details import DEFAULTS, DETAILS
from stagedoor.domain.errors import BadInput
from stagedoor.domain.public_pages import NEEDED, PAGES, Owner, as_html, as_text
from stagedoor.services.ports import Ports


class Written(Struct, frozen=True, kw_only=True):
    """One of the pages. `path` is "" while there is no file; `text` are its words as they would be written now."""

    key: str
    title: str
    label: str
    path: str = ""
    text: str = ""


class PublicPages:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def lacks(self) -> list[str]:
        """The details without which no page can be written, by their labels."""
        kept = await self._ports.records.details()
        return [DETAILS[key].label for key in NEEDED if not kept.get(key)]

    async def all(self) -> list[Written]:
        """The pages, whether they are written yet or not."""
        owner = await self._owner() if not await self.lacks() else None
        return [
            Written(
                key=key, title=page.title, label=page.label, path=await self._ports.computer.kept_file(page.file),
                text=as_text(page, owner) if owner else "",
            )
            for key, page in PAGES.items()
        ]  # fmt: skip

    async def write(self) -> list[Written]:
        """Writes all of them, over older ones. Raises BadInput where a detail lacks, StoreReadOnly, StoreFull."""
        if lacks := await self.lacks():
            raise BadInput(f"Still missing: {' and '.join(lacks)}.", "Fill it in under Your details.")
        owner = await self._owner()
        for page in PAGES.values():
            await self._ports.computer.keep_file(page.file, as_html(page, owner))
        return await self.all()

    async def _owner(self) -> Owner:
        kept = await self._ports.records.details()
        return Owner(
            publisher=kept["publisher"], app_name=kept.get("app_name") or DEFAULTS["app_name"], email=kept["email"],
            website=kept.get("website", ""), day=long_day(self._ports.now()),
        )  # fmt: skip
