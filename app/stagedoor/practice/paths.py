"""Which handler answers which method and path of one simulated host."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from starlette.routing import Match, Route

from stagedoor.practice.messages import Answer, Ask, Handler


async def _never(*_: object) -> None:  # pragma: no cover
    """Starlette's routes want an endpoint; here only their matching is used."""


@dataclass(frozen=True)
class Found:
    """A handler and the parts of the path that it named."""

    handler: Handler
    params: dict[str, str]


class Paths:
    """The table of one host, filled by decorators: `@paths.on("GET", "/2/users/me")`."""

    def __init__(self) -> None:
        self._routes: list[tuple[Route, Handler]] = []

    def on(self, methods: str, path: str) -> Callable[[Handler], Handler]:
        """`methods` is one or several, parted by a blank; GET does not bring HEAD along."""

        def keep(handler: Handler) -> Handler:
            route = Route(path, _never, methods=methods.split())
            route.methods = set(methods.split())
            self._routes.append((route, handler))
            return handler

        return keep

    def __add__(self, other: Self) -> "Paths":
        both = Paths()
        both._routes = [*self._routes, *other._routes]
        return both

    def of(self, part: Callable[[Any], Any]) -> "Paths":
        """The same table for a platform that keeps what its handlers know as a part of its own state."""
        lent = Paths()
        lent._routes = [(route, _lent(handler, part)) for route, handler in self._routes]
        return lent

    def find(self, method: str, path: str) -> Found | None:
        for match, params, handler in self._matching(method, path):
            if match is Match.FULL:
                return Found(handler, params)
        return None

    def other_methods(self, method: str, path: str) -> bool:
        """True when the path exists, but not with this method."""
        return any(True for _ in self._matching(method, path))

    def _matching(self, method: str, path: str) -> Iterator[tuple[Match, dict[str, str], Handler]]:
        scope = {"type": "http", "method": method, "path": path, "root_path": "", "path_params": {}}
        for route, handler in self._routes:
            match, child = route.matches(scope)
            if match is not Match.NONE:
                yield match, {k: str(v) for k, v in child["path_params"].items()}, handler


def _lent(handler: Handler, part: Callable[[Any], Any]) -> Handler:
    return lambda state, ask: handler(part(state), ask)


class Platform(ABC):
    """What a world knows of each of its platforms."""

    hosts: Mapping[str, Paths]
    state: Any

    @abstractmethod
    def lost(self, host: str, ask: Ask, *, wrong_method: bool) -> Answer:
        """The platform's own answer to a path it does not have."""

    @abstractmethod
    def too_many(self, host: str, retry_after: int) -> Answer:
        """The platform's own answer to too many requests."""

    def finish(self, host: str, ask: Ask, answer: Answer) -> Answer:  # noqa: ARG002 - others look at the request
        """The last touch, such as headers that stand on every answer of a host."""
        return answer
