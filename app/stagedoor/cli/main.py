"""From arguments to an exit code. A fresh token takes the short way, without asyncio and without a probe."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, MutableMapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from stagedoor.cli import exits
from stagedoor.cli.parser import parser
from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.secret import Secret

if TYPE_CHECKING:
    import argparse

    from stagedoor.domain.entities import Actor
    from stagedoor.services.jobs import Jobs

PASSPHRASE_FD = "STAGEDOOR_PASSPHRASE_FD"  # noqa: S105  # the name of a variable


class Quick(Protocol):
    """A token that needed no renewal."""

    @property
    def value(self) -> Secret: ...
    @property
    def ends(self) -> str: ...
    @property
    def ends_at(self) -> int | None: ...
    @property
    def scopes(self) -> tuple[str, ...] | None: ...


class Build(Protocol):
    def __call__(
        self, environ: MutableMapping[str, str], *, actor: Actor = ..., person: bool = ...
    ) -> AbstractAsyncContextManager[Jobs]: ...


class Practice(Protocol):
    def __call__(
        self, environ: MutableMapping[str, str], *, port: int = ..., keychain: bool = ...
    ) -> AbstractContextManager[Any]: ...


class Wiring(NamedTuple):
    """What the composition root hands to this face."""

    build: Build
    fresh_token: Callable[[str, MutableMapping[str, str]], Quick | None]
    make_locked_file: Callable[[MutableMapping[str, str], Secret | None], None]
    practice: Practice
    tour: Callable[..., int]


def run(argv: Sequence[str], wiring: Wiring, environ: MutableMapping[str, str]) -> int:
    """Runs one command. Known errors go to stderr as cause and fix; anything else is a bug and says so."""
    before, after = _split(argv)
    try:
        args = parser().parse_args(before)
    except SystemExit as stop:
        return int(stop.code or 0)
    args.command_line = after
    if args.passphrase_fd:
        environ[PASSPHRASE_FD] = args.passphrase_fd
    try:
        return _dispatch(args, wiring, environ)
    except StagedoorError as error:
        _tell(error)
        return exits.code_for(error)
    except KeyboardInterrupt:
        print("\nStopped. What was saved so far is kept.", file=sys.stderr)
        return exits.FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.FAILED


def _split(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    """What stands behind the first `--` is a command of the person's own."""
    at = list(argv).index("--") if "--" in argv else len(argv)
    return list(argv[:at]), list(argv[at + 1 :])


def _dispatch(args: argparse.Namespace, wiring: Wiring, environ: MutableMapping[str, str]) -> int:
    if args.command == "token" and (quick := wiring.fresh_token(args.handle, environ)) is not None:
        _print_quick(args, quick)
        return exits.OK
    if args.command is None:
        parser().print_help()
        print("\nThe window is not there yet. Everything works by command line.", file=sys.stderr)
        return exits.USAGE
    from stagedoor.cli.commands import command

    return command(args, wiring, environ)


def _print_quick(args: argparse.Namespace, quick: Quick) -> None:
    if args.json:
        print(json.dumps(token_document(args.handle, quick.value, quick.ends, quick.ends_at, quick.scopes)))
    else:
        sys.stdout.write(quick.value.reveal() + "\n")
    sys.stdout.flush()


def token_document(
    handle: str, value: Secret, ends: str, ends_at: int | None, scopes: Sequence[str] | None
) -> dict[str, object]:
    """The `token --json` document."""
    from datetime import UTC, datetime

    at = datetime.fromtimestamp(ends_at, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if ends_at is not None else None
    return {
        "schema": 1, "handle": handle, "access_token": value.reveal(), "ends": {"kind": ends, "at": at},
        "scopes": list(scopes) if scopes is not None else None,
    }  # fmt: skip


def _tell(error: StagedoorError) -> None:
    print(f"stagedoor: {error.cause}", file=sys.stderr)
    if error.fix:
        print(f"  fix: {error.fix}", file=sys.stderr)
