"""Pictures between the services, which know none, and Qt."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QImage, QImageReader

from stagedoor.desktop.text import tr
from stagedoor.domain.errors import BadInput
from stagedoor.domain.videos import Picture

_LARGEST = 256  # megabytes of pixels
_PIXELS = _LARGEST * 1_000_000 // 4
_BYTES = 100_000_000
_QUALITY = 92
_KINDS = (b"jpeg", b"png", b"webp", b"gif", b"bmp", b"tiff")
"""Drawings (SVG) are not among them: they may name other files."""


def image_of(picture: Picture) -> QImage:
    """A copy of its own: the bytes may go."""
    row = picture.width * 3
    return QImage(picture.rgb, picture.width, picture.height, row, QImage.Format.Format_RGB888).copy()


def cover_of(path: Path, width: int, height: int) -> bytes:
    """A picture of the person's as JPEG that fills width and height, cut in the middle. Raises BadInput."""
    image = _read(_bytes_of(path))
    share = min(image.width() / width, image.height() / height)
    part = QRect(0, 0, max(1, round(width * share)), max(1, round(height * share)))
    part.moveCenter(image.rect().center())
    cut = image.copy(part.intersected(image.rect())).scaled(
        width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not cut.save(buffer, "JPEG", _QUALITY):  # type: ignore[call-overload]
        raise BadInput(tr("This picture cannot be made into a cover."), _another())
    return bytes(buffer.data().data())


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():  # a pipe would keep us waiting for ever
            raise BadInput(tr("This picture is not there any more."), tr("Choose it again."))
        if path.stat().st_size > _BYTES:
            raise BadInput(tr("This file is too large for a picture."), _another())
        return path.read_bytes()
    except OSError as error:
        cause = tr("This picture cannot be read: {why}.", why=error.strerror or "")
        raise BadInput(cause, tr("Allow reading it, or copy it.")) from error


def _read(data: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_LARGEST)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    kind = bytes(reader.format().data())
    if kind not in _KINDS:
        raise BadInput(tr("This is no picture that can be read."), _another())
    if kind == b"jpeg" and data.rfind(b"\xff\xd9") <= data.rfind(b"\xff\xda"):  # it would end in grey
        raise BadInput(tr("This picture is damaged: its end is missing."), tr("Copy it again, or choose another one."))
    size = reader.size()
    if size.width() * size.height() > _PIXELS:
        told = tr(
            "This picture has {width} × {height} pixels, which is too many.",
            width=f"{size.width():,}", height=f"{size.height():,}",
        )  # fmt: skip
        raise BadInput(told, tr("Make it smaller, or choose another one."))
    image = reader.read()
    if image.isNull():
        raise BadInput(tr("This picture is damaged."), _another())
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _another() -> str:
    return tr("Choose a JPEG or PNG file.")
