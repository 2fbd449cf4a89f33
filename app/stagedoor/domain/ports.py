"""The ports: what services ask of the world. Adapters implement them, `bootstrap` joins both, tests bring fakes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from stagedoor.domain.asking import Choice, Confirmation, Guide, Prompt
from stagedoor.domain.attempt import Attempt, Callback
from stagedoor.domain.bundle import Bundle, KeychainState
from stagedoor.domain.entities import (
    Activity,
    App,
    AttemptRow,
    AttemptStatus,
    CheckRow,
    Connection,
    Finding,
    Grant,
    Item,
    ItemKind,
    MeterRow,
    Post,
    Renewal,
    Setup,
    Slot,
    Token,
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
from stagedoor.domain.platform import Platform
from stagedoor.domain.secret import Secret

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


class SecretStore(Protocol):
    """Secret bundles in a keychain or the sealed file vault. Raises SecretError subclasses only.

    Every write is read back and compared before it returns. Locked is never treated as missing.
    """

    backend: str

    async def probe(self) -> KeychainState:
        """Writes, reads and deletes a throw-away value; never raises, never waits longer than a few seconds."""

    async def put(self, item: Item, slot: Slot, bundle: Bundle) -> int:
        """Writes the bundle into the given slot; returns in how many chunks it lies."""

    async def get(self, item: Item, slot: Slot | None = None) -> Bundle:
        """The bundle in the live slot (or the given one), from the backend recorded in the item."""

    async def delete(self, item: Item) -> None:
        """Deletes both slots with all their chunks and verifies; what is already gone is fine."""

    async def seal(self, key: Secret, plain: bytes, context: str) -> bytes:
        """AES-256-GCM under a key (base64 of 32 bytes), bound to `context`."""

    async def unseal(self, key: Secret, sealed: bytes, context: str) -> bytes:
        """Raises SecretCorrupt where key, bytes or context do not fit."""


class Records(Protocol):
    """The metadata in SQLite. Every method is one transaction; raises StoreError subclasses only."""

    # accounts
    async def connections(self) -> list[Connection]: ...
    async def connection(self, handle: str) -> Connection | None: ...
    async def connections_of(self, grant_id: str) -> list[Connection]: ...
    async def rename_connection(self, connection_id: str, *, name: str, username: str | None) -> None: ...
    async def rekey_connection(self, connection_id: str, *, external_id: str, address: Mapping[str, str]) -> None:
        """The platform moved the account to another id (a Telegram group that became a supergroup)."""

    async def keep_by_hand(
        self, connection: Connection, *, setup_id: str | None, activity: Sequence[Activity]
    ) -> Connection:
        """An account without a sign-in, placed as in `promote_grant`; the set-up ends. Returns what was placed."""

    # apps
    async def app(self, app_id: str) -> App | None: ...
    async def apps(self, platform: str) -> list[App]: ...
    async def find_app(self, platform: str, kind: str, ident: str) -> App | None: ...
    async def keep_app(self, app: App, item: Item | None) -> None:
        """Inserts or updates the app; its item becomes live in the same step."""

    # grants
    async def grant(self, grant_id: str) -> Grant | None: ...
    async def grants(self, *, status: str | None = None) -> list[Grant]: ...
    async def tokens(self, grant_id: str) -> list[Token]: ...
    async def keep_pending_grant(
        self, grant: Grant, tokens: Sequence[Token], item: Item, *, attempt_id: str | None, setup_id: str | None
    ) -> None:
        """The grant (pending) and its tokens; its item becomes live; the attempt becomes `exchanged`."""

    async def name_grant(self, grant_id: str, *, subject_id: str, subject_name: str) -> None: ...
    async def promote_grant(
        self,
        grant_id: str,
        connections: Sequence[Connection],
        *,
        setup_id: str | None,
        attempt_id: str | None,
        activity: Sequence[Activity],
    ) -> list[Grant]:
        """One step: the grant becomes live, connections are inserted or (same platform, external_id, id_scope)
        moved to it keeping id and handle, grants that serve no connection any more become `replaced`, the attempt
        `confirmed`, the set-up ends. Returns the grants that became `replaced`.
        """

    async def drop_grant(self, grant_id: str) -> None:
        """Removes the grant with its tokens, renewal and item rows (secrets are deleted before)."""

    async def mark_grant(self, grant_id: str, *, status: str) -> None: ...
    async def mark_dead(self, grant_id: str, *, at: int, code: str) -> None: ...
    async def mark_alive(self, grant_id: str) -> None: ...
    async def mark_verified(self, grant_id: str, name: str, *, at: int) -> None: ...

    # items
    async def item(self, item_id: str) -> Item | None: ...
    async def items(self, *, kind: ItemKind | None = None, status: str | None = None) -> list[Item]: ...
    async def keep_item(self, item: Item) -> None:
        """Inserts or updates."""

    async def drop_item(self, item_id: str) -> None: ...

    # renewals
    async def renewal(self, grant_id: str) -> Renewal | None: ...
    async def keep_intent(self, renewal: Renewal) -> None: ...
    async def keep_journal(self, grant_id: str, *, sealed: bytes, answered_at: int) -> None: ...
    async def commit_renewal(
        self, grant_id: str, item: Item, tokens: Sequence[Token], *, scopes: list[str] | None, at: int
    ) -> None:
        """The pointer moves: item slot and generation, token rows, renewed_at; the renewal row is gone."""

    async def drop_renewal(self, grant_id: str) -> None: ...
    async def renew_failed(self, grant_id: str, *, at: int, code: str, next_at: int | None) -> None: ...

    # set-ups and attempts
    async def setup(self, setup_id: str) -> Setup | None: ...
    async def setups(self) -> list[Setup]:
        """Those that have not ended, newest first."""

    async def setup_of_grant(self, grant_id: str) -> Setup | None:
        """The set-up that waits for "is this you?" about a pending grant, also where no attempt led to it."""

    async def keep_setup(self, setup: Setup) -> None: ...
    async def end_setup(self, setup_id: str, *, at: int) -> None: ...
    async def keep_attempt(self, attempt: AttemptRow) -> None: ...
    async def mark_attempt(
        self, attempt_id: str, status: AttemptStatus, *, at: int, error: str | None = None, grant_id: str | None = None
    ) -> None: ...
    async def attempt_by_state(self, state_sha256: str) -> AttemptRow | None: ...
    async def attempts(self, *, status: str) -> list[AttemptRow]: ...
    async def attempt_of_grant(self, grant_id: str) -> AttemptRow | None: ...

    # health
    async def keep_check(
        self, check: CheckRow | None, findings: Sequence[Finding], meters: Sequence[MeterRow] = ()
    ) -> None:
        """Upserts findings and meters; keeps 30 checks a connection and the worst of each older day."""

    async def findings(self, subject: str) -> list[Finding]: ...
    async def meters(self, subject: str) -> list[MeterRow]: ...
    async def checks(self, connection_id: str) -> list[CheckRow]: ...

    # posts
    async def keep_post(self, post: Post) -> None:
        """Inserts or updates."""

    async def post(self, post_id: str) -> Post | None: ...
    async def posts(self, connection_id: str) -> list[Post]: ...
    async def posts_to_delete(self, *, before: int) -> list[Post]: ...

    # the end of an account
    async def begin_disconnect(self, connection_id: str) -> None: ...
    async def finish_disconnect(self, connection_id: str, *, drop_grant: bool, activity: Activity) -> None:
        """Removes the connection (its posts stay as history) and, if told, its grant with tokens and item."""

    # history, learned facts, settings, details
    async def log(self, activity: Activity) -> None: ...
    async def history(self, *, limit: int = 200) -> list[Activity]: ...
    async def learn(self, platform: str, key: str, value: str, *, at: int) -> None: ...
    async def learned(self, platform: str) -> dict[str, str]: ...
    async def settings(self) -> dict[str, str]: ...
    async def set_setting(self, key: str, value: str) -> None: ...
    async def details(self) -> dict[str, str]: ...
    async def set_details(self, details: Mapping[str, str]) -> None: ...
    async def problems(self) -> list[str]:
        """What the store's own checks say (integrity, foreign keys); empty when it is sound."""


class Door(Protocol):
    """A bound listener. Until an attempt is expected, every request gets a constant "not found" page."""

    redirect_uri: str

    def expect(self, attempt: Attempt) -> None: ...

    async def callback(self) -> Callback:
        """The first answer with the attempt's state. Raises Cancelled when the attempt's time is over."""

    def offer(self, pasted: str) -> None:
        """Takes a pasted address as if the browser had come. Raises BadInput with the reason."""

    @property
    def strays(self) -> list[str]:
        """SHA-256 (hex) of the states that came and were not ours, at most the last hundred."""


class Listener(Protocol):
    def open(self, url: str, ports: Sequence[int]) -> AbstractAsyncContextManager[Door]:
        """Binds the first free port of `ports` for the template `url` with `{port}`, and only then names the
        redirect URI. An https template binds nothing: only pasted addresses reach the door.
        Raises Busy where no port is free or somebody squats on the other loopback family.
        """


class Locks(Protocol):
    """Kernel locks between processes: they end with the process that holds them."""

    def hold(self, name: str, *, wait: float) -> AbstractAsyncContextManager[None]:
        """Raises Busy after `wait` seconds."""


class Browser(Protocol):
    async def open(self, url: str) -> bool:
        """Opens the address in the person's browser; False if none could be started."""


class Adapter(Protocol):
    """One platform. Ten questions; the shared adapter answers six of them from the platform file.

    All raise PlatformRefused or Limited (explained by the catalogue) and NetworkError.
    """

    spec: Platform

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

    async def publish(self, connection: Connection, keys: Keys, text: str) -> Published: ...
    async def delete(self, connection: Connection, keys: Keys, ref: str) -> None: ...
    async def revoke(self, keys: Keys) -> None: ...
    def explain(self, response: Response) -> Explained: ...


class Platforms(Protocol):
    def ids(self) -> list[str]: ...
    def spec(self, platform: str) -> Platform: ...
    def adapter(self, platform: str) -> Adapter: ...


class Ask(Protocol):
    """The person: a terminal or the wizard."""

    def tell(self, text: str) -> None: ...
    async def show(self, guide: Guide) -> None:
        """Shows a step of the guide; returns when the person moves on."""

    async def fill(self, prompt: Prompt) -> str: ...
    async def choose(self, choice: Choice) -> str: ...
    async def choose_found(
        self, title: str, found: AsyncIterator[Candidate], find: Callable[[str], Awaitable[Candidate]]
    ) -> list[Candidate]:
        """Shows destinations as they come; `find` looks up a typed one. Several may be chosen, none too."""

    def authorize(self, url: str, *, opened: bool) -> None:
        """Names the address that the browser opened, or that a person opens by hand."""

    async def confirm(self, question: Confirmation) -> bool: ...
    async def pasted(self) -> str:
        """Waits for a pasted address; never returns where nothing can be pasted."""


class Computer(Protocol):
    async def look(self) -> list[Answer]:
        """What this computer says about itself: folders, disk, proxy, clock. Never raises."""

    def alive(self, pid: int) -> bool:
        """True while a process with that number runs."""
