"""One module per group of commands; each command gets the services and returns an exit code."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING

from stagedoor.cli.commands import connecting, handing, looking, posting, practising
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
}

WRITING = {"connect", "disconnect", "refresh", "post"}
"""Commands that make no sense where nothing can be written down."""


def command(args: argparse.Namespace, wiring: Wiring, environ: MutableMapping[str, str]) -> int:
    """Runs the command; `practice` needs no services of the real home."""
    if args.command == "practice":
        return practising.practice(args, wiring, environ)
    return asyncio.run(_run(args, wiring, environ))


async def _run(args: argparse.Namespace, wiring: Wiring, environ: MutableMapping[str, str]) -> int:
    lines = Lines()
    if args.command == "connect":
        await connecting.ensure_keychain(wiring, environ, lines)
    actor: Actor = "exec" if args.command in ("exec", "token") else "cli"
    writes = args.command in WRITING
    async with wiring.build(environ, actor=actor, person=lines.terminal, writes=writes) as jobs:
        return await COMMANDS[args.command](args, jobs, lines)
