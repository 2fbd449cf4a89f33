"""Renewing a sign-in without ever losing a rotating token.

One refresher per sign-in across processes (kernel lock), re-read after the lock, only when needed. Intent and the
sealed raw answer are kept before the answer is read; the new bundle goes into the other slot and is read back; then
the pointer moves. Whatever cuts this off, `fresh` mends it at the next need.
"""

from __future__ import annotations

import asyncio
import math
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from msgspec.structs import replace

from stagedoor.domain.bundle import Bundle
from stagedoor.domain.entities import Grant, Item, Renewal
from stagedoor.domain.errors import (
    Limited,
    NetworkError,
    NotFound,
    Offline,
    PlatformRefused,
    Refused,
    SecretCorrupt,
    SecretMissing,
    SignInNeeded,
    StagedoorError,
    StoreError,
)
from stagedoor.domain.exchange import Keys, Request, Response, TokenAnswer
from stagedoor.domain.lifetimes import SCRIPT_MARGIN, is_fresh
from stagedoor.domain.protocol import OAuth
from stagedoor.services import journal
from stagedoor.services.grants import LOCK_WAIT, Grants, lock_of
from stagedoor.services.keeping import Keeper
from stagedoor.services.ports import Ports
from stagedoor.services.shielded import shielded

T = TypeVar("T")

SEND_DEADLINE = 30.0
ANSWER_LIMIT = 64 * 1024
RETRY_AFTER = 60  # seconds until the next try when a platform was in trouble
LONGEST_PAUSE = 900  # seconds; no platform makes us wait longer before we ask again
INTERRUPTED = "interrupted"


class Refresh:
    def __init__(self, ports: Ports, keeper: Keeper, grants: Grants) -> None:
        self._ports, self._keeper, self._grants = ports, keeper, grants
        self._turn: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)  # among the tasks of this process

    async def fresh(
        self, grant_id: str, *, margin: float = SCRIPT_MARGIN, force: bool = False, even_dead: bool = False
    ) -> Grant:
        """The sign-in with an access token that lives at least `margin` seconds, renewed only if it does not.

        `force` renews a token that is still good (a platform answered 401 to it). `even_dead` gives out a sign-in
        that was given up and that no renewal can bring back, so that a check can find it alive again.
        Raises SignInNeeded, Busy, SecretError, NetworkError, Limited.
        """
        row = await self._ports.records.grant(grant_id)
        if even_dead and row is not None and not self.renews(row):
            return row
        grant = await self._grant(grant_id, margin)
        if not self.renews(grant):
            return grant
        due = self._due(grant, margin)
        if not force and await self._good(grant, due) and await self._ports.records.renewal(grant_id) is None:
            return grant
        if await self._too_young(grant):
            return grant
        before = (await self._keeper.item(grant.item_id)).generation
        try:
            async with self._turn[grant_id], self._ports.locks.hold(lock_of(grant_id), wait=LOCK_WAIT):
                return await shielded(self._locked(grant_id, due, force=force, before=before), "renewal")
        except StagedoorError as error:
            over = isinstance(error, SignInNeeded) and error.code != INTERRUPTED
            if over or force or not await self._good(grant, margin):
                raise
            return grant  # an earlier renewal is open; this token does not need it

    async def use(self, grant_id: str, work: Callable[[Keys], Awaitable[T]]) -> T:
        """Runs the work with fresh keys. Where the platform no longer takes a token that should live, renews it and
        runs the work once more: it was refused, so nothing happened yet.
        """
        grant = await self.fresh(grant_id)
        try:
            return await work(await self._grants.keys(grant))
        except PlatformRefused as error:
            if error.kind != "grant_dead" or not self.renews(grant) or await self._too_young(grant):
                raise
        return await work(await self._grants.keys(await self.fresh(grant_id, force=True)))

    async def _locked(self, grant_id: str, margin: float, *, force: bool, before: int) -> Grant:
        """The same question again under the lock: somebody else may have renewed meanwhile."""
        grant = await self._grant(grant_id, margin)
        item = await self._keeper.item(grant.item_id)
        left = await self._ports.records.renewal(grant_id)
        if left is not None and left.sealed is not None and await self._finish(grant, item, left):
            grant, item, left = await self._grant(grant_id), await self._keeper.item(grant.item_id), None
        interrupted = left is not None
        renewed_by_others = item.generation != before
        if not interrupted and await self._good(grant, margin) and (renewed_by_others or not force):
            return grant
        self._respect_pause(grant)
        return await self._renewed(grant, await self._newest(item), interrupted=interrupted)

    async def _newest(self, item: Item) -> Item:
        """A database put back from a backup points at keys that were renewed since then: the newest ones win."""
        newest = item
        for slot in (item.slot, item.other_slot):
            with suppress(SecretMissing, SecretCorrupt):
                found = await self._ports.secrets.get(item, slot)
                if found.generation > newest.generation:
                    chunks = {known: count for known, count in item.chunks.items() if known != slot}
                    newest = replace(item, slot=slot, generation=found.generation, chunks=chunks)
        if newest is not item:
            await self._ports.records.keep_item(newest)
        return newest

    def _respect_pause(self, grant: Grant) -> None:
        """Sends nothing before the time that the platform named. A clock that jumped does not make the pause longer."""
        left = (grant.renew_next_at or 0) - self._ports.now()
        entry = self._ports.platforms.spec(grant.platform).error.get(grant.renew_failed or "")
        asked = entry.kind == "quota" if entry else grant.renew_failed == Limited.code
        if asked and 0 < left <= LONGEST_PAUSE:
            cause = entry.cause if entry else "The platform asks for a pause."
            raise Limited(cause, f"Try again in {left} seconds.", code=grant.renew_failed, retry_after=left)

    async def _renewed(self, grant: Grant, item: Item, *, interrupted: bool) -> Grant:
        bundle = await self._ports.secrets.get(item)
        key = await self._keeper.machine_key(item.backend)
        request = self._ports.platforms.adapter(grant.platform).renewal(await self._grants.keys(grant))
        await self._rehearse(item, bundle)
        renewal = Renewal(
            grant_id=grant.id, generation=item.generation, fingerprint=journal.fingerprint(key, bundle),
            sent_at=self._ports.now(),
        )  # fmt: skip
        await self._ports.records.keep_intent(renewal)
        response = await self._send(grant, request, interrupted=interrupted)
        packed = journal.packed(response, interrupted=interrupted)
        sealed = await self._ports.secrets.seal(key, packed, journal.context(renewal))
        with suppress(StoreError):  # then the vault must do: what is newer there than its row says counts
            await self._ports.records.keep_journal(grant.id, sealed=sealed, answered_at=self._ports.now())
        await self._take(grant, item, renewal, response, interrupted=interrupted)
        return await self._grant(grant.id)

    async def _rehearse(self, item: Item, bundle: Bundle) -> None:
        """Before the token is spent: the slot that will take its successor takes a write (the older one is over)."""
        await self._ports.secrets.put(item, item.other_slot, bundle)

    async def _send(self, grant: Grant, request: Request, *, interrupted: bool) -> Response:
        try:
            return await self._ports.http.send(request, deadline=SEND_DEADLINE, limit=ANSWER_LIMIT)
        except NetworkError as error:
            # The intent stays where this request, or one before it, may have been taken: the next need sends the same
            # token at once.
            if isinstance(error, (Offline, Refused)) and not interrupted:
                await self._ports.records.drop_renewal(grant.id)
            await self._failed(grant, error)
            raise

    async def _finish(self, grant: Grant, item: Item, renewal: Renewal) -> bool:
        """Uses an answer that was kept before a crash. False where it cannot be opened any more: it has to be asked
        for again.
        """
        key = await self._keeper.machine_key(item.backend)
        try:
            packed = await self._ports.secrets.unseal(key, renewal.sealed or b"", journal.context(renewal))
        except SecretCorrupt:
            await self._reopen(renewal)
            return False
        response, interrupted = journal.unpacked(packed)
        await self._take(grant, item, renewal, response, interrupted=interrupted)
        return True

    async def _reopen(self, renewal: Renewal) -> None:
        """The kept answer is of no use, and the token may be spent: only the intent stays."""
        await self._ports.records.keep_intent(replace(renewal, sealed=None, answered_at=None), over_answer=True)

    async def _take(self, grant: Grant, item: Item, renewal: Renewal, response: Response, *, interrupted: bool) -> None:
        """Reads the answer. An unreadable one leaves the intent: the token may be spent, the next need asks again."""
        try:
            answer = self._ports.platforms.adapter(grant.platform).read_tokens(response)
        except NetworkError as error:
            await self._reopen(renewal)
            await self._failed(grant, error)
            raise
        except (PlatformRefused, Limited) as error:
            await self._refused(grant, renewal, error, interrupted=interrupted)
            await self._grant(grant.id)  # raises if it is dead, and says why
            raise
        await self._commit(grant, item, answer, renewal.answered_at or self._ports.now())

    async def _commit(self, grant: Grant, item: Item, answer: TokenAnswer, answered_at: int) -> None:
        """The other slot, read back, then rows and pointer in one transaction. An empty value replaces nothing.

        The tokens live from when they were given: an answer may have waited in the journal for days.
        """
        old = await self._ports.secrets.get(item)
        values = {**old.values, **{d.name: d.value for d in answer.tokens if d.value}}
        fresh = await self._keeper.next(item, values, old.rebuild)
        tokens = [draft.row(grant.id, issued_at=answered_at) for draft in answer.tokens]
        await self._ports.records.commit_renewal(grant.id, fresh, tokens, scopes=answer.scopes, at=answered_at)

    async def _refused(
        self, grant: Grant, renewal: Renewal, error: PlatformRefused | Limited, *, interrupted: bool
    ) -> None:
        """Only a listed error of a dead sign-in ends it; anything else is tried again later. A platform in trouble may
        have spent the token before it failed.
        """
        if not self._is_dead(grant, error):
            if interrupted or (isinstance(error, PlatformRefused) and error.kind == "platform"):
                await self._reopen(renewal)
            else:
                await self._ports.records.drop_renewal(grant.id)
            await self._failed(grant, error)
            return
        await self._ports.records.drop_renewal(grant.id)
        code = INTERRUPTED if interrupted else error.code
        await self._ports.records.mark_dead(grant.id, at=self._ports.now(), code=code)
        await self._note(grant, "ended", code)

    async def _failed(self, grant: Grant, error: StagedoorError) -> None:
        now, asked = self._ports.now(), getattr(error, "retry_after", None)
        pause = RETRY_AFTER if asked is None else min(max(1, math.ceil(asked)), LONGEST_PAUSE)
        await self._ports.records.renew_failed(grant.id, at=now, code=error.code, next_at=now + pause)

    async def _note(self, grant: Grant, event: str, reason: str) -> None:
        for connection in await self._ports.records.connections_of(grant.id):
            await self._ports.records.log(self._ports.activity(event, connection, reason=reason))

    async def _good(self, grant: Grant, margin: float) -> bool:
        tokens = await self._ports.records.tokens(grant.id)
        access = next((t for t in tokens if t.name == "access"), None)
        now = self._ports.clock.now()
        return access is not None and is_fresh(access.ends, access.ends_at, access.issued_at, now, margin=margin)

    async def _grant(self, grant_id: str, margin: float | None = None) -> Grant:
        """The living sign-in. One that was only lost in a renewal may be used while its access token lives."""
        grant = await self._ports.records.grant(grant_id)
        if grant is None:
            raise NotFound("This sign-in is no longer here.", "Connect the account again.")
        lost = grant.dead_code == INTERRUPTED and margin is not None
        if grant.dead_at is not None and not (lost and await self._good(grant, margin or 0.0)):
            spec = self._ports.platforms.spec(grant.platform)
            entry = spec.error.get(grant.dead_code or "")
            cause = entry.cause if entry else "The sign-in was lost while it was being renewed."
            raise SignInNeeded(cause, f"Sign in again: stagedoor connect {grant.platform}", code=grant.dead_code)
        return grant

    def _is_dead(self, grant: Grant, error: StagedoorError) -> bool:
        """True only for an error that the platform file lists as the end of this kind of sign-in."""
        oauth = self._oauth(grant)
        return oauth is not None and isinstance(error, PlatformRefused) and error.error_id in oauth.dead

    def _due(self, grant: Grant, margin: float) -> float:
        """How long before its end a token is renewed. One that renews itself must be alive for that, and nothing brings
        it back afterwards: it is renewed as soon as a tenth of its life is over.
        """
        oauth = self._oauth(grant)
        if oauth is None or not oauth.renew.by_program or oauth.renew.after_end:
            return margin
        return max(margin, 0.9 * oauth.lifetimes.get("access", 0))

    async def _too_young(self, grant: Grant) -> bool:
        """True while the platform would refuse to renew: some want a token to be a day old. How old it is, its end
        tells: a token that was pasted may have been made long before.
        """
        oauth, tokens = self._oauth(grant), await self._ports.records.tokens(grant.id)
        ends_at = next((t.ends_at for t in tokens if t.name == "access"), None)
        if oauth is None or not oauth.renew.not_before or ends_at is None:
            return False
        return oauth.lifetimes.get("access", 0) - (ends_at - self._ports.now()) < oauth.renew.not_before

    def renews(self, grant: Grant) -> bool:
        """True if the platform renews such a sign-in without the person."""
        oauth = self._oauth(grant)
        return oauth is not None and oauth.renew.by_program

    def _oauth(self, grant: Grant) -> OAuth | None:
        return self._ports.platforms.spec(grant.platform).oauth_of(grant.route)
