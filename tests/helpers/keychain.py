"""A real Secret Service (GNOME Keyring) on a private D-Bus, for tests: nothing of the person's own is touched.

    from tests.helpers.keychain import keychain  # in a conftest.py, with it in __all__: one per test process, unlocked

Every test leaves it running and unlocked. Tests that kill or stop it start their own with `private_keychain()`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import DBusAddress, MatchRule, new_method_call  # type: ignore[import-untyped]  # jeepney ships no types
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]  # as above
from jeepney.io.blocking import DBusConnection, Proxy, prep_socket  # type: ignore[import-untyped]  # as above
from secretstorage import Collection
from secretstorage.util import BUS_NAME, format_secret, open_session

PASSWORD = "made-up password"
SECONDS = 20.0

# No service folders: a keychain that was killed must not be started again by the bus.
_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={root}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
_GUILTY = DBusAddress(  # how GNOME's own log-in unlocks a collection without a window
    "/org/freedesktop/secrets", BUS_NAME, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
)


class Keychain:
    """`environ` is what a program needs to reach it. `root` is short: a socket's path has at most 107 characters."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.address = f"unix:path={root}/bus"
        self.environ = {
            "DBUS_SESSION_BUS_ADDRESS": self.address,
            "HOME": str(root / "home"),
            "XDG_DATA_HOME": str(root / "home/.local/share"),
            "XDG_RUNTIME_DIR": str(root / "run"),
            "PATH": os.environ["PATH"],
        }
        self._bus: subprocess.Popen[bytes] | None = None
        self._daemon: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        for folder in ("home", "run"):
            (self.root / folder).mkdir(mode=0o700)
        configuration = self.root / "session.conf"
        configuration.write_text(_CONFIGURATION.format(root=self.root))
        command = ["dbus-daemon", "--nofork", "--nopidfile", f"--config-file={configuration}", "--print-address=1"]
        self._bus = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.environ)
        assert self._bus.stdout
        assert self._bus.stdout.readline(), "the bus did not start"
        self.start_daemon()

    def start_daemon(self) -> None:
        """Starts the keychain on the running bus and waits until it answers there, unlocked."""
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        with self.connection() as connection:
            owner_changed = MatchRule(type="signal", member="NameOwnerChanged", path="/org/freedesktop/DBus")
            Proxy(message_bus, connection).AddMatch(owner_changed)
            with connection.filter(owner_changed, bufsize=None) as changes:
                self._daemon = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=self.environ,
                )
                assert self._daemon.stdin
                self._daemon.stdin.write(PASSWORD.encode())
                self._daemon.stdin.close()
                while BUS_NAME not in connection.recv_until_filtered(changes, timeout=SECONDS).body:
                    pass
            assert not Collection(connection).is_locked()

    def lock(self) -> None:
        with self.connection() as connection:
            Collection(connection).lock()

    def unlock(self) -> None:
        with self.connection() as connection:
            secret = format_secret(open_session(connection), PASSWORD.encode(), "text/plain")
            body = ("/org/freedesktop/secrets/collection/login", secret)
            connection.send_and_get_reply(new_method_call(_GUILTY, "UnlockWithMasterPassword", "o(oayays)", body))
            assert not Collection(connection).is_locked()

    def names(self) -> list[tuple[str, dict[str, str]]]:
        """Label and attributes of every item, sorted: what any program on the bus can read. The keychain itself adds
        `xdg:` attributes when it reads its files again; they are left out.
        """
        with self.connection() as connection:
            items = [(item.get_label(), item.get_attributes()) for item in Collection(connection).get_all_items()]
        own = [(label, {k: v for k, v in found.items() if not k.startswith("xdg:")}) for label, found in items]
        return sorted(own, key=str)

    def plant(self, attributes: dict[str, str], value: str) -> None:
        """An item as another program would write it."""
        with self.connection() as connection:
            Collection(connection).create_item("planted", attributes, value.encode())

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        self.lock()
        try:
            yield
        finally:
            self.unlock()

    @contextlib.contextmanager
    def silent(self) -> Iterator[None]:
        """The daemon is there and never answers."""
        assert self._daemon
        self._daemon.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._daemon.send_signal(signal.SIGCONT)

    def kill_daemon(self) -> None:
        assert self._daemon
        self._daemon.kill()
        self._daemon.wait(SECONDS)

    @contextlib.contextmanager
    def connection(self) -> Iterator[DBusConnection]:
        connection = DBusConnection(prep_socket(str(self.root / "bus")))
        with contextlib.closing(connection):
            yield connection

    def close(self) -> None:
        for process in (self._daemon, self._bus):
            if process:
                process.kill()
                process.wait(SECONDS)
                if process.stdout:
                    process.stdout.close()


@contextlib.contextmanager
def private_keychain() -> Iterator[Keychain]:
    root = Path(tempfile.mkdtemp(prefix="keychain-", dir="/tmp"))
    started = Keychain(root)
    try:
        started.start()
        yield started
    finally:
        started.close()
        shutil.rmtree(root)


@pytest.fixture(scope="session")
def keychain() -> Iterator[Keychain]:
    with private_keychain() as started:
        yield started
