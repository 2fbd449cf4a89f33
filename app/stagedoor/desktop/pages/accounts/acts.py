"""What happens when something on a card is pressed: another page, or work that is done right here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagedoor.desktop.page import Desk
from stagedoor.desktop.pages.accounts.view import SETUP, CardView, PageView, page_view, platforms_of
from stagedoor.desktop.places import Account, Connect, Place, Prepare, Sitting, Tab, TestPost
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import Tone
from stagedoor.desktop.widgets.pill import SHAPES
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import NotFound
from stagedoor.domain.health import State

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

HERE = {"check": "check", "try_again": "check", "try_now": "renew"}
"""What is done on the page itself, and how."""

_TABS: dict[str, Tab] = {
    "open": "overview", "see_left": "overview", "fix": "doctor", "why": "doctor",
    "make_public": "doctor", "scripts": "scripts", "posts": "activity",
}  # fmt: skip


def place_of(view: CardView, kind: str) -> Place | None:
    """Where a press leads, None where it is done here."""
    if kind in ("sign_in", "continue") or (view.is_setup and kind == "open"):
        return Connect(view.platform, view.route, again=view.again)
    if kind == "another":
        return Connect(view.platform)  # which way is right may be another one by now: the guide asks
    if kind == "test_post":
        return TestPost(view.key)
    if kind == "make_public" and view.publish is not None:
        return Sitting(*view.publish)
    if kind in ("waiting", "prepare"):
        return Prepare(view.key, only=kind == "waiting")
    return Account(view.key, _TABS[kind]) if kind in _TABS else None


def words_while(kind: str) -> str:
    return tr("renewing…") if HERE[kind] == "renew" else tr("checking…")


async def carry_out(desk: Desk, view: CardView, kind: str) -> tuple[str, Tone]:
    """Checks or renews one account and returns what came of it, to be said. Raises what the services raise."""

    async def work(jobs: Jobs) -> State:
        connection = await account(jobs, view.key)
        if HERE[kind] == "renew" and connection.grant_id is not None:
            await jobs.refresh.fresh(connection.grant_id, force=True)
        return (await jobs.health.check(connection, by="person", paid=False)).state

    found = await desk.do(work)
    return tr("{account}: {state}", account=view.about, state=_said(found)), SHAPES[found.slug][1]


async def discard(desk: Desk, view: CardView) -> None:
    """Ends the set-up and forgets what was pasted for it."""
    id = view.key.removeprefix(SETUP)

    async def work(jobs: Jobs) -> None:
        setup = await jobs.ports.records.setup(id)
        if setup is not None:
            await jobs.setups.discard(setup)

    await desk.do(work)


async def set_label(desk: Desk, view: CardView, label: str) -> None:
    async def work(jobs: Jobs) -> None:
        await jobs.cards.set_label(await account(jobs, view.key), label)

    await desk.do(work)


async def account(jobs: Jobs, handle: str) -> Connection:
    """Raises NotFound where it was disconnected meanwhile."""
    found = await jobs.ports.records.connection(handle)
    if found is None:
        raise NotFound(tr("This account is not here any more."))
    return found


def _said(found: State) -> str:
    if found.slug == "healthy":
        return tr("it works.")
    return f"{tr(found.pill)}. {tr(found.cause)}"


async def seen(jobs: Jobs) -> PageView:
    """Made into views on the engine's thread: the window's only draws them."""
    overview = await jobs.cards.overview()
    return page_view(overview, await jobs.sittings.unfinished(platforms_of(overview)))


def sum_up(asked: int, needing: int) -> str:
    if not needing:
        return tr("{count} accounts checked. None needs you.", count=asked)
    return tr("{count} accounts checked. {needing} need you.", count=asked, needing=needing)
