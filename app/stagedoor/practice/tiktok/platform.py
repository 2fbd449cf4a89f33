"""Practice TikTok, put together: which table of paths answers which host."""

from stagedoor.practice.messages import Answer, Ask, html_answer
from stagedoor.practice.pages import page
from stagedoor.practice.paths import Platform
from stagedoor.practice.place import Place
from stagedoor.practice.tiktok import api, consent, errors, portal, public, sandbox, token, uploads
from stagedoor.practice.tiktok.state import TikTok

HOSTS = {
    "web": consent.PATHS + sandbox.WEB_PATHS + public.PATHS,
    "api": token.PATHS + api.PATHS + uploads.PATHS,
    "portal": portal.PATHS + sandbox.PATHS,
}


class TikTokPlatform(Platform):
    def __init__(self, place: Place) -> None:
        self.state: TikTok = TikTok(place)
        self.hosts = HOSTS

    def lost(self, host: str, ask: Ask, *, wrong_method: bool) -> Answer:
        reason = f"{ask.method} {ask.path} does not exist"
        if host == "api":
            status = 405 if wrong_method else 404
            return errors.refused(self.state.place, "invalid_params", "Unsupported path", status=status).answer
        return html_answer(page("Couldn't find this page", site="TikTok"), 404, reason=reason)

    def too_many(self, host: str, retry_after: int) -> Answer:  # noqa: ARG002 - TikTok does not say it
        """Without a word on when to come back."""
        if host != "api":
            return Answer(429)
        return errors.refused(self.state.place, "rate_limit_exceeded", "The API rate limit was exceeded.").answer
