"""Practice Threads, put together: which table of paths answers which host."""

from stagedoor.practice.messages import Answer, Ask, html_answer
from stagedoor.practice.meta import portal as meta_portal
from stagedoor.practice.meta.state import Meta
from stagedoor.practice.pages import page
from stagedoor.practice.paths import Platform
from stagedoor.practice.place import Place
from stagedoor.practice.threads import api, consent, errors, portal, public, token
from stagedoor.practice.threads.state import Threads

HOSTS = {
    "web": consent.PATHS + public.PATHS, "api": token.PATHS + api.PATHS,
    "portal": meta_portal.PATHS.of(lambda threads: threads.meta) + portal.PATHS,
}  # fmt: skip


class ThreadsPlatform(Platform):
    def __init__(self, place: Place, meta: Meta) -> None:
        self.state: Threads = Threads(place, meta)
        self.hosts = HOSTS

    def lost(self, host: str, ask: Ask, *, wrong_method: bool) -> Answer:
        if host != "api":
            reason = f"{ask.method} {ask.path} does not exist"
            return html_answer(page("Page not found", site="Threads"), 404, reason=reason)
        text = "Unsupported method" if wrong_method else f"Unknown path components: {ask.path}"
        return errors.graph(2500 if not wrong_method else 100, text).answer

    def too_many(self, host: str, retry_after: int) -> Answer:  # noqa: ARG002 - Threads does not say how long
        return errors.too_many().answer
