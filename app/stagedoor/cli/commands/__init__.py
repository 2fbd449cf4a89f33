"""One module per group of commands; each command gets the services and returns an exit code."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING

from stagedoor.cli.commands import connecting, handing, looking, posting, practising, preparing
from stagedoor.cli.lines import Lines

if TYPE_CHECKING:
    from stagedoor.cli.wiring import Wiring
    from stagedoor.domain.entities import Actor
    from stagedoor.services.jobs import Jobs

Command = Callable[[argparse.Namespace, "Jobs", Lines], Awaitable[int]]

COMMANDS: dict[str, Command] = {
    "connect": connecting.connect,
    "disconnect": connecting.disconnect,
    "platforms": looking.platforms,
    "list": looking.cards,
    "status": looking.cards,
    "check": looking.check,
    "doctor": looking.doctor,
    "log": looking.log,
    "token": handing.token,
    "refresh": handing.refresh,
    "exec": handing.execute,
    "post": posting.post,
    "prepare": preparing.prepare,
}

WRITING = {"connect", "disconnect", "refresh", "post", "prepare"}
"""Commands that make no sense where nothing can be written down."""


def command(args: argparse.Namespace, wiring: Wiring, environ: MutableMapping[str, str]) -> int:
    """Runs the command; `practice` needs no services of the real home."""
    if args.command == "practice":
        return practising.practice(args, wiring, environ)
    try:
        return asyncio.run(_run(args, wiring, environ))
    except asyncio.CancelledError:  # told to end by SIGTERM
        raise KeyboardInterrupt from None


async def _run(args: argparse.Namespace, wiring: Wiring, environ: MutableMapping[str, str]) -> int:
    _end_when_told()
    lines = Lines()
    if args.command == "connect":
        await connecting.ensure_keychain(wiring, environ, lines)
    actor: Actor = "exec" if args.command in ("exec", "token") else "cli"
    writes = args.command in WRITING
    async with wiring.build(environ, actor=actor, person=lines.terminal, writes=writes) as jobs:
        return await COMMANDS[args.command](args, jobs, lines)


def _end_when_told() -> None:
    """SIGTERM ends a command as Ctrl-C does. That the loop listens to a signal also lets Ctrl-C wake it at once:
    else one that falls just before the loop goes to sleep is noticed with the next event only.
    """
    task = asyncio.current_task()
    if sys.platform != "win32" and task:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
