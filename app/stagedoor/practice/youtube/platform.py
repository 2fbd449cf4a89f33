"""Practice Google and YouTube, put together: which table of paths answers which host."""

from stagedoor.practice.messages import Answer, Ask, html_answer
from stagedoor.practice.pages import page
from stagedoor.practice.paths import Platform
from stagedoor.practice.place import Place
from stagedoor.practice.youtube import api, clients, consent, errors, portal, public, token, upload
from stagedoor.practice.youtube.state import YouTube

HOSTS = {
    "web": public.WEB,
    "studio": public.STUDIO,
    "account": public.ACCOUNT,
    "console": portal.PATHS + clients.PATHS,
    "accounts": consent.PATHS,
    "oauth": token.PATHS,
    "api": api.PATHS + upload.PATHS,
}
_SPEAKS_JSON = ("api", "oauth")


class YouTubePlatform(Platform):
    def __init__(self, place: Place) -> None:
        self.state: YouTube = YouTube(place)
        self.hosts = HOSTS

    def lost(self, host: str, ask: Ask, *, wrong_method: bool) -> Answer:
        reason = f"{ask.method} {ask.path} does not exist"
        if host not in _SPEAKS_JSON:
            return html_answer(page("404. That's an error.", site="Google"), 404, reason=reason)
        status = 405 if wrong_method else 404
        return html_answer(page(f"Error {status}", site="Google"), status, reason=reason)

    def too_many(self, host: str, retry_after: int) -> Answer:
        answer = errors.too_many().answer
        return answer.plus(("retry-after", str(retry_after))) if host in _SPEAKS_JSON else answer
