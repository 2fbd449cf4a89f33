"""From tokens to Qt's palette, and back: what is painted asks the palette in force which table it belongs to.

So nothing keeps a colour: after a change of theme the next paint takes the new one.
"""

from PySide6.QtGui import QColor, QGuiApplication, QPalette

from stagedoor.desktop.theme.tokens import ALL, DARK, LIGHT, Tokens

_Role = QPalette.ColorRole
_ROLES: dict[QPalette.ColorRole, str] = {
    _Role.Window: "window", _Role.WindowText: "text", _Role.Base: "card", _Role.AlternateBase: "raised",
    _Role.Text: "text", _Role.PlaceholderText: "muted", _Role.BrightText: "bad", _Role.Button: "card",
    _Role.ButtonText: "text", _Role.Highlight: "accent", _Role.HighlightedText: "on_accent", _Role.Accent: "accent",
    _Role.Link: "accent", _Role.LinkVisited: "accent", _Role.ToolTipBase: "card", _Role.ToolTipText: "text",
    _Role.Light: "card", _Role.Midlight: "raised", _Role.Mid: "line", _Role.Dark: "control_line",
    _Role.Shadow: "shadow",
}  # fmt: skip
_DIMMED = (_Role.WindowText, _Role.Text, _Role.ButtonText)


def palette_for(tokens: Tokens) -> QPalette:
    """The palette of a table of tokens; disabled words are muted."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(getattr(tokens, name)))
    for role in _DIMMED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return palette


def _key(palette: QPalette) -> tuple[str, str, str]:
    group = QPalette.ColorGroup.Active
    window, mid, dark = (palette.color(group, role).name() for role in (_Role.Window, _Role.Mid, _Role.Dark))
    return window, mid, dark


_BY_KEY = {(t.window.lower(), t.line.lower(), t.control_line.lower()): t for t in ALL}


def tokens_of(palette: QPalette | None = None) -> Tokens:
    """The table that a palette was made from (the application's where none is given); else by its lightness."""
    palette = palette or QGuiApplication.palette()
    known = _BY_KEY.get(_key(palette))
    if known is not None:
        return known
    return LIGHT if palette.color(QPalette.ColorGroup.Active, _Role.Window).lightnessF() > 0.5 else DARK


def color(name: str, palette: QPalette | None = None) -> QColor:
    """The colour of a token in the theme in force."""
    return QColor(getattr(tokens_of(palette), name))
