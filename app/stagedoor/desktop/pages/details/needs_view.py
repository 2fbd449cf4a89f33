"""What one must have before a guide: one list over the platforms that the person chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stagedoor.desktop.text import tr
from stagedoor.domain.asking import NeedRow
from stagedoor.domain.plain import plain

_NAME, _TEXT = 80, 300


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform and what its guides take."""

    id: str
    name: str
    needs: tuple[NeedRow, ...]


def sum_words(platforms: Sequence[Platform]) -> str:
    """How long it takes to get all of it, and what is left of that."""
    rows = [row for platform in platforms for row in platform.needs]
    left = [row for row in rows if not row.ticked]
    if not rows:
        return tr("Choose a platform to see what it takes.")
    if not left:
        return tr("You have all of it.")
    minutes = sum(row.minutes for row in left)
    words = tr("{count} of {all} to get", count=len(left), all=len(rows))
    return tr("{words}, about {count} min", words=words, count=minutes) if minutes else words


def as_text(platforms: Sequence[Platform]) -> str:
    """The list for a note, a mail or a printer."""
    lines = [tr("What you must have")]
    for platform in platforms:
        lines += ["", plain(platform.name, _NAME)]
        for row in platform.needs:
            lines += _lines(row)
    return "\n".join([*lines, "", sum_words(platforms)]) + "\n"


def _lines(row: NeedRow) -> list[str]:
    minutes = tr(" ({count} min)", count=row.minutes) if row.minutes else ""
    lines = [f"[{'x' if row.ticked else ' '}] {plain(tr(row.text), _TEXT)}{minutes}"]
    if row.how:
        lines.append(f"    {plain(tr(row.how), _TEXT)}")
    if row.link:
        lines.append(f"    {plain(row.link, _TEXT)}")
    return lines
