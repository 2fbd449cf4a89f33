"""What the checks found. History of checks is thinned; findings are the newest answers."""

import json
from collections.abc import Iterable
from typing import get_args

from msgspec.structs import replace
from sqlite_utils import Database

from stagedoor.domain.entities import CheckRow, Finding, MeterRow
from stagedoor.domain.health import SILENT, Slug
from stagedoor.store import rows

KEPT = 30  # checks of one account, before only the worst of a day is kept

# As the bars of a card show a day: the worst state of it, and one that tells nothing only where there is no other.
_WORST_FIRST = json.dumps(sorted(get_args(Slug), key=lambda state: state in SILENT))

# Of the checks of one account, newest first: those past the thirtieth, unless they are the worst of their day, which is
# one of this computer's time zone, as for the cards.
_THIN = """DELETE FROM checks WHERE id IN (
  SELECT id FROM (
    SELECT id, row_number() OVER (
      PARTITION BY date(started_at, 'unixepoch', 'localtime')
      ORDER BY (SELECT key FROM json_each(:worst_first) WHERE value = state) NULLS LAST, started_at DESC
    ) AS rank FROM (
      SELECT id, started_at, state FROM checks WHERE connection_id = :connection
      ORDER BY started_at DESC, rowid DESC LIMIT -1 OFFSET :kept
    )
  ) WHERE rank > 1
)"""


def keep(db: Database, check: CheckRow | None, findings: Iterable[Finding], meters: Iterable[MeterRow]) -> None:
    if check:
        rows.put(db, check)
        db.execute(_THIN, {"connection": check.connection_id, "kept": KEPT, "worst_first": _WORST_FIRST})
    for finding in findings:
        _keep_finding(db, finding)
    for meter in meters:
        old = rows.get(db, MeterRow, meter.subject, meter.name)
        if old is None or meter.at >= old.at:
            rows.put(db, meter)


def forget(db: Database, subject: str) -> None:
    """What was found out about something that goes away."""
    db.execute("DELETE FROM findings WHERE subject = ?", [subject])
    db.execute("DELETE FROM meters WHERE subject = ?", [subject])


def _keep_finding(db: Database, new: Finding) -> None:
    """An answer that was overtaken by a newer one (two processes check at once) is not kept."""
    old = rows.get(db, Finding, new.subject, new.check_id)
    if old is None:
        rows.put(db, _begun(new, new.since))
    elif new.checked_at >= old.checked_at:
        merged = _begun(new, old.since if old.verdict == new.verdict else new.since)
        rows.put(db, replace(merged, ok_at=merged.ok_at or old.ok_at))


def _begun(finding: Finding, since: int | None) -> Finding:
    ok_at = finding.ok_at or (finding.checked_at if finding.verdict == "ok" else None)
    return replace(finding, ok_at=ok_at, since=since or finding.checked_at)


def checks(db: Database, connection_id: str) -> list[CheckRow]:
    return rows.find(db, CheckRow, "connection_id = ?", (connection_id,), "started_at DESC, rowid DESC")
