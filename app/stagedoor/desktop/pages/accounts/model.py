"""The list of accounts as a model: rows of views, in any order that the person wants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from stagedoor.desktop.pages.accounts.view import CardView
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import icon
from stagedoor.desktop.widgets.pill import SHAPES

COLUMNS = ("account", "platform", "state", "checked", "ends", "label")
SORT = Qt.ItemDataRole.UserRole
"""What a cell is sorted by."""

_Index = QModelIndex | QPersistentModelIndex
_NEVER = 2**62
_NOWHERE = QModelIndex()


class AccountsModel(QAbstractTableModel):
    """One row per account or set-up."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[CardView] = []

    def set_views(self, views: Sequence[CardView]) -> None:
        """The rows that stay where they are keep their selection; others are made anew."""
        if [view.key for view in views] == [view.key for view in self._rows]:
            self._change(list(views))
            return
        self.beginResetModel()
        self._rows = list(views)
        self.endResetModel()

    def view(self, row: int) -> CardView | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, key: str) -> int:
        """-1 where there is none."""
        return next((row for row, view in enumerate(self._rows) if view.key == key), -1)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Account"), tr("Platform"), tr("State"), tr("Checked"), tr("Ends"), tr("Label"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        view, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(view, column)
        if role == SORT:
            return _key(view, column)
        if role == Qt.ItemDataRole.DecorationRole and column == "state":
            return icon(*SHAPES[view.slug])
        if role == Qt.ItemDataRole.ToolTipRole:
            return view.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return view.name if column == "account" else _text(view, column)
        return None

    def _change(self, views: list[CardView]) -> None:
        changed = [row for row, (old, new) in enumerate(zip(self._rows, views, strict=True)) if old != new]
        self._rows = views
        for row in changed:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))


def _text(view: CardView, column: str) -> str:
    return {
        "account": view.title, "platform": view.subtitle, "state": view.pill, "checked": view.age,
        "ends": view.ends_text, "label": view.label,
    }[column]  # fmt: skip


def _key(view: CardView, column: str) -> tuple[Any, ...]:
    """Texts without case; times by time, those without one last."""
    text = _text(view, column).casefold()
    if column == "state":
        return (view.rank, text)
    if column == "checked":
        return (-(view.checked or 0), text)
    if column == "ends":
        return (view.ends or _NEVER, text)
    return (not text, text)
