"""The one style sheet: structure of Qt's own controls. Our widgets paint themselves and need no rule here."""

from string import Template

from stagedoor.desktop.theme.metrics import CARD_RADIUS, CONTROL_RADIUS
from stagedoor.desktop.theme.tokens import Tokens

_SHEET = Template("""
QLineEdit, QPlainTextEdit, QComboBox {
  background: palette(base); color: palette(text); border: 1px solid palette(dark); border-radius: ${control}px;
  padding: 8px 11px; selection-background-color: palette(highlight);
  selection-color: palette(highlighted-text); placeholder-text-color: palette(placeholder-text);
}
QLineEdit[bare="true"], QPlainTextEdit[bare="true"] { border: none; background: transparent; padding: 0; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"] { border-color: $bad; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: palette(alternate-base); }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox QAbstractItemView { background: palette(base); border: 1px solid palette(mid); padding: 4px; }
QCheckBox, QRadioButton { spacing: 8px; }
QScrollArea, QWidget[page="true"] { background: palette(window); border: none; }
QScrollArea[clear="true"], QWidget[clear="true"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: palette(dark); border-radius: 4px; min-height: 28px; min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: palette(base); color: palette(text); border: 1px solid palette(dark); padding: 6px 8px; }
QMenu { background: palette(base); border: 1px solid palette(dark); border-radius: ${control}px; padding: 6px; }
QMenu::item { padding: 7px 24px 7px 12px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: palette(text); }
QMenu::separator { height: 1px; background: palette(mid); margin: 6px 8px; }
QTableView {
  background: palette(base); border: 1px solid palette(mid); border-radius: ${card}px; padding: 4px;
  selection-background-color: $accent_soft; selection-color: palette(text);
}
QTableView::item { padding: 0 10px; border: none; }
QTableView::item:selected { background: $accent_soft; color: palette(text); }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
  background: palette(base); color: palette(placeholder-text); border: none; border-bottom: 1px solid palette(mid);
  padding: 9px 12px;
}
QTableCornerButton::section { background: palette(base); border: none; }
QTabBar { border: none; }
QTabBar::tab {
  background: transparent; color: palette(placeholder-text); border: none; border-bottom: 2px solid transparent;
  padding: 8px 0 9px 0; margin-right: 22px; font-weight: 500;
}
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:hover:!selected { color: palette(text); }
""")


def sheet_for(tokens: Tokens) -> str:
    """The sheet; colours beyond the palette's roles come from the table."""
    return _SHEET.substitute(
        control=CONTROL_RADIUS, card=CARD_RADIUS, bad=tokens.bad, accent=tokens.accent, accent_soft=tokens.accent_soft
    )
