"""The vault over places that lie, break, hang or are not there."""

import asyncio
import base64
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.helpers.clocks import FixedClock
from tests.vault.contract import bundle_of, item_in, run, vault_of
from tests.vault.fakes import DeleteThenAdd, Memory, Silent, Spoiling, Sticky

from stagedoor.domain.errors import SecretCorrupt, SecretDenied, SecretTimeout, SecretUnavailable
from stagedoor.domain.secret import Secret
from stagedoor.vault import seal
from stagedoor.vault.sealed_file import SealedFile
from stagedoor.vault.sealed_format import NO_COSTS
from stagedoor.vault.store import Vault


@pytest.mark.parametrize(
    "spoil",
    [lambda _: None, lambda value: value[:-1], lambda value: value[:1280], lambda value: value + " ", str.upper],
    ids=["swallows", "cuts one", "cuts at 1,280", "adds", "changes"],
)
def test_a_write_that_was_not_kept_is_caught(spoil: Callable[[str], str | None]) -> None:
    backend = Spoiling(spoil)
    item = item_in(backend)
    with pytest.raises(SecretCorrupt, match="did not keep"):
        run(vault_of(backend).put(item, "a", bundle_of(item, access="a" * 2000)))
    state = run(vault_of(Spoiling(lambda _: None)).probe())
    assert not state.works
    assert state.fix


def test_a_deletion_that_was_not_done_is_caught() -> None:
    backend = Sticky()
    item = item_in(backend)
    run(vault_of(backend).put(item, "a", bundle_of(item)))
    with pytest.raises(SecretCorrupt, match="did not delete"):
        run(vault_of(backend).delete(item))


def test_killed_between_delete_and_add_leaves_the_other_slot(many: int) -> None:
    backend = DeleteThenAdd()
    vault, item = vault_of(backend), item_in(backend)
    run(vault.put(item, "a", bundle_of(item, generation=1)))
    for generation in range(2, many):
        backend.dies = True
        with pytest.raises(SecretUnavailable):
            run(vault.put(item, "b", bundle_of(item, generation=generation)))
        backend.dies = False
        assert run(vault.get(item)) == bundle_of(item, generation=1)


def test_long_values_lie_in_pieces_and_put_says_how_many() -> None:
    backend = Memory(limit=1280)
    item = item_in(backend)
    count = run(vault_of(backend).put(item, "a", bundle_of(item, access="x" * 10_000)))
    assert count == len(backend.values) == 9
    assert set(backend.values) == {f"stagedoor/v1/{item.id}/a/{number}" for number in range(9)}


@pytest.mark.parametrize("change", ["missing piece", "foreign piece", "changed piece", "swapped pieces"])
def test_damaged_pieces_are_corrupt_and_not_missing(change: str) -> None:
    backend = Memory(limit=1280)
    vault, item = vault_of(backend), item_in(backend)
    run(vault.put(item, "b", bundle_of(item, access="y" * 5000)))
    run(vault.put(item, "a", bundle_of(item, access="x" * 5000)))
    one, two = f"stagedoor/v1/{item.id}/a/1", f"stagedoor/v1/{item.id}/a/2"
    if change == "missing piece":
        del backend.values[one]
    elif change == "foreign piece":
        backend.values[one] = backend.values[one.replace("/a/", "/b/")]
    elif change == "changed piece":
        backend.values[one] = backend.values[one][:-1] + "z"
    else:
        backend.values[one], backend.values[two] = backend.values[two], backend.values[one]
    with pytest.raises(SecretCorrupt):
        run(vault.get(item))


def test_a_deletion_that_was_cut_short_is_finished_by_the_next() -> None:
    backend = Memory(limit=1280)
    vault, item = vault_of(backend), item_in(backend)
    count = run(vault.put(item, "a", bundle_of(item, access="x" * 5000)))
    backend.delete(f"stagedoor/v1/{item.id}/a/{count - 1}")
    run(vault.delete(item))
    assert backend.values == {}


def test_keys_in_a_place_that_is_not_here_are_never_looked_for_elsewhere() -> None:
    here, gone = Memory(), Memory()
    gone.slug = "secret-service"
    item = item_in(gone)
    run(vault_of(gone).put(item, "a", bundle_of(item)))
    here.values.update(dict.fromkeys(gone.values, "an older value"))
    before = dict(here.values)
    vault = vault_of(here)
    with pytest.raises(SecretUnavailable, match="your system's keychain"):
        run(vault.get(item))
    with pytest.raises(SecretUnavailable):
        run(vault.put(item, "a", bundle_of(item)))
    with pytest.raises(SecretUnavailable):
        run(vault.delete(item))
    assert here.values == before


def test_an_item_is_read_from_and_written_to_the_place_it_names() -> None:
    first, second = Memory(), Memory()
    second.slug = "sealed-file"
    vault = vault_of(first, second)
    item = item_in(second)
    run(vault.put(item, "a", bundle_of(item)))
    assert (first.values, len(second.values)) == ({}, 1)
    assert run(vault.get(item)) == bundle_of(item)


def test_a_bundle_of_another_item_is_not_written() -> None:
    backend = Memory()
    with pytest.raises(SecretCorrupt):
        run(vault_of(backend).put(item_in(backend), "a", bundle_of(item_in(backend))))
    assert backend.values == {}


def test_the_probe_leaves_nothing_behind() -> None:
    backend = Memory()
    assert run(vault_of(backend).probe()).works
    assert backend.values == {}


def test_a_silent_place_is_given_up_and_the_next_call_gets_through() -> None:
    backend = Silent()
    item = item_in(backend)
    while not backend.begun.is_set():  # on a busy machine the time may end before the call begins
        with pytest.raises(SecretTimeout):
            run(vault_of(backend, seconds=0.05).get(item))
    assert backend.resets == 1
    run(vault_of(backend).put(item, "a", bundle_of(item)))
    assert run(vault_of(backend).get(item)) == bundle_of(item)


def test_a_call_that_was_given_up_writes_nothing_more() -> None:
    """Its read-back hangs; let go, it would go on to delete the pieces that a longer text left behind."""
    backend = Silent()
    item = item_in(backend, chunks={"a": 2})
    backend.values[f"stagedoor/v1/{item.id}/a/1"] = "left behind"
    while not backend.begun.is_set():
        with pytest.raises(SecretTimeout):
            run(vault_of(backend, seconds=0.05).put(item, "a", bundle_of(item)))
    run(vault_of(backend).probe())
    assert backend.values[f"stagedoor/v1/{item.id}/a/1"] == "left behind"


def test_cancelling_the_caller_does_not_cut_a_write() -> None:
    backend = Silent()
    vault, item = vault_of(backend), item_in(backend)

    async def cancel_while_it_writes() -> None:
        task = asyncio.get_running_loop().create_task(vault.put(item, "a", bundle_of(item)))
        assert await asyncio.to_thread(backend.begun.wait, 60)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        backend.release.set()

    run(cancel_while_it_writes())
    assert run(vault.get(item)) == bundle_of(item)


def test_the_event_loop_goes_on_while_the_keychain_is_silent() -> None:
    backend = Silent()
    vault, item = vault_of(backend), item_in(backend)
    run(vault_of(Memory()).probe())

    async def turns_while_waiting() -> int:
        reading = asyncio.get_running_loop().create_task(vault.get(item))
        turns = 0
        while turns < 1000:
            await asyncio.sleep(0)
            turns += 1
        assert not reading.done()
        backend.release.set()
        with pytest.raises(Exception, match="no longer in the memory"):
            await reading
        return turns

    assert run(turns_while_waiting()) == 1000


def test_unlocking_opens_the_sealed_file_for_good(tmp_path: Path) -> None:
    asked: list[str] = []

    def source() -> Secret:
        asked.append("passphrase")
        return Secret("open sesame")

    SealedFile.create(tmp_path / "vault.sealed", source(), costs=NO_COSTS)
    asked.clear()
    backend = SealedFile.open(tmp_path / "vault.sealed", source)
    vault, item = vault_of(backend), item_in(backend)
    run(vault.unlock())
    run(vault.put(item, "a", bundle_of(item)))
    assert asked == ["passphrase"]


def test_a_passphrase_that_was_handed_over_opens_the_sealed_file(tmp_path: Path) -> None:
    SealedFile.create(tmp_path / "vault.sealed", Secret("open sesame"), costs=NO_COSTS)
    backend = SealedFile.open(tmp_path / "vault.sealed", None)
    vault, item = vault_of(backend), item_in(backend)
    assert run(vault.probe()).locked
    with pytest.raises(SecretDenied, match="does not open"):
        run(vault.unlock(Secret("open says me")))
    assert run(vault.probe()).locked
    run(vault.unlock(Secret("open sesame")))
    run(vault.put(item, "a", bundle_of(item)))
    assert run(vault.probe()).works


def test_a_locked_file_takes_new_keys_and_leaves_the_older_where_they_lie(tmp_path: Path) -> None:
    file = tmp_path / "vault.sealed"
    memory = Memory()
    before = item_in(memory)
    vault = Vault({memory.slug: memory}, memory.slug, FixedClock(), locked_file=lambda p: SealedFile.create(file, p))
    run(vault.put(before, "a", bundle_of(before)))
    run(vault.make_locked_file(Secret("open sesame")))
    after = item_in(SealedFile.open(file, None))
    run(vault.put(after, "a", bundle_of(after)))
    assert vault.backend == after.backend == "sealed-file"
    assert run(vault.get(before)) == bundle_of(before)
    assert SealedFile.open(file, lambda: Secret("open sesame")).read(f"stagedoor/v1/{after.id}/a/0") is not None
    with pytest.raises(SecretDenied, match="is there already"):
        run(vault.make_locked_file(Secret("another one")))


def test_where_no_locked_file_can_be_made_none_is() -> None:
    with pytest.raises(SecretUnavailable):
        run(vault_of(Memory()).make_locked_file(Secret("open sesame")))


def new_key() -> Secret:
    return Secret(base64.b64encode(os.urandom(32)).decode())


def test_sealed_bytes_open_only_with_the_same_key_and_purpose() -> None:
    vault = vault_of(Memory())
    key, other = new_key(), new_key()
    sealed = run(vault.seal(key, b"raw answer", "renewal:1"))
    assert b"raw answer" not in sealed
    assert run(vault.unseal(key, sealed, "renewal:1")) == b"raw answer"
    for wrong in [(other, sealed, "renewal:1"), (key, sealed, "renewal:2"), (key, sealed[:-1], "renewal:1")]:
        with pytest.raises(SecretCorrupt):
            run(vault.unseal(*wrong))


def test_every_flipped_bit_of_sealed_bytes_is_refused() -> None:
    key = new_key()
    sealed = seal.seal(seal.key_bytes(key), b"raw answer", "c")
    for position in range(len(sealed) * 8):
        bad = bytearray(sealed)
        bad[position // 8] ^= 1 << position % 8
        with pytest.raises(SecretCorrupt):
            seal.unseal(seal.key_bytes(key), bytes(bad), "c")


@pytest.mark.parametrize("key", ["", "not base64!", base64.b64encode(b"short").decode(), "é"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(SecretCorrupt):
        run(vault_of(Memory()).seal(Secret(key), b"", ""))
