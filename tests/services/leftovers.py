"""What must be true of a home whenever nothing is under way: no half of anything, no secret without a row."""

from collections import Counter
from collections.abc import Mapping

from tests.helpers.home import Home

from stagedoor.vault import slots


async def assert_tidy(home: Home, *, items: Mapping[str, int]) -> None:
    """`items`: how many secret bundles of each kind there should be (the machine's key apart)."""
    async with home.jobs() as jobs:
        records = jobs.ports.records
        kept = await records.items()
        owners: set[str | None] = {g.item_id for g in await records.grants()}
        owners |= {a.item_id for id in jobs.ports.platforms.ids() for a in await records.apps(id)}
        owners |= {s.item_id for s in await records.setups()}
        states = {g.status for g in await records.grants()}
        connections = await records.connections()
        problems = await records.problems()
    counted = Counter(i.kind for i in kept if i.kind != "machine")
    assert counted == Counter(items)
    assert {i.status for i in kept} <= {"live"}
    assert {i.id for i in kept if i.kind != "machine"} <= owners
    assert states <= {"live"}
    assert {c.status for c in connections} <= {"live"}
    assert problems == []
    known = {i.id for i in kept}
    assert [name for name in home.secret_names() if _item_id(name) not in known] == []


def holds(home: Home, *values: str) -> bool:
    """True if every value lies in the sealed file."""
    kept = home.secret_values()
    return all(value in kept for value in values)


def _item_id(name: str) -> str:
    """The item that an entry of the vault belongs to."""
    return name.removeprefix(slots.PREFIX).strip("/").split("/")[0]
