"""The person in front of Facebook's dialog: which Pages they tick, which permissions they take out."""

import asyncio
from concurrent.futures import Future
from dataclasses import replace

from tests.helpers.home import Change

from stagedoor.domain.asking import BrowserChoice
from stagedoor.practice import Visitor
from stagedoor.practice.meta.state import BAKERY, BAKING, KITCHEN, MARKET, Meta
from stagedoor.services.ports import Ports

INSTAGRAM = BAKING
RETURN = "https://localhost:8484/callback/"
__all__ = ["BAKERY", "INSTAGRAM", "KITCHEN", "MARKET", "Dialog", "over"]
NAMES = {KITCHEN: "Crumb Kitchen", BAKERY: "Crumb Bakery", MARKET: "Crumb Market"}


class Dialog:
    """Implements Browser: goes to Facebook's page and decides there, in a thread of its own.

    `ticked`: Pages, None for all; `declined`: permissions. `back`: where the browser ended, for who pastes it.
    """

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.ticked: list[str] | None = None
        self.declined: list[str] = []
        self.businesses = True
        self.back = ""
        self.opened: list[str] = []
        self.visits: list[Future[object]] = []
        self.made: dict[str, str] = {}

    @property
    def meta(self) -> Meta:
        return self.visitor.world.meta

    def pair(self) -> dict[str, str]:
        """The keys of the person's Meta app, made in the portal at the first time."""
        if not self.made:
            self.made = self.visitor.meta_make_app(RETURN)
        return {name: self.made[name] for name in ("client_id", "client_secret")}

    async def choices(self) -> list[BrowserChoice]:
        return [BrowserChoice(id="", name="Usual browser")]

    async def open(self, url: str, browser: str = "") -> bool:
        self.opened.append(url)
        work = asyncio.get_running_loop().run_in_executor(None, self._decide, url)
        if "redirect_uri=https" in url:  # the address is pasted once the browser has ended on it
            await work
        return True

    def _decide(self, url: str) -> None:
        done: Future[object] = Future()
        self.visits.append(done)
        try:
            pages = None if self.ticked is None else [NAMES[id] for id in self.ticked]
            self.back = self.visitor.facebook_dialog(
                url, pages, businesses=self.businesses, off=self.declined
            )  # fmt: skip
            done.set_result(self.visitor.open(self.back) if self.back.startswith("http:") else None)
        except BaseException as error:  # kept for the test: nobody waits for this thread
            done.set_exception(error)


def over(dialog: Dialog) -> Change:
    def change(ports: Ports) -> Ports:
        return replace(ports, browser=dialog)

    return change
