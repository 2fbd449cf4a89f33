"""What is asked about one account before something of it changes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stagedoor.desktop.page import Desk
from stagedoor.desktop.pages.accounts import acts
from stagedoor.desktop.pages.accounts.labels import ask_label
from stagedoor.desktop.pages.accounts.view import CardView
from stagedoor.desktop.pages.disconnect import disconnect
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import Dialog

ASKED = ("label", "disconnect", "discard")


async def ask(desk: Desk, over: QWidget, view: CardView, kind: str) -> None:
    """`kind` is one of ASKED. What is answered is done, and said to everybody who shows it."""
    if kind == "label":
        done = await ask_label(desk, over, view)
    elif kind == "disconnect":
        done = await disconnect(desk, over, view.key)
    else:
        done = await _discarded(desk, over, view)
    if done:
        desk.changed()


async def _discarded(desk: Desk, over: QWidget, view: CardView) -> bool:
    if not await discard_question(over, view).answer():
        return False
    await acts.discard(desk, view)
    desk.say(tr("The set-up is discarded."))
    return True


def discard_question(over: QWidget, view: CardView) -> Dialog:
    words = tr("What you filled in for {platform} is forgotten, pasted keys too. What you made on the platform's own "
               "pages stays there.", platform=view.platform_name)  # fmt: skip
    return Dialog(over, tr("Discard this set-up?"), words, yes=tr("Discard the set-up"), no=tr("Keep it"), danger=True)
