"""macOS and Windows through keyring's own classes over made-up systems: codes, limits, copies, forced backends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.vault.contract import VaultContract, bundle_of, item_in, run, vault_of
from tests.vault.systems import Credentials, Security, macos_ring, windows_ring

from stagedoor.domain.errors import (
    SecretDenied,
    SecretError,
    SecretLocked,
    SecretMissing,
    SecretTooLarge,
    SecretUnavailable,
)
from stagedoor.vault.backend import MACOS, Backend
from stagedoor.vault.system_keychain import MACOS_ERRORS, SystemKeychain, WindowsCredentials, macos, windows

ENVIRON = {"PYTHONPATH": os.pathsep.join(sys.path)}


class TestMacosContract(VaultContract):
    lists = False

    @pytest.fixture
    def backend(self) -> Backend:
        return SystemKeychain(MACOS, macos_ring(Security()), MACOS_ERRORS)


class TestWindowsContract(VaultContract):
    lists = False

    @pytest.fixture
    def backend(self, tmp_path: Path) -> Backend:
        return WindowsCredentials(windows_ring(Credentials(tmp_path)))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (-128, SecretDenied),
        (-25293, SecretDenied),
        (-25308, SecretLocked),
        (-25315, SecretLocked),
        (-25291, SecretUnavailable),
        (-25307, SecretUnavailable),
        (-34018, SecretUnavailable),
        (-67030, SecretUnavailable),
        (-99999, SecretUnavailable),
    ],
)
def test_a_code_of_macos_has_its_meaning_and_is_never_missing(code: int, kind: type[SecretError]) -> None:
    security = Security()
    backend = SystemKeychain(MACOS, macos_ring(security), MACOS_ERRORS)
    backend.write("s", "CANARY")
    security.fails = code
    for call in (backend.read, backend.delete, lambda service: backend.write(service, "CANARY")):
        with pytest.raises(SecretError) as caught:
            call("s")
        assert type(caught.value) is kind
        assert caught.value.cause
        assert caught.value.fix
        assert "CANARY" not in str(caught.value)


def test_not_found_on_macos_is_missing() -> None:
    backend = SystemKeychain(MACOS, macos_ring(Security()), MACOS_ERRORS)
    assert backend.read("s") is None
    backend.delete("s")
    with pytest.raises(SecretMissing):
        run(vault_of(backend).get(item_in(backend)))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (5, SecretDenied),
        (1223, SecretDenied),
        (1312, SecretUnavailable),
        (1783, SecretTooLarge),
        (9999, SecretUnavailable),
    ],
)
def test_a_code_of_windows_has_its_meaning_and_is_never_missing(
    tmp_path: Path, code: int, kind: type[SecretError]
) -> None:
    credentials = Credentials(tmp_path)
    backend = WindowsCredentials(windows_ring(credentials))
    backend.write("s", "value")
    credentials.fails = code
    for call in (backend.read, backend.delete, lambda service: backend.write(service, "value")):
        with pytest.raises(kind) as caught:
            call("s")
        assert caught.value.fix


def test_the_limit_of_windows_is_the_one_that_is_declared(tmp_path: Path) -> None:
    backend = WindowsCredentials(windows_ring(Credentials(tmp_path)))
    assert backend.limit is not None
    backend.write("s", "x" * backend.limit)
    assert backend.read("s") == "x" * backend.limit
    with pytest.raises(SecretTooLarge):
        backend.write("s", "x" * (backend.limit + 1))


def test_windows_keeps_no_copy_of_a_replaced_value_and_does_not_let_it_roam(tmp_path: Path) -> None:
    credentials = Credentials(tmp_path)
    backend = WindowsCredentials(windows_ring(credentials))
    for value in ("first", "second", "third"):
        backend.write("s", value)
    assert [(c["TargetName"], c["UserName"], c["CredentialBlob"], c["Persist"]) for c in credentials.all()] == [
        ("s", "stagedoor", "third", Credentials.CRED_PERSIST_LOCAL_MACHINE)
    ]
    backend.delete("s")
    assert credentials.all() == []


def test_two_processes_on_windows_do_not_write_each_others_old_values(tmp_path: Path, many: int) -> None:
    program = """
import sys
from pathlib import Path
from tests.vault.systems import Credentials, windows_ring
from stagedoor.vault.system_keychain import WindowsCredentials
backend = WindowsCredentials(windows_ring(Credentials(Path(sys.argv[1]))))
for number in range(int(sys.argv[3])):
    backend.write(f"stagedoor/v1/{sys.argv[2]}/a/0", str(number))
    assert backend.read(f"stagedoor/v1/{sys.argv[2]}/a/0") == str(number)
"""
    command = [sys.executable, "-c", program, str(tmp_path)]
    writers = [subprocess.Popen([*command, name, str(many * 3)], env=ENVIRON) for name in ("left", "right")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert {c["CredentialBlob"] for c in Credentials(tmp_path).all()} == {str(many * 3 - 1)}


def test_a_long_bundle_lies_in_pieces_on_windows(tmp_path: Path) -> None:
    credentials = Credentials(tmp_path)
    backend = WindowsCredentials(windows_ring(credentials))
    item = item_in(backend)
    bundle = bundle_of(item, access="\U0001f511" * 3000)
    assert run(vault_of(backend).put(item, "a", bundle)) == len(credentials.all()) > 20
    assert run(vault_of(backend).get(item)) == bundle


@pytest.mark.parametrize("make", [macos, windows])
def test_on_another_system_it_is_unavailable(make: type) -> None:
    with pytest.raises(SecretUnavailable):
        make()


def test_what_keyring_would_choose_has_no_say(tmp_path: Path) -> None:
    """A forced backend that swallows, a configured one, properties: the sealed file is used all the same."""
    (tmp_path / "python_keyring").mkdir()
    (tmp_path / "python_keyring/keyringrc.cfg").write_text("[backend]\ndefault-keyring=keyring.backends.null.Keyring\n")
    program = """
import sys
from pathlib import Path
from stagedoor.vault.choose import backends_for
from stagedoor.vault.sealed_file import SealedFile
SealedFile.create_with_key_file(Path(sys.argv[1]))
places, default = backends_for(Path(sys.argv[1]))
places[default].write("s", "kept")
print(default, places[default].read("s"), "keyring" in sys.modules)
"""
    forced = {
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "KEYRING_PROPERTY_SCHEME": "made up",
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    command = [sys.executable, "-c", program, str(tmp_path / "home")]
    done = subprocess.run(command, env={**ENVIRON, **forced}, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("sealed-file kept False\n", "")
