"""The person in the browser of one practice world, without a browser."""

from typing import Literal, overload
from urllib.parse import urlsplit

from stagedoor.practice.instagram.visits import InstagramVisits
from stagedoor.practice.linkedin.visits import LinkedInVisits
from stagedoor.practice.person import Page
from stagedoor.practice.telegram.visits import TelegramVisits
from stagedoor.practice.threads.visits import ThreadsVisits
from stagedoor.practice.tiktok.visits import TikTokVisits
from stagedoor.practice.tiktok_business.visits import TikTokBusinessVisits
from stagedoor.practice.world import World
from stagedoor.practice.x.visits import Decision, XVisits
from stagedoor.practice.youtube.visits import YouTubeVisits


class Visitor(
    XVisits, TelegramVisits, LinkedInVisits, YouTubeVisits, TikTokVisits, TikTokBusinessVisits, ThreadsVisits,
    InstagramVisits,
):  # fmt: skip
    """Follows the simulated portals' real forms, one call per errand."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world: World = world

    @overload
    def consent(
        self, authorize_url: str, decision: Decision = ..., account: str = ..., *, follow: Literal[False] = False
    ) -> str: ...
    @overload
    def consent(
        self, authorize_url: str, decision: Decision = ..., account: str = ..., *, follow: Literal[True]
    ) -> Page: ...
    def consent(
        self, authorize_url: str, decision: Decision = "allow", account: str = "crumbkitchen", *, follow: bool = False
    ) -> str | Page:
        """Decides on the consent page of the platform that the address leads to (its own `<platform>_consent`).

        Gives the callback address, or with `follow` the page behind it. Raises StuckError when the browser stays on a
        page of the platform.
        """
        platform = urlsplit(authorize_url).path.split("/")[2]
        back: str = getattr(self, f"{platform}_consent")(authorize_url, decision, account)
        return self.open(back) if follow else back
