"""Light, dark or as the system has it: one object that applies palette, font and sheet, and follows the system."""

from __future__ import annotations

from typing import Literal, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from stagedoor.desktop.theme.fonts import application_font, scale_changed, system_text_scale
from stagedoor.desktop.theme.palette import palette_for
from stagedoor.desktop.theme.ring import FocusRings
from stagedoor.desktop.theme.sheet import sheet_for
from stagedoor.desktop.theme.tokens import Scheme, Tokens, tokens_for

Choice = Literal["system", "light", "dark"]

_QT: dict[Choice, Qt.ColorScheme] = {
    "system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark,
}  # fmt: skip


@runtime_checkable
class _Scales(Protocol):
    """Our widgets: Qt tells a widget with a font of its own nothing about a change of the application's."""

    def text_scale_changed(self) -> None: ...


class Theme(QObject):
    """The look of the application. Made once, right after the application object; lives as long as it."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: Choice = "system", text_scale: float | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._choice: Choice = choice
        self._text_scale = text_scale or system_text_scale()
        self._applied: Tokens | None = None
        app.setStyle("Fusion")
        self._rings = FocusRings(app)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)
        hints.setColorScheme(_QT[choice])
        self._apply()
        self._apply_font()

    @property
    def choice(self) -> Choice:
        return self._choice

    @property
    def text_scale(self) -> float:
        return self._text_scale

    @property
    def tokens(self) -> Tokens:
        """The table in force. The system's scheme counts only where the person chose "system"; unknown is light."""
        hints = QGuiApplication.styleHints()
        more = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        return tokens_for(self._scheme(), contrast=more)

    def choose(self, choice: Choice) -> None:
        """The person's choice; title bars and native dialogs follow where the system lets them."""
        self._choice = choice
        QGuiApplication.styleHints().setColorScheme(_QT[choice])
        self._apply()

    def set_text_scale(self, factor: float) -> None:
        """1 is 14-pixel body text; up to 2 is supported everywhere."""
        self._text_scale = factor
        self._apply_font()

    def _scheme(self) -> Scheme:
        if self._choice != "system":
            return self._choice
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    @Slot()
    def _system_changed(self) -> None:
        self._apply()

    def _apply(self) -> None:
        tokens = self.tokens
        if tokens == self._applied:
            return
        self._applied = tokens
        self._app.setPalette(palette_for(tokens))
        self._app.setStyleSheet(sheet_for(tokens))
        self.changed.emit()

    def _apply_font(self) -> None:
        self._app.setFont(application_font(self._text_scale))
        scale_changed()
        for widget in QApplication.allWidgets():
            if isinstance(widget, _Scales):
                widget.text_scale_changed()
        self.changed.emit()
