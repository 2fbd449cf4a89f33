"""How a post is published by hand on a platform, as its file says it."""

from __future__ import annotations

from stagedoor.domain.claims import Claim


class HandWay(Claim, frozen=True, kw_only=True):
    """One way into the platform by hand: what it takes. `seconds` are [least, most]; `bytes` 0 where nobody says."""

    name: str
    containers: list[str]
    codecs: list[str]
    seconds: list[float]
    bytes: int = 0


class HandRoute(Claim, frozen=True, kw_only=True):
    """`upload` (called `upload_name`) is the page of the platform, `phone` what is pressed on the phone, `inbox` where
    a draft lies there.

    `pattern`: what the address of a post looks like behind its host (a full match, with the account and the number of
    the post as groups `user` and `ref`); `link_hosts`: hosts of such addresses beside the platform's own,
    `short_links`: hosts, and paths on them, that only lead on. `frame`: [width, height] that it shows best; `covered`:
    pixels of it under the platform's own things, by side. `ratios`: [least, most] width by height that it shows as
    they are, where it is not for upright videos alone. `mention_hint`, `link_hint`: what is worth knowing of a caption
    with a name or an address in it. `loudness` in LUFS, `bit_rate` in bits a second, `sides` and `fps` as
    [least, most].
    """

    who: str
    upload: str
    upload_name: str
    phone: str = ""
    inbox: str = ""
    pattern: str
    link_hosts: list[str] = []
    short_links: list[str] = []
    frame: list[int]
    covered: dict[str, int] = {}
    ratios: list[float] = []
    loudness: float
    bit_rate: int
    sides: list[int]
    fps: list[float]
    caption_max: int
    tags_max: int = 0
    mention_hint: str = ""
    link_hint: str = ""
    tips: list[str] = []
    way: dict[str, HandWay]
