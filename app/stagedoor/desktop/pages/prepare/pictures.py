"""Pictures between the services, which know none, and Qt."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader

from stagedoor.domain.errors import BadInput
from stagedoor.domain.videos import Picture

_LARGEST = 256  # megabytes of pixels
_QUALITY = 92


def image_of(picture: Picture) -> QImage:
    """A copy of its own: the bytes may go."""
    row = picture.width * 3
    return QImage(picture.rgb, picture.width, picture.height, row, QImage.Format.Format_RGB888).copy()


def cover_of(path: str, width: int, height: int) -> bytes:
    """A picture of the person's as JPEG that fills width and height, cut in the middle. Raises BadInput."""
    QImageReader.setAllocationLimit(_LARGEST)
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        raise BadInput("This picture cannot be read.", "Choose a JPEG or PNG file.")
    fill = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    large = image.scaled(width, height, fill, Qt.TransformationMode.SmoothTransformation)
    cut = large.copy((large.width() - width) // 2, (large.height() - height) // 2, width, height)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    cut.convertToFormat(QImage.Format.Format_RGB32).save(buffer, "JPEG", _QUALITY)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
