"""Answers that go wrong on purpose: what a network, a proxy or a platform in trouble does to a client."""

import gzip
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from stagedoor.practice.bell import Bell
from stagedoor.practice.messages import Answer, html_answer, http_date, json_answer
from stagedoor.practice.wire import Wire

JSON = ("content-type", "application/json; charset=utf-8")


@dataclass
class Fault:
    """One planned trouble: for which requests, which kind, and how often it still happens."""

    match: str
    kind: str
    left: int
    options: dict[str, Any] = field(default_factory=dict)
    bell: Bell = field(default_factory=Bell)
    over: bool = False  # taken back while a request waits

    def option(self, name: str, default: Any) -> Any:
        return self.options.get(name, default)

    def fits(self, method: str, path: str) -> bool:
        wanted, _, prefix = self.match.partition(" ")
        return self.left > 0 and wanted in ("*", method) and path.startswith(prefix)


@dataclass(frozen=True)
class Scene:
    """What a kind of fault has to play with."""

    fault: Fault
    wire: Wire
    proper: Callable[[], Awaitable[Answer]]  # lets the request take effect
    too_many: Callable[[int], Answer]  # the platform's own 429
    now: Callable[[], float]


Play = Callable[[Scene], Awaitable[None]]


@dataclass(frozen=True)
class Kind:
    """A line of the menu: what happens, and how."""

    says: str
    play: Play
    options: tuple[str, ...] = ()


async def _status(scene: Scene) -> None:
    option = scene.fault.option
    headers = tuple(dict(option("headers", {})).items())
    status = int(option("status", 500))
    if "text" in scene.fault.options:
        answer = Answer(status, str(option("text", "")).encode(), (("content-type", "text/plain"),))
    else:
        answer = json_answer(option("json", {"error": "made up"}), status)
    await scene.wire.send(answer.plus(*headers))


async def _html(scene: Scene) -> None:
    page = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking</body></html>"
    await scene.wire.send(html_answer(page, int(scene.fault.option("status", 403))))


async def _empty(scene: Scene) -> None:
    await scene.wire.send(Answer(int(scene.fault.option("status", 200)), b"", (JSON,)))


async def _truncated(scene: Scene) -> None:
    answer = await scene.proper()
    await scene.wire.send(Answer(answer.status, answer.body[: len(answer.body) // 2], answer.headers))


async def _wrong_type(scene: Scene) -> None:
    await scene.wire.send(json_answer([1, "two", None], int(scene.fault.option("status", 200))))


async def _huge(scene: Scene) -> None:
    size, block = int(scene.fault.option("bytes", 64 * 2**20)), b" " * 65536
    await scene.wire.start(200, (JSON,))
    for _ in range(size // len(block)):
        await scene.wire.part(block, more=True)
    await scene.wire.part(b"{}", more=False)


async def _slow(scene: Scene) -> None:
    with scene.fault.bell.heard() as release:
        seconds = 0.0 if scene.fault.over else float(scene.fault.option("seconds", 60))
        stayed = await scene.wire.wait(seconds, release)
    if stayed:
        await scene.wire.send(await scene.proper())


async def _drip(scene: Scene) -> None:
    answer = await scene.proper()
    pause = float(scene.fault.option("seconds", 1))
    await scene.wire.start(answer.status, (*answer.headers, ("content-length", str(len(answer.body)))))
    with scene.fault.bell.heard() as release:
        for at in range(len(answer.body)):
            await scene.wire.part(answer.body[at : at + 1], more=at + 1 < len(answer.body))
            if not await scene.wire.wait(pause, release):
                return


async def _cut(scene: Scene) -> None:
    await scene.wire.hang_up(politely=False)


async def _commit_then_cut(scene: Scene) -> None:
    await scene.proper()
    await scene.wire.hang_up(politely=False)


async def _half(scene: Scene) -> None:
    answer = await scene.proper()
    await scene.wire.start(answer.status, (*answer.headers, ("content-length", str(len(answer.body)))))
    await scene.wire.part(answer.body[: len(answer.body) // 2], more=True)
    await scene.wire.hang_up(politely=True)


async def _redirect(scene: Scene) -> None:
    status = int(scene.fault.option("status", 302))
    await scene.wire.send(Answer(status, b"", (("location", str(scene.fault.option("to", "/"))),)))


async def _not_json(scene: Scene) -> None:
    await scene.wire.send(Answer(200, b"{'ok': True,", (JSON,)))


async def _bom(scene: Scene) -> None:
    answer = await scene.proper()
    await scene.wire.send(Answer(answer.status, b"\xef\xbb\xbf" + answer.body, answer.headers))


async def _bad_utf8(scene: Scene) -> None:
    await scene.wire.send(Answer(200, b'{"name": "\xff\xfe\xc3("}', (JSON,)))


async def _gzip_bomb(scene: Scene) -> None:
    size = int(scene.fault.option("bytes", 256 * 2**20))
    block = gzip.compress(b" " * 2**20, 9)  # members may follow one another (RFC 1952 section 2.2)
    body = block * max(1, size // 2**20)
    await scene.wire.send(Answer(200, body, (JSON, ("content-encoding", "gzip"))))


async def _rate(scene: Scene) -> None:
    seconds = int(scene.fault.option("retry_after", 30))
    forms = {"seconds": str(seconds), "date": http_date(scene.now() + seconds), "odd": "soon"}
    value = forms.get(str(scene.fault.option("form", "seconds")))
    answer = scene.too_many(seconds)
    kept = tuple(h for h in answer.headers if h[0] != "retry-after")
    extra = () if value is None else (("retry-after", value),)
    await scene.wire.send(Answer(answer.status, answer.body, (*kept, *extra), "planned 429"))


FAULTS: dict[str, Kind] = {
    "status": Kind("answers with a status of your choice", _status, ("status", "json", "text", "headers")),
    "html": Kind("a web page where JSON belongs, as an edge server sends", _html, ("status",)),
    "empty": Kind("an answer without a body", _empty, ("status",)),
    "truncated": Kind("the right answer, its second half missing", _truncated),
    "wrong_type": Kind("a JSON list where an object belongs", _wrong_type, ("status",)),
    "huge": Kind("an answer far too large", _huge, ("bytes",)),
    "slow": Kind("nothing for some seconds, then the right answer", _slow, ("seconds",)),
    "drip": Kind("the right answer, one byte at a time", _drip, ("seconds",)),
    "cut": Kind("hangs up before anything happened", _cut),
    "half": Kind("hangs up in the middle of the answer", _half),
    "commit_then_cut": Kind("does what was asked, then hangs up without an answer", _commit_then_cut),
    "redirect": Kind("sends the client elsewhere", _redirect, ("to", "status")),
    "not_json": Kind("something that only looks like JSON", _not_json),
    "bom": Kind("the right answer behind a byte order mark", _bom),
    "bad_utf8": Kind("bytes that are no UTF-8", _bad_utf8),
    "gzip_bomb": Kind("a small packed answer that unpacks to a huge one", _gzip_bomb, ("bytes",)),
    "rate": Kind("too many requests; form is seconds, date, odd or none", _rate, ("retry_after", "form")),
}


class Faults:
    """The troubles planned for one world; the oldest that fits a request happens."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def add(self, match: str, kind: str, times: int = 1, **options: Any) -> Fault:
        """`match` is "METHOD /path-prefix" relative to the world; the method may be *.

        Raises KeyError for a kind that FAULTS does not name, TypeError for an option it does not know.
        """
        if unknown := options.keys() - set(FAULTS[kind].options):
            raise TypeError(f"{kind} has no option {', '.join(sorted(unknown))}")
        fault = Fault(match, kind, times, options)
        self.planned.append(fault)
        return fault

    def clear(self) -> None:
        """Forgets all plans and lets waiting requests go on."""
        gone, self.planned = self.planned, []
        for fault in gone:
            fault.left, fault.over = 0, True
            fault.bell.ring()

    def take(self, method: str, path: str) -> Fault | None:
        for fault in self.planned:
            if fault.fits(method, path):
                fault.left -= 1
                return fault
        return None
