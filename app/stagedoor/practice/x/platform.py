"""Practice X, put together: which table of paths answers which host."""

from stagedoor.practice.messages import Answer, Ask, html_answer
from stagedoor.practice.pages import page
from stagedoor.practice.paths import Platform
from stagedoor.practice.place import Place
from stagedoor.practice.x import api, consent, errors, keys, limits, portal, public, token
from stagedoor.practice.x.oauth1 import header_fields
from stagedoor.practice.x.state import X

HOSTS = {
    "web": consent.PATHS + public.PATHS,
    "api": token.PATHS + api.PATHS,
    "portal": portal.PATHS + keys.PATHS,
}


class XPlatform(Platform):
    def __init__(self, place: Place) -> None:
        self.state: X = X(place)
        self.hosts = HOSTS

    def lost(self, host: str, ask: Ask, *, wrong_method: bool) -> Answer:
        reason = f"{ask.method} {ask.path} does not exist"
        if host != "api":
            return html_answer(page("Hmm...this page doesn't exist.", site="X"), 404, reason=reason)
        status, title = (405, "Method Not Allowed") if wrong_method else (404, "Not Found")
        return errors.problem(self.state.place, status, "", title, title).answer

    def too_many(self, host: str, retry_after: int) -> Answer:
        """X says when in x-rate-limit-reset (docs.x.com/x-api/fundamentals/rate-limits)."""
        reset = int(self.state.place.now()) + retry_after
        answer = errors.too_many(self.state.place).answer
        if host != "api":
            return answer
        return answer.plus(
            ("x-rate-limit-limit", "100"), ("x-rate-limit-remaining", "0"), ("x-rate-limit-reset", str(reset))
        )

    def finish(self, host: str, ask: Ask, answer: Answer) -> Answer:
        if host != "api":
            return answer
        return answer.plus(*limits.headers(self.state, ask), *self._access_level(ask, answer))

    def _access_level(self, ask: Ask, answer: Answer) -> tuple[tuple[str, str], ...]:
        """Stands on answers to OAuth 1.0a calls (docs.x.com/fundamentals/developer-apps)."""
        header = ask.headers.get("authorization", "")
        if not header.startswith("OAuth ") or answer.status in (400, 401):
            return ()
        pair = self.state.key_pairs.get(header_fields(header).get("oauth_token", ""))
        return (("x-access-level", pair.level),) if pair else ()
