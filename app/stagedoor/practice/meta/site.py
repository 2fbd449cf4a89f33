"""A made-up website of the person's with pictures on it. The real network is never asked: of all addresses Instagram
fetches only these, and photos that were uploaded to a Page.

Sources: developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media and
.../instagram-platform/reference/error-codes; gitroomhq/postiz-app#1364 (sites that keep Meta's crawler out).
"""

from stagedoor.practice.messages import Answer, Ask, html_answer
from stagedoor.practice.meta import errors
from stagedoor.practice.meta.state import Meta
from stagedoor.practice.pages import page
from stagedoor.practice.paths import Paths

PATHS = Paths()
CRAWLER = "facebookexternalhit"
LARGEST = 8_000_000  # bytes
NARROWEST = 320  # pixels
RATIOS = (0.8, 1.91)
_TYPES = {"jpg": "image/jpeg", "png": "image/png", "html": "text/html"}


@PATHS.on("GET", "/site/{name}")
def picture(meta: Meta, ask: Ask) -> Answer:
    name = ask.params["name"]
    status = _status(meta, name) if ask.headers.get("user-agent", "").startswith(CRAWLER) else 200
    if name not in meta.site or status != 200:
        return html_answer(page("There is nothing here.", site="A made-up website"), 404 if status == 200 else status)
    kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    return Answer(200, meta.site[name], (("content-type", kind),))


def address(meta: Meta, name: str) -> str:
    return f"{meta.place.base.rpartition('/')[0]}/instagram/web/site/{name}"


def refuse_picture(meta: Meta, image: str) -> None:
    """Raises what Instagram says to an address that it cannot fetch, or to what it finds there."""
    photo = f"{meta.place.host('web')}/photo/"
    if image.startswith(photo) and image.removeprefix(photo) in meta.photos:
        return
    name = image.removeprefix(address(meta, ""))
    if name == image or name not in meta.site or _status(meta, name) != 200:
        raise errors.said(9004, "The media could not be fetched from this URI", 2207052)
    _refuse_content(meta.site[name])


def _status(meta: Meta, name: str) -> int:
    """What Meta's crawler gets."""
    return meta.crawled.get(address(meta, name), 200)


def _refuse_content(data: bytes) -> None:
    if not data.startswith(b"\xff\xd8"):
        raise errors.said(36001, "The image format is not supported", 2207005)
    if len(data) > LARGEST:
        raise errors.said(36000, "The image is too large", 2207004)
    frame = data.index(b"\xff\xc0")
    height, width = (int.from_bytes(data[frame + at : frame + at + 2], "big") for at in (5, 7))
    if width < NARROWEST or not RATIOS[0] <= width / height <= RATIOS[1]:
        raise errors.said(36003, "The aspect ratio is not supported", 2207009)
