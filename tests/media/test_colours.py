"""HDR becomes ordinary colours: in the copy, in the preview and on the cover, measured on videos of known light."""

import asyncio
from pathlib import Path

import av
import pytest
from msgspec.structs import replace
from tests.media.films import film, hdr_film
from tests.media.looked import middle

from stagedoor.domain.videos import CopyPlan
from stagedoor.media import Studio

PLAN = CopyPlan(shape="fit", width=180, height=320, fps=30, gain=0.0, bit_rate=4_000_000)
PQ = {64: 16, 327: 78, 509: 174, 573: 202, 723: 235, 940: 235}
"""Ten bits of PQ (0, 10, 100, 203, 1000 and 10,000 candela) and the luma in SDR: white paper stays below white."""
HLG = {64: 16, 502: 139, 721: 202, 940: 235}
"""Ten bits of HLG: black, half, white paper, the brightest."""


def copied(path: Path, plan: CopyPlan = PLAN) -> Path:
    to = path.parent / "ready.mp4"
    asyncio.run(Studio().copy(path, to, plan, lambda _: None))
    return to


def luma(path: Path) -> int:
    """Of the middle."""
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        plane = frame.planes[0]
        return bytes(plane)[plane.line_size * (frame.height // 2) + frame.width // 2]


@pytest.mark.parametrize(
    ("transfer", "bits", "wanted"),
    [*((16, bits, wanted) for bits, wanted in PQ.items()), *((18, bits, wanted) for bits, wanted in HLG.items())],
)
def test_light_becomes_what_a_screen_can_show(tmp_path, transfer, bits, wanted):
    assert luma(copied(hdr_film(tmp_path / "hdr.mp4", bits, transfer=transfer))) == pytest.approx(wanted, abs=3)


@pytest.mark.parametrize("transfer", [16, 18])
def test_the_copy_says_that_its_colours_are_ordinary(tmp_path, transfer):
    path = hdr_film(tmp_path / "hdr.mp4", 573, transfer=transfer)
    assert asyncio.run(Studio().look(path)).wide_colour
    ready = copied(path)
    facts = asyncio.run(Studio().look(ready))
    assert (facts.wide_colour, facts.pixels) == (False, "yuv420p")
    with av.open(str(ready)) as container:
        frame = next(container.decode(video=0))
        assert (frame.color_primaries, frame.color_trc, frame.colorspace) == (1, 1, 1)


def test_a_colour_keeps_its_hue(tmp_path):
    """The red of BT.709 at 100 candela, written in BT.2020."""
    red, green, blue = middle(copied(hdr_film(tmp_path / "red.mp4", 341, 446, 601)))
    assert red > 150
    assert max(green, blue) < 30


def test_preview_and_cover_look_as_the_copy_does(tmp_path):
    path = hdr_film(tmp_path / "hdr.mp4", 573)
    cover = tmp_path / "cover.jpg"
    asyncio.run(Studio().save_cover(path, 0.2, cover, width=180, height=320))
    shaped = asyncio.run(Studio().frame(path, 0.2, width=90, height=160, shape="blur"))
    wanted = middle(copied(path))
    assert wanted[0] == pytest.approx(217, abs=4)
    for seen in (middle(path), middle(cover), tuple(shaped.rgb[:3])):
        assert seen == pytest.approx(wanted, abs=4)


@pytest.mark.parametrize("shape", ["fit", "fill", "blur"])
def test_every_shape_of_the_copy(tmp_path, shape):
    path = hdr_film(tmp_path / "wide.mp4", 573, width=320, height=180)
    assert luma(copied(path, replace(PLAN, shape=shape))) == pytest.approx(202, abs=3)


def test_ordinary_colours_stay_as_they_are(tmp_path):
    path = film(tmp_path / "sdr.mp4", width=180, height=320, seconds=0.5)
    assert luma(copied(path)) == pytest.approx(luma(path), abs=2)
