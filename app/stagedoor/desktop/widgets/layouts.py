"""Layouts that never cut a word: rows that break, and columns that come and go with the width."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from stagedoor.desktop.theme import GAP, PAD, scaled

Align = Literal["start", "centre", "end"]


@dataclass(slots=True)
class _Cell:
    """What an item answers is kept until the layout is invalidated, as Qt's own layouts do it."""

    item: QLayoutItem
    basis: int | None = None
    grow: int = 0
    _least: QSize | None = None
    _wanted: int | None = None
    _heights: dict[int, int] = field(default_factory=dict)

    def forget(self) -> None:
        self._least = self._wanted = None
        self._heights.clear()

    def least(self) -> QSize:
        if self._least is None:
            self._least = self.item.minimumSize()
        return self._least

    def wanted(self) -> int:
        if self._wanted is None:
            usual = self.basis if self.basis is not None else self.item.sizeHint().width()
            self._wanted = max(self.least().width(), usual)
        return self._wanted

    def height(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._height(width)
        return self._heights[width]

    def _height(self, width: int) -> int:
        if self.item.hasHeightForWidth():
            return self.item.heightForWidth(width)
        return max(self.item.sizeHint().height(), self.least().height())


class _Cells(QLayout):
    """What both layouts share: a list of items, and a height that follows from the width."""

    def __init__(self, parent: QWidget | None = None, gap: int = GAP) -> None:
        super().__init__(parent)
        self._cells: list[_Cell] = []
        self._known: dict[int, int] = {}
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._cells.append(_Cell(item))
        self.invalidate()

    def count(self) -> int:
        return len(self._held())

    def itemAt(self, index: int) -> QLayoutItem | None:
        cells = self._held()
        return cells[index].item if 0 <= index < len(cells) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._held()):
            return None
        taken = self._cells.pop(index).item
        self.invalidate()
        return taken

    def invalidate(self) -> None:
        getattr(self, "_known", {}).clear()
        for cell in self._held():
            cell.forget()
        super().invalidate()

    def _held(self) -> list[_Cell]:
        """None where Python has collected what belonged to it: Qt still asks while it takes a window apart."""
        return getattr(self, "_cells", [])

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._known:
            self._known[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._known[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Places the items (or only counts) and returns the height that they need, margins included."""
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        return self._place_inside(inner, move=move) + margins.top() + margins.bottom()

    @abstractmethod
    def _place_inside(self, inner: QRect, *, move: bool) -> int:
        """The same inside the margins."""

    def _shown(self) -> list[_Cell]:
        return [cell for cell in self._cells if not cell.item.isEmpty()]

    def _grown(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())


class WrapRow(_Cells):
    """A row that breaks into several when it is too narrow.

    `add(widget, basis=..., grow=1)`: such an item starts at `basis` pixels and takes what its row leaves over, so
    that a text stands beside its button where there is room and above it where there is none.
    """

    def __init__(
        self, parent: QWidget | None = None, gap: int = GAP, *, top: bool = False, align: Align = "start"
    ) -> None:
        super().__init__(parent, gap)
        self._top = top
        self._align: Align = align

    def add(self, widget: QWidget, *, basis: int | None = None, grow: int = 0) -> None:
        self.addChildWidget(widget)
        self._cells.append(_Cell(QWidgetItem(widget), basis, grow))
        self.invalidate()

    def sizeHint(self) -> QSize:
        cells = self._shown()
        width = sum(cell.wanted() for cell in cells) + self.spacing() * max(0, len(cells) - 1)
        height = max((cell.height(cell.wanted()) for cell in cells), default=0)
        return self._grown(QSize(width, height))

    def minimumSize(self) -> QSize:
        cells = self._shown()
        width = max((cell.least().width() for cell in cells), default=0)
        height = max((cell.least().height() for cell in cells), default=0)
        return self._grown(QSize(width, height))

    def _rows(self, width: int) -> list[list[_Cell]]:
        rows: list[list[_Cell]] = []
        left = 0
        for cell in self._shown():
            wanted = cell.wanted()
            if not rows or wanted > left:
                rows.append([])
                left = width
            rows[-1].append(cell)
            left -= wanted + self.spacing()
        return rows

    def _widths(self, row: list[_Cell], width: int) -> list[int]:
        wanted = [min(cell.wanted(), width) for cell in row]
        spare = width - sum(wanted) - self.spacing() * (len(row) - 1)
        shares = sum(cell.grow for cell in row)
        if shares and spare > 0:
            wanted = [w + spare * cell.grow // shares for w, cell in zip(wanted, row, strict=True)]
        return wanted

    def _place_inside(self, inner: QRect, *, move: bool) -> int:
        top = inner.top()
        for row in self._rows(inner.width()):
            if top > inner.top():
                top += self.spacing()
            widths = self._widths(row, inner.width())
            heights = [cell.height(width) for cell, width in zip(row, widths, strict=True)]
            if move:
                self._move(row, widths, heights, inner, top)
            top += max(heights)
        return top - inner.top()

    def _move(self, row: list[_Cell], widths: list[int], heights: list[int], inner: QRect, top: int) -> None:
        used = sum(widths) + self.spacing() * (len(row) - 1)
        spare = max(0, inner.width() - used)
        left = inner.left() + {"start": 0, "centre": spare // 2, "end": spare}[self._align]
        for cell, width, height in zip(row, widths, heights, strict=True):
            down = 0 if self._top else (max(heights) - height) // 2
            place = QRect(QPoint(left, top + down), QSize(width, height))
            widget = cell.item.widget()
            rtl = widget is not None and widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
            if rtl:
                place.moveLeft(inner.left() + inner.right() - place.right())
            cell.item.setGeometry(place)
            left += width + self.spacing()


class Columns(_Cells):
    """Equal columns, as many as fit; the cells of a row share its height. `least` pixels grow with the text size."""

    def __init__(self, parent: QWidget | None = None, gap: int = PAD, *, least: int = 300, most: int = 6) -> None:
        super().__init__(parent, gap)
        self._least = least
        self._most = most

    def columns(self, width: int) -> int:
        """How many columns stand side by side at a width. A cell that needs more room than `least` widens all."""
        least = max([scaled(self._least), *(cell.least().width() for cell in self._shown())])
        fit = (width + self.spacing()) // (least + self.spacing())
        return max(1, min(self._most, fit))

    def sizeHint(self) -> QSize:
        width = scaled(self._least) * 3 + self.spacing() * 2
        return self._grown(QSize(width, self.heightForWidth(width)))

    def minimumSize(self) -> QSize:
        width = max((cell.least().width() for cell in self._shown()), default=0)
        return self._grown(QSize(width, 0))

    def _place_inside(self, inner: QRect, *, move: bool) -> int:
        cells, count, gap = self._shown(), self.columns(inner.width()), self.spacing()
        edges = [inner.left() + (inner.width() + gap) * n // count for n in range(count + 1)]
        top = inner.top()
        for start in range(0, len(cells), count):
            row = cells[start : start + count]
            widths = [edges[n + 1] - edges[n] - gap for n in range(len(row))]
            height = max(cell.height(width) for cell, width in zip(row, widths, strict=True))
            if move:
                for n, cell in enumerate(row):
                    cell.item.setGeometry(QRect(edges[n], top, widths[n], height))
            top += height + gap
        return max(0, top - gap - inner.top())
