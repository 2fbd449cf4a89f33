"""Any picture made into the icon: the middle square, upright, without what cameras write beside it."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QTransform

from stagedoor.desktop.pages.details import picture
from stagedoor.desktop.pages.details.picture import make_icon
from stagedoor.domain.errors import BadInput
from stagedoor.services.icons import MOST, SIDE

RED, GREEN, BLUE = QColor("#ff0000"), QColor("#00ff00"), QColor("#0000ff")


def striped(width: int, height: int) -> QImage:
    """Red and blue at the ends, green in the middle square."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(RED)
    painter = QPainter(image)
    side = min(width, height)
    painter.fillRect(QRect((width - side) // 2, (height - side) // 2, side, side), GREEN)
    painter.fillRect(QRect((width + side) // 2, 0, width, height), BLUE)
    painter.end()
    return image


def saved(image: QImage, path: Path) -> Path:
    assert image.save(str(path), quality=100)
    return path


def icon_of(path: Path) -> QImage:
    return QImage.fromData(make_icon(path).png)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.bmp", "png-by-another-name.jpg"])
def test_the_middle_square_is_taken_and_made_as_large_as_portals_want(tmp_path: Path, name: str):
    path = tmp_path / name
    if name.startswith("png"):
        saved(striped(900, 600), tmp_path / "real.png").rename(path)
    else:
        saved(striped(900, 600), path)
    icon = icon_of(path)
    assert icon.size().toTuple() == (SIDE, SIDE)
    for x, y in ((3, 3), (SIDE // 2, SIDE // 2), (SIDE - 4, SIDE - 4)):
        assert icon.pixelColor(x, y).green() > 200, (x, y)
        assert icon.pixelColor(x, y).red() < 60


def test_a_picture_taken_with_the_camera_on_its_side_stands_upright(tmp_path: Path):
    """Written as a camera does: turned, with a note of how to turn it back."""
    upright = QImage(600, 600, QImage.Format.Format_RGB32)
    upright.fill(BLUE)
    painter = QPainter(upright)
    painter.fillRect(QRect(0, 0, 600, 300), RED)
    painter.end()
    writer = QImageWriter(str(tmp_path / "camera.jpg"))
    writer.setTransformation(writer.transformation().TransformationRotate90)
    assert writer.write(upright.transformed(QTransform().rotate(-90)))
    icon = icon_of(tmp_path / "camera.jpg")
    assert icon.pixelColor(SIDE // 2, 50).red() > 200
    assert icon.pixelColor(SIDE // 2, SIDE - 50).blue() > 200


def test_what_is_written_beside_the_picture_stays_behind(tmp_path: Path):
    image = striped(600, 600)
    image.setText("Comment", "taken at home")
    path = saved(image, tmp_path / "a.png")
    assert b"taken at home" in path.read_bytes()
    assert b"taken at home" not in make_icon(path).png


def test_the_busiest_picture_is_small_enough(tmp_path: Path):
    noise = QImage(os.urandom(SIDE * SIDE * 4), SIDE, SIDE, QImage.Format.Format_ARGB32)
    assert len(make_icon(saved(noise.copy(), tmp_path / "noise.png")).png) <= MOST


def test_a_small_picture_gets_a_note(tmp_path: Path):
    assert "small (300 by 511 pixels)" in make_icon(saved(striped(300, 511), tmp_path / "a.png")).note
    assert make_icon(saved(striped(512, 700), tmp_path / "b.png")).note == ""


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
@pytest.mark.parametrize("share", [0.5, 0.97])
def test_a_damaged_picture_is_refused(tmp_path: Path, kind: str, share: float, capfd):
    noise = QImage(os.urandom(600 * 600 * 4), 600, 600, QImage.Format.Format_RGB32)
    path = saved(noise.copy(), tmp_path / f"a.{kind}")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BadInput, match="damaged"):
        make_icon(path)


@pytest.mark.parametrize(
    "content", [b"", b"just words", b"<svg xmlns='http://www.w3.org/2000/svg'/>", bytes(40), b"%PDF-1.7"]
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(BadInput) as refused:
        make_icon(path)
    assert refused.value.fix == "Choose a PNG, JPEG or WebP file."


def test_a_folder_and_a_file_that_is_gone_are_refused(tmp_path: Path):
    for path in (tmp_path, tmp_path / "gone.png"):
        with pytest.raises(BadInput, match="no such file"):
            make_icon(path)


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_read(tmp_path: Path, monkeypatch):
    path = saved(striped(400, 300), tmp_path / "a.png")
    monkeypatch.setattr(picture, "MOST_PIXELS", 119_999)
    with pytest.raises(BadInput, match="50 million pixels"):
        make_icon(path)
    monkeypatch.setattr(picture, "MOST_PIXELS", 120_000)
    assert make_icon(path).png


def test_a_file_of_more_than_30_megabytes_is_refused(tmp_path: Path):
    path = tmp_path / "a.png"
    with path.open("wb") as file:
        file.truncate(picture.LARGEST_FILE + 1)
    with pytest.raises(BadInput, match="more than 30 MB"):
        make_icon(path)


def test_clear_parts_stay_clear(tmp_path: Path):
    image = QImage(600, 600, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    assert icon_of(saved(image, tmp_path / "a.png")).pixelColor(9, 9).alpha() == 0
