"""Many accounts at once, written straight into the records: what a page of them is measured with."""

from msgspec.structs import replace

from stagedoor.domain.entities import CheckRow, Connection, Finding, Grant, Item, MeterRow, Token, new_id
from stagedoor.services.jobs import Jobs

DAY = 86_400


async def crowd(jobs: Jobs, count: int, *, platform: str = "telegram", checks: int = 1) -> list[Connection]:
    """That many healthy channels of one bot, each with so many days of checks."""
    now, records = jobs.ports.now(), jobs.ports.records
    item = Item(id=new_id(), kind="grant", owner_id="crowd", backend=jobs.ports.secrets.backend, updated_at=now)
    grant = Grant(
        id=new_id(), app_id=None, platform=platform, route="bot", status="pending", consented_at=now, item_id=item.id
    )
    token = Token(grant_id=grant.id, name="bot", ends="never")
    await records.keep_pending_grant(grant, [token], item, attempt_id=None, setup_id=None)
    found = [_account(grant, number, now) for number in range(count)]
    await records.promote_grant(grant.id, found, setup_id=None, attempt_id=None, activity=[])
    for account in found:
        await _checked(jobs, account, now, checks)
    return found


def _account(grant: Grant, number: int, now: int) -> Connection:
    return Connection(
        id=new_id(), handle=f"{grant.platform}/crowd_{number}", platform=grant.platform, route="bot", kind="channel",
        grant_id=grant.id, token_name="bot", external_id=str(-number - 1), name=f"Crowd {number}",
        username=f"crowd_{number}", position=number + 1, confirmed_at=now,
    )  # fmt: skip


async def _checked(jobs: Jobs, account: Connection, now: int, days: int) -> None:
    findings = [
        Finding(subject=account.id, check_id=id, verdict="ok", checked_at=now, ok_at=now, since=now)
        for id in ("keys", "bot", "chat", "rights", "webhook")
    ]
    meter = MeterRow(subject=account.id, name="posts", used=2, limit=100, left=98, unit="posts today", at=now)
    row = CheckRow(id=new_id(), connection_id=account.id, by="round", started_at=now, ended_at=now, state="healthy")
    for day in range(days):
        at = now - day * DAY
        check = replace(row, id=new_id(), started_at=at, ended_at=at)
        await jobs.ports.records.keep_check(check, findings if day == 0 else [], [meter] if day == 0 else [])
