"""Practice Instagram, put together: its own hosts, and the Graph API of Facebook as its second interface."""

import json

from stagedoor.practice.instagram import access, own
from stagedoor.practice.messages import Answer, Ask, html_answer
from stagedoor.practice.meta import errors, graph, portal, site
from stagedoor.practice.meta.state import Meta
from stagedoor.practice.pages import page
from stagedoor.practice.paths import Platform

HOSTS = {
    "web": access.PATHS + site.PATHS + own.WEB, "api": own.API, "login": own.LOGIN, "graph": graph.PATHS,
    "portal": portal.PATHS + own.PORTAL,
}  # fmt: skip


class InstagramPlatform(Platform):
    def __init__(self, meta: Meta) -> None:
        self.state: Meta = meta
        self.hosts = HOSTS

    def lost(self, host: str, ask: Ask, *, wrong_method: bool) -> Answer:  # noqa: ARG002 - both are the same here
        if host in ("web", "portal"):
            return html_answer(page("Page not found", site="Instagram"), 404, reason=f"{ask.method} {ask.path}")
        return errors.said(100, "Unsupported request", 33).answer

    def too_many(self, host: str, retry_after: int) -> Answer:  # noqa: ARG002 - Meta names no such header
        return errors.said(4, "(#4) Application request limit reached", status=403).answer

    def finish(self, host: str, ask: Ask, answer: Answer) -> Answer:  # noqa: ARG002 - the base class has it
        """Its own host names the shares in another dialect (searlsco/posse_party: instagram_*.yml)."""
        if host == "graph":
            return graph.headed(self.state, answer)
        if host == "api":
            return answer.plus(("x-app-usage", json.dumps({"call_volume": self.state.calls, "cpu_time": 0})))
        return answer
