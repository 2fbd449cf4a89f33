"""Calls in a minute, per token and path (developers.tiktok.com/doc/tiktok-api-v2-rate-limit): a sliding window."""

from stagedoor.practice.messages import Ask
from stagedoor.practice.tiktok import errors
from stagedoor.practice.tiktok.state import TikTok

SECONDS = 60.0
LIMITS = {
    "/v2/user/info/": 600,
    "/v2/post/publish/creator_info/query/": 20,
    "/v2/post/publish/inbox/video/init/": 6,
    "/v2/post/publish/video/init/": 6,
    "/v2/post/publish/status/fetch/": 30,
}


def count(tiktok: TikTok, ask: Ask, who: str) -> None:
    """Counts one call; raises 429, which promises no time, where the minute is full."""
    path = ask.path.removeprefix("/tiktok/api")
    now = tiktok.place.now()
    calls = [at for at in tiktok.calls.get((who, path), []) if now - at < SECONDS]
    if len(calls) >= LIMITS.get(path, 600):
        raise errors.refused(tiktok.place, "rate_limit_exceeded", "The API rate limit was exceeded.")
    tiktok.calls[who, path] = [*calls, now]
