"""Which states the list shows: all, or one of those that there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.pages.accounts.menus import LINE, Entry, Menu
from stagedoor.desktop.pages.accounts.view import RANKS, CardView
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import OutlineButton, PlainLabel, WrapRow
from stagedoor.desktop.widgets.pill import SHAPES
from stagedoor.domain.health import Slug

_ALL = "all"


class StateChoice(QWidget):
    """`chosen(slug)`, empty for all."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count: Counter[Slug] = Counter()
        self._total = 0
        self.button = OutlineButton(tr("All states"), "mdi6.filter-variant", parent=self)
        self.button.clicked.connect(self._open)
        self.shown = PlainLabel("", "small", "muted", wrap=False, parent=self)
        self.menu = Menu(tr("Which states"), self)
        self.menu.chosen.connect(self._chosen)
        row = WrapRow(self)
        row.add(self.button)
        row.add(self.shown)

    def set_views(self, every: Sequence[CardView], shown: int, slug: str) -> None:
        """`every`: all accounts there are; `shown`: how many of them are left; `slug`: the state chosen."""
        self._count, self._total = Counter(view.slug for view in every), len(every)
        name = next((state_words(known) for known in RANKS if known == slug), tr("All states"))
        self.button.set_label(name)
        self.shown.setText(tr("{count} of {all} accounts", count=shown, all=self._total))

    @Slot()
    def _open(self) -> None:
        entries: list[Entry] = [(_ALL, tr("All states ({count})", count=self._total), ""), LINE]
        for slug in sorted(self._count, key=lambda slug: RANKS[slug]):
            words = tr("{state} ({count})", state=state_words(slug), count=self._count[slug])
            entries.append((slug, words, SHAPES[slug][0]))
        self.menu.open_at(self.button.mapToGlobal(self.button.rect().bottomLeft()), entries)

    @Slot(str)
    def _chosen(self, kind: str) -> None:
        self.chosen.emit("" if kind == _ALL else kind)


def state_words(slug: Slug) -> str:
    """A state in general; a pill says it of one account ("Ends in 6 days")."""
    return {
        "reconnect": tr("Sign in again"), "locked": tr("Keys are locked"), "partial": tr("Works in part"),
        "ends_soon": tr("Ends soon"), "limited": tr("Limit reached"), "renew_failed": tr("Not renewed yet"),
        "setup": tr("Set-up not finished"), "waiting": tr("Waiting"), "test_only": tr("Only you see posts"),
        "manual": tr("By hand"), "unreachable": tr("Not checked"), "healthy": tr("Works"),
    }[slug]  # fmt: skip
