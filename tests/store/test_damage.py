"""Damage: the file is set aside and never deleted, a copy takes its place; an empty list never passes for the truth."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.store import samples
from tests.store.samples import DAY, NOW, connect, run, store

from stagedoor.domain.errors import StoreDamaged, StoreError
from stagedoor.store import backups

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "zero": lambda _: b"",
    "cut": lambda whole: whole[: len(whole) // 2],
    "cut inside the header": lambda whole: whole[:60],
    "text": lambda _: b"Dear diary, today I connected an account.\n" * 300,
    "nulls": lambda whole: bytes(len(whole)),
    "header": lambda whole: b"\0" * 100 + whole[100:],
    "schema page": lambda whole: whole[:100] + random.Random(1).randbytes(3900) + whole[4000:],
    "another program's file": lambda whole: whole[:68] + b"\0\0\0\0" + whole[72:],
}


def made(path: Path) -> bytes:
    records = store(path)

    async def story() -> None:
        await connect(records)
        for number in range(60):
            await records.keep_post(samples.post(str(number), text="words " * 40))
            await records.log(samples.activity(event=str(number)))

    run(story())
    records.close()
    return path.read_bytes()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_without_a_copy_it_is_said_and_the_next_start_begins_anew(path: Path, damage: Callable[[bytes], bytes]) -> None:
    broken = damage(made(path))
    path.write_bytes(broken)
    records = store(path)
    for _ in range(2):  # the second answer must not be an empty list
        with pytest.raises(StoreDamaged, match=r"set aside as .*damaged-.*\.db") as caught:
            run(records.connections())
        assert "stagedoor doctor" in caught.value.fix
    records.close()
    assert [aside.read_bytes() for aside in path.parent.glob("damaged-*.db")] == [broken]
    assert not path.exists()
    records = store(path)
    assert run(records.connections()) == []
    assert "set aside" in run(records.problems())[0]
    records.close()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_with_a_copy_it_goes_on_from_there_and_the_history_says_so(
    path: Path, damage: Callable[[bytes], bytes]
) -> None:
    made(path)
    records = store(path)
    run(records.connections())  # an account is there: opening makes the copy of the day
    run(records.set_setting("later", "lost"))
    records.close()
    broken = damage(path.read_bytes())
    path.write_bytes(broken)
    records = store(path, NOW + 60)

    async def story() -> None:
        assert [c.handle for c in await records.connections()] == ["x/crumbkitchen"]
        assert await records.settings() == {}
        told = (await records.history())[0]
        (aside,) = path.parent.glob("damaged-*.db")
        assert (told.event, told.params["aside"], told.at) == ("database_restored", aside.name, NOW + 60)
        assert aside.read_bytes() == broken
        assert "set aside" in (await records.problems())[0]

    run(story())
    records.close()


def test_a_damaged_copy_is_passed_over(path: Path) -> None:
    made(path)
    for day, theme in [(0, "dark"), (2, "light")]:
        records = store(path, NOW + day * DAY)
        run(records.connections())
        run(records.set_setting("theme", theme))
        records.close()
    newest, older = sorted((path.parent / "backup").iterdir(), reverse=True)
    newest.write_bytes(newest.read_bytes()[:8000])
    path.write_bytes(b"gone")
    records = store(path)
    assert run(records.settings()) == {}
    assert run(records.history())[0].params["copy"] == older.name
    records.close()


def test_a_copy_a_day_and_five_of_them(path: Path) -> None:
    made(path)
    for hour in range(0, 24 * 9, 11):
        records = store(path, NOW + hour * 3600)
        run(records.connections())
        records.close()
    kept = sorted(file.name for file in (path.parent / "backup").iterdir())
    assert kept == [f"{backups.stamp(NOW + hours * 3600)}-v1.db" for hours in (66, 99, 132, 165, 198)]


def test_an_empty_database_is_not_worth_a_copy(path: Path) -> None:
    for _ in range(2):
        records = store(path)
        run(records.connections())
        records.close()
    assert not (path.parent / "backup").exists()


def test_random_damage_never_crashes_and_never_loses_the_original(path: Path, many: int) -> None:
    whole = made(path)
    outcomes = set()
    for seed in range(many):
        chance = random.Random(seed)
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            at = chance.randrange(len(broken))
            broken[at : at + chance.choice([1, 16, 600])] = chance.randbytes(chance.choice([1, 16, 600]))
        path.write_bytes(broken)
        outcomes.add(outcome(path, bytes(broken)))
        for aside in path.parent.glob("damaged-*"):
            aside.unlink()
    assert "set aside" in outcomes


def outcome(path: Path, broken: bytes) -> str:
    records = store(path)

    async def read_all() -> str:
        for read in (records.connections, records.grants, records.items, records.history, records.setups):
            try:
                await read()
            except StoreDamaged as error:
                if "set aside" in error.cause:
                    return "set aside"
        return "read"

    try:
        result = run(read_all())
    except StoreError as error:
        result = error.code
    records.close()
    originals = [path, *path.parent.glob("damaged-*.db")]
    assert broken in [file.read_bytes() for file in originals if file.exists()], result
    return result


def test_a_journal_that_sqlite_leaves_goes_with_the_damaged_file(path: Path) -> None:
    made(path)
    path.with_name("stagedoor.db-journal").write_bytes(bytes(512))
    path.write_bytes(b"not a database any more")
    records = store(path)
    with pytest.raises(StoreDamaged):
        run(records.connections())
    records.close()
    assert [file.read_bytes() for file in path.parent.glob("damaged-*-journal")] == [bytes(512)]
    assert not list(path.parent.glob("stagedoor.db*"))


def test_a_file_that_is_exchanged_while_it_is_open_is_opened_again(path: Path) -> None:
    whole = made(path)
    records = store(path)
    run(records.set_setting("a", "b"))
    other = path.with_name("other.db")
    other.write_bytes(whole)
    other.replace(path)
    assert run(records.settings()) == {}
    records.close()


def test_a_file_that_vanishes_while_it_is_open_is_not_replaced_by_an_empty_one(path: Path) -> None:
    made(path)
    records = store(path)
    run(records.connections())
    path.unlink()
    for job in (records.connections(), records.connections()):
        with pytest.raises(StoreDamaged, match="no longer there"):
            run(job)
    records.close()
    assert not path.exists()


def test_a_row_that_lost_its_shape_is_damage(path: Path) -> None:
    made(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE grants SET scopes_asked = '[not json]'")
        other.commit()
    records = store(path)
    with pytest.raises(StoreDamaged):
        run(records.grants())
    records.close()


def test_the_doctor_hears_of_orphans(path: Path) -> None:
    made(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("DELETE FROM items")
        other.commit()
    records = store(path)
    assert run(records.problems()) == ["A row of grants points to a row of items that is gone."]
    records.close()
