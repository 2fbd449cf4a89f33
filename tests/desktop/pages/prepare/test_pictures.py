"""A picture of one's own as the cover: cut to size, upright, in its own colours; what is none is said."""

import os
import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from stagedoor.desktop.pages.prepare.pictures import cover_of
from stagedoor.domain.errors import BadInput


def flag(path: Path, width: int, height: int, kind: str = "JPEG", cmyk: bool = False) -> Path:
    """Red at the left, blue at the right."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for x in range(width // 2, width):
        for y in range(height):
            image.setPixelColor(x, y, QColor("blue"))
    if cmyk:
        image = image.convertToFormat(QImage.Format.Format_CMYK8888)
    assert image.save(str(path), kind, 90)  # type: ignore[call-overload]
    return path


def cover(path: Path, width: int = 90, height: int = 160) -> QImage:
    image = QImage.fromData(cover_of(path, width, height))
    assert (image.width(), image.height()) == (width, height)
    return image


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as told:
        cover_of(path, 90, 160)
    assert told.value.fix
    return told.value.cause


def colour(image: QImage, x: int, y: int) -> str:
    seen = image.pixelColor(x, y)
    return "red" if seen.red() > 2 * seen.blue() else "blue" if seen.blue() > 2 * seen.red() else "neither"


def turned(path: Path) -> Path:
    """With the mark of a camera that was held upright: a quarter turn with the clock (Exif, Orientation 6)."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0"
    data = path.read_bytes()
    path.write_bytes(data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:])
    return path


def png(path: Path, width: int, height: int) -> Path:
    """Black, and small as a file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes((width * 3 + 1) * min(height, 100)))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return path


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.txt", "PNG")])
def test_the_middle_fills_the_cover(tmp_path, name, kind):
    image = cover(flag(tmp_path / name, 400, 100, kind))
    assert [colour(image, x, 80) for x in (2, 40, 50, 87)] == ["red", "red", "blue", "blue"]
    lying = cover(flag(tmp_path / name, 100, 400, kind), 160, 90)
    assert [colour(lying, x, 45) for x in (2, 75, 85, 157)] == ["red", "red", "blue", "blue"]


def test_upright_as_the_camera_was_held(tmp_path):
    image = cover(turned(flag(tmp_path / "a.jpg", 160, 90)))
    assert [colour(image, 45, y) for y in (5, 70, 90, 155)] == ["red", "red", "blue", "blue"]


def test_colours_of_print(tmp_path):
    image = cover(flag(tmp_path / "a.jpg", 160, 160, cmyk=True))
    assert (colour(image, 5, 80), colour(image, 85, 80)) == ("red", "blue")


def test_a_line_of_one_pixel(tmp_path):
    assert cover(flag(tmp_path / "a.png", 1, 3000, "PNG")).rect() == QRect(0, 0, 90, 160)
    assert cover(flag(tmp_path / "a.png", 3000, 1, "PNG")).rect() == QRect(0, 0, 90, 160)


def test_too_many_pixels_are_said_and_never_unpacked(tmp_path):
    assert "30,000 × 30,000" in refusal(png(tmp_path / "bomb.png", 30_000, 30_000))


def test_a_picture_that_breaks_off(tmp_path):
    path = flag(tmp_path / "a.jpg", 400, 400)
    whole = path.read_bytes()
    for share in (0.99, 0.5, 0.1):
        path.write_bytes(whole[: int(len(whole) * share)])
        assert "end is missing" in refusal(path)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"no picture",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>',
    ],
)  # fmt: skip
def test_what_is_no_picture_is_said(tmp_path, content):
    path = tmp_path / "a.png"
    path.write_bytes(content)
    assert "no picture" in refusal(path)


def test_what_is_no_ordinary_file_is_said_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    for path in (tmp_path / "pipe.png", tmp_path, tmp_path / "gone.png"):
        assert "not there" in refusal(path)
    with (tmp_path / "huge.png").open("wb") as file:
        file.truncate(200_000_000)
    assert "too large" in refusal(tmp_path / "huge.png")
