"""Tokens that renew themselves: early, because nothing brings them back, and never before the platform lets it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from tests.helpers.home import Home
from tests.services.rig import story

from stagedoor.domain.entities import Grant
from stagedoor.domain.errors import Offline, PlatformRefused, SignInNeeded
from stagedoor.domain.exchange import Candidate, Keys, Proof, Request, Response, TokenAnswer, TokenDraft, Who
from stagedoor.domain.ports import DEFAULT_LIMIT
from stagedoor.domain.secret import Secret
from stagedoor.services.apps import Apps
from stagedoor.services.grants import Grants
from stagedoor.services.jobs import Jobs
from stagedoor.services.keeping import Keeper
from stagedoor.services.ports import Ports

DAY = 86_400
LIFE = 60 * DAY
DEAD = {"error": {"message": "Session has expired", "type": "OAuthException", "code": 190, "error_subcode": 463}}


class Threads:
    """Implements Http: renews every token that it is asked to, or says what it is told to say. `asked`: the tokens."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.says: tuple[int, object] | None = None
        self.gone = False

    async def send(self, request: Request, *, deadline: float = 30.0, limit: int = DEFAULT_LIMIT) -> Response:
        assert request.url.endswith("/refresh_access_token")
        assert request.query["grant_type"] == "th_refresh_token"
        self.asked.append(request.query["access_token"])
        if self.gone:
            raise Offline("There is no network.", "Look at the cable.")
        fresh = {"access_token": f"PRACTICEfresh{len(self.asked)}", "token_type": "bearer", "expires_in": LIFE}
        status, said = self.says or (200, fresh)
        return Response(status=status, headers={}, body=json.dumps(said).encode())


@asynccontextmanager
async def connected(home: Home, threads: Threads, *, age: int) -> AsyncIterator[tuple[Jobs, Grant]]:
    """A token that was pasted now and made `age` seconds ago."""

    def change(ports: Ports) -> Ports:
        return replace(ports, http=threads)

    async with home.jobs(change) as jobs:
        keeper = Keeper(jobs.ports)
        apps = Apps(jobs.ports, keeper)
        grants, spec = Grants(jobs.ports, keeper, apps), jobs.ports.platforms.spec("threads")
        app = await apps.keep(
            spec, "threads", fields={"client_id": "2345678901234567"}, secrets={}, answers={}, proof=Proof(by="form")
        )
        setup = await jobs.setups.open("threads")
        token = TokenDraft(name="access", value=Secret("PRACTICEfirst"), ends="at", lives=LIFE - age)
        grant = await grants.keep_brought(setup, "generator", app, {}, TokenAnswer(tokens=[token]))
        found = Candidate(external_id="1", kind="profile", name="Crumb Kitchen", token_name="access")
        await grants.promote(grant, Who(id="1", name="Crumb Kitchen"), [found], setup)
        yield jobs, grant


async def tokens(jobs: Jobs, grant: Grant) -> tuple[str, int | None]:
    fresh = await jobs.refresh.fresh(grant.id)
    values = await jobs.keeper.values(fresh.item_id)
    (row,) = await jobs.ports.records.tokens(grant.id)
    return values["access"].reveal(), row.ends_at


@story
async def test_a_token_that_is_young_is_left_alone(home: Home):
    threads = Threads()
    async with connected(home, threads, age=5 * DAY) as (jobs, grant):
        assert (await tokens(jobs, grant))[0] == "PRACTICEfirst"
    assert threads.asked == []


@story
async def test_a_tenth_of_its_life_is_enough_and_the_next_one_lives_as_long(home: Home):
    threads = Threads()
    async with connected(home, threads, age=7 * DAY) as (jobs, grant):
        before = jobs.ports.now()
        value, ends_at = await tokens(jobs, grant)
        assert value == "PRACTICEfresh1"
        assert ends_at is not None
        assert before + LIFE <= ends_at <= jobs.ports.now() + LIFE
        assert (await tokens(jobs, grant))[0] == "PRACTICEfresh1"
        home.clock.ahead = 50 * DAY
        assert (await tokens(jobs, grant))[0] == "PRACTICEfresh2"
    assert threads.asked == ["PRACTICEfirst", "PRACTICEfresh1"]


@story
async def test_where_renewing_fails_the_token_is_used_as_long_as_it_lives(home: Home):
    threads = Threads()
    threads.gone = True
    async with connected(home, threads, age=30 * DAY) as (jobs, grant):
        assert (await tokens(jobs, grant))[0] == "PRACTICEfirst"
    assert threads.asked == ["PRACTICEfirst"]


@story
async def test_a_token_that_ended_is_over(home: Home):
    threads = Threads()
    threads.says = (400, DEAD)
    async with connected(home, threads, age=30 * DAY) as (jobs, grant):
        home.clock.ahead = 31 * DAY
        with pytest.raises(SignInNeeded, match="60 days"):
            await jobs.refresh.fresh(grant.id)
        row = await jobs.ports.records.grant(grant.id)
    assert row is not None
    assert row.dead_code == "token_expired"


@pytest.mark.parametrize(("age", "renewed"), [(DAY - 60, 0), (2 * DAY, 1)])
@story
async def test_a_token_that_is_refused_is_renewed_only_from_the_age_that_the_platform_wants(
    home: Home, age: int, renewed: int
):
    threads = Threads()
    refused = PlatformRefused("No.", "Sign in again.", kind="grant_dead", error_id="token_invalid", status=400)
    used: list[str] = []

    async def work(keys: Keys) -> str:
        used.append(keys.secrets["access"].reveal())
        if len(used) == 1:
            raise refused
        return used[-1]

    async with connected(home, threads, age=age) as (jobs, grant):
        if renewed:
            assert await jobs.refresh.use(grant.id, work) == "PRACTICEfresh1"
        else:
            with pytest.raises(PlatformRefused):
                await jobs.refresh.use(grant.id, work)
    assert len(threads.asked) == renewed


@story
async def test_its_card_says_that_it_renews_and_when_it_ends_unused(home: Home):
    async with connected(home, Threads(), age=0) as (jobs, grant):
        (card,) = await jobs.cards.all()
        assert (card.renews, card.idle, card.ends_kind) == (True, True, "at")
        assert card.ends_at == grant.consented_at + LIFE
