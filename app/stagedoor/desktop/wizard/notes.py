"""A note about a step that looks different on the platform's page, that a stranger can act on."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import Dialog, TextArea
from stagedoor.domain.asking import Guide


def note_text(guide: Guide, platform: str, version: str, words: str) -> str:
    """Which step of which guide, how it is described, and what the person sees instead. Holds nothing they pasted."""
    lines = [
        f"Stagedoor {version}".strip(),
        f"{platform}, {guide.route}, step {guide.number} of {guide.of}: {guide.title} ({guide.id})",
        f"Page: {guide.link}" if guide.link else "",
        f"Way: {' > '.join(guide.where)}" if guide.where else "",
        guide.seen,
        f"What I see instead: {words}" if words else "",
    ]
    return "\n".join(line for line in lines if line)


class DifferentDialog(Dialog):
    """Asks what is seen instead."""

    def __init__(self, over: QWidget, platform: str) -> None:
        text = tr("The page of {platform} may have changed since. Write what you see instead; the note names the step "
                  "and its age, and nothing that you typed. Nothing is sent: you decide who gets it.",
                  platform=platform)  # fmt: skip
        super().__init__(over, tr("This step looks different?"), text, yes=tr("Copy the note"))
        self.area = TextArea(tr("What you see instead"), parent=self)
        self.column.addWidget(self.area)
        self.area.edit.setFocus()


async def tell_different(over: QWidget, guide: Guide, platform: str, version: str) -> bool:
    """Puts a note into the clipboard. False where the person wants none."""
    dialog = DifferentDialog(over, platform)
    copied = await dialog.answer()
    if copied:
        QGuiApplication.clipboard().setText(note_text(guide, platform, version, dialog.area.value.strip()))
    return copied
