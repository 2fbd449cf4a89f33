"""The rows of the data model, as they travel between the store and the services.

Times are integer UTC seconds; ids are uuid4 texts; `None` is "not known" and never "none". No field holds a secret.
"""

from __future__ import annotations

import uuid
from typing import Any, Literal

from msgspec import Struct

ItemKind = Literal["app", "grant", "setup", "machine"]
ItemStatus = Literal["pending", "live", "deleting"]
Slot = Literal["a", "b"]
GrantStatus = Literal["pending", "live", "replaced", "deleting"]
Ends = Literal["never", "unknown", "at"]
EndsFrom = Literal["answer", "asked", "assumed"]
ConnectionKind = Literal["page", "profile", "channel", "group", "account"]
AttemptStatus = Literal["open", "exchanged", "confirmed", "denied", "expired", "cancelled", "abandoned"]
Verdict = Literal["ok", "warn", "bad", "unknown"]
CheckBy = Literal["round", "person", "cli", "connect"]
PostStatus = Literal["planned", "sending", "unknown", "live", "deleting", "deleted", "left", "failed"]
Actor = Literal["window", "cli", "round", "exec"]

VERDICT_RANK: dict[Verdict, int] = {"bad": 0, "unknown": 1, "warn": 2, "ok": 3}
"""The worst first."""

LABEL = "label."
"""A person's own word for an account ("Client B") is a setting of this name and the account's id."""


def new_id() -> str:
    return str(uuid.uuid4())


class Row(Struct, frozen=True, kw_only=True):
    """A row of the store."""


class App(Row, frozen=True, kw_only=True):
    """A developer app: `ident` is the field that says "same app again" (hashed where that field is secret)."""

    id: str
    platform: str
    kind: str
    ident: str
    client_id: str | None = None
    answers: dict[str, str] = {}
    fields: dict[str, str] = {}  # the open (not secret) fields of the portal
    item_id: str | None = None
    proved_at: int | None = None
    created_at: int


class Grant(Row, frozen=True, kw_only=True):
    """One consent. `scopes` is what was given, None where the platform does not say."""

    id: str
    app_id: str | None
    platform: str
    route: str
    subject_id: str = ""
    status: GrantStatus
    consented_at: int
    scopes_asked: list[str] = []
    scopes: list[str] | None = None
    cap_at: int | None = None
    cap_why: str | None = None
    dead_at: int | None = None
    dead_code: str | None = None
    renewed_at: int | None = None
    renew_failed_at: int | None = None
    renew_failed: str | None = None
    renew_next_at: int | None = None
    item_id: str


class Token(Row, frozen=True, kw_only=True):
    """One token of a grant: its name and its end, never its value. `ends_at` is set only with ends = at."""

    grant_id: str
    name: str
    issued_at: int | None = None
    ends: Ends
    ends_at: int | None = None
    ends_from: EndsFrom = "answer"
    data_access_ends_at: int | None = None


class Connection(Row, frozen=True, kw_only=True):
    """One destination (on screen: account). `grant_id` is None for an account served by hand."""

    id: str
    handle: str
    platform: str
    route: str
    kind: ConnectionKind
    grant_id: str | None
    token_name: str | None = None
    external_id: str
    id_scope: str = ""
    name: str
    username: str | None = None
    url: str | None = None
    address: dict[str, str] = {}
    avatar: str | None = None
    position: int = 0
    confirmed_at: int
    status: Literal["live", "deleting"] = "live"


class Setup(Row, frozen=True, kw_only=True):
    """A guided set-up in progress. `answers`: open fields, answers to questions, ticked gates; never secrets.

    The pending grant that it waits with ("is this you?") is a column but no field: whoever holds a set-up for long and
    keeps it again must not bring an old grant back.
    """

    id: str
    platform: str
    route: str | None = None
    app_id: str | None = None
    reconnects: str | None = None
    step: str | None = None
    answers: dict[str, str] = {}
    item_id: str | None = None
    updated_at: int
    ended_at: int | None = None


class AttemptRow(Row, frozen=True, kw_only=True):
    """The kept half of an authorization: no state, no verifier, only a hash of the state."""

    id: str
    setup_id: str
    app_id: str
    platform: str
    route: str
    redirect_uri: str
    state_sha256: str
    scopes: list[str]
    pid: int
    created_at: int
    expires_at: int
    status: AttemptStatus = "open"
    ended_at: int | None = None
    error: str | None = None
    grant_id: str | None = None


class Item(Row, frozen=True, kw_only=True):
    """Where a secret bundle lies. Written (pending) before the secret, so that no secret is an orphan.

    `slot` is the live one of the two; `chunks` says in how many keychain entries each slot lies.
    """

    id: str
    kind: ItemKind
    owner_id: str
    backend: str
    status: ItemStatus = "pending"
    slot: Slot = "a"
    generation: int = 0
    chunks: dict[str, int] = {}
    updated_at: int

    @property
    def other_slot(self) -> Slot:
        return "b" if self.slot == "a" else "a"


class Renewal(Row, frozen=True, kw_only=True):
    """A renewal under way: an intent while `sealed` is None, else the journal of the raw answer."""

    grant_id: str
    generation: int
    fingerprint: str
    sent_at: int
    answered_at: int | None = None
    sealed: bytes | None = None


class CheckRow(Row, frozen=True, kw_only=True):
    id: str
    connection_id: str
    by: CheckBy
    started_at: int
    ended_at: int
    state: str


class Finding(Row, frozen=True, kw_only=True):
    """The newest answer to one question. `subject`: a connection, app or grant id, or `computer`.

    `ok_at`: when it last was ok; `since`: when the present verdict began.
    """

    subject: str
    check_id: str
    verdict: Verdict
    error_id: str | None = None
    detail: dict[str, Any] = {}
    checked_at: int
    ok_at: int | None = None
    since: int | None = None


class MeterRow(Row, frozen=True, kw_only=True):
    subject: str
    name: str
    used: float | None = None
    limit: float | None = None
    left: float | None = None
    resets_at: int | None = None
    unit: str = ""
    at: int


class Post(Row, frozen=True, kw_only=True):
    """A post that Stagedoor made. `unknown`: it was sent and the answer got lost; never sent again."""

    id: str
    connection_id: str | None
    kit_id: str | None = None
    kind: str
    rung: str
    text: str
    status: PostStatus
    post_ref: str | None = None
    link: str | None = None
    price: float | None = None
    sent_at: int | None = None
    delete_at: int | None = None
    deleted_at: int | None = None
    error_id: str | None = None


class Activity(Row, frozen=True, kw_only=True):
    """One line of the history. `params` holds allow-listed values only."""

    at: int
    actor: Actor
    event: str
    handle: str = ""
    connection_id: str | None = None
    reason: str | None = None
    params: dict[str, Any] = {}
    id: int | None = None


class AccountRows(Struct, frozen=True, kw_only=True):
    """All that is kept about one account, read at one moment.

    `states`: by day (2026-11-24, in this computer's time zone), what checks found. `posted`: by day, when the last
    post of that day was sent.
    """

    connection: Connection
    grant: Grant | None = None
    app: App | None = None
    tokens: list[Token] = []
    findings: list[Finding] = []
    meters: list[MeterRow] = []
    states: dict[str, list[str]] = {}
    posted: dict[str, int] = {}
