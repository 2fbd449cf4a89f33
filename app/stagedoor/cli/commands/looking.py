"""platforms, list, check, doctor, log: what is there and how it is."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from stagedoor.cli import exits
from stagedoor.cli.lines import Lines
from stagedoor.cli.render import (
    activity_document,
    answer_document,
    answer_line,
    card_document,
    card_lines,
    emit,
    platform_document,
    setup_document,
)
from stagedoor.domain.dates import day_and_time
from stagedoor.domain.entities import Connection
from stagedoor.services.doctor import Diagnosis
from stagedoor.services.health import Checked

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs


async def platforms(args: argparse.Namespace, jobs: Jobs, _lines: Lines) -> int:
    specs = sorted((jobs.ports.platforms.spec(id) for id in jobs.ports.platforms.ids()), key=lambda s: s.order)
    if args.json:
        return emit({"platforms": [platform_document(s) for s in specs]})
    for spec in specs:
        print(f"{spec.id:<12}{spec.name}: {spec.intro}")
        for id, route in spec.route.items():
            print(f"{'':<12}  {id:<10}{route.name}, about {route.minutes} min")
    return exits.OK


async def cards(args: argparse.Namespace, jobs: Jobs, _lines: Lines) -> int:
    """From what is stored: asks no platform and opens no keychain."""
    found, setups, overdue = await jobs.cards.all(), await jobs.cards.setups(), await jobs.posting.overdue()
    if args.json:
        return emit({"connections": [card_document(c) for c in found], "setups": [setup_document(s) for s in setups]})
    if not found and not setups:
        print("No account yet. Begin with: stagedoor connect telegram")
    for card in found:
        for line in card_lines(card):
            print(line)
    for setup in setups:
        print(f"{setup.platform_name}: set-up not finished, {setup.state.pill}. "
              f"Go on: stagedoor connect {setup.setup.platform}")  # fmt: skip
    for post in overdue:
        print(f"A test post waits for its deletion: {post.link or post.text}. Run: stagedoor check", file=sys.stderr)
    return exits.OK


async def check(args: argparse.Namespace, jobs: Jobs, lines: Lines) -> int:
    await jobs.tidy.run()
    await _delete_overdue(jobs)
    chosen = [await jobs.scripts.find(h, exact=not lines.terminal) for h in args.handle]
    connections = chosen or await jobs.ports.records.connections()
    checked = await jobs.health.check_all(connections, by="cli", paid=args.paid)
    cost = sum(c.cost for c in checked)
    if args.json:
        emit({"checked": [await _checked_document(jobs, c) for c in checked], "cost": round(cost, 4)})
    else:
        for one in checked:
            for line in card_lines(await jobs.cards.card(one.connection)):
                print(line)
        _tell_cost(jobs, connections, cost, paid=args.paid)
    return exits.OK if all(c.state.works for c in checked) else exits.FAILED


async def doctor(args: argparse.Namespace, jobs: Jobs, lines: Lines) -> int:
    found = [await jobs.doctor.computer()]
    if args.handle:
        connection = await jobs.scripts.find(args.handle, exact=not lines.terminal)
        found.append(await jobs.doctor.account(connection))
    else:
        found += [await jobs.doctor.account(c) for c in await jobs.ports.records.connections()]
    if args.json:
        emit({"subjects": [{"subject": d.subject, "answers": [answer_document(a) for a in d.answers]} for d in found]})
    else:
        for diagnosis in found:
            _print_diagnosis(diagnosis)
    return exits.OK if all(d.sound for d in found) else exits.FAILED


async def log(args: argparse.Namespace, jobs: Jobs, _lines: Lines) -> int:
    history = await jobs.ports.records.history()
    if args.json:
        return emit({"activity": [activity_document(a) for a in history]})
    for entry in history:
        said = " ".join(part for part in (entry.handle, entry.event, entry.reason or "") if part)
        print(f"{day_and_time(entry.at):>17}  {entry.actor:<7}{said}")
    return exits.OK


async def _checked_document(jobs: Jobs, checked: Checked) -> dict[str, object]:
    card = card_document(await jobs.cards.card(checked.connection))
    return {**card, "answers": [answer_document(a) for a in checked.answers]}


def _print_diagnosis(diagnosis: Diagnosis) -> None:
    """Broken first; what is fine is one line."""
    print(f"{diagnosis.subject}:")
    fine = [a for a in diagnosis.answers if a.verdict == "ok"]
    for answer in diagnosis.answers:
        if answer.verdict != "ok":
            print(answer_line(answer))
    if fine:
        print(f"  fine   {', '.join(dict.fromkeys(a.check_id for a in fine))}")


async def _delete_overdue(jobs: Jobs) -> None:
    for post, error in await jobs.posting.delete_overdue():
        what = post.link or post.text
        print(f"Not deleted yet: {what}. {error}" if error else f"Deleted the test post {what}.", file=sys.stderr)


def _tell_cost(jobs: Jobs, connections: list[Connection], cost: float, *, paid: bool) -> None:
    if paid:
        print(f"These checks cost up to ${cost:.3f}.", file=sys.stderr)
        return
    specs = [jobs.ports.platforms.spec(c.platform) for c in connections]
    price = sum(check.price for spec in specs for check in spec.check.values())
    if price:
        print(f"Free checks only. The rest would cost up to ${price:.3f}: stagedoor check --paid", file=sys.stderr)
