"""The list of accounts: for many of them. Sorted by a press on a column, opened by Enter or a double click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSortFilterProxyModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from stagedoor.desktop.pages.accounts.model import COLUMNS, SORT, AccountsModel
from stagedoor.desktop.pages.accounts.view import CardView
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import font_for, scaled

_ROW = 40
_LEAST_HEIGHT = 260
_WIDEST, _SAMPLE = 320, 60
"""A column is as wide as what stands in it (in the rows that are looked at), and not wider than this."""
_Index = QModelIndex | QPersistentModelIndex


class _Sorted(QSortFilterProxyModel):
    """Sorts by the keys of the model; what is equal stays in the order of need."""

    def lessThan(self, left: _Index, right: _Index) -> bool:
        before, after = left.data(SORT), right.data(SORT)
        return bool(before < after) if before != after else left.row() < right.row()


class AccountsTable(QTableView):
    """`wanted(view, kind)`: "open" on Enter and double click, "menu" on the menu key and a right click."""

    wanted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = AccountsModel()
        self._sorted = _Sorted(self)
        self._fitted = False
        self._sorted.setSourceModel(self._model)
        self.setModel(self._sorted)
        self.setAccessibleName(tr("List of accounts"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu_at)
        self.doubleClicked.connect(self._open_at)
        self._set_headers()
        self.text_scale_changed()

    def set_views(self, views: Sequence[CardView]) -> None:
        """Shows these; the row that was current stays current, wherever it went."""
        current = self.current()
        self._model.set_views(views)
        self._fit_columns()
        row = self._model.row_of(current.key) if current else -1
        if row < 0 and views:
            row = 0
        index = self._sorted.mapFromSource(self._model.index(max(row, 0), 0))
        if index.row() != self.currentIndex().row() or not self.currentIndex().isValid():
            self.setCurrentIndex(index)

    def views(self) -> list[CardView]:
        """In the order shown."""
        rows = range(self._sorted.rowCount())
        found = (self._view(self._sorted.index(row, 0)) for row in rows)
        return [view for view in found if view is not None]

    def current(self) -> CardView | None:
        return self._view(self.currentIndex())

    def menu_place(self) -> QPoint:
        """Where the menu of the current row opens, on the screen."""
        area = self.visualRect(self.currentIndex())
        return self.viewport().mapToGlobal(area.bottomLeft())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.wanted.emit(current, "open")
            return
        if event.key() == Qt.Key.Key_Menu and current is not None:
            self.wanted.emit(current, "menu")
            return
        super().keyPressEvent(event)

    def text_scale_changed(self) -> None:
        self.setFont(font_for("body"))
        self.horizontalHeader().setFont(font_for("small_strong"))
        self.verticalHeader().setDefaultSectionSize(scaled(_ROW))
        self.setMinimumHeight(scaled(_LEAST_HEIGHT))
        self._fitted = False

    def _set_headers(self) -> None:
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.setSortingEnabled(True)
        self.sortByColumn(COLUMNS.index("state"), Qt.SortOrder.AscendingOrder)

    def _fit_columns(self) -> None:
        """Once: what the person made wider or narrower afterwards stays so."""
        if self._fitted or self._model.rowCount() == 0:
            return
        self._fitted = True
        self.horizontalHeader().setMaximumSectionSize(scaled(_WIDEST))
        self.horizontalHeader().setResizeContentsPrecision(_SAMPLE)
        self.resizeColumnsToContents()

    def _view(self, index: QModelIndex) -> CardView | None:
        return self._model.view(self._sorted.mapToSource(index).row()) if index.isValid() else None

    @Slot(QPoint)
    def _menu_at(self, place: QPoint) -> None:
        view = self._view(self.indexAt(place))
        if view is not None:
            self.wanted.emit(view, "menu")

    @Slot(QModelIndex)
    def _open_at(self, index: QModelIndex) -> None:
        view = self._view(index)
        if view is not None:
            self.wanted.emit(view, "open")
