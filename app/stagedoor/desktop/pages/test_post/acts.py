"""What the page asks of the services, each in one go on the engine's thread."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stagedoor.desktop.page import Desk
from stagedoor.desktop.pages.test_post.seen import Said, ToSee
from stagedoor.desktop.text import tr
from stagedoor.domain.entities import Connection, Post
from stagedoor.domain.errors import BadInput, NotFound, StagedoorError
from stagedoor.domain.limits import Rung
from stagedoor.services.deletions import News
from stagedoor.services.health import Checked
from stagedoor.services.posting import OnStep, PostStep
from stagedoor.services.rungs import Measured, Offer
from stagedoor.services.trouble import Trouble

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A post as it was agreed to: `cost` (US dollars at most, with the deletion) stood on the button. `picture`: the
    public address of one, where the platform fetches it.
    """

    handle: str
    rung: Rung
    text: str
    delete_after: int | None
    cost: float
    picture: str = ""


async def offer(desk: Desk, handle: str) -> Offer:
    async def work(jobs: Jobs) -> Offer:
        return await jobs.posting.offer(await _account(jobs, handle))

    return await desk.do(work)


async def measure(desk: Desk, connection: Connection, text: str) -> Measured:
    async def work(jobs: Jobs) -> Measured:
        return jobs.posting.measure(connection, text)

    return await desk.do(work)


async def new_text(desk: Desk, connection: Connection) -> str:
    async def work(jobs: Jobs) -> str:
        return jobs.posting.unique_text(connection)

    return await desk.do(work)


async def by_hand(desk: Desk, connection: Connection, post: Post) -> str:
    """The page where the person deletes a post that nobody else deletes, "" where there is none."""

    async def work(jobs: Jobs) -> str:
        return jobs.posting.by_hand(connection, post)

    return await desk.do(work)


async def publish(desk: Desk, order: Order, on_step: OnStep) -> tuple[Post, int]:
    """The post, and the services' time then. `on_step` is called on the window's loop.

    Raises BadInput where it would cost more than was agreed to; nothing was sent then.
    """
    loop = asyncio.get_running_loop()

    def crossed(step: PostStep) -> None:
        with suppress(RuntimeError):  # the window ended meanwhile
            loop.call_soon_threadsafe(on_step, step)

    async def work(jobs: Jobs) -> tuple[Post, int]:
        account = await _account(jobs, order.handle)
        plan = jobs.posting.plan(account, order.rung, order.text, picture=order.picture)
        cost = plan.price + (plan.delete_price if order.delete_after is not None else 0.0)
        if cost > order.cost + 1e-9:
            raise BadInput(tr("The price has changed with the text."), tr("Look at the button again."))
        post = await jobs.posting.publish(plan, delete_after=order.delete_after, on_step=crossed)
        return post, jobs.ports.now()

    return await desk.do(work)


async def outcome(desk: Desk, post: Post) -> tuple[Post, int]:
    """What became of a post that is being sent already, as `publish` tells it."""

    async def work(jobs: Jobs) -> tuple[Post, int]:
        return await jobs.posting.sending.outcome(post), jobs.ports.now()

    return await desk.do(work)


async def check(desk: Desk, order: Order) -> tuple[Measured, Checked]:
    """Asks all that is free. Nothing is sent to be posted."""

    async def work(jobs: Jobs) -> tuple[Measured, Checked]:
        connection = await _account(jobs, order.handle)
        await jobs.posting.looked(jobs.posting.plan(connection, "dry", order.text, picture=order.picture))
        checked = await jobs.health.check(connection, by="person", paid=False)
        return jobs.posting.measure(connection, order.text), checked

    return await desk.do(work)


async def trouble(desk: Desk, connection: Connection, error: StagedoorError) -> Trouble:
    async def work(jobs: Jobs) -> Trouble:
        return jobs.posting.trouble(connection, error)

    return await desk.do(work)


async def delete(desk: Desk, post: Post) -> News:
    """What became of it; never raises for a known error."""

    async def work(jobs: Jobs) -> News:
        try:
            return News(post=await jobs.posting.delete(post))
        except StagedoorError as error:
            return News(post=await jobs.ports.records.post(post.id) or post, error=error)

    return await desk.do(work)


async def keep(desk: Desk, post: Post) -> Post:
    return await desk.do(lambda jobs: jobs.posting.keep(post))


async def to_see(desk: Desk, connection: Connection, post: Post) -> ToSee | None:
    """None where everybody sees the post anyway."""

    async def work(jobs: Jobs) -> ToSee | None:
        question = await jobs.visible.question(connection, post)
        return ToSee(question=question, publish=jobs.sittings.publishing(connection.platform)) if question else None

    return await desk.do(work)


async def say_seen(desk: Desk, connection: Connection, said: Said) -> None:
    async def work(jobs: Jobs) -> None:
        await (jobs.visible.seen(connection) if said == "yes" else jobs.visible.not_seen(connection))

    await desk.do(work)


async def next_news(desk: Desk, post: Post) -> News:
    return await desk.do(lambda jobs: jobs.deletions.next_news(post))


async def _account(jobs: Jobs, handle: str) -> Connection:
    found = await jobs.ports.records.connection(handle)
    if found is None:
        raise NotFound(tr("This account is not here any more."))
    return found
