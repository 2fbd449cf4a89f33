"""Your details: asked once, kept by themselves, used by every guide."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from stagedoor.desktop.autosave import AutoSave
from stagedoor.desktop.browsing import open_page
from stagedoor.desktop.page import Desk, Page
from stagedoor.desktop.pages.details import asks
from stagedoor.desktop.pages.details.footer import Footer
from stagedoor.desktop.pages.details.form import Form
from stagedoor.desktop.pages.details.icon_maker import IconMaker
from stagedoor.desktop.pages.details.needs import NeedsCard
from stagedoor.desktop.pages.details.view import NAME, progress
from stagedoor.desktop.places import Place, PublicPages
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import scaled
from stagedoor.desktop.widgets import ErrorPlace, PageHead, PlainLabel, ScrollPage, tab_through
from stagedoor.domain.asking import Looked
from stagedoor.domain.dates import day
from stagedoor.domain.errors import StagedoorError

_WIDEST_TEXT = 830


class DetailsPage(Page):
    """Nothing typed is lost: what cannot be used is kept apart, and what was typed last is kept when one leaves."""

    def __init__(self, desk: Desk, _place: Place, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("Your details"), parent=parent)
        self.area = ScrollPage(name=tr("Your details"), parent=self)
        self.head = PageHead(tr("Your details"), tr("Asked once, used on every platform."), parent=self.area)
        self.intro = PlainLabel(_intro(), "body", "muted", parent=self.area)
        self.errors = ErrorPlace(parent=self.area)
        self.form = Form(parent=self.area)
        self.needs = NeedsCard(self.area)
        self.footer = Footer(parent=self)
        self.icon = IconMaker(desk, self.form.icon, self.tasks)
        self.saving = AutoSave(self, desk, self._keep_values)
        self.keeping = self.saving.keeping
        self._arrange()
        self._connect()

    async def refresh(self) -> None:
        since = self.form.settled()
        try:
            found = await self.desk.do(asks.read)
        except StagedoorError as error:
            self._say(error)
            return
        self.show_read(found, since)
        await self.icon.read(found.icon)

    def show_read(self, found: asks.Read, since: dict[str, str]) -> None:
        """What is kept; what is being typed stays as it is, and so does what was kept while it was read (`since`: what
        was kept before).
        """
        self.errors.clear()
        self.form.show_wanted(found.wanted)
        self.form.put(found.values, since)
        self.needs.show_platforms(found.platforms, found.chosen)
        self._set_order()
        self.show_settled(found.values, asks.Settled(found.looked, found.proposed))
        self._show_seen(found)

    def show_settled(self, values: dict[str, str], settled: asks.Settled) -> None:
        self.form.show_settled(values, settled.looked)
        if self.form.values() == values:
            self.form.show_suggestions(settled.proposed)
            self.footer.show_saved(len(self.form.problems()))
        self._show_progress()

    def first_focus(self) -> QWidget | None:
        return self.form.fields[NAME]

    def may_leave(self) -> bool:
        self.saving.flush()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        self.saving.flush()
        super().hideEvent(event)

    # ---------------------------------------------------------------- showing

    def _show_seen(self, found: asks.Read) -> None:
        """What was found at the addresses the last time, unless they are being looked at or were changed since."""
        for key, seen in found.seen.items():
            field = self.form.fields[key]
            if field.reaching is None or field.value != seen.url or field.reaching.text:
                continue
            if key in found.due:
                self._look(key)
            elif seen.problem or seen.note:
                looked = Looked(problem=seen.problem, note=seen.note)
                field.reaching.show_result(looked, when=day(seen.at))

    @Slot()
    def _show_progress(self) -> None:
        self.footer.show_progress(*progress(self.form.values(), icon=bool(self.icon.path)))

    def _say(self, error: StagedoorError) -> None:
        self.errors.show_error(error.cause, error.fix)
        self._set_order()

    def _set_order(self) -> None:
        """Tab goes as one reads."""
        tab_through(self.head, self.errors, *self.form.stops(), *self.needs.stops(), self.footer)

    # ---------------------------------------------------------------- work

    async def _keep(self, values: dict[str, str], changed: dict[str, str]) -> None:
        """Goes on when the page is left meanwhile."""
        try:
            settled = await self.desk.do(asks.Keep(changed, values))
        except StagedoorError as error:
            if not isValid(self):
                raise
            self.footer.show_failed()
            self._say(error)
            return
        if isValid(self):
            self.errors.clear()
            self.show_settled(values, settled)

    async def _reach(self, key: str) -> None:
        field = self.form.fields[key]
        url, reaching = field.value, field.reaching
        if reaching is None:
            return
        reaching.show_looking()
        try:
            looked = await self.desk.do(asks.Reach(key, url))
        except StagedoorError:
            reaching.forget()
            raise
        if field.value == url and not field.state.problem:
            reaching.show_result(looked)

    # ---------------------------------------------------------------- what is pressed

    @Slot(str)
    def _typed(self, _key: str) -> None:
        self.footer.show_saving()
        self._show_progress()
        self.saving.touch()

    def _keep_values(self) -> Coroutine[Any, Any, None]:
        """Read now: when its turn comes, the page may be gone."""
        return self._keep(self.form.values(), self.form.changed())

    @Slot(str)
    def _left(self, key: str) -> None:
        """An address is looked at when it was changed and left."""
        self.saving.flush()
        field = self.form.fields[key]
        if field.reaching is not None and field.reaching.fresh and field.value:
            self._look(key)

    def _look(self, key: str) -> None:
        self.tasks.start(self._reach(key), f"look at {key}", key=f"look at {key}", again="replace")

    @Slot()
    def _look_again(self) -> None:
        self._look(self._key_of_sender())

    @Slot()
    def _open_page(self) -> None:
        url = self.form.fields[self._key_of_sender()].value
        self.tasks.start(open_page(self.desk, url), "open page", key="open")

    def _key_of_sender(self) -> str:
        sender = self.sender()
        return next(key for key, field in self.form.fields.items() if field.reaching is sender)

    @Slot(str, str, bool)
    def _tick(self, platform: str, need: str, on: bool) -> None:
        work = self.desk.do(asks.Tick(platform, need, on=on))
        self.keeping.start(work, "tick", key=f"tick {platform} {need}", again="replace")

    @Slot(list)
    def _chosen(self, platforms: list[str]) -> None:
        work = self.desk.do(asks.Choose(platforms))
        self.keeping.start(work, "platforms", key="platforms", again="replace")

    @Slot()
    def _write_pages(self) -> None:
        self.desk.go(PublicPages())

    @Slot(str)
    def _open_link(self, link: str) -> None:
        self.tasks.start(open_page(self.desk, link), "open link", key="open")

    @Slot()
    def _again(self) -> None:
        self.saving.save()
        self.tasks.start(self.refresh(), "refresh", key="refresh")

    @Slot()
    def _done(self) -> None:
        self.desk.back()

    # ---------------------------------------------------------------- how it stands

    def text_scale_changed(self) -> None:
        self.intro.setMaximumWidth(scaled(_WIDEST_TEXT))

    def _arrange(self) -> None:
        self.text_scale_changed()
        for widget in (self.head, self.intro, self.errors, self.form, self.needs):
            self.area.column.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)
        outer.addWidget(self.footer)

    def _connect(self) -> None:
        self.head.back.connect(self._done)
        self.errors.again.connect(self._again)
        self.footer.done.connect(self._done)
        self.form.typed.connect(self._typed)
        self.form.left.connect(self._left)
        for field in self.form.fields.values():
            if field.reaching is not None:
                field.reaching.again.connect(self._look_again)
                field.reaching.opened.connect(self._open_page)
            if field.write is not None:
                field.write.clicked.connect(self._write_pages)
        self.icon.changed.connect(self._show_progress)
        self.needs.ticked.connect(self._tick)
        self.needs.chosen.connect(self._chosen)
        self.needs.opened.connect(self._open_link)


def _intro() -> str:
    return tr(
        "Developer pages all want the same few things. Fill in what you have; the rest we ask when it is needed. "
        "Nothing here is published by Stagedoor."
    )
