"""Any picture made into the icon that portals take: the middle square of it, 1,024 pixels wide, without its metadata.

Nothing here is a widget: it runs on any thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from stagedoor.desktop.text import tr
from stagedoor.domain.errors import BadInput
from stagedoor.services.icons import SIDE

LARGEST_FILE = 30 * 1024 * 1024
MOST_PIXELS = 50_000_000
SHARP_FROM = 512
"""Pixels: a smaller picture is visibly blurred when it is made larger."""
KINDS = ("png", "jpg", "jpeg", "webp", "gif", "bmp")
_FORMATS = frozenset({b"png", b"jpeg", b"webp", b"gif", b"bmp"})
_JPEG_END = b"\xff\xd9"
_JPEG_DATA = 0xDA


class Icon(NamedTuple):
    """`png` is the file for portals; `note` says what one should know about it."""

    png: bytes
    note: str = ""


def make_icon(path: Path) -> Icon:
    """Raises BadInput with what is wrong with the file and what to choose instead."""
    image = _upright(_content(path))
    side = min(image.width(), image.height())
    note = ""
    if side < SHARP_FROM:
        note = tr(
            "The picture is small ({width} by {height} pixels) and looks blurred when portals show it large.",
            width=image.width(), height=image.height(),
        )  # fmt: skip
    return Icon(_png(_squared(image, side)), note)


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise BadInput(tr("There is no such file any more."), _other())
        if path.stat().st_size > LARGEST_FILE:
            raise BadInput(tr("This file is too large: more than 30 MB."), tr("Choose a smaller picture."))
        return path.read_bytes()
    except OSError as error:
        raise BadInput(tr("This file cannot be read."), _other()) from error


def _upright(content: bytes) -> QImage:
    """The picture as a camera meant it to be seen."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if not reader.canRead() or reader.format().data() not in _FORMATS:
        raise BadInput(tr("This is not a picture that can be used."), _other())
    size = reader.size()
    if size.width() * size.height() > MOST_PIXELS:
        raise BadInput(tr("This picture has more than 50 million pixels."), tr("Choose a smaller one."))
    image = QImage() if _cut_off(content, reader.format().data()) else reader.read()
    if image.isNull():
        raise BadInput(tr("This picture is damaged: it cannot be read to its end."), _other())
    return image


def _cut_off(content: bytes, kind: object) -> bool:
    """Whether a JPEG ends before its data does; Qt would fill the rest with grey. Other kinds it refuses itself."""
    if kind != b"jpeg":
        return False
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        if content[at + 1] == _JPEG_DATA:
            return content.find(_JPEG_END, at) < 0
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return True


def _squared(image: QImage, side: int) -> QImage:
    """The middle of it on a sheet of its own: what cameras write beside a picture (place, time) stays behind."""
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    middle = image.copy(QRect((image.width() - side) // 2, (image.height() - side) // 2, side, side))
    scaled = middle.scaled(SIDE, SIDE, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    sheet = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    sheet.fill(Qt.GlobalColor.transparent)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, scaled)
    painter.end()
    return sheet


def _png(image: QImage) -> bytes:
    """Under 5 MB whatever it shows: 1,024 by 1,024 pixels of four bytes are 4 MB before they are packed."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _other() -> str:
    return tr("Choose a PNG, JPEG or WebP file.")
