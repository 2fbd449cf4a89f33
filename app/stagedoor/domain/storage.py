"""The two ports behind which everything is kept: secrets in a keychain, records in a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from stagedoor.domain.bundle import Bundle, KeychainState
from stagedoor.domain.entities import (
    AccountRows,
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
from stagedoor.domain.kits import Kit
from stagedoor.domain.secret import Secret


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

    async def unlisted(self, known: Sequence[str]) -> list[tuple[Item, Bundle]]:
        """What this home keeps under other item ids than these, as the row that it should have (`owner_id` is empty)
        and its newest bundle. Nothing from a place that cannot list what it holds, or does not answer. Never raises.
        """

    async def seal(self, key: Secret, plain: bytes, context: str) -> bytes:
        """AES-256-GCM under a key (base64 of 32 bytes), bound to `context`."""

    async def unseal(self, key: Secret, sealed: bytes, context: str) -> bytes:
        """Raises SecretCorrupt where key, bytes or context do not fit."""

    async def unlock(self, passphrase: Secret | None = None) -> None:
        """Lets the keychain ask its person, or opens a locked file with its passphrase.

        Raises SecretDenied for no, or for another passphrase; SecretLocked where nobody can be asked.
        """

    async def make_locked_file(self, passphrase: Secret) -> None:
        """Makes a locked file and opens it; new keys go there from now on. Raises SecretDenied where there is one."""


class Records(Protocol):
    """The metadata in SQLite. Every method is one transaction; raises StoreError subclasses only."""

    # accounts
    async def connections(self) -> list[Connection]: ...
    async def connection(self, handle: str) -> Connection | None: ...
    async def account_rows(self, *, since: int, handle: str | None = None) -> list[AccountRows]:
        """Everything about every account (or that one) at once; days of checks from `since` on."""

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

    async def name_grant(self, grant_id: str, *, subject_id: str) -> None: ...
    async def promote_grant(
        self,
        grant_id: str,
        connections: Sequence[Connection],
        *,
        setup_id: str | None,
        attempt_id: str | None,
        activity: Sequence[Activity],
        item: Item | None = None,
        tokens: Sequence[Token] = (),
    ) -> list[Grant]:
        """One step: the grant becomes live, connections are inserted or (same platform, external_id, id_scope)
        moved to it keeping id and handle, grants that serve no connection any more become `replaced`, the attempt
        `confirmed`, the set-up ends. Returns the grants that became `replaced`.

        `item`, `tokens`: where the accounts brought tokens of their own, which lie in a new generation of its item.
        """

    async def drop_grant(self, grant_id: str) -> None:
        """Removes the grant with its tokens, renewal and item rows (secrets are deleted before)."""

    async def mark_grant(self, grant_id: str, *, status: str) -> None: ...
    async def mark_dead(self, grant_id: str, *, at: int, code: str) -> None: ...
    async def mark_alive(self, grant_id: str) -> None: ...

    # items
    async def item(self, item_id: str) -> Item | None: ...
    async def items(self, *, kind: ItemKind | None = None, status: str | None = None) -> list[Item]: ...
    async def keep_item(self, item: Item) -> None:
        """Inserts or updates."""

    async def drop_item(self, item_id: str) -> None: ...

    # renewals
    async def renewal(self, grant_id: str) -> Renewal | None: ...
    async def keep_intent(self, renewal: Renewal, *, over_answer: bool = False) -> None:
        """Never over a kept answer, except where that one was read and is of no use (`over_answer`)."""

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

    # kits
    async def kits(self) -> list[Kit]:
        """The newest first."""

    async def keep_kit(self, kit: Kit) -> None: ...
    async def keep_posted_kit(self, kit: Kit, post: Post, *, activity: Sequence[Activity]) -> None:
        """The kit was published by hand: its post, the kit and the history in one step."""

    async def drop_kit(self, kit_id: str) -> None: ...

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
    async def version(self) -> int:
        """A number that is another one after every change, also by other processes. Asking costs next to nothing."""

    async def problems(self) -> list[str]:
        """What the store's own checks say (integrity, foreign keys); empty when it is sound."""
