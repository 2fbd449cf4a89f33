"""Practice LinkedIn, put together: which table of paths answers which host."""

from stagedoor.practice.linkedin import api, consent, errors, pages, portal, products, public, token
from stagedoor.practice.linkedin.state import LinkedIn
from stagedoor.practice.messages import Answer, Ask, html_answer
from stagedoor.practice.pages import page
from stagedoor.practice.paths import Platform
from stagedoor.practice.place import Place

HOSTS = {
    "web": consent.PATHS + token.PATHS + public.PATHS,
    "api": api.PATHS + pages.PATHS,
    "portal": portal.PATHS + products.PATHS,
}


class LinkedInPlatform(Platform):
    def __init__(self, place: Place) -> None:
        self.state: LinkedIn = LinkedIn(place)
        self.hosts = HOSTS

    def lost(self, host: str, ask: Ask, *, wrong_method: bool) -> Answer:
        if host != "api":
            reason = f"{ask.method} {ask.path} does not exist"
            return html_answer(page("Page not found", site="LinkedIn"), 404, reason=reason)
        if wrong_method:
            return errors.said(405, "Method not allowed").answer
        return errors.said(404, f"No virtual resource found for {ask.path}", code="RESOURCE_NOT_FOUND").answer

    def too_many(self, host: str, retry_after: int) -> Answer:  # noqa: ARG002 - LinkedIn does not say how long
        return errors.throttled("MEMBER").answer
