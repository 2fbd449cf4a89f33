"""What a view of the wizard wants of the world around it: pages opened, a browser, a file, a note, a calendar."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from stagedoor.desktop import keys
from stagedoor.desktop.browsing import open_page
from stagedoor.desktop.calendars import save_calendar
from stagedoor.desktop.page import Page
from stagedoor.desktop.text import tr
from stagedoor.desktop.wizard.link import Link
from stagedoor.desktop.wizard.notes import tell_different
from stagedoor.desktop.wizard.shown import Made, Shown
from stagedoor.domain.asking import Guide

Work = Coroutine[Any, Any, None]


class Deeds:
    """`of(what, value, shown)` is the work that a view wants, as `View.wanted` names it."""

    def __init__(self, page: Page, link: Link) -> None:
        self._page, self._desk, self._link = page, page.desk, link

    def of(self, what: str, value: Any, shown: Shown | None) -> Work:
        by_link: dict[str, Callable[[], Work]] = {
            "copied": self._link.mark_opened, "browser": lambda: self._link.open_browser(value),
            "paste": lambda: self._link.paste(value), "go_to": lambda: self._link.go_to(value),
            "again": self._link.again,
        }  # fmt: skip
        if what in by_link:
            return by_link[what]()
        if what == "open":
            return open_page(self._desk, value)
        if what == "unlock":
            return self._unlock()
        if shown is None:
            raise AssertionError(what)
        about: dict[str, Callable[[Any, Shown], Work]] = {
            "tick": self._tick, "different": self._different, "calendar": self._calendar
        }  # fmt: skip
        return about[what](value, shown)

    async def _unlock(self) -> None:
        if await keys.unlock(self._desk, self._page):
            await self._link.again()

    async def _tick(self, ticked: tuple[str, bool], shown: Shown) -> None:
        need, on = ticked
        await self._desk.do(lambda jobs: jobs.needs.tick(shown.platform, need, on=on))

    async def _different(self, guide: Guide, shown: Shown) -> None:
        if await tell_different(self._page, guide, shown.platform_name, self._desk.start.version):
            self._desk.say(tr("The note is copied. Paste it where you report it."))

    async def _calendar(self, made: Made, shown: Shown) -> None:
        if made.ends_at is not None:
            await save_calendar(
                self._desk, self._page, handle=made.handle, name=made.name, platform=shown.platform_name,
                ends_at=made.ends_at,
            )  # fmt: skip
