"""What a video file is, what a platform takes, and what the one means for the other. Pure."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from stagedoor.domain.by_hand import HandRoute, HandWay

Shape = Literal["fit", "fill", "blur"]
"""How a video of another shape comes into the upright frame: whole with bars, cut, or whole over a blurred copy."""
Fit = Literal["ok", "warn", "bad"]

_QUIET = 6.0  # LU below what is usual, from where people turn the sound up
_MOST_GAIN = 20.0  # decibels
_SHAPE = 0.02  # of the ratio; less than that is rounding to whole pixels


class VideoFacts(Struct, frozen=True, kw_only=True):
    """What a file holds. `width` and `height` in pixels as shown, `rotation` in degrees already applied to them;
    `bit_rate` in bits a second over all; `loudness` in LUFS (EBU R 128), None where there is nothing to hear or it was
    not measured; `fast_start`: the index stands before the pictures.
    """

    bytes: int
    container: str
    video: str
    sound: str = ""
    seconds: float
    width: int
    height: int
    rotation: int = 0
    fps: float
    varies: bool = False
    bit_rate: int = 0
    pixels: str = ""
    wide_colour: bool = False
    channels: int = 0
    loudness: float | None = None
    listened: bool = False
    fast_start: bool = True

    @property
    def silent(self) -> bool:
        """There is sound, and nothing in it."""
        return bool(self.sound) and self.listened and self.loudness is None


class Picture(Struct, frozen=True, kw_only=True):
    """A frame: three bytes a pixel (red, green, blue), lines from the top, without padding."""

    width: int
    height: int
    rgb: bytes


class VideoFinding(Struct, frozen=True, kw_only=True):
    """One line of the check: `meaning` says what it does to the post, `mended` whether the ready copy mends it."""

    id: str
    fit: Fit
    label: str
    value: str
    meaning: str = ""
    mended: bool = False


class CopyPlan(Struct, frozen=True, kw_only=True):
    """What the ready copy shall be. `gain` in decibels; `fps` of the copy."""

    shape: Shape
    width: int
    height: int
    fps: int
    gain: float
    bit_rate: int


def judge(facts: VideoFacts, route: HandRoute) -> list[VideoFinding]:
    """The file against what the platform takes by hand, in the order in which people look."""
    found = [
        _codecs(facts, route), _length(facts, route), _shape(facts, route), _size(facts, route), _rate(facts, route),
        _sound(facts, route), _colour(facts), _start(facts),
    ]  # fmt: skip
    return [finding for finding in found if finding is not None]


def plan(facts: VideoFacts, route: HandRoute, shape: Shape) -> CopyPlan:
    """A copy that every way of the route takes."""
    width, height = size_of(facts, route)
    return CopyPlan(
        shape=shape, width=width, height=height, fps=60 if facts.fps > 45 else 30, bit_rate=route.bit_rate,
        gain=_gain(facts, route),
    )  # fmt: skip


def worth_a_copy(findings: list[VideoFinding]) -> bool:
    return any(finding.mended and finding.fit != "ok" for finding in findings)


def other_shape(facts: VideoFacts, route: HandRoute) -> bool:
    """True where the video does not fill the upright frame, on a platform that shows no other one as well."""
    if not facts.height:
        return True
    wanted, has = route.frame[0] / route.frame[1], facts.width / facts.height
    return not _shown_as_it_is(facts, route) and abs(has - wanted) > wanted * _SHAPE


def size_of(facts: VideoFacts, route: HandRoute) -> tuple[int, int]:
    """Width and height of copy and cover: the frame, or the video's own shape no larger than the frame."""
    if not _shown_as_it_is(facts, route):
        return route.frame[0], route.frame[1]
    share = min(
        1.0, min(route.frame) / min(facts.width, facts.height), max(route.frame) / max(facts.width, facts.height)
    )
    return round(facts.width * share / 2) * 2, round(facts.height * share / 2) * 2


def _shown_as_it_is(facts: VideoFacts, route: HandRoute) -> bool:
    if not route.ratios or not facts.height:
        return False
    return route.ratios[0] <= facts.width / facts.height <= route.ratios[1]


def _codecs(facts: VideoFacts, route: HandRoute) -> VideoFinding:
    value = f"{facts.container.upper()}, {_CODECS.get(facts.video, facts.video.upper())}"
    ways = [way for way in route.way.values() if not _takes(way, facts)]
    if not ways:
        usual = facts.container == "mp4" and facts.video == "h264" and facts.pixels in _USUAL_PIXELS
        if usual:
            return VideoFinding(id="codec", fit="ok", label="File and codec", value=value)
        meaning = "It should be taken, but MP4 with H.264 is what every way takes."
        return VideoFinding(id="codec", fit="warn", label="File and codec", value=value, meaning=meaning, mended=True)
    sure, all_of_them = any(way.sure == "is" for way in ways), len(ways) == len(route.way)
    told = "Not taken by" if sure else "It should be refused by" if all_of_them else "It may be refused by"
    meaning, fit = f"{told} {_named(ways)}.", _bad_if(sure or all_of_them)
    return VideoFinding(id="codec", fit=fit, label="File and codec", value=value, meaning=meaning, mended=True)


def _takes(way: HandWay, facts: VideoFacts) -> bool:
    return facts.container in way.containers and facts.video in way.codecs


def _length(facts: VideoFacts, route: HandRoute) -> VideoFinding:
    value = _clock(facts.seconds)
    short = max((way.seconds[0] for way in route.way.values()), default=0)
    too_long = [way for way in route.way.values() if facts.seconds > way.seconds[1]]
    if facts.seconds < short:
        meaning = f"{route.who} should want at least {short:g} seconds."
        return VideoFinding(id="length", fit="bad", label="Length", value=value, meaning=meaning)
    if too_long:
        meaning, fit = f"Too long for {_named(too_long)}. Cut it before.", _bad_if(len(too_long) == len(route.way))
        return VideoFinding(id="length", fit=fit, label="Length", value=value, meaning=meaning)
    return VideoFinding(id="length", fit="ok", label="Length", value=value)


def _shape(facts: VideoFacts, route: HandRoute) -> VideoFinding:
    value = f"{facts.width} × {facts.height}"
    least, most = route.sides
    if min(facts.width, facts.height) < least or max(facts.width, facts.height) > most:
        meaning = f"Each side {_must(route)} have {least} to {most} pixels."
        return VideoFinding(id="shape", fit="bad", label="Shape", value=value, meaning=meaning, mended=True)
    if other_shape(facts, route):
        meaning = "It does not fill an upright screen. The copy puts it into 9:16, as you choose."
        return VideoFinding(id="shape", fit="warn", label="Shape", value=value, meaning=meaning, mended=True)
    label = "Shape" if route.ratios else "Shape 9:16"
    if min(facts.width, facts.height) < min(route.frame) * 0.66:
        meaning = "Few pixels: it will look soft on a phone. A copy cannot bring back what is not there."
        return VideoFinding(id="shape", fit="warn", label=label, value=value, meaning=meaning)
    return VideoFinding(id="shape", fit="ok", label=label, value=value)


def _size(facts: VideoFacts, route: HandRoute) -> VideoFinding:
    value = size_words(facts.bytes)
    too_big = [way for way in route.way.values() if way.bytes and facts.bytes > way.bytes]
    if too_big:
        fit = _bad_if(len(too_big) == len(route.way))
        meaning = f"It should be too big for {_named(too_big)}. The copy is smaller."
        return VideoFinding(id="size", fit=fit, label="Size", value=value, meaning=meaning, mended=True)
    return VideoFinding(id="size", fit="ok", label="Size", value=value)


def _rate(facts: VideoFacts, route: HandRoute) -> VideoFinding:
    least, most = route.fps
    value = f"{facts.fps:.4g} a second"
    if not least <= facts.fps <= most:
        meaning = f"It {_must(route)} be {least:g} to {most:g} pictures a second."
        return VideoFinding(id="rate", fit="bad", label="Frame rate", value=value, meaning=meaning, mended=True)
    if facts.varies:
        meaning = "Sound and picture can drift apart. The copy makes it even."
        return VideoFinding(id="rate", fit="warn", label="Frame rate", value="varies", meaning=meaning, mended=True)
    return VideoFinding(id="rate", fit="ok", label="Frame rate", value=value)


def _sound(facts: VideoFacts, route: HandRoute) -> VideoFinding:
    if not facts.sound:
        meaning = f"There is none. You can add one in {route.who} after the upload."
        return VideoFinding(id="sound", fit="warn", label="Sound", value="missing", meaning=meaning)
    if facts.silent:
        meaning = "There is a sound track, and nothing to hear in it."
        return VideoFinding(id="sound", fit="warn", label="Sound", value="silent", meaning=meaning)
    mono = ["mono"] if facts.channels == 1 else []
    quiet = ["quiet"] if facts.loudness is not None and facts.loudness < route.loudness - _QUIET else []
    if quiet or mono:
        meaning = "The copy brings it to a usual level, on both sides."
        if facts.loudness is not None and facts.loudness + _MOST_GAIN < route.loudness - _QUIET:
            meaning = "It is so quiet that noise would become the sound. The copy makes it louder, but not all the way."
        value = ", ".join(quiet + mono)
        return VideoFinding(id="sound", fit="warn", label="Sound", value=value, meaning=meaning, mended=True)
    value = _CODECS.get(facts.sound, facts.sound.upper()) if facts.loudness is None else f"{facts.loudness:.0f} LUFS"
    return VideoFinding(id="sound", fit="ok", label="Sound", value=value)


def _colour(facts: VideoFacts) -> VideoFinding | None:
    if not facts.wide_colour:
        return None
    meaning = "HDR can look pale or dark after the upload. The copy has ordinary colours (SDR)."
    return VideoFinding(id="colour", fit="warn", label="Colour", value="HDR", meaning=meaning, mended=True)


def _start(facts: VideoFacts) -> VideoFinding | None:
    if facts.fast_start:
        return None
    meaning = "The index stands at the end of the file: uploads can fail on a bad line. The copy has it in front."
    return VideoFinding(id="start", fit="warn", label="File order", value="index last", meaning=meaning, mended=True)


def _gain(facts: VideoFacts, route: HandRoute) -> float:
    """Never so much that noise becomes the sound."""
    if facts.loudness is None:
        return 0.0
    return max(-_MOST_GAIN, min(_MOST_GAIN, route.loudness - facts.loudness))


def _bad_if(wrong: bool) -> Fit:
    return "bad" if wrong else "warn"


def _must(route: HandRoute) -> str:
    return "must" if route.sure == "is" else "should"


def _named(ways: list[HandWay]) -> str:
    return " and ".join(way.name for way in ways)


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def size_words(count: int) -> str:
    """Bytes as file managers show them."""
    for unit, size in (("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000)):
        if count >= size:
            return f"{count / size:.1f} {unit}" if count < 10 * size else f"{count / size:.0f} {unit}"
    return f"{count} bytes"


_CODECS = {"h264": "H.264", "hevc": "HEVC (H.265)", "vp8": "VP8", "vp9": "VP9", "av1": "AV1", "aac": "AAC"}
_USUAL_PIXELS = ("yuv420p", "yuvj420p")
