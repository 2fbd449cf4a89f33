"""Practice Facebook, put together: which table of paths answers which host."""

from stagedoor.practice.facebook import public
from stagedoor.practice.messages import Answer, Ask, html_answer
from stagedoor.practice.meta import dialog, errors, graph, portal
from stagedoor.practice.meta.state import Meta
from stagedoor.practice.pages import page
from stagedoor.practice.paths import Platform

HOSTS = {"web": dialog.PATHS + public.PATHS, "api": graph.PATHS, "portal": portal.PATHS}


class FacebookPlatform(Platform):
    def __init__(self, meta: Meta) -> None:
        self.state: Meta = meta
        self.hosts = HOSTS

    def lost(self, host: str, ask: Ask, *, wrong_method: bool) -> Answer:
        if host != "api":
            return html_answer(page("Page not found", site="Facebook"), 404, reason=f"{ask.method} {ask.path}")
        if wrong_method:
            return errors.said(100, "Unsupported request - method type", 33).answer
        return errors.said(2500, f"Unknown path components: {ask.path}").answer

    def too_many(self, host: str, retry_after: int) -> Answer:  # noqa: ARG002 - Meta names no such header
        return errors.said(4, "(#4) Application request limit reached", status=403).answer

    def finish(self, host: str, ask: Ask, answer: Answer) -> Answer:  # noqa: ARG002 - the base class has it
        return graph.headed(self.state, answer) if host == "api" else answer
