"""The sealed file refuses what is not its own: wrong passphrases, changed bytes, moved records, open permissions."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from stagedoor.domain.errors import SecretCorrupt, SecretDenied, SecretError, SecretLocked, SecretUnavailable
from stagedoor.domain.secret import Secret
from stagedoor.vault import files, sealed_format
from stagedoor.vault.sealed_file import SealedFile
from stagedoor.vault.sealed_format import NO_COSTS

PASSPHRASE = Secret("open sesame")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "vault.sealed"
    vault = SealedFile.create(path, PASSPHRASE, costs=NO_COSTS)
    vault.write("first", "the first value")
    vault.write("second", "the second value")
    return path


def opened(path: Path, passphrase: Secret = PASSPHRASE) -> SealedFile:
    return SealedFile.open(path, lambda: passphrase)


def with_new_checksum(data: bytes) -> bytes:
    """What a forger can do: the last line needs no key."""
    whole = b"\n".join(data.split(b"\n")[:3]) + b"\n"
    return whole + hashlib.sha256(whole).hexdigest().encode() + b"\n"


def test_a_wrong_passphrase_is_denied_and_may_be_corrected(path: Path) -> None:
    answers = [Secret("wrong"), PASSPHRASE]
    vault = SealedFile.open(path, lambda: answers.pop(0))
    with pytest.raises(SecretDenied):
        vault.read("first")
    assert vault.read("first") == "the first value"


def test_the_passphrase_is_asked_for_once_and_late(path: Path) -> None:
    asked: list[int] = []

    def source() -> Secret:
        asked.append(1)
        return PASSPHRASE

    vault = SealedFile.open(path, source)
    assert asked == []
    assert [vault.read("first"), vault.read("second"), vault.read("third")] == [
        "the first value",
        "the second value",
        None,
    ]
    vault.write("third", "3")
    assert asked == [1]


def test_without_a_passphrase_everything_is_locked_and_nothing_missing(path: Path) -> None:
    vault = SealedFile.open(path, None)
    assert vault.locked()
    with pytest.raises(SecretLocked):
        vault.read("never written")
    with pytest.raises(SecretLocked):
        vault.write("first", "changed")
    with pytest.raises(SecretLocked):
        vault.delete("first")
    assert opened(path).read("first") == "the first value"


def test_every_flipped_bit_is_refused(path: Path) -> None:
    good = path.read_bytes()
    for position in range(len(good)):
        for bit in range(8):
            bad = bytearray(good)
            bad[position] ^= 1 << bit
            path.write_bytes(bytes(bad))
            with pytest.raises(SecretCorrupt):
                opened(path).read("first")


def test_a_forger_who_corrects_the_checksum_is_refused(path: Path) -> None:
    good = path.read_bytes()
    for position in range(len(b"\n".join(good.split(b"\n")[:3]))):
        bad = bytearray(good)
        bad[position] ^= 1
        path.write_bytes(with_new_checksum(bytes(bad)))
        with pytest.raises((SecretCorrupt, SecretDenied)):
            opened(path).read("first")


@pytest.mark.parametrize("cost", ["kib", "passes", "lanes"])
def test_a_forged_header_cannot_eat_the_memory(path: Path, cost: str) -> None:
    lines = path.read_bytes().split(b"\n")
    header = json.loads(lines[0])
    header["kdf"][cost] = 2**31
    path.write_bytes(with_new_checksum(b"\n".join([json.dumps(header).encode(), *lines[1:]])))
    with pytest.raises(SecretCorrupt):
        opened(path).read("first")


def test_cut_files_are_refused(path: Path) -> None:
    good = path.read_bytes()
    for length in range(len(good)):
        path.write_bytes(good[:length])
        with pytest.raises(SecretCorrupt):
            opened(path).read("first")


@pytest.mark.parametrize("change", ["swap", "remove", "old"])
def test_changed_records_are_refused(path: Path, change: str) -> None:
    before = json.loads(path.read_bytes().split(b"\n")[1])
    opened(path).write("first", "a newer value")
    lines = path.read_bytes().split(b"\n")
    records = json.loads(lines[1])
    if change == "swap":
        records["first"], records["second"] = records["second"], records["first"]
    elif change == "remove":
        del records["first"]
    else:
        records["first"] = before["first"]
    lines[1] = json.dumps(records, separators=(",", ":"), sort_keys=True).encode()
    path.write_bytes(with_new_checksum(b"\n".join(lines)))
    with pytest.raises(SecretCorrupt):
        opened(path).read("second")


def test_a_record_opens_only_under_its_own_name_and_in_its_own_vault(path: Path, tmp_path: Path) -> None:
    content = sealed_format.unpack(path.read_bytes())
    key = sealed_format.data_key(content.header, PASSPHRASE)
    swapped = content._replace(records={"first": content.records["second"]})
    elsewhere = content._replace(header={**content.header, "id": "another"})
    for forged in (swapped, elsewhere):
        with pytest.raises(SecretCorrupt):
            sealed_format.unseal_record(forged, key, "first")
    assert sealed_format.unseal_record(content, key, "first") == "the first value"


def test_no_value_and_no_passphrase_lies_in_the_folder(path: Path) -> None:
    for file in path.parent.iterdir():
        for text in (b"the first value", b"the second value", b"open sesame"):
            assert text not in file.read_bytes()


def test_its_files_are_private(path: Path) -> None:
    files_there = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert files_there == {"vault.sealed": 0o600, "vault.sealed.bak": 0o600, "vault.sealed.lock": 0o600}


def test_the_one_before_is_kept_and_opens(path: Path) -> None:
    vault = opened(path)
    vault.write("first", "newer")
    path.write_bytes(path.with_name("vault.sealed.bak").read_bytes())
    assert opened(path).read("first") == "the first value"


def test_what_is_deleted_is_in_neither_file(path: Path) -> None:
    opened(path).delete("first")
    for file in (path, path.with_name("vault.sealed.bak")):
        assert "first" not in sealed_format.unpack(file.read_bytes()).records


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o660, 0o644])
def test_a_file_that_others_may_use_is_refused(path: Path, mode: int) -> None:
    path.chmod(mode)
    with pytest.raises(SecretDenied, match="chmod 600"):
        opened(path).read("first")


def test_a_link_is_refused(path: Path, tmp_path: Path) -> None:
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SecretDenied, match="link"):
        opened(path).read("first")
    with pytest.raises(SecretDenied, match="link"):
        opened(path).write("first", "1")


def test_a_pipe_in_its_place_does_not_hold_us_up(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)
    with pytest.raises(SecretDenied, match="regular"):
        opened(path).read("first")


def test_a_file_of_somebody_else_is_refused(path: Path) -> None:
    found = path.stat()
    assert files.not_private(found, found.st_uid) == ""
    assert "somebody else" in files.not_private(found, found.st_uid + 1)


def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    SealedFile.create_with_key_file(tmp_path)
    (tmp_path / "vault.key").chmod(0o644)
    with pytest.raises(SecretDenied):
        SealedFile.create_with_key_file(tmp_path).read("any")


def test_an_absent_file_is_unavailable_and_not_missing(tmp_path: Path) -> None:
    with pytest.raises(SecretUnavailable):
        opened(tmp_path / "vault.sealed").read("any")


def test_an_existing_file_is_never_overwritten(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(SecretDenied):
        SealedFile.create(path, Secret("another"), costs=NO_COSTS)
    assert path.read_bytes() == before
    SealedFile.create_with_key_file(tmp_path / "practice").write("kept", "1")
    assert SealedFile.create_with_key_file(tmp_path / "practice").read("kept") == "1"


def test_the_standard_costs_open_what_they_sealed(tmp_path: Path) -> None:
    SealedFile.create(tmp_path / "vault.sealed", PASSPHRASE).write("a", "b")
    header = sealed_format.unpack((tmp_path / "vault.sealed").read_bytes()).header
    assert (header["kdf"]["kib"], header["kdf"]["passes"], header["kdf"]["lanes"]) == (131_072, 3, 4)
    assert opened(tmp_path / "vault.sealed").read("a") == "b"


def test_a_newer_version_is_said(path: Path) -> None:
    lines = path.read_bytes().split(b"\n")
    header = {**json.loads(lines[0]), "vault": 2}
    path.write_bytes(with_new_checksum(b"\n".join([json.dumps(header).encode(), *lines[1:]])))
    with pytest.raises(SecretError, match="Update Stagedoor"):
        opened(path).read("first")
