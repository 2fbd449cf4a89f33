"""The Secret Service where it is locked, gone, silent or restarted: never "missing", never without end."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.keychain import Keychain, private_keychain
from tests.vault.contract import bundle_of, item_in, run, vault_of

from stagedoor.domain.errors import (
    SecretDenied,
    SecretError,
    SecretLocked,
    SecretMissing,
    SecretTimeout,
    SecretUnavailable,
)
from stagedoor.vault.secret_service import SecretService

pytestmark = pytest.mark.keychain


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture
def service(keychain: Keychain) -> Iterator[SecretService]:
    service = SecretService(keychain.environ)
    yield service
    service.reset()


@pytest.fixture(scope="module")
def own_keychain() -> Iterator[Keychain]:
    """One that may be stopped and killed."""
    with private_keychain() as started:
        yield started


def test_locked_is_never_missing_and_leaks_nothing(keychain: Keychain, service: SecretService) -> None:
    vault, item = vault_of(service), item_in(service)
    run(vault.put(item, "a", bundle_of(item)))
    before = descriptors()
    with keychain.locked():
        assert service.locked()
        for one in [item, item_in(service)] * 50:
            with pytest.raises(SecretLocked):
                run(vault.get(one))
        with pytest.raises(SecretLocked):
            run(vault.put(item, "a", bundle_of(item)))
        with pytest.raises(SecretLocked):
            run(vault.delete(item))
        state = run(vault.probe())
        assert (state.works, state.locked) == (False, True)
        assert state.problem
        assert state.fix
    assert descriptors() <= before
    assert run(vault.get(item)) == bundle_of(item)


def test_a_locked_keychain_found_by_a_new_process_is_locked(keychain: Keychain) -> None:
    with keychain.locked():
        for _ in range(20):
            service = SecretService(keychain.environ)
            with pytest.raises(SecretLocked):
                service.read("stagedoor/v1/any/a/0")
            service.reset()


def test_a_prompt_that_cannot_be_shown_is_an_error_and_not_missing(keychain: Keychain) -> None:
    service = SecretService(keychain.environ, allow_prompt=True)
    with keychain.locked(), pytest.raises(SecretError) as caught:
        run(vault_of(service).get(item_in(service)))
    assert not isinstance(caught.value, SecretMissing)
    service.reset()


def test_unlocking_asks_and_a_no_is_denied(keychain: Keychain, service: SecretService) -> None:
    run(vault_of(service).unlock())
    with keychain.locked(), pytest.raises(SecretDenied):
        run(vault_of(service).unlock())  # no program shows the question here: the keychain takes that for a no


def test_one_connection_serves_many_calls(service: SecretService) -> None:
    service.write("stagedoor/test/flat", "value")
    before = descriptors()
    for number in range(100):
        service.write("stagedoor/test/flat", f"value {number}")
        assert service.read("stagedoor/test/flat") == f"value {number}"
    assert descriptors() <= before
    service.delete("stagedoor/test/flat")


def test_labels_and_attributes_hold_no_secret(keychain: Keychain, service: SecretService) -> None:
    item = item_in(service)
    run(vault_of(service).put(item, "a", bundle_of(item, access="CANARY-access")))
    name = f"stagedoor/v1/{item.id}/a/0"
    listed = [(label, attributes) for label, attributes in keychain.names() if attributes["service"] == name]
    assert len(listed) == 1
    label, attributes = listed[0]
    assert label == f"Stagedoor: {name}"
    assert attributes == {"service": name, "username": "stagedoor", "application": "Stagedoor"}


def test_of_two_items_with_our_name_the_newer_is_read_and_the_older_gone(
    keychain: Keychain, service: SecretService
) -> None:
    keychain.plant({"service": "stagedoor/test/twice", "username": "stagedoor", "application": "another"}, "older")
    service.write("stagedoor/test/twice", "newer")
    assert service.read("stagedoor/test/twice") == "newer"
    assert len([1 for _, attributes in keychain.names() if attributes["service"] == "stagedoor/test/twice"]) == 1
    service.delete("stagedoor/test/twice")
    assert service.read("stagedoor/test/twice") is None


def test_people_find_the_item_with_their_own_tool(keychain: Keychain, service: SecretService) -> None:
    service.write("stagedoor/test/found", "the value")
    tool = [sys.executable, "-m", "keyring", "-b", "keyring.backends.SecretService.Keyring"]
    command = [*tool, "get", "stagedoor/test/found", "stagedoor"]
    found = subprocess.run(command, env=keychain.environ, capture_output=True, text=True, check=True)
    assert found.stdout == "the value\n"
    service.delete("stagedoor/test/found")


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"XDG_RUNTIME_DIR": "/nowhere"},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus"},
        {"DBUS_SESSION_BUS_ADDRESS": "tcp:host=localhost,port=1"},
        {"DBUS_SESSION_BUS_ADDRESS": "nonsense"},
    ],
    ids=["cron", "no bus in the runtime folder", "stale address", "unusable transport", "nonsense"],
)
def test_without_a_bus_it_is_unavailable(environ: dict[str, str]) -> None:
    service = SecretService(environ)
    before = descriptors()
    for _ in range(20):
        with pytest.raises(SecretUnavailable) as caught:
            run(vault_of(service).get(item_in(service)))
        assert caught.value.cause
        assert caught.value.fix
    state = run(vault_of(service).probe())
    assert (state.works, state.locked) == (False, False)
    assert descriptors() <= before


def test_without_a_session_the_fix_names_cron_and_the_timer() -> None:
    with pytest.raises(SecretUnavailable, match=r"cron.*systemd user timer"):
        SecretService({}).read("any")


def test_the_bus_at_its_standard_place_is_found(keychain: Keychain) -> None:
    service = SecretService({"XDG_RUNTIME_DIR": str(keychain.root)})
    assert service.read("stagedoor/test/never written") is None
    service.reset()


def test_the_program_is_called_by_its_name(service: SecretService) -> None:
    assert run(vault_of(service).probe()).name == "GNOME Keyring"


def test_a_keychain_that_is_gone_is_unavailable_and_one_that_comes_back_is_used(own_keychain: Keychain) -> None:
    service = SecretService(own_keychain.environ)
    vault, item = vault_of(service), item_in(service)
    run(vault.put(item, "a", bundle_of(item)))
    before = descriptors()
    own_keychain.kill_daemon()
    for _ in range(20):
        with pytest.raises(SecretUnavailable, match="No keychain program"):
            run(vault.get(item))
    own_keychain.start_daemon()
    assert run(vault.get(item)) == bundle_of(item)
    assert descriptors() <= before
    own_keychain.kill_daemon()
    own_keychain.start_daemon()
    run(vault.put(item, "b", bundle_of(item, generation=2)))
    assert run(vault.get(item, "b")) == bundle_of(item, generation=2)
    vault.close()


def test_a_keychain_that_never_answers_is_given_up(own_keychain: Keychain) -> None:
    service = SecretService(own_keychain.environ)
    item = item_in(service)
    run(vault_of(service).put(item, "a", bundle_of(item)))
    hasty = vault_of(service, seconds=0.2)
    before = descriptors()
    with own_keychain.silent():
        for _ in range(5):
            with pytest.raises(SecretTimeout):
                run(hasty.get(item))
        assert run(hasty.probe()).problem
    patient = vault_of(service)
    assert run(patient.get(item)) == bundle_of(item)
    patient.close()
    assert descriptors() <= before


def test_a_hung_keychain_does_not_hold_up_the_end_of_the_program(own_keychain: Keychain, tmp_path: Path) -> None:
    program = f"""
from pathlib import Path
from stagedoor.domain.errors import SecretTimeout
from stagedoor.vault.quick import read_values
try:
    read_values(Path({str(tmp_path)!r}), item_id="i", kind="grant", backend="secret-service", slot="a", seconds=0.2)
except SecretTimeout:
    print("gave up")
"""
    environ = {**own_keychain.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with own_keychain.silent():
        done = subprocess.run(
            [sys.executable, "-c", program], env=environ, capture_output=True, text=True, timeout=60, check=False
        )
    assert (done.returncode, done.stdout, done.stderr) == (0, "gave up\n", "")
