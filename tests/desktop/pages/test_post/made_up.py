"""Services that a page of test posts asks, with answers that a test decides about. What they say is the real text."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Literal

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from tests.desktop.desk import FakeDesk
from tests.desktop.harness import start
from tests.desktop.screens_accounts import NOW
from tests.desktop.screens_pages import WORKS, account, measured, offer, post, spec

from stagedoor.desktop.pages.test_post.page import TestPostPage
from stagedoor.desktop.places import TestPost
from stagedoor.desktop.theme import Theme
from stagedoor.domain.asking import Confirmation
from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.entities import Connection, Post
from stagedoor.domain.errors import BadInput
from stagedoor.domain.exchange import Answer
from stagedoor.domain.health import State
from stagedoor.domain.limits import Rung
from stagedoor.domain.secret import Secret
from stagedoor.domain.sitting import LegPlace
from stagedoor.services.deletions import News
from stagedoor.services.health import Checked
from stagedoor.services.posting import OnStep, Plan, PostStep
from stagedoor.services.rungs import Measured, Offer
from stagedoor.services.trouble import Trouble, trouble_of

Held = Literal["publish", "delete"]


class Services:
    """All services at once. `fails`: what is raised by a call, by its name. `held`: calls that wait for `let_go`."""

    def __init__(self, platform: str = "x") -> None:
        self.connection_here: Connection | None = account(platform)
        self.offered = offer(platform)
        self.fails: dict[str, Exception] = {}
        self.held: set[Held] = set()
        self.state: State = WORKS
        self.answers: list[Answer] = []
        self.sent: list[tuple[str, Rung, int | None]] = []
        self.deletions_asked = 0
        self.opened: list[str] = []
        self.opens = True
        self.locked = False
        self.by_hand_page = ""
        self.question_here: Confirmation | None = None
        self.said: list[str] = []
        self.there = post(status="planned")
        self._go_on = asyncio.Event()
        self._news: asyncio.Future[News] | None = None
        self.posting: Any = _Posting(self)
        self.deletions = self.health = self.ports = self.records = self.secrets = self.browser = self
        self.visible = self.sittings = self

    # what a test does

    def let_go(self) -> None:
        self.held.clear()
        self._go_on.set()

    @property
    def asked_for_news(self) -> bool:
        return self._news is not None and not self._news.done()

    def tell(self, error: Exception | None = None, **became: Any) -> None:
        """Something became of the post without the page."""
        assert self._news is not None
        self.there = replace(self.there, **became)
        self._news.set_result(News(post=self.there, error=error))  # type: ignore[arg-type]

    # what the page asks

    def now(self) -> int:
        return NOW

    async def connection(self, _handle: str) -> Connection | None:
        return self.connection_here

    async def post(self, _id: str) -> Post:
        return self.there

    async def next_news(self, _post: Post) -> News:
        self._news = asyncio.get_running_loop().create_future()
        return await self._news

    async def check(self, connection: Connection, *, by: str, paid: bool) -> Checked:
        assert not paid
        self.may_fail("check")
        return Checked(connection=connection, state=self.state, answers=self.answers)

    async def question(self, _connection: Connection, _post: Post) -> Confirmation | None:
        return self.question_here

    def publishing(self, _platform: str) -> LegPlace:
        return LegPlace("meta", "publish")

    async def seen(self, _connection: Connection) -> None:
        self.may_fail("seen")
        self.said.append("yes")

    async def not_seen(self, _connection: Connection) -> None:
        self.said.append("no")

    async def open(self, url: str) -> bool:
        self.opened.append(url)
        return self.opens

    async def probe(self) -> KeychainState:
        return KeychainState(backend="macos-keychain", name="Keychain", works=not self.locked, locked=self.locked)

    async def unlock(self, _passphrase: Secret | None = None) -> None:
        self.locked = False

    def may_fail(self, name: str) -> None:
        if name in self.fails:
            raise self.fails[name]

    async def may_wait(self, name: Held) -> None:
        if name in self.held:
            self._go_on.clear()
            await self._go_on.wait()


class _Posting:
    def __init__(self, services: Services) -> None:
        self._all = services

    async def offer(self, _connection: Connection) -> Offer:
        self._all.may_fail("offer")
        return self._all.offered

    def measure(self, connection: Connection, text: str) -> Measured:
        return measured(text, connection.platform)

    def unique_text(self, _connection: Connection) -> str:
        return "A new text"

    def by_hand(self, _connection: Connection, _post: Post) -> str:
        return self._all.by_hand_page

    def plan(self, connection: Connection, rung: Rung, text: str, *, picture: str = "") -> Plan:
        known, chosen = self.measure(connection, text), self._all.offered.rung(rung)
        if known.too_long_by:
            raise BadInput("The text is too long.", "Shorten it.")
        return Plan(
            connection=connection, rung=rung, text=text, length=known.length, max=known.max,
            audience=chosen.audience, price=chosen.cost(link=known.has_link, deleted=False),
            delete_price=chosen.delete_price, can_delete=chosen.can_delete, picture=picture,
        )  # fmt: skip

    async def looked(self, plan: Plan) -> Plan:
        if plan.picture:
            self._all.may_fail("picture")
        return plan

    async def publish(self, plan: Plan, *, delete_after: int | None, on_step: OnStep) -> Post:
        services = self._all
        if plan.picture:
            await self.looked(plan)
            on_step(PostStep(id="picture", seconds=0.4))
        services.sent.append((plan.text, plan.rung, delete_after))
        services.may_fail("sign in")
        on_step(PostStep(id="signed_in", seconds=0.2))
        await services.may_wait("publish")
        services.may_fail("publish")
        on_step(PostStep(id="posted", seconds=1.1))
        delete_at = NOW + delete_after if delete_after is not None else None
        services.there = post(text=plan.text, delete_at=delete_at, rung=plan.rung)
        return services.there

    def trouble(self, connection: Connection, error: Any) -> Trouble:
        return trouble_of(spec(connection.platform), connection, error)

    async def delete(self, deleted: Post) -> Post:
        services = self._all
        services.deletions_asked += 1
        await services.may_wait("delete")
        services.may_fail("delete")
        services.there = replace(deleted, status="deleted", delete_at=None)
        return services.there

    async def keep(self, kept: Post) -> Post:
        self._all.there = replace(kept, delete_at=None)
        return self._all.there


class Seat:
    """A page over made-up services, shown to somebody."""

    def __init__(self, theme: Theme, show: Callable[..., Any], platform: str = "x") -> None:
        self.services = Services(platform)
        self.desk = FakeDesk(theme, jobs=self.services, start=start())
        self.page = TestPostPage(self.desk, TestPost(self.services.offered.connection.handle))
        show(self.page, QSize(1068, 820))
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()  # as the window does for a page that says nothing about it
