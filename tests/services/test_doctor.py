"""Rows and secrets that do not fit: each combination is healed or named, and nothing good is taken away (D11)."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from msgspec import structs
from tests.helpers.home import Home, account
from tests.services.leftovers import assert_tidy
from tests.services.ports import LockedVault
from tests.services.rig import X, connect_telegram, connect_x, story

from stagedoor.domain.bundle import Bundle
from stagedoor.domain.entities import Item, ItemKind, new_id
from stagedoor.domain.errors import SignInNeeded, StagedoorError, StoreError
from stagedoor.domain.exchange import Answer
from stagedoor.domain.secret import Secret
from stagedoor.practice import Visitor
from stagedoor.services.jobs import Jobs

LATER = 3600


async def examine(home: Home) -> list[Answer]:
    """What the doctor says beyond that all is well."""
    async with home.jobs() as jobs:
        diagnosis = await jobs.doctor.computer()
    return [a for a in diagnosis.answers if a.verdict in {"bad", "unknown"} or a.check_id == "leftovers"]


async def grant_item(jobs: Jobs) -> Item:
    (item,) = await jobs.ports.records.items(kind="grant")
    return item


async def secret_gone(jobs: Jobs) -> None:
    await jobs.ports.secrets.delete(await grant_item(jobs))


async def newer_than_the_secret(jobs: Jobs) -> None:
    item = await grant_item(jobs)
    await jobs.ports.records.keep_item(structs.replace(item, generation=item.generation + 1))


async def in_another_place(jobs: Jobs) -> None:
    await jobs.ports.records.keep_item(structs.replace(await grant_item(jobs), backend="macos-keychain"))


MISFITS = [
    (secret_gone, "reconnect", "secret_missing", "bad"),
    (newer_than_the_secret, None, None, "unknown"),
    (in_another_place, None, None, "unknown"),
]


@story
async def test_all_is_well(home: Home, visitor: Visitor):
    await connect_x(home, visitor, "web")
    await connect_telegram(home, visitor)
    assert await examine(home) == []
    await assert_tidy(home, items={"grant": 2, "app": 1})


@story
@pytest.mark.parametrize(("harm", "slug", "cause_id", "verdict"), MISFITS, ids=lambda v: getattr(v, "__name__", ""))
async def test_an_account_whose_keys_do_not_fit_says_so_and_hands_out_nothing(
    home: Home, visitor: Visitor, harm: Callable[[Jobs], Awaitable[None]], slug, cause_id, verdict
):
    await connect_x(home, visitor)
    async with home.jobs() as jobs:
        await harm(jobs)
    found = await examine(home)
    assert [(a.check_id, a.verdict, bool(a.cause and a.fix)) for a in found] == ([("keys (grant)", verdict, True)])
    async with home.jobs() as jobs:
        connection = await account(jobs, X)
        checked = await jobs.health.check(connection, by="person", paid=False)
        with pytest.raises(StagedoorError) as refused:
            await jobs.scripts.token(connection)
    assert not isinstance(refused.value, SignInNeeded) or slug
    assert checked.state.slug == (slug or "unreachable")
    assert cause_id in {None, checked.state.cause_id}


@story
@pytest.mark.parametrize("kind", ["grant", "app", "setup", "machine"])
@pytest.mark.parametrize("written", [False, True])
@pytest.mark.parametrize("status", ["pending", "deleting"])
async def test_halves_that_a_crash_left_are_cleared_away(home: Home, visitor: Visitor, kind: ItemKind, written, status):
    """A row without its secret, and a secret whose row never became live: both go, and only they."""
    connection = await connect_x(home, visitor)
    async with home.jobs() as jobs:
        item = Item(
            id=new_id(), kind=kind, owner_id="gone", backend=jobs.ports.secrets.backend, status="pending",
            generation=1, updated_at=jobs.ports.now(),
        )  # fmt: skip
        await jobs.ports.records.keep_item(item)
        if written:
            values = {"access": Secret("left behind")}
            bundle = Bundle(item_id=item.id, kind=kind, generation=1, at=jobs.ports.now(), values=values)
            count = await jobs.ports.secrets.put(item, "a", bundle)
            item = structs.replace(item, chunks={"a": count})
        await jobs.ports.records.keep_item(structs.replace(item, status=status))
    home.world.clock.advance(LATER)
    await examine(home)
    assert await examine(home) == []
    await assert_tidy(home, items={"grant": 1})
    async with home.jobs() as jobs:
        assert (await jobs.scripts.token(connection)).value


@story
async def test_a_sign_in_whose_place_is_forgotten_cannot_come_about(home: Home, visitor: Visitor):
    """The database refuses to drop the row that says where its keys lie."""
    await connect_x(home, visitor)
    async with home.jobs() as jobs:
        with pytest.raises(StoreError):
            await jobs.ports.records.drop_item((await grant_item(jobs)).id)
    assert await examine(home) == []


@story
async def test_a_locked_keychain_is_never_taken_for_an_empty_one(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    async with home.jobs(lambda ports: replace(ports, secrets=LockedVault(ports.secrets))) as jobs:
        diagnosis = await jobs.doctor.computer()
    found = {a.check_id: a.verdict for a in diagnosis.answers}
    assert (found["keychain"], found["keys (grant)"]) == ("bad", "unknown")
    assert not diagnosis.sound
    assert await examine(home) == []


@story
async def test_an_account_is_examined_without_cost_and_the_price_of_more_is_named(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    home.world.clock.advance(2 * 86_400)
    bill = len(home.world.x.ledger)
    async with home.jobs() as jobs:
        diagnosis = await jobs.doctor.account(connection)
    assert diagnosis.subject == X
    assert len(home.world.x.ledger) == bill
    assert "me" in {a.check_id for a in diagnosis.answers}
