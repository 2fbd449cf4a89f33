"""Settings: a card per matter, every choice kept by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stagedoor.desktop import keys, preferences
from stagedoor.desktop.browsing import show_file
from stagedoor.desktop.page import Desk, Page
from stagedoor.desktop.pages.settings.about import AboutCard, FoldersCard, KeyboardCard, PractiseCard
from stagedoor.desktop.pages.settings.keychain import KeysCard, keys_view
from stagedoor.desktop.pages.settings.looks import LooksCard
from stagedoor.desktop.places import CanDo, Place
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import PAD, reduced_motion
from stagedoor.desktop.widgets import Columns, PlainLabel, ScrollPage
from stagedoor.domain.bundle import KeychainState


class SettingsPage(Page):
    def __init__(self, desk: Desk, _place: Place, *, parent: QWidget | None = None) -> None:
        super().__init__(desk, title=tr("Settings"), parent=parent)
        self.area = self.fill_with(ScrollPage(name=tr("Settings")))
        self.looks = LooksCard(self.area)
        self.keys = KeysCard(self.area)
        self.folders = FoldersCard(desk.start.home, desk.start.log, self.area)
        self.keyboard = KeyboardCard(self.area)
        self.about = AboutCard(desk.start.version, self.area)
        self.practise = PractiseCard(self.area)
        self._arrange()
        self._connect()
        self.show_settings({})

    async def refresh(self) -> None:
        """Settings come at once; the keychain may take its time."""
        self.tasks.start(self._probe(), "keychain", key="keychain")
        self.show_settings(await self.desk.do(lambda jobs: jobs.ports.records.settings()))

    def show_settings(self, settings: Mapping[str, str]) -> None:
        theme = self.desk.theme
        self.looks.show_settings(
            settings, theme=theme.choice, size=round(theme.text_scale * 100), calm=reduced_motion()
        )

    def show_keychain(self, state: KeychainState) -> None:
        self.keys.show_view(keys_view(state))

    def first_focus(self) -> QWidget | None:
        return None

    def _cards(self) -> Iterator[None]:
        for card in (self.looks, self.keys, self.folders, self.keyboard, self.about):
            card.show()
            yield
        self.practise.setVisible(not self.desk.simulated)

    # ---------------------------------------------------------------- work

    async def _keep(self, key: str, value: str) -> None:
        preferences.apply_settings(self.desk, {key: value})
        await self.desk.do(lambda jobs: jobs.ports.records.set_setting(key, value))

    async def _probe(self) -> None:
        self.keys.show_waiting()
        self.show_keychain(await self.desk.do(lambda jobs: jobs.ports.secrets.probe()))

    async def _unlock(self) -> None:
        await keys.unlock(self.desk, self)
        await self._probe()

    async def _make(self) -> None:
        await keys.ensure(self.desk, self)
        await self._probe()

    async def _practise(self) -> None:
        await asyncio.to_thread(self.desk.start.practise)
        self.desk.say(tr("A second window opens, with made-up accounts. Nothing there is real."), "info")

    # ---------------------------------------------------------------- what is pressed

    @Slot(str, str)
    def _chosen(self, key: str, value: str) -> None:
        self.tasks.start(self._keep(key, value), f"keep {key}", key=key, again="replace")

    @Slot()
    def _test_keys(self) -> None:
        self.tasks.start(self._probe(), "keychain", key="keychain")

    @Slot()
    def _unlock_keys(self) -> None:
        self.tasks.start(self._unlock(), "unlock", key="keys")

    @Slot()
    def _make_file(self) -> None:
        self.tasks.start(self._make(), "locked file", key="keys")

    @Slot(object)
    def _open_folder(self, path: Path) -> None:
        self.tasks.start(show_file(self.desk, path), "open folder", key="folder")

    @Slot()
    def _open_practice(self) -> None:
        self.tasks.start(self._practise(), "made-up accounts", key="practise")

    @Slot()
    def _can_do(self) -> None:
        self.desk.go(CanDo())

    def _connect(self) -> None:
        self.looks.chosen.connect(self._chosen)
        self.keys.test.connect(self._test_keys)
        self.keys.unlock.connect(self._unlock_keys)
        self.keys.make.connect(self._make_file)
        self.folders.wanted.connect(self._open_folder)
        self.practise.button.clicked.connect(self._open_practice)
        self.about.can_do.clicked.connect(self._can_do)

    def _arrange(self) -> None:
        grid = Columns(gap=PAD, least=380, most=2)
        for card in (self.looks, self.keys, self.folders, self.keyboard, self.about, self.practise):
            card.hide()
            grid.addWidget(card)
        self.unfold(self._cards())
        self.area.column.addWidget(PlainLabel(tr("Settings"), "title", parent=self.area))
        self.area.column.addLayout(grid)
