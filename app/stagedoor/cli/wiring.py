"""What the composition root hands to the command line."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from stagedoor.domain.secret import Secret

if TYPE_CHECKING:
    from stagedoor.cli.token_document import FreshToken
    from stagedoor.domain.entities import Actor
    from stagedoor.services.jobs import Jobs


class Build(Protocol):
    def __call__(
        self, environ: MutableMapping[str, str], *, actor: Actor = ..., person: bool = ..., writes: bool = ...
    ) -> AbstractAsyncContextManager[Jobs]: ...


class Practice(Protocol):
    def __call__(
        self, environ: MutableMapping[str, str], *, port: int = ..., keychain: bool = ...
    ) -> AbstractContextManager[Any]: ...


class Window(Protocol):
    def __call__(self, *, simulated: bool) -> int: ...


class Wiring(NamedTuple):
    """What the composition root hands to this face. `umask` is the person's own, for commands that `exec` starts."""

    build: Build
    fresh_token: Callable[[str, MutableMapping[str, str]], FreshToken | None]
    make_locked_file: Callable[[MutableMapping[str, str], Secret | None], None]
    practice: Practice
    tour: Callable[..., int]
    window: Window
    umask: int
