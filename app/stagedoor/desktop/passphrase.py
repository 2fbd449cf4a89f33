"""The passphrase of a locked file: asked for to open it, and twice to make it. It leaves a field only as a Secret."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from stagedoor.desktop.tasks import TaskScope
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import GAP
from stagedoor.desktop.widgets import Dialog, Glyph, PlainLabel, SecretField, announce
from stagedoor.desktop.words import unexpected
from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.secret import Secret

SHORTEST = 8
"""Characters. What is shorter can be guessed from the file."""

_log = logging.getLogger(__name__)

Use = Callable[[Secret], Awaitable[None]]


def strength(passphrase: str) -> str:
    """How hard it is to guess, in words; empty for nothing typed.

    A rough measure and said so: length counts most, repeated characters hardly.
    """
    if not passphrase:
        return ""
    if len(passphrase) < SHORTEST:
        return tr("Too short: {count} more to go.", count=SHORTEST - len(passphrase))
    different = len(set(passphrase.casefold()))
    if different < 5:
        return tr("Easy to guess: the same few characters again and again.")
    kinds = sum(any(test(c) for c in passphrase) for test in (str.islower, str.isupper, str.isdigit))
    kinds += any(not c.isalnum() for c in passphrase)
    worth = min(len(passphrase), 2 * different) + 2 * (kinds - 1)
    if worth < 14:
        return tr("Easy to guess. A few words in a row are better, and easier to remember.")
    if worth < 20:
        return tr("Fair. One word more makes it strong.")
    return tr("Strong.")


class CapsLine(QWidget):
    """Says that Caps Lock is on, as told by the letters that arrive in the watched field."""

    def __init__(self, field: SecretField) -> None:
        super().__init__(field)
        words = PlainLabel(tr("Caps Lock is on."), "small", "warning", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP - 2)
        row.addWidget(Glyph("mdi6.apple-keyboard-caps", "warning", 16, parent=self))
        row.addWidget(words, 1)
        field.edit.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._look(event)
        return super().eventFilter(watched, event)

    def _look(self, event: QKeyEvent) -> None:
        """No system tells all programs whether it is on; a capital without Shift does."""
        if event.key() == Qt.Key.Key_CapsLock:
            self.hide()  # it changes now, and the next letter tells how
            return
        text = event.text()
        if len(text) != 1 or text.lower() == text.upper():
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        on = text.isupper() != shift
        if on and not self.isVisible():
            announce(self, tr("Caps Lock is on."), now=True)
        self.setVisible(on)


class _PassphraseDialog(Dialog):
    """Stays open until the passphrase was of use, or the person gives up."""

    def __init__(self, over: QWidget, headline: str, text: str, use: Use, *, yes: str) -> None:
        super().__init__(over, headline, text, yes=yes)
        self._use = use
        self.tasks = TaskScope(self, self._failed)
        self.field = self.add_field(tr("Passphrase"))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_field(self, label: str) -> SecretField:
        field = SecretField(label, parent=self)
        self.column.addWidget(field)
        self.column.addWidget(CapsLine(field))
        field.changed.connect(self._typed)
        field.submitted.connect(self.accept)
        return field

    def accept(self) -> None:
        """The dialog closes only when the passphrase was of use."""
        problem, field = self.problem()
        if problem:
            field.set_problem(problem)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(field, problem, now=True)
            return
        self.tasks.start(self._try(), "passphrase", key="passphrase")

    def problem(self) -> tuple[str, SecretField]:
        """What is wrong with what was typed, and where."""
        return ("" if self.field.edit.text() else tr("Type the passphrase.")), self.field

    async def _try(self) -> None:
        self.yes.setEnabled(False)
        self.field.edit.setReadOnly(True)
        try:
            await self._use(Secret(self.field.edit.text()))
        except StagedoorError as error:
            self.field.edit.setReadOnly(False)
            self.field.set_problem(str(error))
            self.field.edit.selectAll()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.field, str(error), now=True)
            return
        finally:
            if isValid(self):
                self.yes.setEnabled(True)
        super().accept()

    def _failed(self, _name: str, error: BaseException) -> None:
        self.field.edit.setReadOnly(False)
        self.field.set_problem(unexpected())
        _log.error("window_fault", exc_info=error)

    @Slot()
    def _typed(self) -> None:
        self.field.set_problem("")


class OpenLockedFile(_PassphraseDialog):
    """`use` opens it, or raises why not."""

    def __init__(self, over: QWidget, use: Use) -> None:
        words = tr("They lie in a locked file on this computer. Nothing is lost.")
        super().__init__(over, tr("Your keys are locked."), words, use, yes=tr("Unlock"))


class MakeLockedFile(_PassphraseDialog):
    """`use` makes it. The passphrase is asked for twice, and its strength is said in words."""

    def __init__(self, over: QWidget, use: Use) -> None:
        words = tr(
            "Stagedoor asks for it once after every start. It is kept nowhere: if you forget it, you connect your "
            "accounts again."
        )
        super().__init__(over, tr("A passphrase for your locked file"), words, use, yes=tr("Make the locked file"))
        self._strength = PlainLabel(_advice(), "small", "muted", parent=self)
        self.column.addWidget(self._strength)
        self.second = self.add_field(tr("The same once more"))

    def problem(self) -> tuple[str, SecretField]:
        first, second = self.field.edit.text(), self.second.edit.text()
        if len(first) < SHORTEST:
            return tr("Take at least {count} characters.", count=SHORTEST), self.field
        return ("" if first == second else tr("The two are not the same. Type it once more.")), self.second

    @Slot()
    def _typed(self) -> None:
        super()._typed()
        self.second.set_problem("")
        self._strength.setText(strength(self.field.edit.text()) or _advice())


def _advice() -> str:
    return tr("At least {count} characters. A few words in a row are easy to remember.", count=SHORTEST)
