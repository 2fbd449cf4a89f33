"""The Records port over SQLite: every method is one transaction on the store thread."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlite_utils import Database

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
    Token,
)
from stagedoor.domain.kits import Kit
from stagedoor.domain.ports import Clock
from stagedoor.store import (
    accounts,
    apps,
    connections,
    grants,
    health,
    items,
    kits,
    notes,
    posts,
    promotion,
    renewals,
    rows,
    setups,
    soundness,
)
from stagedoor.store.connection import open_store
from stagedoor.store.thread import StoreThread

P = ParamSpec("P")
T = TypeVar("T")


class SqliteRecords:
    """The database at `path`, opened by the first call. Raises StoreError subclasses only."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._thread = StoreThread(path, lambda: open_store(path, clock.now()))

    def close(self) -> None:
        """Ends within two seconds; what was begun is finished or undone."""
        self._thread.close()

    async def _read(self, job: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._thread.read(lambda db: job(db, *args, **kwargs))

    async def _write(self, job: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._thread.write(lambda db: job(db, *args, **kwargs))

    # accounts

    async def connections(self) -> list[Connection]:
        return await self._read(rows.find, Connection, order=connections.ORDER)

    async def connection(self, handle: str) -> Connection | None:
        return await self._read(rows.first, Connection, "handle = ?", handle)

    async def account_rows(self, *, since: int, handle: str | None = None) -> list[AccountRows]:
        return await self._read(accounts.everything, since, handle)

    async def connections_of(self, grant_id: str) -> list[Connection]:
        return await self._read(rows.find, Connection, "grant_id = ?", (grant_id,), connections.ORDER)

    async def rename_connection(self, connection_id: str, *, name: str, username: str | None) -> None:
        await self._write(connections.rename, connection_id, name, username)

    async def rekey_connection(self, connection_id: str, *, external_id: str, address: Mapping[str, str]) -> None:
        await self._write(connections.rekey, connection_id, external_id, address)

    async def keep_by_hand(
        self, connection: Connection, *, setup_id: str | None, activity: Sequence[Activity]
    ) -> Connection:
        return await self._write(connections.keep_by_hand, connection, setup_id, activity)

    # apps

    async def app(self, app_id: str) -> App | None:
        return await self._read(rows.get, App, app_id)

    async def apps(self, platform: str) -> list[App]:
        return await self._read(rows.find, App, "platform = ?", (platform,), "created_at, rowid")

    async def find_app(self, platform: str, kind: str, ident: str) -> App | None:
        return await self._read(rows.first, App, "platform = ? AND kind = ? AND ident = ?", platform, kind, ident)

    async def keep_app(self, app: App, item: Item | None) -> None:
        await self._write(apps.keep, app, item)

    # grants

    async def grant(self, grant_id: str) -> Grant | None:
        return await self._read(rows.get, Grant, grant_id)

    async def grants(self, *, status: str | None = None) -> list[Grant]:
        return await self._read(rows.find, Grant, "status = coalesce(?, status)", (status,), "consented_at, rowid")

    async def tokens(self, grant_id: str) -> list[Token]:
        return await self._read(rows.find, Token, "grant_id = ?", (grant_id,), "name")

    async def keep_pending_grant(
        self, grant: Grant, tokens: Sequence[Token], item: Item, *, attempt_id: str | None, setup_id: str | None
    ) -> None:
        await self._write(grants.keep_pending, grant, tokens, item, attempt_id, setup_id)

    async def name_grant(self, grant_id: str, *, subject_id: str) -> None:
        await self._write(grants.mark, grant_id, subject_id=subject_id)

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
        return await self._write(promotion.promote, grant_id, connections, setup_id, attempt_id, activity, item, tokens)

    async def drop_grant(self, grant_id: str) -> None:
        await self._write(grants.drop, grant_id)

    async def mark_grant(self, grant_id: str, *, status: str) -> None:
        await self._write(grants.mark, grant_id, status=status)

    async def mark_dead(self, grant_id: str, *, at: int, code: str) -> None:
        await self._write(grants.mark_dead, grant_id, at, code)

    async def mark_alive(self, grant_id: str) -> None:
        await self._write(grants.mark, grant_id, dead_at=None, dead_code=None)

    # items

    async def item(self, item_id: str) -> Item | None:
        return await self._read(rows.get, Item, item_id)

    async def items(self, *, kind: ItemKind | None = None, status: str | None = None) -> list[Item]:
        return await self._read(items.find, kind, status)

    async def keep_item(self, item: Item) -> None:
        await self._write(rows.put, item)

    async def drop_item(self, item_id: str) -> None:
        await self._write(items.drop, item_id)

    # renewals

    async def renewal(self, grant_id: str) -> Renewal | None:
        return await self._read(rows.get, Renewal, grant_id)

    async def keep_intent(self, renewal: Renewal, *, over_answer: bool = False) -> None:
        await self._write(renewals.keep_intent, renewal, over_answer=over_answer)

    async def keep_journal(self, grant_id: str, *, sealed: bytes, answered_at: int) -> None:
        await self._write(renewals.keep_journal, grant_id, sealed, answered_at)

    async def commit_renewal(
        self, grant_id: str, item: Item, tokens: Sequence[Token], *, scopes: list[str] | None, at: int
    ) -> None:
        await self._write(renewals.commit, grant_id, item, tokens, scopes, at)

    async def drop_renewal(self, grant_id: str) -> None:
        await self._write(renewals.drop, grant_id)

    async def renew_failed(self, grant_id: str, *, at: int, code: str, next_at: int | None) -> None:
        await self._write(grants.mark, grant_id, renew_failed_at=at, renew_failed=code, renew_next_at=next_at)

    # set-ups and attempts

    async def setup(self, setup_id: str) -> Setup | None:
        return await self._read(rows.get, Setup, setup_id)

    async def setups(self) -> list[Setup]:
        return await self._read(setups.under_way)

    async def setup_of_grant(self, grant_id: str) -> Setup | None:
        return await self._read(setups.of_grant, grant_id)

    async def keep_setup(self, setup: Setup) -> None:
        await self._write(rows.put, setup)

    async def end_setup(self, setup_id: str, *, at: int) -> None:
        await self._write(setups.end, setup_id, at)

    async def keep_attempt(self, attempt: AttemptRow) -> None:
        await self._write(rows.put, attempt)

    async def mark_attempt(
        self, attempt_id: str, status: AttemptStatus, *, at: int, error: str | None = None, grant_id: str | None = None
    ) -> None:
        await self._write(setups.mark_attempt, attempt_id, status, at, error, grant_id)

    async def attempt_by_state(self, state_sha256: str) -> AttemptRow | None:
        return await self._read(setups.newest_attempt, "state_sha256", state_sha256)

    async def attempts(self, *, status: str) -> list[AttemptRow]:
        return await self._read(setups.attempts, status)

    async def attempt_of_grant(self, grant_id: str) -> AttemptRow | None:
        return await self._read(setups.newest_attempt, "grant_id", grant_id)

    # health

    async def keep_check(
        self, check: CheckRow | None, findings: Sequence[Finding], meters: Sequence[MeterRow] = ()
    ) -> None:
        await self._write(health.keep, check, findings, meters)

    async def findings(self, subject: str) -> list[Finding]:
        return await self._read(rows.find, Finding, "subject = ?", (subject,), "check_id")

    async def meters(self, subject: str) -> list[MeterRow]:
        return await self._read(rows.find, MeterRow, "subject = ?", (subject,), "name")

    async def checks(self, connection_id: str) -> list[CheckRow]:
        return await self._read(health.checks, connection_id)

    # kits

    async def kits(self) -> list[Kit]:
        return await self._read(rows.find, Kit, order=kits.NEWEST)

    async def keep_kit(self, kit: Kit) -> None:
        await self._write(rows.put, kit)

    async def keep_posted_kit(self, kit: Kit, post: Post, *, activity: Sequence[Activity]) -> None:
        await self._write(kits.keep_posted, kit, post, activity)

    async def drop_kit(self, kit_id: str) -> None:
        await self._write(kits.drop, kit_id)

    # posts

    async def keep_post(self, post: Post) -> None:
        await self._write(rows.put, post)

    async def post(self, post_id: str) -> Post | None:
        return await self._read(rows.get, Post, post_id)

    async def posts(self, connection_id: str) -> list[Post]:
        return await self._read(posts.of_connection, connection_id)

    async def posts_to_delete(self, *, before: int) -> list[Post]:
        return await self._read(posts.to_delete, before)

    # the end of an account

    async def begin_disconnect(self, connection_id: str) -> None:
        await self._write(connections.begin_disconnect, connection_id)

    async def finish_disconnect(self, connection_id: str, *, drop_grant: bool, activity: Activity) -> None:
        await self._write(connections.finish_disconnect, connection_id, activity, drop_grant=drop_grant)

    # history, learned facts, settings, details

    async def log(self, activity: Activity) -> None:
        await self._write(rows.add, activity)

    async def history(self, *, limit: int = 200) -> list[Activity]:
        return await self._read(notes.history, limit)

    async def learn(self, platform: str, key: str, value: str, *, at: int) -> None:
        await self._write(notes.learn, platform, key, value, at)

    async def learned(self, platform: str) -> dict[str, str]:
        return await self._read(notes.learned, platform)

    async def settings(self) -> dict[str, str]:
        return await self._read(notes.pairs, "settings")

    async def set_setting(self, key: str, value: str) -> None:
        await self._write(notes.set_pairs, "settings", {key: value})

    async def details(self) -> dict[str, str]:
        return await self._read(notes.pairs, "details")

    async def set_details(self, details: Mapping[str, str]) -> None:
        await self._write(notes.set_pairs, "details", details)

    async def version(self) -> int:
        return await self._read(soundness.version)

    async def problems(self) -> list[str]:
        return await self._read(soundness.problems, self._path)
