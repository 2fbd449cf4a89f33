"""Which place takes new keys, and the short way to read them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.helpers.keychain import Keychain
from tests.vault.contract import bundle_of, item_in, run, vault_of

from stagedoor.domain.errors import SecretCorrupt, SecretDenied, SecretLocked, SecretMissing, SecretUnavailable
from stagedoor.domain.secret import Secret
from stagedoor.vault.choose import backends_for, keychain_of, open_backend
from stagedoor.vault.quick import read_values
from stagedoor.vault.sealed_file import SealedFile
from stagedoor.vault.sealed_format import NO_COSTS
from stagedoor.vault.secret_service import SecretService

HEAVY = ("asyncio", "concurrent.futures", "httpx", "keyring", "msgspec", "sqlite3", "ssl", "tomllib")


def test_the_keychain_of_each_system() -> None:
    assert [keychain_of(platform) for platform in ("linux", "darwin", "win32", "freebsd14")] == [
        "secret-service",
        "macos-keychain",
        "windows-credentials",
        "secret-service",
    ]


def test_without_a_sealed_file_the_keychain_takes_new_keys(tmp_path: Path) -> None:
    places, default = backends_for(tmp_path, platform="linux", environ={})
    assert (set(places), default) == ({"secret-service"}, "secret-service")
    assert list(tmp_path.iterdir()) == []


def test_a_sealed_file_takes_new_keys_and_the_keychain_is_still_read(tmp_path: Path) -> None:
    SealedFile.create_with_key_file(tmp_path)
    places, default = backends_for(tmp_path, platform="linux", environ={})
    assert (set(places), default) == ({"sealed-file", "secret-service"}, "sealed-file")
    places[default].write("s", "v")
    assert places[default].read("s") == "v"


def test_a_passphrase_source_is_asked_and_without_one_it_is_locked(tmp_path: Path) -> None:
    SealedFile.create(tmp_path / "vault.sealed", Secret("open sesame"), costs=NO_COSTS).write("s", "v")
    with pytest.raises(SecretLocked):
        open_backend("sealed-file", tmp_path).read("s")
    with pytest.raises(SecretDenied):
        open_backend("sealed-file", tmp_path, passphrase=lambda: Secret("wrong")).read("s")
    assert open_backend("sealed-file", tmp_path, passphrase=lambda: Secret("open sesame")).read("s") == "v"


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("sealed-file", "your locked file"),
        ("macos-keychain", "macOS Keychain"),
        ("windows-credentials", "Windows Credential Manager"),
        ("made-up", "made-up"),
    ],
)
def test_a_place_that_is_not_here_is_named(tmp_path: Path, slug: str, title: str) -> None:
    with pytest.raises(SecretUnavailable, match=title):
        open_backend(slug, tmp_path, platform="linux")


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_another_systems_keychain_is_unavailable_here(tmp_path: Path, platform: str) -> None:
    with pytest.raises(SecretUnavailable):
        backends_for(tmp_path, platform=platform)


def test_the_short_way_reads_what_the_vault_wrote(tmp_path: Path) -> None:
    backend = SealedFile.create_with_key_file(tmp_path)
    item = item_in(backend)
    count = run(vault_of(backend).put(item, "b", bundle_of(item, access="token")))

    def read(*, kind: str = "grant", slot: str = "b", chunks: int | None = None) -> dict[str, Secret]:
        return read_values(tmp_path, item_id=item.id, kind=kind, backend="sealed-file", slot=slot, chunks=chunks)

    assert read(chunks=count) == read() == {"access": Secret("token")}
    with pytest.raises(SecretMissing):
        read(slot="a")
    with pytest.raises(SecretCorrupt):
        read(chunks=count + 1)
    with pytest.raises(SecretCorrupt):
        read(kind="app")


def imported(home: Path, item_id: str, backend: str, environ: dict[str, str]) -> tuple[str, list[str]]:
    program = f"""
import json, sys
from pathlib import Path
from stagedoor.vault.quick import read_values
values = read_values(Path({str(home)!r}), item_id={item_id!r}, kind="grant", backend={backend!r}, slot="a", chunks=1)
print(json.dumps([values["access"].reveal(), sorted(sys.modules)]))
"""
    environ = {**environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, check=True, timeout=60)
    value, modules = json.loads(done.stdout)
    return value, modules


def test_the_short_way_imports_nothing_heavy_for_a_sealed_file(tmp_path: Path) -> None:
    backend = SealedFile.create_with_key_file(tmp_path)
    item = item_in(backend)
    run(vault_of(backend).put(item, "a", bundle_of(item, access="token")))
    value, modules = imported(tmp_path, item.id, "sealed-file", {})
    assert value == "token"
    assert [name for name in (*HEAVY, "secretstorage", "jeepney") if name in modules] == []


@pytest.mark.keychain
def test_the_short_way_imports_nothing_heavy_for_the_secret_service(tmp_path: Path, keychain: Keychain) -> None:
    backend = SecretService(keychain.environ)
    item = item_in(backend)
    vault = vault_of(backend)
    run(vault.put(item, "a", bundle_of(item, access="token")))
    vault.close()
    value, modules = imported(tmp_path, item.id, "secret-service", keychain.environ)
    assert value == "token"
    assert [name for name in HEAVY if name in modules] == []
    assert "stagedoor.vault.sealed_file" not in modules


@pytest.mark.keychain
def test_the_short_way_never_asks_and_never_says_missing_where_it_is_locked(tmp_path: Path, keychain: Keychain) -> None:
    with keychain.locked(), pytest.raises(SecretLocked):
        read_values(tmp_path, item_id="i", kind="grant", backend="secret-service", slot="a", environ=keychain.environ)
