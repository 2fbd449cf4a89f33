"""connect and disconnect."""

from __future__ import annotations

import argparse
import asyncio
import stat
import sys
from collections.abc import Mapping, MutableMapping
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from stagedoor.cli import exits
from stagedoor.cli.lines import Lines
from stagedoor.cli.render import card_lines
from stagedoor.cli.terminal import Given, Terminal, given_values
from stagedoor.domain.asking import Choice, Confirmation
from stagedoor.domain.errors import BadInput, Cancelled, SecretDenied, SecretLocked, SecretUnavailable
from stagedoor.domain.plain import plain
from stagedoor.domain.secret import Secret
from stagedoor.domain.variables import PASSPHRASE_FD
from stagedoor.services.connect import ConnectRequest

if TYPE_CHECKING:
    from stagedoor.cli.wiring import Wiring
    from stagedoor.services.jobs import Jobs

SHORTEST_PASSPHRASE = 8


async def connect(args: argparse.Namespace, jobs: Jobs, lines: Lines) -> int:
    given = await _given(args, jobs, lines)
    ask = Given(lines, yes=args.yes) if given else Terminal(lines, yes=args.yes)
    order = ConnectRequest(platform=args.platform, route=args.route, given=given, open_browser=not args.no_browser)
    try:
        connections = await jobs.connect.run(order, ask)
    except Cancelled as error:
        ask.tell(str(error))
        return exits.FAILED
    for connection in connections:
        for line in card_lines(await jobs.cards.card(connection)):
            print(line)
    return exits.OK


async def disconnect(args: argparse.Namespace, jobs: Jobs, lines: Lines) -> int:
    ask = Terminal(lines, yes=args.yes)
    connection = await jobs.scripts.find(args.handle, exact=not lines.terminal)
    plan = await jobs.disconnect.plan(connection, keep_at_platform=args.keep_at_platform)
    said = [f"{connection.handle} is removed from this computer, with its keys." if not plan.shares else
            f"{connection.handle} is removed from this computer. The sign-in stays: it also serves "
            f"{', '.join(c.handle for c in plan.shares)}."]  # fmt: skip
    if plan.app and not plan.shares:
        said.append(f"The keys of {plan.app} stay on this computer, for the next sign-in.")
    said += [f"A test post is not deleted any more: {p.link or p.text}. Delete it by hand." for p in plan.posts]
    said.append("The sign-in is ended at the platform, too." if plan.revokes else "Nothing is changed at the platform.")
    question = Confirmation(kind="danger", question="Disconnect?", lines=said, yes="Disconnect", no="Keep")
    if not await ask.confirm(question):
        return exits.FAILED
    revoked = await jobs.disconnect.run(plan)
    print(f"{connection.handle} is disconnected.")
    if plan.revokes and not revoked:
        print(f"The platform did not end the sign-in. By hand: {plan.by_hand or 'in its settings'}", file=sys.stderr)
    elif plan.by_hand and not revoked:
        print(f"What stays at the platform, and how to undo it: {plan.by_hand}")
    return exits.OK


async def ensure_keychain(wiring: Wiring, environ: MutableMapping[str, str], lines: Lines) -> None:
    """Keys get a place that works before anybody is asked for one. A locked keychain is no reason for another."""
    async with wiring.build(environ, person=lines.terminal, writes=True) as jobs:
        state = await jobs.ports.secrets.probe()
    if state.works:
        return
    if state.locked:
        raise SecretLocked(state.problem, state.fix)
    if environ.get(PASSPHRASE_FD):
        wiring.make_locked_file(environ, None)
        return
    if not lines.terminal:
        raise SecretUnavailable(state.problem, f"{state.fix} Or use a locked file: --passphrase-fd N".strip())
    await _offer_locked_file(wiring, environ, lines, state.problem)


async def _offer_locked_file(wiring: Wiring, environ: MutableMapping[str, str], lines: Lines, problem: str) -> None:
    ask = Terminal(lines, yes=False)
    ask.tell(
        f"Where shall your keys live? {problem} You can start it and try again, or use a locked file on this computer. "
        "It opens with a passphrase that only you know: if you forget it, you connect your accounts again; "
        "nothing at the platforms is lost."
    )
    choice = Choice(id="where", question="", options={"again": "Stop here", "file": "Make a locked file"})
    if await ask.choose(choice) != "file":
        raise Cancelled("Nothing was started.")
    first, second = getpass("New passphrase: "), getpass("Once more: ")
    if first != second or len(first) < SHORTEST_PASSPHRASE:
        raise SecretDenied(
            "The two passphrases differ, or it is too short.", f"Take at least {SHORTEST_PASSPHRASE} characters."
        )
    wiring.make_locked_file(environ, Secret(first))


async def _given(args: argparse.Namespace, jobs: Jobs, lines: Lines) -> Mapping[str, str]:
    """The keys by field id; a file as a portal gives it out (or a .env file) is read as well."""
    text = await _text(args.keys, lines)
    if text is None:
        return {}
    try:
        return given_values(text)
    except BadInput:
        seen = jobs.recognise.run(text, [args.platform])
        if seen.found:
            return {id: value.reveal() for id, value in seen.found[0].values.items()}
        if seen.doubts:
            raise BadInput(seen.doubts[0], "Nothing was kept or sent.") from None
        raise


async def _text(keys: str | None, lines: Lines) -> str | None:
    if keys is None:
        return None
    if keys == "-":
        return await lines.needed()
    try:
        text = await asyncio.to_thread(Path(keys).read_text, encoding="utf-8-sig")
        open_to_others = _open_to_others(Path(keys))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The file {keys} cannot be read.", "Check its name and its rights.") from error
    if open_to_others:
        print(f"Other people on this computer may read {plain(keys)}. Delete it when you are done.", file=sys.stderr)
    return text


def _open_to_others(file: Path) -> bool:
    mode = file.stat().st_mode
    return sys.platform != "win32" and stat.S_ISREG(mode) and bool(mode & (stat.S_IRWXG | stat.S_IRWXO))
