"""What a picture at an address is, and the sentence for each that a platform should not take."""

import pytest

from stagedoor.catalogue import resource_path
from stagedoor.domain.errors import BadInput
from stagedoor.domain.limits import MediaLimit
from stagedoor.domain.pictures import BAD_PICTURE, jpeg_sides, kind_of, refuse, wanted
from stagedoor.practice.picture import jpeg, png

LIMIT = MediaLimit(
    types=["image/jpeg"], bytes=50_000, ratio=[0.8, 1.91], least_width=320, by_address=True
)  # fmt: skip
JPEG = jpeg(1080, 1080)


def problem(data: bytes, said: str = "image/jpeg") -> BadInput:
    with pytest.raises(BadInput) as caught:
        refuse(data, said, LIMIT, "Instagram")
    assert caught.value.code == BAD_PICTURE
    assert caught.value.fix
    return caught.value


@pytest.mark.parametrize("sides", [(1080, 1080), (1080, 1350), (1910, 1000), (320, 320), (8, 65_535)])
def test_sides_are_read_as_they_were_written(sides: tuple[int, int]) -> None:
    assert jpeg_sides(jpeg(*sides)) == sides


def test_sides_are_read_behind_other_segments_too() -> None:
    """What a camera or an editor puts before the frame, filling bytes and a small picture inside included."""
    exif = b"\xff\xe1" + (2 + len(JPEG)).to_bytes(2, "big") + JPEG
    assert jpeg_sides(b"\xff\xd8" + exif + b"\xff\xff\xff" + jpeg(640, 480)[3:]) == (640, 480)
    assert jpeg_sides(b"\xff\xd8\xff\x01" + jpeg(640, 480)[2:]) == (640, 480)
    assert jpeg_sides(resource_path("media", "square.jpg").read_bytes()) == (640, 640)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", JPEG[:60], b"\xff\xd8" + b"\x00" * 99, b"\xff\xd8\xff\xe0\x00\x00"])
def test_no_sides_where_there_are_none(data: bytes) -> None:
    assert jpeg_sides(data) is None


def test_kinds_are_told_by_their_first_bytes() -> None:
    assert kind_of(JPEG) == "image/jpeg"
    assert kind_of(png(8, 1, 2, 3)) == "image/png"
    assert kind_of(b"RIFF\x10\x00\x00\x00WEBPVP8 ") == "image/webp"
    assert kind_of(b"\x00\x00\x00\x18ftypheic") == "image/heic"
    assert kind_of(b"BM something") == kind_of(b"") == ""


@pytest.mark.parametrize("sides", [(1080, 1080), (1080, 1350), (1910, 1000), (320, 400)])
@pytest.mark.parametrize("said", ["image/jpeg", "image/jpg", "IMAGE/JPEG; charset=binary", ""])
def test_what_may_be_taken_is_not_refused(sides: tuple[int, int], said: str) -> None:
    refuse(jpeg(*sides), said, LIMIT, "Instagram")


@pytest.mark.parametrize(
    ("data", "said", "says"),
    [
        (b"<!doctype html><p>Rye", "text/html", "a page, not a picture"),
        (b"\n <html>", "image/jpeg", "a page, not a picture"),
        (b"Rye", "text/plain", "no picture that can be read"),
        (b"", "image/jpeg", "no picture that can be read"),
        (png(8, 1, 2, 3), "image/jpeg", "a PNG; Instagram takes only JPEG"),
        (JPEG, "application/octet-stream", "calls the picture application/octet-stream"),
        (JPEG[:60], "image/jpeg", "damaged"),
        (jpeg(1080, 0), "image/jpeg", "damaged"),
        (JPEG + bytes(50_000), "image/jpeg", "larger than 0.05 MB"),
        (jpeg(300, 300), "image/jpeg", "300 by 300 pixels; Instagram takes none that is less than 320 wide"),
        (jpeg(1000, 500), "image/jpeg", "1000 by 500 pixels: too wide for Instagram"),
        (jpeg(1080, 1400), "image/jpeg", "1080 by 1400 pixels: too tall for Instagram"),
    ],
)
def test_each_mistake_has_a_sentence_of_its_own(data: bytes, said: str, says: str) -> None:
    assert says in problem(data, said).cause


def test_it_is_said_how_to_mend_the_shape() -> None:
    assert problem(jpeg(1000, 500)).fix == "Crop it, to between 4:5 and 1.91:1."
    assert wanted(LIMIT) == "JPEG, up to 0.05 MB, at least 320 pixels wide, from 4:5 to 1.91:1"


def test_a_type_that_a_website_made_up_cannot_reach_the_screen_whole() -> None:
    assert len(problem(JPEG, "x" * 3000).cause) < 150
