"""Cards: offline, from what is stored; an end is one of three things, and a proof has an age."""

from msgspec import structs
from tests.helpers.home import Home
from tests.services.rig import X, connect_telegram, connect_x, story

from stagedoor.domain.entities import Finding, Token
from stagedoor.practice import Visitor

DAY = 86_400


@story
async def test_cards_ask_neither_platform_nor_keychain(home: Home, visitor: Visitor):
    await connect_x(home, visitor)
    await connect_telegram(home, visitor)
    before = len(home.world.requests)
    (home.paths.home / "vault.sealed").unlink()
    async with home.jobs() as jobs:
        cards = await jobs.cards.all()
    assert {c.connection.handle: c.state.slug for c in cards} == {X: "healthy", "telegram/crumbkitchennews": "healthy"}
    assert len(home.world.requests) == before


@story
async def test_an_end_is_never_at_or_unknown(home: Home, visitor: Visitor):
    x = await connect_x(home, visitor)
    (chat,) = await connect_telegram(home, visitor)
    async with home.jobs() as jobs:
        records = jobs.ports.records
        grant = await records.grant(x.grant_id or "")
        assert grant is not None
        renewing = await jobs.cards.card(x)
        forever = await jobs.cards.card(chat)
        telegram = await records.grant(chat.grant_id or "")
        (token,) = await records.tokens(chat.grant_id or "")
        item = await records.item(telegram.item_id if telegram else "")
        assert item is not None
        await records.commit_renewal(chat.grant_id or "", item, [unknown(token)], scopes=None, at=1)
        nobody_knows = await jobs.cards.card(chat)
        at = jobs.ports.now() + 30 * DAY
        await records.commit_renewal(chat.grant_id or "", item, [known(token, at)], scopes=None, at=1)
        dated = await jobs.cards.card(chat)
    assert (renewing.ends_kind, renewing.ends_at) == ("at", grant.consented_at + 180 * DAY)  # unused for six months
    assert (forever.ends_kind, forever.ends_at) == ("never", None)
    assert (nobody_knows.ends_kind, nobody_knows.ends_at) == ("unknown", None)
    assert (dated.ends_kind, dated.ends_at) == ("at", at)


def unknown(token: Token) -> Token:
    return structs.replace(token, ends="unknown")


def known(token: Token, at: int) -> Token:
    return structs.replace(token, ends="at", ends_at=at)


@story
async def test_an_end_that_comes_near_is_said_in_time(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    home.world.clock.advance(180 * DAY - 10 * DAY)
    async with home.jobs() as jobs:
        card = await jobs.cards.card(connection)
    assert card.state.slug == "ends_soon"
    assert card.state.pill in {"Ends in 9 days", "Ends in 10 days"}


@story
async def test_the_newest_proof_of_any_kind_counts(home: Home, visitor: Visitor):
    """A check, a renewal: whatever proved it last; a failed question proves nothing."""
    connection = await connect_x(home, visitor)
    home.world.clock.advance(DAY)
    async with home.jobs() as jobs:
        await jobs.scripts.token(connection)
        renewed = jobs.ports.now()
        home.world.clock.advance(DAY)
        finding = Finding(subject=connection.id, check_id="me", verdict="unknown", checked_at=jobs.ports.now())
        await jobs.ports.records.keep_check(None, [finding])
        card = await jobs.cards.card(connection)
    assert card.proved_at is not None
    assert abs(card.proved_at - renewed) <= 5


@story
async def test_abilities_are_what_was_given_less_what_was_found_missing(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    async with home.jobs() as jobs:
        whole = (await jobs.cards.card(connection)).abilities
        finding = Finding(subject=connection.id, check_id="access", verdict="bad", error_id="read_only", checked_at=1)
        await jobs.ports.records.keep_check(None, [finding])
        less = (await jobs.cards.card(connection)).abilities
    assert set(whole) - set(less) == {"post"}
    assert "read" in less
