"""One simulated world: its platforms, clock, faults, and the log of everything that was asked."""

import threading
from collections.abc import Callable
from dataclasses import replace
from inspect import isawaitable

from stagedoor.practice.clock import Clock
from stagedoor.practice.facebook.platform import FacebookPlatform
from stagedoor.practice.faults import Faults
from stagedoor.practice.instagram.platform import InstagramPlatform
from stagedoor.practice.linkedin.platform import LinkedInPlatform
from stagedoor.practice.messages import Answer, Ask, RefusedError, html_answer, http_date
from stagedoor.practice.meta.state import Meta
from stagedoor.practice.mint import Mint
from stagedoor.practice.paths import Platform
from stagedoor.practice.place import Place
from stagedoor.practice.record import Request, request_of
from stagedoor.practice.telegram.platform import TelegramPlatform
from stagedoor.practice.threads.platform import ThreadsPlatform
from stagedoor.practice.tiktok.platform import TikTokPlatform
from stagedoor.practice.tiktok_business.platform import TikTokBusinessPlatform
from stagedoor.practice.x.platform import XPlatform
from stagedoor.practice.youtube.platform import YouTubePlatform


class World:
    """Everything under one path prefix of a practice server."""

    def __init__(self, name: str, server_base: str) -> None:
        self.name = name
        self.base = f"{server_base}/{name}"
        self.clock = Clock()
        self.faults = Faults()
        self.requests: list[Request] = []
        self.crashes: list[BaseException] = []  # errors in practice itself; a test that sees one is void
        self._mint = Mint()
        self._news = threading.Condition()
        telegram = TelegramPlatform(self._place("telegram"))
        x = XPlatform(self._place("x"))
        linkedin = LinkedInPlatform(self._place("linkedin"))
        youtube = YouTubePlatform(self._place("youtube"))
        tiktok = TikTokPlatform(self._place("tiktok"))
        tiktok_business = TikTokBusinessPlatform(self._place("tiktok_business"))
        self.meta = Meta(self._place("facebook"))
        threads = ThreadsPlatform(self._place("threads"), self.meta)
        self._platforms: dict[str, Platform] = {
            "telegram": telegram, "x": x, "linkedin": linkedin, "youtube": youtube, "tiktok": tiktok,
            "tiktok_business": tiktok_business, "threads": threads, "facebook": FacebookPlatform(self.meta),
            "instagram": InstagramPlatform(self.meta),
        }  # fmt: skip
        self.telegram = telegram.state
        self.x = x.state
        self.youtube = youtube.state
        self.linkedin = linkedin.state
        self.tiktok = tiktok.state
        self.tiktok_business = tiktok_business.state
        self.threads = threads.state

    @property
    def platforms(self) -> tuple[str, ...]:
        return tuple(self._platforms)

    def hosts(self, platform: str) -> dict[str, str]:
        """The addresses of a platform's hosts in this world, by the same keys as in its platform file."""
        return {key: f"{self.base}/{platform}/{key}" for key in self._platforms[platform].hosts}

    @property
    def refused(self) -> list[Request]:
        """Requests that were answered with an error, each with its reason."""
        return [r for r in self.requests if r.status is not None and r.status >= 400]

    def secrets(self) -> list[str]:
        """Every secret value ever issued here: keys, codes and tokens."""
        return self._mint.issued

    def log(self, ask: Ask, fault: str = "") -> Request:
        record = request_of(ask, self.clock.now(), fault)
        self.requests.append(record)
        self.happened()
        return record

    def happened(self) -> None:
        """Wakes whoever waits in `until`."""
        with self._news:
            self._news.notify_all()

    def until(self, condition: Callable[[], bool], seconds: float = 20) -> None:
        """Waits until a request or an answer makes the condition true. Raises TimeoutError."""
        with self._news:
            if not self._news.wait_for(condition, seconds):
                raise TimeoutError(f"Nothing of this sort in {seconds} seconds; {len(self.requests)} requests came.")

    async def answer(self, ask: Ask) -> Answer:
        """What the platform properly says; the request takes effect."""
        owner = self._owner(ask.path)
        if owner is None:
            return html_answer("There is nothing here.", 404)
        platform, host, rest = owner
        try:
            answer = await _handled(platform, host, ask, rest)
        except RefusedError as refused:
            answer = refused.answer
        return platform.finish(host, ask, answer).plus(("date", http_date(self.clock.now())))

    def too_many(self, path: str, retry_after: int) -> Answer:
        owner = self._owner(path)
        if owner is None:
            return Answer(429)
        return owner[0].too_many(owner[1], retry_after).plus(("date", http_date(self.clock.now())))

    def _owner(self, path: str) -> tuple[Platform, str, str] | None:
        name, _, rest = path.lstrip("/").partition("/")
        host, _, rest = rest.partition("/")
        platform = self._platforms.get(name)
        if platform is None or host not in platform.hosts:
            return None
        return platform, host, "/" + rest

    def _place(self, platform: str) -> Place:
        return Place(self.clock, self._mint, f"{self.base}/{platform}")


async def _handled(platform: Platform, host: str, ask: Ask, rest: str) -> Answer:
    paths = platform.hosts[host]
    found = paths.find(ask.method, rest)
    if found is None:
        return platform.lost(host, ask, wrong_method=paths.other_methods(ask.method, rest))
    answer = found.handler(platform.state, replace(ask, params=found.params))
    return await answer if isawaitable(answer) else answer
