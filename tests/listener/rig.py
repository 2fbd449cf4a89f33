"""A real listener in a thread of its own, and raw sockets to throw bytes at it."""

import asyncio
import ipaddress
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from stagedoor.domain.attempt import Attempt, Callback
from stagedoor.domain.secret import Secret
from stagedoor.listener.http_server import Limits
from stagedoor.listener.loopback import LoopbackListener
from stagedoor.listener.pages import Page
from stagedoor.listener.receiver import LoopbackReceiver

URL = "http://127.0.0.1:{port}/cb/x"
START = 1_800_000_000.0
STATE = "Zr8mH1kq_3S-xW0aPv7uYd5TnLc2BeGj9oXiFh4QtMs"
CODE = "a code/of+the=platform"
BROWSER = (
    "User-Agent: Mozilla/5.0",
    "Accept: text/html",
    "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Mode: navigate",
    "Sec-Fetch-User: ?1",
    "Sec-Fetch-Dest: document",
    "Upgrade-Insecure-Requests: 1",
)
PAGES = {page.data: page for page in Page}

_LISTEN = "0A"  # the state in /proc/net/tcp
PATIENCE = 20.0  # seconds until a test gives up


class HandClock:
    """A clock that a test sets. Sleepers wake when it passes their time, as far as the computer is awake."""

    def __init__(self, now: float = START) -> None:
        self._now = now
        self._awake = 0.0
        self._sleepers: list[tuple[float, asyncio.AbstractEventLoop, asyncio.Event]] = []
        self._changed = threading.Condition()

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        with self._changed:
            self._sleepers.append((self._awake + seconds, asyncio.get_running_loop(), woken))
            self._changed.notify_all()
        await woken.wait()

    def wait_for_sleepers(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._sleepers, PATIENCE)

    def advance(self, seconds: float) -> None:
        with self._changed:
            self._now += seconds
            self._awake += seconds
            due = [sleeper for sleeper in self._sleepers if sleeper[0] <= self._awake]
            self._sleepers = [sleeper for sleeper in self._sleepers if sleeper[0] > self._awake]
        for _, loop, woken in due:
            loop.call_soon_threadsafe(woken.set)

    def suspend(self, seconds: float) -> None:
        """The computer sleeps: time passes, timers stand still."""
        self._now += seconds


def attempt_at(redirect_uri: str, *, state: str = STATE, platform: str = "x", now: float = START) -> Attempt:
    return Attempt(
        id="attempt-1",
        platform=platform,
        route="browser",
        redirect_uri=redirect_uri,
        state=Secret(state),
        verifier=None,
        challenge=None,
        scopes=["write"],
        created_at=now,
        expires_at=now + 600,
    )


class _Leave(Exception):
    """Ends the block of an open receiver as an error in a service would."""


class OpenDoor:
    """What a test sees of an open listener: its address, what it decided, and a way to talk to it."""

    def __init__(self, receiver: LoopbackReceiver, loop: asyncio.AbstractEventLoop, clock: HandClock) -> None:
        self.receiver = receiver
        self.clock = clock
        self.loop = loop
        self.redirect_uri = receiver.redirect_uri
        address = urlsplit(receiver.redirect_uri)
        self.host = address.netloc
        self.port = address.port or 0
        self.path = address.path

    @property
    def accepted(self) -> Callback | None:
        return self.receiver.decided.result() if self.receiver.decided.done() else None

    @property
    def undecided(self) -> bool:
        return not self.receiver.decided.done()

    def waiting(self) -> Future[Callback]:
        return asyncio.run_coroutine_threadsafe(self.receiver.callback(), self.loop)

    def expect(self, attempt: Attempt) -> None:
        self._in_loop(lambda: self.receiver.expect(attempt))

    def offer(self, pasted: str) -> None:
        self._in_loop(lambda: self.receiver.offer(pasted))

    def _in_loop(self, act: Callable[[], None]) -> None:
        async def run() -> None:
            act()

        asyncio.run_coroutine_threadsafe(run(), self.loop).result(PATIENCE)

    def target(self, *, state: str = STATE, code: str = CODE, **more: str) -> str:
        return f"{self.path}?{urlencode({'state': state, 'code': code, **more})}"

    def request(self, target: str, *headers: str, method: str = "GET", host: str | None = None) -> bytes:
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host or self.host}", *headers]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")

    def send(self, data: bytes, *, hang_up: bool = True) -> bytes:
        return send(self.port, data, hang_up=hang_up)

    def page(self, data: bytes) -> Page | None:
        """The page that came, which must be one of the constants to the last byte; None for a plain close."""
        answer = self.send(data)
        return PAGES[answer] if answer else None

    def ask(self, target: str, *headers: str, method: str = "GET", host: str | None = None) -> Page | None:
        return self.page(self.request(target, *headers, method=method, host=host))

    def sign_in(self) -> None:
        """The real return; proves that the attempt is alive."""
        assert self.undecided
        self.sign_in_as_browser()
        assert self.accepted == Callback(code=Secret(CODE))

    def sign_in_as_browser(self) -> None:
        assert self.ask(self.target(), *BROWSER) is Page.SEE_DONE
        assert self.ask("/done", *BROWSER) is Page.DONE


def send(port: int, data: bytes, *, hang_up: bool = True) -> bytes:
    """Sends and reads to the end. A connection that is cut gives what came before."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as client:
        try:
            client.sendall(data)
            if hang_up:
                client.shutdown(socket.SHUT_WR)
        except OSError:  # cut by the listener: what it said before can still be read
            pass
        try:
            while piece := client.recv(65536):
                received += piece
        except ConnectionError:
            pass
    return received


def is_open(port: int, host: str = "127.0.0.1") -> bool:
    try:
        socket.create_connection((host, port), timeout=PATIENCE).close()
    except ConnectionError:
        return False
    return True


def listening() -> set[tuple[str, int]]:
    """Address and port of everything that this very process listens on."""
    inodes = {str(fd.readlink()) for fd in Path("/proc/self/fd").iterdir() if fd.is_symlink()}
    found = set()
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/self/net/{name}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == _LISTEN and f"socket:[{fields[9]}]" in inodes:
                address, _, port = fields[1].partition(":")
                found.add((_address(address), int(port, 16)))
    return found


def _address(digits: str) -> str:
    """From the words of /proc/net/tcp, each in the byte order of this computer."""
    words = [int(digits[at : at + 8], 16) for at in range(0, len(digits), 8)]
    return str(ipaddress.ip_address(b"".join(word.to_bytes(4, sys.byteorder) for word in words)))


def wait_until_closed(port: int) -> None:
    while any(port == open_port for _, open_port in listening()):
        pass


@contextmanager
def open_receiver(
    url: str = URL, ports: Sequence[int] = (), *, expect: bool = True, limits: Limits | None = None
) -> Iterator[OpenDoor]:
    """An open listener that waits for the attempt `attempt_at` its address."""
    clock = HandClock()
    opened: Future[OpenDoor] = Future()
    leave = asyncio.Event()

    async def live() -> None:
        async with LoopbackListener(clock, limits).open(url, ports) as receiver:
            if expect:
                receiver.expect(attempt_at(receiver.redirect_uri))
            opened.set_result(OpenDoor(receiver, asyncio.get_running_loop(), clock))
            await leave.wait()
            raise _Leave

    def run() -> None:
        try:
            asyncio.run(live())
        except _Leave:
            pass
        except Exception as problem:
            if opened.done():
                raise
            opened.set_exception(problem)

    thread = threading.Thread(target=run, name="stagedoor test listener")
    thread.start()
    try:
        receiver = opened.result(PATIENCE)
        yield receiver
    finally:
        if opened.done() and opened.exception() is None:
            opened.result().loop.call_soon_threadsafe(leave.set)
        thread.join(PATIENCE)


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
