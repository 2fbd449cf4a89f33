"""The ways from this computer to the phone, named as the system names them. None of them listens on a network."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.pages.prepare import code
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import Card, Dialog, OutlineButton, PlainLabel


@dataclass(frozen=True, slots=True)
class PhoneWay:
    title: str
    how: str


def ways(system: str) -> list[PhoneWay]:
    """`system` as `sys.platform` says it."""
    cable = PhoneWay(
        tr("Cable"),
        tr("Connect the phone, allow it to share files, and copy the video into its pictures or downloads."),
    )
    share = {
        "darwin": PhoneWay(
            tr("AirDrop, to an iPhone"),
            tr("Show the file, choose Share in its menu, then AirDrop and your iPhone. The quality stays."),
        ),
        "win32": PhoneWay(
            tr("Quick Share, to an Android phone"),
            tr("Open Quick Share, drop the file on it and choose your phone. Both must be in the same network."),
        ),
    }.get(
        system,
        PhoneWay(
            tr("KDE Connect or GSConnect, to an Android phone"),
            tr("If your desktop has it: show the file and choose your phone in its menu. The quality stays."),
        ),
    )
    cloud = PhoneWay(
        tr("Cloud folder"),
        tr("Choose the folder of your cloud drive here once; the video and its caption are copied there."),
    )
    never = PhoneWay(
        tr("Not by a messenger"),
        tr("Messengers and e-mail make the video small and blurred, unless they send it as a file."),
    )
    return [cable, share, cloud, never]


class PhoneDialog(Dialog):
    """`cloud_wanted` when the copy to the cloud folder is asked for, `folder_wanted` when another one is chosen."""

    cloud_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, over: QWidget, system: str, caption: str, cloud: str, then: str) -> None:
        """`then`: what is pressed on the phone."""
        super().__init__(over, tr("To your phone"), then, yes=tr("Done"), no=tr("Close"))
        self.no.hide()
        for way in ways(system):
            self.column.addWidget(PlainLabel(way.title, "strong", parent=self))
            self.column.addWidget(PlainLabel(way.how, "body", "muted", parent=self))
        self.cloud = OutlineButton(tr("Copy to the cloud folder"), "mdi6.cloud-upload-outline", parent=self)
        self.choose = OutlineButton(tr("Choose the folder"), "mdi6.folder-outline", parent=self)
        self.said = PlainLabel("", "small", "muted", parent=self)
        self.column.addWidget(self.cloud, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.said)
        self.show_cloud(cloud)
        self.cloud.clicked.connect(self.cloud_wanted)
        self.choose.clicked.connect(self.folder_wanted)
        self._add_code(caption)

    def show_cloud(self, folder: str, said: str = "") -> None:
        self.cloud.setVisible(bool(folder))
        self.said.set_foreign(said or folder, 300)
        self.said.setVisible(bool(said or folder))

    def _add_code(self, caption: str) -> None:
        card = Card(name=tr("The caption by camera"), parent=self)
        card.column.addWidget(PlainLabel(tr("The caption by camera"), "strong", parent=card))
        if code.fits(caption):
            words = tr("Point the phone's camera here: it shows the caption, to be copied there.")
            card.column.addWidget(PlainLabel(words, "small", "muted", parent=card))
            card.column.addWidget(code.CodePicture(caption, card), 0, Qt.AlignmentFlag.AlignHCenter)
        else:
            words = tr("A caption of at most {most} characters fits into a code for the camera.", most=code.LONGEST)
            card.column.addWidget(PlainLabel(words, "small", "muted", parent=card))
        self.column.addWidget(card)
