"""The Linux desktop keychain (GNOME Keyring, KDE Wallet, KeePassXC) through the Secret Service on D-Bus.

Spoken to directly, not through keyring: that opens a connection for every call, leaks it when the collection is
locked, and waits without end for a prompt that nobody sees. Here the lock state is asked first and one connection is
kept. Items carry keyring's attributes (service, username, application), so people find them with their own tools;
labels and attributes are readable by every program and hold no secret.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from stagedoor.domain.errors import (
    SecretDenied,
    SecretError,
    SecretLocked,
    SecretUnavailable,
)
from stagedoor.domain.secret import Secret
from stagedoor.vault.backend import LINUX, TITLES

if TYPE_CHECKING:
    from stagedoor.vault.secret_bus import Bus

T = TypeVar("T")

USERNAME = "stagedoor"
APPLICATION = "Stagedoor"


class SecretService:
    """`environ` names the bus. `allow_prompt`: a locked keychain asks its person instead of raising SecretLocked."""

    slug = LINUX
    limit = None

    def __init__(self, environ: Mapping[str, str] | None = None, *, allow_prompt: bool = False) -> None:
        self._environ = os.environ if environ is None else environ
        self._allow_prompt = allow_prompt
        self._bus: Bus | None = None
        self._name = ""

    @property
    def title(self) -> str:
        """The name of the program that answered last, else a general one."""
        return self._name or TITLES[LINUX]

    def read(self, service: str) -> str | None:
        return self._run(lambda bus: bus.read(_query(service)))

    def write(self, service: str, value: str) -> None:
        more = {"application": APPLICATION}
        self._run(lambda bus: bus.write(f"Stagedoor: {service}", _query(service), more, value))

    def delete(self, service: str) -> None:
        self._run(lambda bus: bus.delete(_query(service)))

    def names(self) -> list[str]:
        return self._run(lambda bus: bus.each({"username": USERNAME, "application": APPLICATION}, "service"))

    def locked(self) -> bool:
        return self._attempt(lambda bus: bus.locked())

    def unlock(self, passphrase: Secret | None = None) -> None:  # noqa: ARG002 -- the keychain asks in a window of its own
        self._attempt(lambda bus: bus.unlock())

    def reset(self) -> None:
        bus, self._bus = self._bus, None
        if bus:
            bus.cut()

    def _run(self, work: Callable[[Bus], T]) -> T:
        return self._attempt(lambda bus: work(self._opened(bus)))

    def _opened(self, bus: Bus) -> Bus:
        if bus.locked():
            if not self._allow_prompt:
                raise SecretLocked(
                    "The keychain is locked. Nothing is lost.",
                    "Unlock it, or log in to your desktop; a scheduled task needs a desktop session that is open.",
                )
            bus.unlock()
        return bus

    def _attempt(self, work: Callable[[Bus], T]) -> T:
        """Once with the kept connection; if that is stale (the keychain was restarted), once with a new one."""
        kept = self._bus
        if kept:
            try:
                return work(kept)
            except (SecretLocked, SecretDenied):
                raise
            except SecretError:
                if self._bus is not kept:  # given up by the worker: this thread must not go on
                    raise
                self._close(kept)
        return self._fresh(work)

    def _fresh(self, work: Callable[[Bus], T]) -> T:
        from stagedoor.vault.secret_bus import Bus

        bus = self._bus = Bus(_address(self._environ))
        try:
            bus.open()
            self._name = bus.program() or self._name
            return work(bus)
        except (SecretLocked, SecretDenied):
            raise
        except SecretError:
            self._close(bus)
            raise

    def _close(self, bus: Bus) -> None:
        bus.close()
        if self._bus is bus:
            self._bus = None


def _query(service: str) -> dict[str, str]:
    return {"service": service, "username": USERNAME}


def _address(environ: Mapping[str, str]) -> str:
    """The session bus: named, or at its standard place (D-Bus specification, "Well-known Message Bus Instances")."""
    if named := environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return named
    runtime = environ.get("XDG_RUNTIME_DIR")
    if runtime and os.path.exists(f"{runtime}/bus") and hasattr(socket, "AF_UNIX"):  # noqa: PTH110 -- pathlib costs 4 ms
        return f"unix:path={runtime}/bus"
    raise SecretUnavailable(
        "The keychain cannot be reached: there is no desktop session here (cron has none).",
        "Run it as a systemd user timer, or keep the keys in a locked file.",
    )
