"""Every question that stands over a page, as it looks when it was just asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from tests.desktop.screens_account import farewell
from tests.desktop.screens_accounts import overview
from tests.desktop.screens_pages import LOCKED, NO_KEYCHAIN, keychain

from stagedoor.desktop.keys import WhereKeysLive, first_key_question, unlock_question
from stagedoor.desktop.pages.accounts.labels import LabelDialog
from stagedoor.desktop.pages.accounts.questions import discard_question
from stagedoor.desktop.pages.accounts.view import CardView, page_view
from stagedoor.desktop.passphrase import MakeLockedFile, OpenLockedFile
from stagedoor.desktop.widgets import Dialog
from stagedoor.desktop.wizard.notes import DifferentDialog


async def _never(_passphrase: Any) -> None:
    raise AssertionError("Nobody answers the questions of pictures.")


def _cards() -> list[CardView]:
    return list(page_view(overview()).cards)


def _labelled(over: QWidget) -> Dialog:
    return LabelDialog(over, next(view for view in _cards() if view.label))


def _discarded(over: QWidget) -> Dialog:
    return discard_question(over, next(view for view in _cards() if view.is_setup))


def _wrong(over: QWidget) -> Dialog:
    asks = MakeLockedFile(over, _never)
    asks.field.set_value("three small brown loaves")
    asks.second.set_value("three small brown loafs")
    asks.second.set_problem(asks.problem()[0])
    return asks


DIALOGS: dict[str, tuple[str, Callable[[QWidget], Dialog]]] = {
    "dialog-disconnect": ("account", farewell),
    "dialog-label": ("accounts", _labelled),
    "dialog-discard": ("accounts", _discarded),
    "dialog-unlock": ("accounts-locked", lambda over: unlock_question(over, LOCKED)),
    "dialog-open-locked-file": ("accounts-locked", lambda over: OpenLockedFile(over, _never)),
    "dialog-make-locked-file": ("settings-no-keychain", lambda over: MakeLockedFile(over, _never)),
    "dialog-passphrases-differ": ("settings-no-keychain", _wrong),
    "dialog-where-keys-live": ("welcome-no-keychain", lambda over: WhereKeysLive(over, NO_KEYCHAIN)),
    "dialog-first-key": ("wizard-step-keys", lambda over: first_key_question(over, keychain())),
    "dialog-step-differs": ("wizard-step-x", lambda over: DifferentDialog(over, "X")),
}
"""The page that each stands over, and the dialog."""
