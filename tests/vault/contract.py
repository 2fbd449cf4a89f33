"""What every place for secrets must do behind the SecretStore port, in one suite.

A test class inherits it and brings a `backend` fixture.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest
from tests.helpers.clocks import FixedClock

from stagedoor.domain.bundle import Bundle
from stagedoor.domain.entities import Item, new_id
from stagedoor.domain.errors import SecretCorrupt, SecretMissing, SecretTooLarge
from stagedoor.domain.secret import Secret
from stagedoor.vault.backend import Backend
from stagedoor.vault.store import Deadlines, Vault

T = TypeVar("T")

VALUES = {
    "short": "a",
    "empty": "",
    "long": "0123456789" * 1000,
    "letters": "Grüße, 你好 \U0001f511",
    "odd": 'NUL \x00, quotes " and \\, a line\nbreak',
}


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(coroutine)


def vault_of(*backends: Backend, seconds: float = 60.0, home: str = "/home/ana") -> Vault:
    """The first one is the default."""
    deadlines = Deadlines(seconds, seconds, seconds)
    return Vault({b.slug: b for b in backends}, backends[0].slug, FixedClock(), deadlines=deadlines, home=home)


def item_in(backend: Backend, **changes: Any) -> Item:
    return Item(
        **{"id": new_id(), "kind": "grant", "owner_id": "g", "backend": backend.slug, "updated_at": 1, **changes}
    )


def bundle_of(item: Item, *, generation: int = 1, **values: str) -> Bundle:
    return Bundle(
        item_id=item.id,
        kind=item.kind,
        generation=generation,
        at=1_700_000_000,
        values={name: Secret(value) for name, value in (values or VALUES).items()},
        rebuild={"platform": "x", "tokens": {"access": {"ends": "unknown"}}},
    )


class VaultContract:
    lists = True
    """False for a place that cannot name what it holds."""

    def test_what_is_put_comes_back(self, backend: Backend) -> None:
        vault, item = vault_of(backend), item_in(backend)
        bundle = bundle_of(item)
        run(vault.put(item, "a", bundle))
        assert run(vault.get(item)) == bundle

    def test_what_no_row_tells_of_is_found_with_its_newest_generation(self, backend: Backend) -> None:
        home = new_id()
        vault, item, other = vault_of(backend, home=home), item_in(backend), item_in(backend)
        run(vault.put(item, "a", bundle_of(item)))
        run(vault.put(item, "b", bundle_of(item, generation=2, access="newer")))
        run(vault.put(other, "a", bundle_of(other)))
        unlisted = run(vault_of(backend, home=home).unlisted([other.id]))
        if not self.lists:
            assert unlisted == []
            return
        ((found, bundle),) = unlisted
        assert bundle == bundle_of(item, generation=2, access="newer")
        assert (found.id, found.slot, found.generation, found.backend) == (item.id, "b", 2, backend.slug)
        run(vault.delete(found))
        assert run(vault.unlisted([other.id])) == []

    def test_what_another_stagedoor_keeps_there_is_not_found(self, backend: Backend) -> None:
        item, theirs = item_in(backend), new_id()
        run(vault_of(backend, home=theirs).put(item, "a", bundle_of(item)))
        assert run(vault_of(backend, home=new_id()).unlisted([])) == []
        assert len(run(vault_of(backend, home=theirs).unlisted([]))) == self.lists

    def test_a_second_vault_reads_what_the_first_wrote(self, backend: Backend) -> None:
        item = item_in(backend)
        run(vault_of(backend).put(item, "a", bundle_of(item)))
        assert run(vault_of(backend).get(item)) == bundle_of(item)

    def test_what_was_never_put_is_missing(self, backend: Backend) -> None:
        with pytest.raises(SecretMissing):
            run(vault_of(backend).get(item_in(backend)))

    def test_the_slots_are_apart(self, backend: Backend) -> None:
        vault, item = vault_of(backend), item_in(backend)
        run(vault.put(item, "a", bundle_of(item, generation=1, access="old")))
        run(vault.put(item, "b", bundle_of(item, generation=2, access="new")))
        assert run(vault.get(item)).values == {"access": Secret("old")}
        assert run(vault.get(item, "b")).values == {"access": Secret("new")}

    def test_a_slot_can_be_written_again(self, backend: Backend) -> None:
        vault, item = vault_of(backend), item_in(backend)
        for value in ("a" * 9000, "b", "c" * 5000):
            run(vault.put(item, "a", bundle_of(item, access=value)))
            assert run(vault.get(item)).values == {"access": Secret(value)}

    def test_a_shorter_text_leaves_no_pieces_behind(self, backend: Backend) -> None:
        vault, item = vault_of(backend), item_in(backend)
        before = run(vault.put(item, "a", bundle_of(item, access="a" * 9000)))
        after = run(vault.put(item, "a", bundle_of(item, access="b")))
        assert after == 1
        assert [backend.read(f"stagedoor/v1/{item.id}/a/{n}") for n in range(1, before + 1)] == [None] * before

    def test_delete_takes_both_slots_and_every_piece(self, backend: Backend) -> None:
        vault, item = vault_of(backend), item_in(backend)
        counts = {slot: run(vault.put(item, slot, bundle_of(item))) for slot in ("a", "b")}
        run(vault.delete(item))
        names = [f"stagedoor/v1/{item.id}/{slot}/{n}" for slot, count in counts.items() for n in range(count + 1)]
        assert [backend.read(name) for name in names] == [None] * len(names)
        run(vault.delete(item))

    def test_too_much_is_refused_and_changes_nothing(self, backend: Backend) -> None:
        vault, item = vault_of(backend), item_in(backend)
        run(vault.put(item, "a", bundle_of(item)))
        with pytest.raises(SecretTooLarge):
            run(vault.put(item, "a", bundle_of(item, access="x" * 70_000)))
        assert run(vault.get(item)) == bundle_of(item)

    def test_the_text_of_another_item_is_refused(self, backend: Backend) -> None:
        vault, item, other = vault_of(backend), item_in(backend), item_in(backend)
        run(vault.put(item, "a", bundle_of(item, access="a")))
        text = backend.read(f"stagedoor/v1/{item.id}/a/0")
        assert text is not None
        backend.write(f"stagedoor/v1/{other.id}/a/0", text)
        with pytest.raises(SecretCorrupt):
            run(vault.get(other))

    def test_an_old_backup_is_noticed(self, backend: Backend) -> None:
        vault, item = vault_of(backend), item_in(backend, generation=5)
        run(vault.put(item, "a", bundle_of(item, generation=4)))
        with pytest.raises(SecretCorrupt, match="older"):
            run(vault.get(item))

    def test_the_probe_says_that_it_works(self, backend: Backend) -> None:
        state = run(vault_of(backend).probe())
        assert (state.works, state.locked, state.problem) == (True, False, "")
        assert (state.backend, state.name) == (backend.slug, backend.title)

    def test_many_at_once_do_not_mix(self, backend: Backend) -> None:
        vault = vault_of(backend)
        items = [item_in(backend) for _ in range(20)]

        async def all_at_once() -> list[Bundle]:
            await asyncio.gather(*(vault.put(item, "a", bundle_of(item, access=item.id)) for item in items))
            return list(await asyncio.gather(*(vault.get(item) for item in items)))

        assert run(all_at_once()) == [bundle_of(item, access=item.id) for item in items]
