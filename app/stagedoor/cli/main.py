"""From arguments to an exit code. A fresh token takes the short way, without asyncio and without a probe."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping, Sequence
from typing import TYPE_CHECKING, TextIO

from stagedoor.cli import exits
from stagedoor.cli.parser import parser
from stagedoor.cli.wiring import Wiring
from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.variables import PASSPHRASE_FD

if TYPE_CHECKING:
    import argparse


def run(argv: Sequence[str], wiring: Wiring, environ: MutableMapping[str, str]) -> int:
    """Runs one command. Known errors go to stderr as cause and fix; anything else is a bug and says so."""
    try:
        return _written(_run(argv, wiring, environ))
    except StagedoorError as error:
        _tell(error)
        return exits.code_for(error)
    except KeyboardInterrupt:
        print("\nStopped. What was saved so far is kept.", file=sys.stderr)
        return exits.FAILED
    except OSError as error:
        if not _nobody_reads():
            raise
        if not isinstance(error, BrokenPipeError):
            print(f"stagedoor: The result could not be written: {error.strerror}.", file=sys.stderr)
        return exits.FAILED


def _written(code: int) -> int:
    """The code, once the result has left this process."""
    if sys.stdout:
        sys.stdout.flush()
    return code


def _nobody_reads() -> bool:
    """True if output cannot be written; it then goes nowhere, so that the end of the program is quiet."""
    broken = [stream for stream in (sys.stdout, sys.stderr) if stream and not _flushed(stream)]
    for stream in broken:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return bool(broken)


def _flushed(stream: TextIO) -> bool:
    try:
        stream.flush()
    except OSError:
        return False
    return True


def _run(argv: Sequence[str], wiring: Wiring, environ: MutableMapping[str, str]) -> int:
    before, after = _split(argv)
    try:
        args = parser().parse_args(before)
    except SystemExit as stop:
        return int(stop.code or 0)
    args.command_line, args.umask = after, wiring.umask
    if args.passphrase_fd:
        environ[PASSPHRASE_FD] = args.passphrase_fd
    return _dispatch(args, wiring, environ)


def _split(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    """What stands behind the first `--` is a command of the person's own."""
    at = list(argv).index("--") if "--" in argv else len(argv)
    return list(argv[:at]), list(argv[at + 1 :])


def _dispatch(args: argparse.Namespace, wiring: Wiring, environ: MutableMapping[str, str]) -> int:
    if args.command == "token" and (quick := wiring.fresh_token(args.handle, environ)) is not None:
        from stagedoor.cli.token_document import write_token

        write_token(args.handle, quick, as_json=args.json)
        return exits.OK
    if args.command is None:
        return _window(wiring, environ)
    from stagedoor.cli.commands import command

    return command(args, wiring, environ)


def _window(wiring: Wiring, environ: MutableMapping[str, str]) -> int:
    from stagedoor.cli.display import has_display

    if has_display(environ):
        return wiring.window(simulated=False)
    parser().print_help()
    print("\nThere is no display here, so the window stays closed. Everything works by command line.", file=sys.stderr)
    return exits.USAGE


def _tell(error: StagedoorError) -> None:
    """Plain: a cause may quote a file name, an argument or a platform, and none of them steers the terminal."""
    from stagedoor.domain.plain import plain

    print(f"stagedoor: {plain(error.cause, 2000)}", file=sys.stderr)
    if error.fix:
        print(f"  fix: {plain(error.fix, 2000)}", file=sys.stderr)
