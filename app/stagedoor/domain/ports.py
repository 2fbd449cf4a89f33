"""The ports: what services ask of the world. Adapters implement them, `bootstrap` joins both, tests bring fakes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

from stagedoor.domain.asking import BrowserChoice, Choice, Confirmation, Guide, Leaving, Look, Turn
from stagedoor.domain.attempt import Attempt, Callback
from stagedoor.domain.entities import (
    Connection,
)
from stagedoor.domain.exchange import (
    Answer,
    Candidate,
    Explained,
    Keys,
    Proof,
    Published,
    Request,
    Response,
    TokenAnswer,
    Who,
)
from stagedoor.domain.limits import Rung
from stagedoor.domain.platform import Platform
from stagedoor.domain.secret import Secret
from stagedoor.domain.sitting import Sitting

DEFAULT_LIMIT = 1024 * 1024  # bytes


class Clock(Protocol):
    def now(self) -> float:
        """UTC seconds since 1970."""

    async def sleep(self, seconds: float) -> None: ...


class Http(Protocol):
    """The one HTTP client: no redirects, bodies cut at `limit` bytes, http only to a loopback literal.

    Raises Offline (nothing was sent), TimedOut (it may have been taken), BadAnswer, Refused.
    """

    async def send(self, request: Request, *, deadline: float = 30.0, limit: int = DEFAULT_LIMIT) -> Response: ...


class CallbackReceiver(Protocol):
    """A bound listener. Until an attempt is expected, every request gets a constant "not found" page."""

    redirect_uri: str

    def expect(self, attempt: Attempt) -> None: ...

    async def callback(self) -> Callback:
        """The first answer with the attempt's state. Raises Cancelled when the attempt's time is over."""

    def offer(self, pasted: str) -> None:
        """Takes a pasted address as if the browser had come. Raises BadInput with the reason."""

    @property
    def foreign_states(self) -> list[str]:
        """SHA-256 (hex) of the states that came and were not ours, at most the last hundred."""


class Listener(Protocol):
    def open(self, url: str, ports: Sequence[int]) -> AbstractAsyncContextManager[CallbackReceiver]:
        """Binds the first free port of `ports` for the template `url` with `{port}`, and only then names the
        redirect URI. An https template binds nothing: only pasted addresses reach the receiver.
        Raises Busy where no port is free or somebody squats on the other loopback family.
        """


class Locks(Protocol):
    """Kernel locks between processes: they end with the process that holds them."""

    def hold(self, name: str, *, wait: float) -> AbstractAsyncContextManager[None]:
        """Raises Busy after `wait` seconds."""


class Browser(Protocol):
    async def choices(self) -> list[BrowserChoice]:
        """The browsers of this computer, the person's usual one first, private windows as entries of their own."""

    async def open(self, url: str, browser: str = "") -> bool:
        """Opens the address in that browser (an id of `choices`); False if it could not be started."""


class Memory(Protocol):
    """What was learned about a platform by asking it, kept for the next time (Records does that)."""

    async def learn(self, platform: str, key: str, value: str, *, at: int) -> None: ...
    async def learned(self, platform: str) -> dict[str, str]: ...


class Adapter(Protocol):
    """One platform. Ten questions; the shared adapter answers six of them from the platform file. (The others here
    do no call, or have a default that few platforms change.)

    All raise PlatformRefused or Limited (explained by the catalogue) and NetworkError.
    """

    spec: Platform
    clock_offset: float | None
    """Seconds that the platform's clock was ahead of this computer's at the last answer; None before one."""

    async def prove(self, route: str, keys: Keys) -> Proof: ...
    async def exchange(self, attempt: Attempt, code: Secret, keys: Keys) -> TokenAnswer: ...
    def renewal(self, keys: Keys) -> Request: ...
    def read_tokens(self, response: Response) -> TokenAnswer: ...
    async def identify(self, keys: Keys) -> Who: ...
    def discover(self, keys: Keys, who: Who) -> AsyncIterator[Candidate]:
        """Destinations as they are found. May wait for a person and never end: close it."""

    async def find(self, keys: Keys, who: Who, typed: str) -> Candidate:
        """The destination behind a typed name, link or number."""

    def check(self, connection: Connection, keys: Keys, *, paid: bool) -> AsyncIterator[Answer]: ...
    def measure(self, text: str) -> int:
        """How long the text is, in the platform's own unit."""

    async def publish(self, connection: Connection, keys: Keys, text: str, rung: Rung | None = None) -> Published:
        """`rung` tells heights apart where the platform file offers several that are sent."""

    async def publish_video(
        self, connection: Connection, keys: Keys, text: str, video: Path, rung: Rung | None = None
    ) -> Published:
        """The same with a video of the person's, where the platform takes one by program. Raises BadInput."""

    async def publish_picture(
        self, connection: Connection, keys: Keys, text: str, address: str, rung: Rung | None = None
    ) -> Published:
        """The same with a picture that the platform fetches from a public address. Raises BadInput."""

    async def delete(self, connection: Connection, keys: Keys, ref: str) -> None: ...
    async def revoke(self, keys: Keys) -> None: ...
    def explain(self, response: Response) -> Explained: ...
    async def hindrance(self, keys: Keys) -> Explained | None:
        """What keeps `discover` from finding anything, where it can be cleared if the person agrees."""

    async def clear_hindrance(self, keys: Keys) -> None: ...


class Platforms(Protocol):
    def ids(self) -> list[str]: ...
    def sittings(self) -> list[Sitting]: ...
    def spec(self, platform: str) -> Platform: ...
    def adapter(self, platform: str) -> Adapter: ...


class Ask(Protocol):
    """The person: a terminal or the wizard. A person who stops cancels the task that asks."""

    def tell(self, text: str) -> None: ...
    async def step(self, guide: Guide, look: Look) -> Turn:
        """Shows a step of the guide and takes the values that it asks for; returns when the person moves on."""

    async def choose(self, choice: Choice) -> str: ...
    async def choose_found(
        self, title: str, found: AsyncIterator[Candidate], find: Callable[[str], Awaitable[Candidate]]
    ) -> list[Candidate]:
        """Shows destinations as they come; `find` looks up a typed one. Several may be chosen, none too."""

    async def leave(self, leaving: Leaving, browser: Browser) -> None:
        """Says what the browser will show, and opens it or leaves that to the person; does not wait for the end."""

    async def confirm(self, question: Confirmation) -> bool: ...
    async def pasted(self) -> str:
        """Waits for a pasted address; never returns where nothing can be pasted."""


class Computer(Protocol):
    async def look(self) -> list[Answer]:
        """What this computer says about itself: folders, disk, proxy, clock. Never raises."""

    def alive(self, pid: int) -> bool:
        """True while a process with that number runs."""

    async def keep_file(self, name: str, data: bytes) -> str:
        """Keeps a file of the person's in the home, in place of the one of that name, and returns its path.

        Raises StoreReadOnly, StoreFull.
        """

    async def kept_file(self, name: str) -> str:
        """The path of such a file, "" where there is none."""
