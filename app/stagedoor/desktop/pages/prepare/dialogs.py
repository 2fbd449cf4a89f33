"""What is asked about a prepared post."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, Qt, Signal, Slot
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import font_for
from stagedoor.desktop.widgets import Dialog, OutlineButton, PlainLabel, QuietButton, TextArea, TextField, WrapRow
from stagedoor.services.phrases import Phrase

_HOUR = 3600


class TitleDialog(Dialog):
    def __init__(self, over: QWidget, title: str) -> None:
        super().__init__(over, tr("Title"), tr("Only you see it: it names the post in the list."), yes=tr("Keep"))
        self.field = TextField(tr("Title"), parent=self)
        self.field.set_value(title)
        self.field.edit.setMaxLength(80)
        self.column.addWidget(self.field)
        self.field.submitted.connect(self.accept)
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)


class ReminderDialog(Dialog):
    """`at` is UTC seconds. It comes while Stagedoor is open."""

    def __init__(self, over: QWidget, at: int | None, now: int) -> None:
        super().__init__(over, tr("Remind me"), tr("Stagedoor reminds you while it is open."), yes=tr("Remind me"),
                         no=tr("No reminder") if at else "")  # fmt: skip
        self._edit = QDateTimeEdit(self)
        self._edit.setCalendarPopup(True)
        self._edit.setAccessibleName(tr("When"))
        self._edit.setFont(font_for("body"))
        self._edit.setMinimumDateTime(QDateTime.fromSecsSinceEpoch(now))
        self._edit.setDateTime(QDateTime.fromSecsSinceEpoch(at or (now // _HOUR + 2) * _HOUR))
        self.column.addWidget(PlainLabel(tr("When"), "small_strong", parent=self))
        self.column.addWidget(self._edit)

    @property
    def at(self) -> int:
        return self._edit.dateTime().toSecsSinceEpoch()


class PhrasesDialog(Dialog):
    """Sets of hashtags and beginnings of captions: used, kept, taken away. `used`, `kept` and `dropped` say so."""

    used = Signal(object)
    kept = Signal(str, str, str)
    dropped = Signal(object)

    def __init__(self, over: QWidget, phrases: Sequence[Phrase], caption: str) -> None:
        super().__init__(over, tr("Hashtag sets and beginnings"), yes=tr("Close"))
        self.no.hide()
        self._rows: list[QWidget] = []
        self._place = QWidget(self)
        self._list = WrapRow(self._place)
        self._none = PlainLabel(tr("None yet. Keep the first one below."), "body", "muted", parent=self)
        self.name = TextField(tr("Name"), placeholder=tr("Bread"), parent=self)
        self.text = TextArea(tr("Hashtags, or how a caption begins"), parent=self)
        self.text.set_value(" ".join(word for word in caption.split() if word.startswith("#")))
        tags = OutlineButton(tr("Keep as a hashtag set"), "mdi6.tag-outline", parent=self)
        begin = OutlineButton(tr("Keep as a beginning"), "mdi6.text-box-outline", parent=self)
        buttons = WrapRow()
        buttons.add(tags)
        buttons.add(begin)
        for part in (self._none, self._place, self.name, self.text):
            self.column.addWidget(part)
        self.column.addLayout(buttons)
        tags.clicked.connect(self._keep_tags)
        begin.clicked.connect(self._keep_begin)
        self.show_phrases(phrases)

    def show_phrases(self, phrases: Sequence[Phrase]) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        self._none.setVisible(not phrases)
        for phrase in phrases:
            self._add(phrase)

    def show_problem(self, problem: str) -> None:
        self.name.set_problem(problem)

    def _add(self, phrase: Phrase) -> None:
        use = _Use(phrase, self._place)
        drop = _Drop(phrase, self._place)
        use.wanted.connect(self._use)
        drop.wanted.connect(self.dropped)
        for button in (use, drop):
            self._list.add(button)
            button.show()
            self._rows.append(button)

    @Slot(object)
    def _use(self, phrase: Phrase) -> None:
        self.used.emit(phrase)
        self.accept()

    @Slot()
    def _keep_tags(self) -> None:
        self.kept.emit(self.name.value, "tags", self.text.value)

    @Slot()
    def _keep_begin(self) -> None:
        self.kept.emit(self.name.value, "template", self.text.value)


class _Use(OutlineButton):
    wanted = Signal(object)

    def __init__(self, phrase: Phrase, parent: QWidget) -> None:
        glyph = "mdi6.tag-outline" if phrase.kind == "tags" else "mdi6.text-box-outline"
        super().__init__(phrase.name, glyph, about=phrase.text[:60], parent=parent)
        self._phrase = phrase
        self.clicked.connect(self._say)

    @Slot()
    def _say(self) -> None:
        self.wanted.emit(self._phrase)


class _Drop(QuietButton):
    wanted = Signal(object)

    def __init__(self, phrase: Phrase, parent: QWidget) -> None:
        super().__init__(tr("Delete"), about=phrase.name, parent=parent)
        self._phrase = phrase
        self.clicked.connect(self._say)

    @Slot()
    def _say(self) -> None:
        self.wanted.emit(self._phrase)
