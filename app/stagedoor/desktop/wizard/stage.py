"""The wizard as one sees it: the way, the head, the view of the moment with what belongs beside it, the buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import Banner, ScrollPage, announce, tab_through
from stagedoor.desktop.wizard.frame import Beside, Way, WizardFoot, WizardHead
from stagedoor.desktop.wizard.shown import BEFORE, DONE, SIGN_IN, Shown
from stagedoor.desktop.wizard.view import View


class Stage(QWidget):
    """`offers`: what may stand over the view."""

    def __init__(self, platform: str, offers: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self.view: View | None = None
        self._shown: Shown | None = None
        self._said = ""
        self.beside = False
        self.way = Way(platform, self)
        self.area = ScrollPage(name=tr("Connect an account"), parent=self)
        self.head = WizardHead(self.area)
        self.foot = WizardFoot(self)
        self._offers = offers
        self._note = Banner("info", "", parent=self.area)
        self._note.hide()
        self._beside = QWidget(self.area)
        for part in (self.head, self._note, *offers, self._beside):
            self.area.column.addWidget(part)
        self._arrange()

    def put(self, view: View) -> None:
        """Another view takes the place of the one that is there."""
        old, self.view = self._beside, view
        self._beside = Beside(view, view.side, self.area)
        self.area.column.replaceWidget(old, self._beside)
        old.hide()
        old.deleteLater()
        self._beside.show()
        view.updated.connect(self._updated)
        self.area.verticalScrollBar().setValue(0)

    def show_shown(self, shown: Shown) -> None:
        """Everything around the view."""
        view, self._shown = self.view, shown
        at = next((row.id for row in shown.rows if row.state == "current"), BEFORE)
        self.way.set_title(shown.platform_name)
        self.way.set_rows(shown.rows, shown.minutes)
        self._fold()
        if view is not None:
            under_way = bool(view.title) and at != DONE
            self.head.show_page(
                view.title, view.where, keys=under_way and at != SIGN_IN, beside=under_way or self.beside
            )
            self._show_notes([] if view.takes_notes() else shown.notes)
        self._show_buttons()

    def show_alone(self, view: View, title: str) -> None:
        """A view before any guide: there is no way yet."""
        self.put(view)
        self.head.show_page(view.title, [], keys=False, beside=False)
        self.foot.show_page("", urgent=False, enabled=False, back=True, later=False)
        self.way.set_title(title)
        self._set_order()

    def show_beside(self, *, on: bool) -> None:
        """Whether the window stands beside the browser: then there is always a way back."""
        self.beside = on
        self.head.show_beside(on=on)

    def where(self) -> str:
        """What a screen reader hears on another page: "Step 4 of 9, Return address"."""
        return ", ".join(part for part in (self._number(), self.head.title.text()) if part)

    def set_narrow(self, *, narrow: bool) -> None:
        self.way.setVisible(not narrow)
        self.head.sitting.set_narrow(narrow=narrow)
        self._fold()

    @Slot()
    def _updated(self) -> None:
        if self._shown is None:
            self._set_order()  # a view before any guide: its buttons are its own
        else:
            self._show_buttons()

    def _show_buttons(self) -> None:
        view, busy = self.view, self._shown is not None and self._shown.busy
        if view is None:
            return
        words = tr("One moment…") if busy and view.continue_text else view.continue_text
        self.foot.show_page(
            words, urgent=view.urgent, enabled=view.can_continue and not busy, back=bool(view.back),
            later=view.finish_later,
        )  # fmt: skip
        self._set_order()

    def _set_order(self) -> None:
        """Tab goes as one reads, though views come later than what stands around them."""
        tab_through(self.way, self.head, *self._offers, self._beside, self.foot)

    def _fold(self) -> None:
        """Where the list of steps has no room, the head says where one is."""
        parts = (self._shown.platform_name if self._shown is not None else "", self._number())
        self.head.set_fold(" · ".join(part for part in parts if part) if self.way.isHidden() else "")

    def _number(self) -> str:
        rows = self._shown.rows if self._shown is not None else []
        at = next((number for number, row in enumerate(rows, start=1) if row.state == "current"), 0)
        return tr("Step {number} of {count}", number=at, count=len(rows)) if at else ""

    def _show_notes(self, notes: list[str]) -> None:
        said = " ".join(notes)
        if said != self._said:
            self._said = said
            self._note.set_message("", said)
            self._note.setVisible(bool(said))
            announce(self, said)

    def _arrange(self) -> None:
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self.area, 1)
        main.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.way)
        row.addLayout(main, 1)
