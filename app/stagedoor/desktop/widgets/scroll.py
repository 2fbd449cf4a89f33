"""A page that grows downwards and never sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from stagedoor.desktop.theme import PAD, PAGE


class ScrollPage(QScrollArea):
    """Fill `page.column`. It takes no focus: what is on it does, and scrolls into sight when it gets it."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = self._inner = QWidget()
        inner.setProperty("page", True)
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(PAGE, 24, PAGE, PAGE)
        self.column = QVBoxLayout()
        self.column.setSpacing(PAD)
        outer.addLayout(self.column)
        outer.addStretch(1)
        self._outer = outer
        self.setWidget(inner)

    def set_filling(self, *, filling: bool) -> None:
        """Whether the column takes all the height there is, for a list that scrolls by itself."""
        self._outer.setStretch(0, int(filling))
        self._outer.setStretch(1, int(not filling))

    def height_for(self, width: int) -> int:
        """The height at which the whole page shows at a width without scrolling."""
        layout = self._inner.layout()
        return layout.totalHeightForWidth(width) if layout is not None else self._inner.sizeHint().height()
