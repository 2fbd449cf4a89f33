"""What the page about the public pages shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stagedoor.domain.public_pages import HOSTING

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs
    from stagedoor.services.public_pages import Written


@dataclass(frozen=True, slots=True)
class Read:
    """`lacks`: what must be said first, by the labels of Your details."""

    pages: list[Written]
    lacks: list[str]

    @property
    def written(self) -> bool:
        return all(page.path for page in self.pages)


async def read(jobs: Jobs) -> Read:
    return Read(await jobs.public_pages.all(), await jobs.public_pages.lacks())


async def write(jobs: Jobs) -> Read:
    return Read(await jobs.public_pages.write(), [])


def hosting() -> list[tuple[str, str, str]]:
    """Id, name and note of every way to put pages online."""
    return [(id, way.name, way.note) for id, way in HOSTING.items()]
