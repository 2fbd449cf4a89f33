"""What keeps all accounts from being asked at once: no network, locked keys. It is said once, not by every card."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from stagedoor.domain.entities import AccountRows, Finding
from stagedoor.domain.errors import Offline
from stagedoor.services.health import CLOCK, KEYS, LOCKED

_ROUND = 60
"""Seconds within which the accounts of one round are asked. An answer to any of them proves that there is a network."""


def no_network(accounts: Sequence[AccountRows]) -> bool:
    """True if the newest question to any platform found no network, and nothing was heard in the same round."""
    asked = [f for rows in accounts for f in rows.findings if f.check_id not in (KEYS, CLOCK)]
    lost = max((f.checked_at for f in asked if _lost(f)), default=0)
    heard = [f.checked_at for f in asked if f.verdict != "unknown"]
    heard += [r.grant.renewed_at for r in accounts if r.grant and r.grant.renewed_at]
    return lost > 0 and max(heard, default=0) < lost - _ROUND


def _lost(finding: Finding) -> bool:
    return finding.verdict == "unknown" and finding.error_id == Offline.code


def locked(rows: AccountRows) -> bool:
    return any(f.check_id == KEYS and f.error_id == LOCKED for f in rows.findings)


def unhindered(rows: AccountRows, *, offline: bool) -> AccountRows:
    """Without what is said once for all accounts: that the keys are locked, that there is no network."""
    left = [f for f in rows.findings if f.error_id != LOCKED and not (offline and _lost(f))]
    grant = rows.grant
    if offline and grant is not None and grant.renew_failed == Offline.code:
        grant = replace(grant, renew_failed_at=None)
    return replace(rows, findings=left, grant=grant)
