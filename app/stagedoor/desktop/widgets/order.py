"""The way that Tab takes, where things were not made in the order in which one reads them."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_through(*parts: QWidget | None) -> None:
    """Tab goes through the parts as they are named, and inside each in the order in which its things were added.

    Whole fields are moved, never only the edit that a field hands its focus to: Tab would come back to the edit from
    what stands between the two.
    """
    stops = [stop for part in parts if part is not None for stop in _stops_in(part)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops_in(part: QWidget) -> list[QWidget]:
    """Found from above: PySide ties what it answers to what was asked, so that to ask for the next in the focus chain,
    or for a parent that Qt made, ends things too early.
    """
    inside = [part, *part.findChildren(QWidget)]
    wholes: dict[QWidget, QWidget] = {}
    for widget in inside:
        wholes.setdefault(_end_of_proxies(widget), widget)
    return [wholes[widget] for widget in inside if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _end_of_proxies(widget: QWidget) -> QWidget:
    proxy = widget.focusProxy()
    return widget if proxy is None else _end_of_proxies(proxy)
