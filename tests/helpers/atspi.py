"""What a screen reader sees and can do (AT-SPI over D-Bus), for tests that drive the window by accessible names only.

    with accessibility(keychain.address, environ) as desktop:
        window = desktop.application("stagedoor")
        window.wait_for("button", "Connect Telegram").press()

A `Node` is asked anew each time: what it says is what the program says now. A node that is gone says nothing.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, MessageType, Properties, new_method_call  # type: ignore[import-untyped]  # no types
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]  # as above

SECONDS = 20.0
_PAUSE = 0.05
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_ROOT = "/org/a11y/atspi/accessible/root"
_NULL = "/org/a11y/atspi/null"
_IFACE = "org.a11y.atspi."

STATES = {1: "active", 4: "checked", 7: "editable", 8: "enabled", 11: "focusable", 12: "focused", 25: "showing",
          30: "visible"}  # fmt: skip
"""Numbers of AtspiStateType that tests ask for."""

Name = str | re.Pattern[str]


class Gone(Exception):
    """The program does not know this node any more, or has ended."""


class Node:
    """One accessible: `bus` is the program's name there, `path` the node's within it."""

    def __init__(self, connection: DBusConnection, bus: str, path: str) -> None:
        self._connection, self.bus, self.path = connection, bus, path

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and (self.bus, self.path) == (other.bus, other.path)

    def __hash__(self) -> int:
        return hash((self.bus, self.path))

    # ---------------------------------------------------------------- what it says

    @property
    def name(self) -> str:
        return str(self._get("Accessible", "Name"))

    @property
    def description(self) -> str:
        return str(self._get("Accessible", "Description"))

    @property
    def role(self) -> str:
        return str(self._call("Accessible", "GetRoleName")[0])

    @property
    def states(self) -> set[str]:
        low, high = self._call("Accessible", "GetState")[0]
        bits = low | high << 32
        return {word for number, word in STATES.items() if bits >> number & 1}

    @property
    def children(self) -> list[Node]:
        found = self._call("Accessible", "GetChildren")[0]
        return [Node(self._connection, bus, path) for bus, path in found if path != _NULL]

    @property
    def text(self) -> str:
        """What stands in a field; dots where it is hidden."""
        return str(self._call("Text", "GetText", "ii", (0, -1))[0])

    # ---------------------------------------------------------------- what it can do

    def press(self) -> None:
        """The first action: pressing, switching, choosing."""
        assert "enabled" in self.states, f"{self!r} cannot be pressed now"
        actions = [name for name, *_ in self._call("Action", "GetActions")[0]]
        wanted = [number for number, name in enumerate(actions) if name in ("Press", "Toggle", "Check", "Uncheck")]
        assert wanted, f"{self!r} can only {actions}"
        assert self._call("Action", "DoAction", "i", (wanted[0],))[0], f"{self!r} did not do it"

    def type(self, text: str) -> None:
        """Puts the text in place of what stands there."""
        assert self._call("EditableText", "SetTextContents", "s", (text,))[0], f"{self!r} takes no text"

    # ---------------------------------------------------------------- finding

    def walk(self) -> Iterator[Node]:
        """This node and all below it that are on screen, in order."""
        yield self
        for child in self.children:
            with contextlib.suppress(Gone):
                if "visible" in child.states:
                    yield from child.walk()

    def find(self, role: str | None, name: Name) -> list[Node]:
        """Nodes of that role (any where None) whose whole name it is, or whose name the pattern finds itself in."""
        return list(self._each(role, name))

    def _each(self, role: str | None, name: Name) -> Iterator[Node]:
        for node in self.walk():
            with contextlib.suppress(Gone):
                if (role is None or node.role == role) and _fits(name, node.name):
                    yield node

    def wait_for(self, role: str | None, name: Name, within: float = SECONDS) -> Node:
        """The first such node, as soon as there is one."""
        found: list[Node] = []

        def looked() -> bool:
            found[:] = islice(self._each(role, name), 1)
            return bool(found)

        assert self.wait_until(looked, within), f"no {role or 'node'} {name!r} among:\n{self.outline()}"
        return found[0]

    def wait_until(self, true: Callable[[], bool], within: float = SECONDS) -> bool:
        """Whether it came true in time. What vanishes while it is asked is asked again."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            with contextlib.suppress(Gone):
                if true():
                    return True
            time.sleep(_PAUSE)
        return False

    def outline(self) -> str:
        """Roles and names of all that is on screen, for messages of failed tests."""
        lines = []
        for node in self.walk():
            with contextlib.suppress(Gone):
                if name := node.name:
                    lines.append(f"{node.role}: {name[:200]}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        with contextlib.suppress(Gone):
            return f"{self.role} {self.name!r}"
        return f"gone {self.path}"

    # ---------------------------------------------------------------- D-Bus

    def _call(self, interface: str, member: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Any:
        address = DBusAddress(self.path, self.bus, _IFACE + interface)
        return _ask(self._connection, new_method_call(address, member, signature, body))

    def _get(self, interface: str, name: str) -> Any:
        address = DBusAddress(self.path, self.bus, _IFACE + interface)
        return _ask(self._connection, Properties(address).get(name))[0][1]


class Desktop(Node):
    """All programs that talk to assistive technology on this bus."""

    def __init__(self, connection: DBusConnection) -> None:
        super().__init__(connection, "org.a11y.atspi.Registry", _ROOT)

    def applications(self, name: str) -> list[Node]:
        """Those that answer: a program that was killed may still be listed for a moment."""
        found = []
        for child in self.children:
            with contextlib.suppress(Gone):
                if child.name == name:
                    found.append(child)
        return found

    def application(self, name: str, within: float = SECONDS) -> Node:
        assert self.wait_until(lambda: bool(self.applications(name)), within), f"{name} never came to the bus"
        return self.applications(name)[0]


@contextlib.contextmanager
def accessibility(session: str, environ: Mapping[str, str]) -> Iterator[Desktop]:
    """Starts the accessibility bus of the session bus `session` (an address) and yields what is on it.

    `environ` is what the bus's own programs run with; they end with it.
    """
    launcher = subprocess.Popen(
        [_launcher(), "--launch-immediately"], env=dict(environ), stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        with _open(_address(session)) as connection:
            yield Desktop(connection)
    finally:
        launcher.terminate()
        launcher.wait(SECONDS)


def _launcher() -> str:
    found = next((path for path in _LAUNCHERS if Path(path).exists()), shutil.which("at-spi-bus-launcher"))
    assert found, "no accessibility bus: at-spi2-core is missing"
    return found


def _address(session: str) -> str:
    """Where the accessibility bus is; its launcher takes a moment to come to the session bus."""
    ask = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
    with _open(session) as connection:
        end = time.monotonic() + SECONDS
        while True:
            try:
                return str(_ask(connection, ask)[0])
            except Gone:
                assert time.monotonic() < end, "the accessibility bus did not start"
                time.sleep(_PAUSE)


def _open(address: str) -> contextlib.closing[DBusConnection]:
    return contextlib.closing(open_dbus_connection(address))


def _ask(connection: DBusConnection, message: Any) -> Any:
    try:
        reply = connection.send_and_get_reply(message, timeout=SECONDS)
    except TimeoutError as error:
        raise AssertionError("the program does not answer assistive technology") from error
    if reply.header.message_type is MessageType.error:
        raise Gone(reply.body)
    return reply.body


def _fits(wanted: Name, name: str) -> bool:
    return name == wanted if isinstance(wanted, str) else bool(wanted.search(name))
