"""Posts that a platform counts by the day and does not tell of: counted here, for all accounts of a developer app."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from stagedoor.domain.entities import Connection, MeterRow
from stagedoor.domain.limits import Meter
from stagedoor.services.ports import Ports

_NOT_SENT = ("planned", "failed")


async def count(ports: Ports, connection: Connection) -> None:
    """Keeps how many posts are left today, where the platform's file says how many there may be."""
    meters = {name: m for name, m in ports.platforms.spec(connection.platform).meter.items() if m.midnight}
    if not meters:
        return
    together = await _together(ports, connection)
    sent = [post.sent_at for each in together for post in await ports.records.posts(each.id)
            if post.sent_at and post.status not in _NOT_SENT]  # fmt: skip
    rows = [_row(each.id, name, m, sent, ports.now()) for each in together for name, m in meters.items()]
    await ports.records.keep_check(None, [], rows)


async def _together(ports: Ports, connection: Connection) -> list[Connection]:
    """The accounts whose posts count together: those of one developer app."""
    app = await _app(ports, connection)
    mine = [c for c in await ports.records.connections() if c.platform == connection.platform]
    return [c for c in mine if c.id == connection.id or (app and await _app(ports, c) == app)]


async def _app(ports: Ports, connection: Connection) -> str | None:
    grant = await ports.records.grant(connection.grant_id) if connection.grant_id else None
    return grant.app_id if grant else None


def _row(subject: str, name: str, meter: Meter, sent: list[int], now: int) -> MeterRow:
    begun = datetime.fromtimestamp(now, ZoneInfo(meter.midnight)).replace(hour=0, minute=0, second=0, microsecond=0)
    used = sum(1 for at in sent if at >= begun.timestamp())
    return MeterRow(
        subject=subject, name=name, used=used, limit=meter.limit, left=max(0, meter.limit - used),
        resets_at=int((begun + timedelta(days=1)).timestamp()), unit=meter.unit, at=now,
    )  # fmt: skip
