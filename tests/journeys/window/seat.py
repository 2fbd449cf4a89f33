"""A person at a screen: the real program in a window, driven by accessible names, with a browser of their own."""

from __future__ import annotations

import re
import time

from tests.helpers.atspi import Desktop, Name, Node
from tests.helpers.x11 import Screen
from tests.journeys.program import BrowserButton, Home, Running
from tests.journeys.streams import SECONDS


class Window:
    """One started program and what it shows."""

    def __init__(self, running: Running, app: Node, display: str) -> None:
        self.running, self.app, self._display = running, app, display

    def press(self, name: Name, role: str | None = "push button") -> None:
        """Waits until there is such a button that can be pressed."""
        button = self.app.wait_for(role, name)
        assert button.wait_until(lambda: "enabled" in button.states), f"{button!r} stayed off"
        button.press()

    def answer(self, question: str, button: str) -> None:
        """Presses a button of a dialog."""
        dialog = self.app.wait_for("dialog", re.compile("^" + re.escape(question)))
        dialog.wait_for("push button", button).press()

    def fill(self, name: Name, text: str) -> None:
        """Types into a field; hidden ones are a role of their own."""
        found: list[Node] = []

        def looked() -> bool:
            found[:] = self.app.find("text", name) + self.app.find("password text", name)
            return bool(found)

        assert self.app.wait_until(looked), f"no field {name!r} among:\n{self.app.outline()}"
        found[0].type(text)

    def see(self, words: Name, role: str | None = None) -> Node:
        return self.app.wait_for(role, words)

    def kill(self) -> None:
        self.running.process.kill()
        self.running.process.wait(SECONDS)

    def close(self) -> float:
        """Presses the window's cross; gives the seconds until the process had ended, which it did without a fault."""
        with Screen(self._display) as screen:
            screen.close_windows()
            started = time.monotonic()
            code = self.running.process.wait(SECONDS)
        took = time.monotonic() - started
        assert code == 0, self.running.err.text
        return took


class Seat:
    """A home, a display, a keychain and a screen reader. `browser`: what is behind the person's browser."""

    def __init__(self, home: Home, display: str, desktop: Desktop, button: BrowserButton) -> None:
        self.home, self.display, self.button = home, display, button
        self.desktop = desktop
        home.environ |= {
            "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "BROWSER": button.variable,
        }  # fmt: skip

    def open(self, *arguments: str) -> Window:
        """Starts the program; its window is there then."""
        before = set(self.desktop.applications("stagedoor"))
        running = self.home.start(*arguments)
        found: list[Node] = []

        def came() -> bool:
            found[:] = [app for app in self.desktop.applications("stagedoor") if app not in before]
            return bool(found)

        assert self.desktop.wait_until(came), f"no window came: {running.err.text}"
        return Window(running, found[0], self.display)
