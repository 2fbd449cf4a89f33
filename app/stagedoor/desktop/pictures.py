"""Pictures that strangers made, decoded small and within limits: what is too much or no picture is none."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader
from shiboken6 import isValid

from stagedoor.desktop.page import Desk
from stagedoor.desktop.widgets import Portrait

MOST_PIXELS = 4096 * 4096


async def fetch_portrait(desk: Desk, portrait: Portrait) -> None:
    """Shows the account's picture where it can be had; nothing is kept."""
    data = await desk.do(lambda jobs: jobs.pictures.fetch(portrait.url))
    image = await asyncio.to_thread(decoded, data, portrait.wanted_side) if data else None
    if image is not None and isValid(portrait):
        portrait.set_picture(image)


def decoded(data: bytes, side: int) -> QImage | None:
    """The middle square of the picture with that side in pixels, None for what cannot be shown.

    Call it off the window's thread: a large picture takes its time.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return None
    image = reader.read()
    return None if image.isNull() else square(image, side)


def square(image: QImage, side: int) -> QImage:
    """The middle square, scaled."""
    least = min(image.width(), image.height())
    middle = image.copy((image.width() - least) // 2, (image.height() - least) // 2, least, least)
    return middle.scaled(
        QSize(side, side), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
