"""Somebody in front of the page of details."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QLineEdit
from tests.desktop.desk import FakeDesk
from tests.desktop.harness import RecordingBrowser
from tests.desktop.pages.driving import until

from stagedoor.desktop.pages.details.page import DetailsPage
from stagedoor.desktop.pages.details.reaching import Reaching
from stagedoor.domain.errors import StagedoorError
from stagedoor.services.jobs import Jobs

T = TypeVar("T")


class Desk(FakeDesk):
    """`refuses`: what every work ends with, while it is set."""

    refuses: StagedoorError | None = None

    async def do(self, work: Callable[[Jobs], Awaitable[T]]) -> T:
        if self.refuses is not None:
            raise self.refuses
        return await super().do(work)


@dataclass
class Visit:
    """Somebody in front of the page."""

    page: DetailsPage
    desk: Desk
    jobs: Jobs
    browser: RecordingBrowser = field(default_factory=RecordingBrowser)
    shown: list[Path] = field(default_factory=list)

    def type(self, key: str, text: str) -> None:
        self.page.form.fields[key].field.set_value(text)

    def address(self, key: str) -> tuple[QLineEdit, Reaching]:
        field = self.page.form.fields[key]
        assert isinstance(field.field.edit, QLineEdit)
        assert field.reaching is not None
        return field.field.edit, field.reaching

    async def settled(self) -> None:
        """Everything that was typed has been looked at."""
        await until(lambda: not self.page.saving.waits and not self.page.keeping.names())


Visits = Callable[[Callable[[Visit], Awaitable[None]]], None]
