"""200 accounts checked at once, each answer 100 ms away, beside what the waiting alone would take."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

from stagedoor import bootstrap
from stagedoor.domain.entities import Connection, Grant, Token, new_id
from stagedoor.domain.secret import Secret
from stagedoor.practice import Server, Visitor, World
from stagedoor.services.health import AT_ONCE
from stagedoor.services.jobs import Jobs
from stagedoor.system.paths import Paths
from stagedoor.vault.sealed_file import SealedFile

ACCOUNTS = 200
DELAY = 0.1  # seconds


def report(home: Path) -> None:
    server = Server.start()
    try:
        asyncio.run(_run(server.new_world(), home))
    finally:
        server.stop()


async def _run(world: World, home: Path) -> None:
    paths = Paths.at(home)
    paths.prepare()
    bootstrap.write_overlays(paths, {"telegram": world.hosts("telegram")})
    SealedFile.create_with_key_file(home)
    visitor = Visitor(world)
    token = visitor.telegram_new_bot("Bench", "bench_bot")
    visitor.telegram_add_to_channel(world.hosts("telegram")["web"] + "/bench_bot?startchannel&admin=post_messages")
    chat = next(c for c in world.telegram.chats.values() if c.title == "Crumb Kitchen News")
    async with bootstrap.build({**os.environ, "STAGEDOOR_HOME": str(home)}) as jobs:
        for number in range(ACCOUNTS):
            await _account(jobs, token, str(chat.id), number)
        connections = await jobs.ports.records.connections()
        asked = len(world.requests)
        world.faults.add(match="* /telegram/api", kind="slow", seconds=DELAY, times=1_000_000)
        started = time.perf_counter()
        checked = await jobs.health.check_all(connections, by="round", paid=False)
        took = time.perf_counter() - started
        started = time.perf_counter()
        cards = (await jobs.cards.overview()).cards
        read = time.perf_counter() - started
    healthy = sum(c.state.slug == "healthy" for c in checked)
    calls = (len(world.requests) - asked) / ACCOUNTS
    ideal = calls * DELAY * -(-ACCOUNTS // AT_ONCE)
    print(f"check {ACCOUNTS} accounts, answers {DELAY * 1000:.0f} ms away, {calls:.0f} calls each, {AT_ONCE} at once")
    print(f"{'':<16}took {took:.2f} s, waiting alone {ideal:.2f} s, ratio {took / ideal:.2f}; {healthy} healthy")
    print(f"{'':<16}all {len(cards)} cards read in {read:.2f} s")


async def _account(jobs: Jobs, token: str, chat: str, number: int) -> None:
    """One more account of the same chat: the platform is asked about each, whatever its number in our rows."""
    now = jobs.ports.now()
    grant_id = new_id()
    item = await jobs.keeper.create("grant", grant_id, {"token": Secret(token)})
    grant = Grant(
        id=grant_id, app_id=None, platform="telegram", route="bot", status="pending", consented_at=now, item_id=item.id
    )
    row = Token(grant_id=grant_id, name="token", ends="never")
    await jobs.ports.records.keep_pending_grant(grant, [row], item, attempt_id=None, setup_id=None)
    connection = Connection(
        id=new_id(), handle=f"telegram/bench-{number}", platform="telegram", route="bot", kind="channel",
        grant_id=grant_id, token_name="token", external_id=chat, id_scope=str(number), name="Bench", confirmed_at=now,
    )  # fmt: skip
    await jobs.ports.records.promote_grant(grant_id, [connection], setup_id=None, attempt_id=None, activity=[])
