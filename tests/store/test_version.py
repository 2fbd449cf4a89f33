"""A number that tells whether anything changed, whoever changed it."""

from pathlib import Path

from tests.store.samples import run, store

from stagedoor.store.records import SqliteRecords


def test_the_number_changes_with_every_change_and_only_then(records: SqliteRecords, path: Path) -> None:
    other = store(path)

    async def story() -> None:
        seen = [await records.version()]
        await records.settings()
        assert await records.version() == seen[0]
        await records.set_setting("theme", "dark")
        seen.append(await records.version())
        await other.set_setting("theme", "light")
        seen.append(await records.version())
        assert len(set(seen)) == 3
        assert await records.version() == seen[-1]

    run(story())
    other.close()
