"""token, refresh, exec: what scripts use."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from stagedoor.cli import exits
from stagedoor.cli.lines import Lines
from stagedoor.cli.masking import Mask
from stagedoor.cli.token_document import write_token
from stagedoor.domain.dates import day_and_time
from stagedoor.domain.errors import BadInput
from stagedoor.domain.variables import PASSPHRASE_FD

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs


async def token(args: argparse.Namespace, jobs: Jobs, lines: Lines) -> int:
    connection = await jobs.scripts.find(args.handle, exact=not lines.terminal)
    handed = await jobs.scripts.token(connection)
    write_token(connection.handle, handed, as_json=args.json)
    return exits.OK


async def refresh(args: argparse.Namespace, jobs: Jobs, lines: Lines) -> int:
    connection = await jobs.scripts.find(args.handle, exact=not lines.terminal)
    handed = await jobs.scripts.token(connection, force=True)
    ends = f"good until {day_and_time(handed.ends_at)}" if handed.ends_at else "without an end date"
    print(f"{connection.handle}: {ends}.")
    return exits.OK


async def execute(args: argparse.Namespace, jobs: Jobs, lines: Lines) -> int:
    """Runs the command with the keys in its environment only; returns the command's own exit code."""
    if not args.command_line:
        raise BadInput("No command was given.", "Write it after two dashes: stagedoor exec HANDLE -- COMMAND")
    connections = [await jobs.scripts.find(h, exact=not lines.terminal) for h in args.handles]
    prefixes = dict(_prefix(text) for text in args.prefixes)
    variables = await jobs.scripts.variables(connections, prefixes, os.environ)
    environ = {k: v for k, v in os.environ.items() if k != PASSPHRASE_FD}
    environ |= {name: value.reveal() for name, value in variables.items()}
    public = jobs.scripts.public(connections, prefixes)
    masks = [] if args.show_keys else [v.reveal() for n, v in variables.items() if n not in public]
    return await _child(args.command_line, environ, masks, args.umask)


async def _child(command: list[str], environ: dict[str, str], masks: list[str], umask: int) -> int:
    pipe = asyncio.subprocess.PIPE if masks else None
    try:
        child = await asyncio.create_subprocess_exec(*command, env=environ, stdout=pipe, stderr=pipe, umask=umask)
    except OSError as error:
        raise BadInput(f"The command {command[0]} cannot be started: {error.strerror}.", "Check its name.") from error
    _leave_signals_to(child)
    if child.stdout is not None and child.stderr is not None:
        async with asyncio.TaskGroup() as group:
            group.create_task(_copy(child, child.stdout, sys.stdout.fileno(), masks), name="stdout")
            group.create_task(_copy(child, child.stderr, sys.stderr.fileno(), masks), name="stderr")
    code = await child.wait()
    return code if code >= 0 else 128 - code


def _leave_signals_to(child: asyncio.subprocess.Process) -> None:
    """The command decides what Ctrl-C means (a terminal sends it to both), and is told when it shall end."""
    if sys.platform != "win32":
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGINT, lambda: None)
        loop.add_signal_handler(signal.SIGTERM, _send, child, signal.SIGTERM)


def _send(child: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):  # it has ended meanwhile
        child.send_signal(number)


async def _copy(
    child: asyncio.subprocess.Process, stream: asyncio.StreamReader, descriptor: int, masks: list[str]
) -> None:
    """The child's output as it comes, with the keys hidden, split writes included."""
    mask = Mask(masks)
    try:
        while chunk := await stream.read(65_536):
            _write(descriptor, mask.feed(chunk))
        _write(descriptor, mask.rest())
    except OSError:  # nobody reads; without the masking the command would have met that itself
        _send(child, signal.SIGTERM if sys.platform == "win32" else signal.SIGPIPE)
        while await stream.read(65_536):
            pass


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _prefix(text: str) -> tuple[str, str]:
    name, _, handle = text.partition("=")
    if not handle or not name.replace("_", "").isalnum() or name[0].isdigit():
        raise BadInput(f'"{text}" is not PREFIX=HANDLE.', "For example: --as NEWS=x/crumbkitchen")
    return handle, name.upper()
