"""Practice TikTok API for Business, put together: which table of paths answers which host."""

from stagedoor.practice.messages import Answer, Ask, html_answer
from stagedoor.practice.pages import page
from stagedoor.practice.paths import Platform
from stagedoor.practice.place import Place
from stagedoor.practice.tiktok_business import api, portal
from stagedoor.practice.tiktok_business.state import TikTokBusiness


class TikTokBusinessPlatform(Platform):
    def __init__(self, place: Place) -> None:
        self.state: TikTokBusiness = TikTokBusiness(place)
        self.hosts = {"api": api.PATHS, "portal": portal.PATHS}

    def lost(self, host: str, ask: Ask, *, wrong_method: bool) -> Answer:
        """A slash that is missing at the end, too."""
        reason = f"{ask.method} {ask.path} does not exist"
        if host == "api":
            return api.refused(self.state, 40000, "Not found", status=405 if wrong_method else 404).answer
        return html_answer(page("Not found", site=portal.SITE), 404, reason=reason)

    def too_many(self, host: str, retry_after: int) -> Answer:  # noqa: ARG002 - it does not say how long
        if host != "api":
            return Answer(429)
        return api.refused(self.state, api.TOO_FAST, "Request too frequent.").answer
