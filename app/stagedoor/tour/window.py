"""The window's half of the tour: the real window connects, posts and shows, driven by the words on its buttons."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING

from stagedoor import bootstrap
from stagedoor.practice import Visitor, World
from stagedoor.tour.camera import Camera

if TYPE_CHECKING:
    from stagedoor.desktop.driven import Driven
    from stagedoor.desktop.window import MainWindow

NAME = "Window"
X, TELEGRAM = "x/crumbkitchen", "telegram/crumbkitchennews"


def drive(environ: MutableMapping[str, str], world: World, camera: Camera) -> bool:
    """True if everything was seen. Without a display the window is drawn where nobody sees it."""
    from stagedoor.desktop.app import run

    if sys.platform == "linux" and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    own = {**environ, "BROWSER": _QUIET}
    sights = Sights(Visitor(world), camera)
    run(bootstrap.window(own, simulated=True), sights.show)
    return sights.complete


_QUIET = f"{sys.executable} -I -S -c pass %s"
"""In the place of a browser: the made-up person goes to the page without one."""


class Sights:
    """What is shown, in order. The first thing that fails ends it."""

    def __init__(self, visitor: Visitor, camera: Camera) -> None:
        self._visitor, self._camera = visitor, camera
        self.complete = False

    async def show(self, window: MainWindow) -> None:
        from stagedoor.desktop.driven import Driven, NotThere

        driven = Driven(window, self._camera.folder)
        try:
            for name, work in (("welcome", self._welcome), ("Telegram", self._telegram), ("X", self._x),
                               ("accounts", self._accounts), ("dark", self._dark)):  # fmt: skip
                await self._step(name, work, driven)
        except NotThere as error:
            print(f"{NAME:<18}FAILED      {error}", flush=True)
        else:
            self.complete = True
        for picture in driven.taken:
            self._camera.keep(picture)

    async def _step(self, name: str, work: Callable[[Driven], Awaitable[None]], driven: Driven) -> None:
        started = time.monotonic()
        await work(driven)
        print(f"{NAME:<18}{name:<12}ok      {time.monotonic() - started:5.2f} s", flush=True)

    async def _welcome(self, driven: Driven) -> None:
        await driven.see("the welcome page", lambda page: page.title == "Connect accounts")
        await driven.see("Telegram", lambda _: driven.has("Telegram, "))
        await driven.picture("welcome")

    async def _telegram(self, driven: Driven) -> None:
        token = await asyncio.to_thread(self._visitor.telegram_new_bot, "Crumb", "window_bot")
        await driven.press("Telegram, ")
        await driven.answer("Go on")
        for answer in ("On this computer", "To a channel", "Yes", "Continue", "Continue", "Continue"):
            await driven.answer(answer)
        await driven.fill("Bot token", token)
        await driven.picture("telegram-step")
        await driven.answer("Continue")
        link = await driven.see("the link that adds the bot", driven.link)
        await asyncio.to_thread(self._visitor.telegram_add_to_channel, link)
        await driven.see("the channel", lambda _: driven.can_press("Continue"))
        await driven.picture("telegram-found")
        await driven.answer("Continue")
        await driven.answer("Yes")
        await driven.press("Test post")
        await driven.press("Post for 60 seconds")
        await driven.press("Delete now")
        await driven.press("Done")

    async def _x(self, driven: Driven) -> None:
        from stagedoor.desktop.places import Welcome

        await driven.go(Welcome())
        await driven.press("X, ")
        await driven.answer("Several")
        await driven.picture("x-before")
        await driven.answer("Go on")
        await driven.answer("Native App")
        for _ in range(4):
            await driven.answer("Continue")
        address = await driven.see("the return address", driven.to_copy)
        keys = await asyncio.to_thread(self._visitor.x_make_app, address)
        await driven.picture("x-step")
        await driven.answer("Continue")
        await driven.fill("Client ID (OAuth 2.0)", keys["client_id"])
        await driven.answer("Continue")
        await driven.answer("Continue")
        await driven.press("Open the browser")
        await driven.picture("x-sign-in")
        address = await driven.see("the sign-in", driven.sign_in_address)
        await asyncio.to_thread(self._visitor.consent, address, follow=True)
        await driven.answer("Yes")
        await driven.see("X works", lambda _: driven.has("Test post"))
        await driven.picture("x-done")
        await driven.press("Test post")
        await driven.see("the price", lambda _: driven.has("Post for 60 seconds"))
        await driven.picture("test-post")
        await driven.press("Post for 60 seconds")
        await driven.see("the countdown", lambda _: driven.has("Delete now"))
        await driven.picture("test-post-running")
        await driven.press("Delete now")
        await driven.press("Done")

    async def _accounts(self, driven: Driven) -> None:
        from stagedoor.desktop.places import Account, Accounts, Computer, Details, Settings

        await driven.go(Accounts())
        await driven.see("both cards", lambda _: driven.has("X, @crumbkitchen") and driven.has("Telegram, @"))
        await driven.picture("accounts")
        for name, place in (
            ("account", Account(X)), ("doctor", Account(X, "doctor")), ("scripts", Account(TELEGRAM, "scripts")),
            ("computer", Computer()), ("details", Details()), ("settings", Settings()),
        ):  # fmt: skip
            await driven.go(place)
            await driven.settled()
            await driven.picture(name)

    async def _dark(self, driven: Driven) -> None:
        from stagedoor.desktop.places import Accounts

        driven.choose_theme("dark")
        await driven.go(Accounts())
        await driven.picture("accounts-dark")
