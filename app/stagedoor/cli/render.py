"""Results as text and as JSON documents with a schema number."""

from __future__ import annotations

import json
import sys
from typing import Any

from stagedoor.cli.token_document import SCHEMA, iso
from stagedoor.domain.dates import day, day_and_time
from stagedoor.domain.entities import Activity
from stagedoor.domain.exchange import Answer
from stagedoor.domain.plain import plain
from stagedoor.domain.platform import Platform, Route
from stagedoor.services.cards import Card, SetupCard

MARKS = {
    "healthy": "✓", "manual": "·", "ends_soon": "◷", "renew_failed": "↻", "limited": "▲", "partial": "▲",
    "locked": "■", "reconnect": "✗", "unreachable": "–", "test_only": "◌",
}  # fmt: skip
_ANSWERS = {"bad": "✗ broken", "warn": "▲ look", "unknown": "– unknown", "ok": "✓ fine"}


def emit(document: dict[str, Any]) -> int:
    """Writes one JSON document and a newline to stdout; returns the exit code 0."""
    sys.stdout.write(json.dumps({"schema": SCHEMA, **document}, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return 0


def card_lines(card: Card) -> list[str]:
    """A card as text: state in words and shape, cause, age of the last proof."""
    connection, state = card.connection, card.state
    head = f"{MARKS.get(state.slug, ' ')} {connection.handle:<28} {card.platform_name}, {plain(connection.name, 60)}"
    lines = [head, f"    {state.pill}. {state.cause}" if state.slug != "healthy" else f"    {state.pill}"]
    if state.fix and state.slug != "healthy":
        lines.append(f"    fix: {state.fix}")
    lines += [f"    {sentence}" for sentence in state.also]
    lines += [f"    changed settings: {sentence}" for sentence in card.changed_settings]
    proved = f"last proved {day_and_time(card.proved_at)}" if card.proved_at else "not proved yet"
    ends = {
        "at": _end(card, card.ends_at) if card.ends_at else "",
        "never": "no end date",
        "unknown": "end not known",
    }
    lines.append(f"    {proved} · {ends[card.ends_kind]} · {_can(card)}")
    return lines


def _can(card: Card) -> str:
    if card.abilities_known:
        return f"can {', '.join(card.abilities) or 'do nothing by itself'}"
    until = " until you sign in again" if card.state.slug == "reconnect" else ""
    return f"what it can do is not known{until}"


def _end(card: Card, at: int) -> str:
    return f"no end date; sign in once before {day(at)}" if card.once else f"ends {day(at)}"


def card_document(card: Card) -> dict[str, Any]:
    connection = card.connection
    return {
        "handle": connection.handle, "platform": connection.platform, "route": connection.route,
        "name": connection.name, "state": card.state.slug, "cause": card.state.cause, "action": card.state.action,
        "proved_at": iso(card.proved_at), "ends": {"kind": card.ends_kind, "at": iso(card.ends_at)},
        "abilities": card.abilities, "abilities_known": card.abilities_known,
    }  # fmt: skip


def setup_document(card: SetupCard) -> dict[str, Any]:
    return {
        "platform": card.setup.platform, "route": card.setup.route, "state": card.state.slug,
        "step": card.setup.step, "updated_at": iso(card.setup.updated_at),
    }  # fmt: skip


def answer_line(answer: Answer) -> str:
    said = " ".join(part for part in (answer.cause, f"Fix: {answer.fix}" if answer.fix else "") if part)
    return f"  {_ANSWERS[answer.verdict]}  {answer.check_id}: {plain(said, 500)}"


def answer_document(answer: Answer) -> dict[str, Any]:
    return {
        "check": answer.check_id, "verdict": answer.verdict, "error": answer.error_id, "cause": answer.cause,
        "fix": answer.fix,
    }  # fmt: skip


def activity_document(entry: Activity) -> dict[str, Any]:
    return {
        "at": iso(entry.at), "actor": entry.actor, "handle": entry.handle, "event": entry.event,
        "reason": entry.reason, "params": entry.params,
    }  # fmt: skip


def _recommended(route: Route) -> str:
    """always, or for which answers; empty for the others."""
    said = ", ".join(f"{id} = {answer}" for id, answer in route.recommended_when.items())
    return "always" if route.recommended else said


def platform_document(spec: Platform) -> dict[str, Any]:
    return {
        "id": spec.id, "name": spec.name, "seen": spec.seen.isoformat(),
        "routes": [
            {"id": id, "kind": r.kind, "name": r.name, "minutes": r.minutes, "recommended_when": _recommended(r)}
            for id, r in spec.route.items()
        ],
    }  # fmt: skip
