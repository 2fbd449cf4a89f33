"""What a picture at an address is, and whether a platform should take it. Pure."""

from __future__ import annotations

from stagedoor.domain.errors import BadInput
from stagedoor.domain.limits import MediaLimit
from stagedoor.domain.plain import plain

BAD_PICTURE = "bad_picture"
"""The code of every BadInput about a picture."""

_KINDS = (
    (0, b"\xff\xd8\xff", "image/jpeg"), (0, b"\x89PNG", "image/png"), (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"), (4, b"ftypheic", "image/heic"), (4, b"ftypavif", "image/avif"),
)  # fmt: skip
_NAMES = {
    "image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WebP", "image/heic": "HEIC",
    "image/avif": "AVIF",
}  # fmt: skip
_SAME = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg"}
_PAGE = (b"<!doctype", b"<html", b"<head")
_NO_SIDES = {0x01, *range(0xD0, 0xD9)}
"""Markers of JPEG that stand alone, without a length (ITU-T T.81, table B.1)."""
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def bad_picture(cause: str, fix: str = "") -> BadInput:
    return BadInput(cause, fix, code=BAD_PICTURE)


def refuse(data: bytes, said: str, limit: MediaLimit, who: str) -> None:
    """Raises BadInput for a picture that `who` should not take. `said`: the content type that came with it."""
    kind = kind_of(data)
    takes = " or ".join(_NAMES.get(each, each) for each in limit.types)
    if not kind:
        what = "a page, not a picture" if _is_page(data, said) else "no picture that can be read"
        raise bad_picture(f"At the address is {what}.", "Open the picture itself in the browser and copy that address.")
    if kind not in limit.types:
        raise bad_picture(f"The picture is a {_NAMES[kind]}; {who} takes only {takes}.", f"Save it as {takes}.")
    named = _type(said)
    if named and named not in limit.types:
        cause = f"The website calls the picture {plain(named, 40)}; {who} should refuse that."
        raise bad_picture(cause, "Use another host, or a file name that ends in .jpg.")
    if limit.bytes and len(data) > limit.bytes:
        raise too_large(limit, who)
    _refuse_sides(data, limit, who)


def too_large(limit: MediaLimit, who: str) -> BadInput:
    return bad_picture(
        f"The picture is larger than {_megabytes(limit)}, the most that {who} takes.", "Make it smaller."
    )


def wanted(limit: MediaLimit) -> str:
    """What a picture must be, in a line."""
    parts = [" or ".join(_NAMES.get(each, each) for each in limit.types)]
    if limit.bytes:
        parts.append(f"up to {_megabytes(limit)}")
    if limit.least_width:
        parts.append(f"at least {limit.least_width} pixels wide")
    if limit.ratio:
        parts.append(f"from {_ratio(limit.ratio[0])} to {_ratio(limit.ratio[1])}")
    return ", ".join(parts)


def kind_of(data: bytes) -> str:
    """The media type that the first bytes tell; "" for none that is known here."""
    return next((kind for at, sign, kind in _KINDS if data[at : at + len(sign)] == sign), "")


def jpeg_sides(data: bytes) -> tuple[int, int] | None:
    """Width and height as a JPEG file says them, None where it is cut or damaged before that."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _NO_SIDES:  # filling, or a marker without a length
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return None


def _refuse_sides(data: bytes, limit: MediaLimit, who: str) -> None:
    sides = jpeg_sides(data) if kind_of(data) == "image/jpeg" else None
    if sides is None or not all(sides):
        raise bad_picture("The picture is damaged: it does not say how large it is.", "Save it once more.")
    width, height = sides
    shape = f"The picture has {width} by {height} pixels"
    if width < limit.least_width:
        raise bad_picture(f"{shape}; {who} takes none that is less than {limit.least_width} wide.", "Use a larger one.")
    if limit.ratio and not limit.ratio[0] - 0.005 <= width / height <= limit.ratio[1] + 0.005:
        low, high = (_ratio(each) for each in limit.ratio)
        form = "wide" if width / height > limit.ratio[1] else "tall"
        raise bad_picture(f"{shape}: too {form} for {who}.", f"Crop it, to between {low} and {high}.")


def _megabytes(limit: MediaLimit) -> str:
    return f"{limit.bytes / 1_000_000:g} MB"


def _ratio(value: float) -> str:
    """As people write it: 4:5, 1.91:1."""
    if value >= 1:
        return f"{value:g}:1"
    return f"{round(value * 5)}:5" if abs(value * 5 - round(value * 5)) < 0.01 else f"1:{1 / value:.3g}"


def _type(said: str) -> str:
    named = said.partition(";")[0].strip().lower()
    return _SAME.get(named, named)


def _is_page(data: bytes, said: str) -> bool:
    return _type(said) in ("text/html", "application/xhtml+xml") or data.lstrip()[:12].lower().startswith(_PAGE)
