"""The widget kit. Pages are made of these, so that every page looks, sounds and answers to keys alike."""

from stagedoor.desktop.widgets.area import TextArea
from stagedoor.desktop.widgets.banner import Banner, ErrorPlace
from stagedoor.desktop.widgets.breadcrumb import Breadcrumb
from stagedoor.desktop.widgets.button import (
    Button,
    DangerButton,
    IconButton,
    LinkButton,
    OutlineButton,
    PrimaryButton,
    QuietButton,
    ToggleButton,
)
from stagedoor.desktop.widgets.card import Card, OpenCard
from stagedoor.desktop.widgets.check import CheckBox
from stagedoor.desktop.widgets.copyrow import CopyRow
from stagedoor.desktop.widgets.dialog import Dialog
from stagedoor.desktop.widgets.field import SecretField, TextField
from stagedoor.desktop.widgets.glyph import Glyph
from stagedoor.desktop.widgets.grid import FlowGrid
from stagedoor.desktop.widgets.history import HistoryStrip
from stagedoor.desktop.widgets.label import PlainLabel
from stagedoor.desktop.widgets.layouts import Columns, WrapRow
from stagedoor.desktop.widgets.numbered import NumberedLine
from stagedoor.desktop.widgets.order import tab_through
from stagedoor.desktop.widgets.pagehead import PageHead
from stagedoor.desktop.widgets.pill import Pill, StatusPill, Tag
from stagedoor.desktop.widgets.portrait import Portrait
from stagedoor.desktop.widgets.progress import ProgressBar
from stagedoor.desktop.widgets.scroll import ScrollPage
from stagedoor.desktop.widgets.search import SearchEdit
from stagedoor.desktop.widgets.segmented import Option, SegmentedControl
from stagedoor.desktop.widgets.steps import StepList, StepRow
from stagedoor.desktop.widgets.tabs import Tabs
from stagedoor.desktop.widgets.tile import PlatformTile
from stagedoor.desktop.widgets.toast import ToastAnnouncer, announce
from stagedoor.desktop.widgets.waiting import EmptyState, Skeleton, Spinner

__all__ = [
    "Banner", "Breadcrumb", "Button", "Card", "CheckBox", "Columns", "CopyRow", "DangerButton", "Dialog", "EmptyState",
    "ErrorPlace", "FlowGrid", "Glyph", "HistoryStrip", "IconButton", "LinkButton", "NumberedLine", "OpenCard",
    "Option", "OutlineButton", "PageHead", "Pill", "PlainLabel", "PlatformTile", "Portrait", "PrimaryButton",
    "ProgressBar",
    "QuietButton", "ScrollPage", "SearchEdit", "SecretField", "SegmentedControl", "Skeleton", "Spinner", "StatusPill",
    "StepList", "StepRow", "Tabs", "Tag", "TextArea", "TextField", "ToastAnnouncer", "ToggleButton", "WrapRow",
    "announce", "tab_through",
]  # fmt: skip
