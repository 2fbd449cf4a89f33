"""The real port: one thread with an ASGI server for any number of worlds."""

import asyncio
import socket
import threading
from functools import partial
from itertools import count
from typing import Self
from urllib.parse import unquote

import uvicorn

from stagedoor.practice.faults import FAULTS, Scene
from stagedoor.practice.messages import Answer, Ask, html_answer
from stagedoor.practice.wire import Message, Receive, Send, Sockets, Wire, remembering
from stagedoor.practice.world import World


class Server:
    """Simulated platforms on 127.0.0.1. Start it with `Server.start()`."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self.base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self.worlds: dict[str, World] = {}
        self._numbers = count(1)
        self._sockets: Sockets = {}
        config = uvicorn.Config(
            self._app, http=remembering(self._sockets), ws="none", loop="asyncio", lifespan="off", interface="asgi3",
            log_config=None, log_level="critical", access_log=False, proxy_headers=False, server_header=False,
            date_header=False, timeout_graceful_shutdown=0,
        )  # fmt: skip
        self._uvicorn = uvicorn.Server(config)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="practice", daemon=True)

    @classmethod
    def start(cls, port: int = 0) -> Self:
        """Listens on that port, 0 for any free one. Raises OSError when the port is taken."""
        listening = socket.create_server(("127.0.0.1", port), backlog=512)
        server = cls(listening)
        server._thread.start()
        server._ready.wait()
        return server

    def stop(self) -> None:
        """Ends the thread; requests still waiting are cut."""
        self._uvicorn.should_exit = True
        self._uvicorn.force_exit = True
        if self._loop:
            self._loop.call_soon_threadsafe(self._hang_up)
        self._thread.join()

    def new_world(self, name: str | None = None) -> World:
        """A world of its own under its own path prefix. Raises ValueError when the name is taken."""
        name = name or f"world-{next(self._numbers)}"
        if name in self.worlds:
            raise ValueError(f"There is a world {name} already.")
        self.worlds[name] = World(name, self.base)
        return self.worlds[name]

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ready.set()
        await self._uvicorn.serve(sockets=[self._listening])

    def _hang_up(self) -> None:
        for connection in list(self._sockets.values()):
            connection.abort()

    async def _app(self, scope: Message, receive: Receive, send: Send) -> None:
        wire = Wire(self._sockets.get(tuple(scope["client"])), receive, send)
        body = await wire.read()
        if wire.gone:
            return
        name, path = _split(scope)
        world = self.worlds.get(name)
        if world is None:
            await wire.send(html_answer("There is no such world.", 404))
            return
        await _serve(world, wire, _ask(scope, path, body))


def _split(scope: Message) -> tuple[str, str]:
    raw = scope["raw_path"].decode("ascii", "replace")
    name, _, rest = unquote(raw).lstrip("/").partition("/")
    return name, "/" + rest


def _ask(scope: Message, path: str, body: bytes) -> Ask:
    headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
    url = f"{scope['scheme']}://{headers.get('host', '')}{scope['raw_path'].decode('ascii', 'replace')}"
    url = headers.get("x-original-url", url)  # as the client signed it, where a proxy stands for the host
    return Ask(scope["method"], path, url, scope["query_string"].decode("ascii", "replace"), headers, body)


async def _serve(world: World, wire: Wire, ask: Ask) -> None:
    fault = world.faults.take(ask.method, ask.path)
    record = world.log(ask, fault.kind if fault else "")

    def tell(status: int | None) -> None:
        record.answered(status)
        world.happened()

    wire.tell = tell

    async def proper() -> Answer:
        record.answer = await _safely(world, ask)
        return record.answer

    if fault is None:
        await wire.send(await proper())
        return
    scene = Scene(fault, wire, proper, partial(world.too_many, ask.path), world.clock.now)
    await FAULTS[fault.kind].play(scene)


async def _safely(world: World, ask: Ask) -> Answer:
    try:
        return await world.answer(ask)
    except Exception as error:  # noqa: BLE001 - a broken rule must show, not end the server's thread
        world.crashes.append(error)
        return html_answer("Practice itself broke.", 500, reason=repr(error))
