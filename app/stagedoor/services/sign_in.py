"""One sign-in with the browser: listener, attempt, consent, callback, exchange, and the answer kept at once."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

from stagedoor.domain.asking import DeadEnd, Leaving, Sight
from stagedoor.domain.attempt import Attempt, Callback
from stagedoor.domain.dates import clock_time
from stagedoor.domain.entities import App, AttemptRow, AttemptStatus, Grant, Setup, new_id
from stagedoor.domain.errors import BadInput, Cancelled, PlatformRefused
from stagedoor.domain.exchange import Keys, Response
from stagedoor.domain.platform import Platform, Route
from stagedoor.domain.ports import Ask, CallbackReceiver
from stagedoor.domain.scopes import wanted
from stagedoor.oauth import attempt as attempts
from stagedoor.services.apps import Apps
from stagedoor.services.grants import Grants
from stagedoor.services.guide import live_values
from stagedoor.services.ports import Ports
from stagedoor.services.shielded import shielded

ENOUGH_TO_PASTE = 120
"""Seconds that a code must live before a person can bring the address over by hand."""


class SignIn:
    def __init__(self, ports: Ports, apps: Apps, grants: Grants) -> None:
        self._ports = ports
        self._apps = apps
        self._grants = grants

    async def run(self, setup: Setup, app: App, ask: Ask, *, open_browser: bool) -> Grant:
        """The pending grant. Raises Cancelled, PlatformRefused (denied, code too late ...), NetworkError, Busy."""
        spec = self._ports.platforms.spec(setup.platform)
        route = spec.route[setup.route or ""]
        oauth = spec.oauth[route.oauth]
        async with self._ports.listener.open(spec.fill(oauth.redirect.url), oauth.redirect.ports) as receiver:
            attempt = attempts.new(
                platform=spec.id, route=setup.route or "", oauth=oauth, redirect_uri=receiver.redirect_uri,
                scopes=wanted(spec, route, app.answers), now=self._ports.clock.now(), attempt_id=new_id(),
            )  # fmt: skip
            await self._ports.records.keep_attempt(_row(attempt, setup, app))
            async with self._recorded(attempt):
                receiver.expect(attempt)
                leaving = await self._leaving(spec, route, attempt, app, open_browser=open_browser)
                await ask.leave(leaving, self._ports.browser)
                callback = await self._answer(receiver, ask)
                return await shielded(self._exchange(spec, setup, app, attempt, callback), "exchange")

    async def _leaving(
        self, spec: Platform, route: Route, attempt: Attempt, app: App, *, open_browser: bool
    ) -> Leaving:
        """What is known before the browser opens: what it will show, and what may go wrong there."""
        values = live_values(spec, route, await self._ports.records.details(), {})
        oauth = spec.oauth[route.oauth]

        def fill(text: str) -> str:
            return spec.fill(text, **values)

        return Leaving(
            platform=spec.id, platform_name=spec.name, ends_at=attempt.expires_at, by_itself=open_browser,
            url=attempts.authorize_url(oauth.authorize, fill(oauth.authorize.url), attempt, app.client_id or ""),
            sights=[
                Sight(heading=fill(page.heading), press=fill(page.press), why=fill(page.why))
                for page in route.expects.values()
            ],
            dead_ends=[
                DeadEnd(
                    heading=fill(end.heading), contains=end.contains, cause=fill(end.cause), fix=fill(end.fix),
                    step=_step_here(end.step, attempt.route),
                )
                for end in route.dead_end.values()
            ],
            warnings=[*await self._older(spec, route, app), *await self._ticked(spec, route, app)],
            paste=not oauth.redirect.ports or oauth.token.code_seconds >= ENOUGH_TO_PASTE,
            returns=bool(oauth.redirect.ports),
        )  # fmt: skip

    async def _older(self, spec: Platform, route: Route, app: App) -> list[str]:
        """Where a consent ends the one before it, no No afterwards brings that one back."""
        if not spec.oauth[route.oauth].consent.kills_older:
            return []
        older = [g for g in await self._ports.records.grants(status="live") if g.app_id == app.id]
        handles = [c.handle for g in older if spec.route[g.route].oauth == route.oauth
                   for c in await self._ports.records.connections_of(g.id)]  # fmt: skip
        if not handles:
            return []
        said = (
            f"Already here: {', '.join(handles)}. If you sign in as one of them, its present sign-in should end at "
            f"{spec.name} at once, and the new one takes its place."
        )
        return [said]

    async def _ticked(self, spec: Platform, route: Route, app: App) -> list[str]:
        """Where a consent page asks for accounts, what is here already must be ticked again."""
        said = spec.oauth[route.oauth].consent.keeps_ticked
        mine = [g.id for g in await self._ports.records.grants(status="live") if g.app_id == app.id] if said else []
        names = [c.name for id in mine for c in await self._ports.records.connections_of(id)]
        return [spec.fill(said, accounts=", ".join(names))] if names else []

    async def _answer(self, receiver: CallbackReceiver, ask: Ask) -> Callback:
        """The browser's answer or a pasted address, whichever comes first."""
        async with _beside(self._offer_pasted(receiver, ask), "pasted-address"):
            callback = await receiver.callback()
        await self._name_foreign(receiver, ask)
        return callback

    async def _offer_pasted(self, receiver: CallbackReceiver, ask: Ask) -> None:
        while True:
            text = await ask.pasted()
            try:
                receiver.offer(text)
            except BadInput as error:
                ask.tell(str(error))

    async def _name_foreign(self, receiver: CallbackReceiver, ask: Ask) -> None:
        """A late callback of an earlier sign-in is recognised by the hash of its state; it is no attack."""
        for digest in receiver.foreign_states:
            if row := await self._ports.records.attempt_by_state(digest):
                ask.tell(f"That was the sign-in of {clock_time(row.created_at)}, which has ended. It was not used.")

    async def _exchange(self, spec: Platform, setup: Setup, app: App, attempt: Attempt, callback: Callback) -> Grant:
        adapter = self._ports.platforms.adapter(spec.id)
        if callback.code is None:
            words = {
                "error": callback.error, "error_description": callback.error_description,
                "error_type": callback.error_type,
            }  # fmt: skip
            said = {name: word for name, word in words.items() if word}
            explained = adapter.explain(Response(status=400, headers={}, body=json.dumps(said).encode()))
            raise PlatformRefused(explained.cause, explained.fix, kind="denied", error_id=explained.error_id)
        secrets = await self._apps.secrets(app)
        keys = Keys(route=attempt.route, app=app.fields, answers=app.answers, secrets=secrets)
        answer = await adapter.exchange(attempt, callback.code, keys)
        return await self._grants.keep_answer(setup, attempt.route, app, attempt.scopes, answer, attempt_id=attempt.id)

    @asynccontextmanager
    async def _recorded(self, attempt: Attempt) -> AsyncIterator[None]:
        """However the attempt ends, its row says so."""
        status: AttemptStatus = "cancelled"
        error = None
        try:
            yield
            status = "exchanged"
        except PlatformRefused as refused:
            status, error = "denied", refused.code
            raise
        except Cancelled:
            status = "expired" if self._ports.clock.now() >= attempt.expires_at else "cancelled"
            raise
        finally:
            if status != "exchanged" and not await self._is_kept(attempt):
                await self._ports.records.mark_attempt(attempt.id, status, at=self._ports.now(), error=error)

    async def _is_kept(self, attempt: Attempt) -> bool:
        """True where the sign-in was kept although it was cancelled: "is this you?" is asked later."""
        return any(row.id == attempt.id for row in await self._ports.records.attempts(status="exchanged"))


def _step_here(step: str, route: str) -> str:
    """The id of a step named as `route.step`, if it belongs to this way to connect."""
    named, _, id = step.partition(".")
    return id if named == route else ""


def _row(attempt: Attempt, setup: Setup, app: App) -> AttemptRow:
    return AttemptRow(
        id=attempt.id, setup_id=setup.id, app_id=app.id, platform=attempt.platform, route=attempt.route,
        redirect_uri=attempt.redirect_uri, state_sha256=attempts.state_hash(attempt.state), scopes=attempt.scopes,
        pid=os.getpid(), created_at=int(attempt.created_at), expires_at=int(attempt.expires_at),
    )  # fmt: skip


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    """Runs the work beside the body and ends it with the body."""
    task = asyncio.get_running_loop().create_task(work, name=name)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
