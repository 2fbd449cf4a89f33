"""One connection to the session bus and what Stagedoor asks of the Secret Service over it, in our own errors.

Apart from `secret_service` because importing D-Bus and its cryptography costs time that only its users should pay.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

from jeepney import DBusErrorResponse  # type: ignore[import-untyped]  # jeepney ships no types
from jeepney.bus import get_bus  # type: ignore[import-untyped]  # as above
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]  # as above
from jeepney.io.blocking import DBusConnection, Proxy, prep_socket  # type: ignore[import-untyped]  # as above
from secretstorage import Collection, Item, create_collection
from secretstorage.exceptions import (
    ItemNotFoundException,
    LockedException,
    PromptDismissedException,
    SecretServiceNotAvailableException,
    SecretStorageException,
)
from secretstorage.util import BUS_NAME, add_match_rules

from stagedoor.domain.errors import SecretDenied, SecretError, SecretLocked, SecretUnavailable

_FIX = "Log in to your desktop and open its keychain once, or keep the keys in a locked file."
_PROGRAMS = {
    "gnome-keyring-d": "GNOME Keyring",  # the kernel cuts a program's name at 15 characters
    "ksecretd": "KDE Wallet",
    "kwalletd6": "KDE Wallet",
    "kwalletd5": "KDE Wallet",
    "keepassxc": "KeePassXC",
}
# An unusable address is a ValueError, KeyError or RuntimeError; so is a connection that was cut in another thread.
BROKEN = (SecretStorageException, DBusErrorResponse, OSError, ValueError, KeyError, RuntimeError)


class Bus:
    """Raises SecretError subclasses only; any of them but Locked and Denied means: close this one."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._is_cut = False
        self._socket: socket.socket | None = None
        self._connection: DBusConnection | None = None
        self._collection: Collection | None = None

    def open(self) -> None:
        with _explained():
            # The socket is kept before the first message, so that `cut` reaches it even if the bus never says hello.
            self._socket = prep_socket(get_bus(self._address))
            if self._is_cut:
                raise ConnectionAbortedError
            self._connection = DBusConnection(self._socket)
            add_match_rules(self._connection)  # some keychains do not address the end of a prompt to us

    def program(self) -> str:
        """The name of the keychain program, or an empty text."""
        with contextlib.suppress(*BROKEN):
            (pid,) = Proxy(message_bus, self._open()).GetConnectionUnixProcessID(BUS_NAME)
            return _PROGRAMS.get(Path(f"/proc/{pid}/comm").read_text().strip(), "")
        return ""

    def locked(self) -> bool:
        with _explained():
            return self._default().is_locked()

    def unlock(self) -> None:
        """Asks the person, if it is locked; creates the default collection where there is none (asks as well)."""
        with _explained():
            with contextlib.suppress(ItemNotFoundException):
                collection = Collection(self._open())
                if collection.is_locked() and collection.unlock():
                    raise PromptDismissedException
                return
            create_collection(self._open(), "Default keyring", "default")

    def read(self, attributes: dict[str, str]) -> str | None:
        with _explained():
            for item in self._items(attributes):
                return item.get_secret().decode()
            return None

    def each(self, attributes: dict[str, str], name: str) -> list[str]:
        """The attribute `name` of every item that has these attributes."""
        with _explained():
            return [item.get_attributes().get(name, "") for item in self._items(attributes)]

    def write(self, label: str, query: dict[str, str], more: dict[str, str], value: str) -> None:
        """One item for the query, with `more` attributes. Keychains differ in what they take for the same item."""
        with _explained():
            written = self._default().create_item(label, {**query, **more}, value.encode(), replace=True)
            for item in self._items(query):
                if item.item_path != written.item_path:
                    item.delete()

    def delete(self, attributes: dict[str, str]) -> None:
        with _explained():
            for item in self._items(attributes):
                item.delete()

    def cut(self) -> None:
        """Ends a call that hangs in another thread; that thread closes the connection."""
        self._is_cut = True
        if self._socket:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        if self._connection:
            self._connection.close()
        elif self._socket:
            self._socket.close()

    def __del__(self) -> None:
        self.close()

    def _items(self, attributes: dict[str, str]) -> list[Item]:
        return list(self._default().search_items(attributes))

    def _default(self) -> Collection:
        """The default collection with its session. Never created unasked: that would open a prompt."""
        if self._collection is None:
            try:
                self._collection = Collection(self._open())
            except ItemNotFoundException:
                raise SecretUnavailable("The keychain has no default keyring yet.", _FIX) from None
        return self._collection

    def _open(self) -> DBusConnection:
        if self._connection is None:
            raise SecretUnavailable("The connection to the keychain is closed.", "Try again.")
        return self._connection


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Turns what D-Bus and SecretStorage raise into our errors. A dismissed prompt is no "not found" to us."""
    try:
        yield
    except SecretError:
        raise
    except LockedException:
        raise SecretLocked("The keychain is locked. Nothing is lost.", "Unlock it and try again.") from None
    except PromptDismissedException:
        raise SecretDenied("The keychain's question was answered with no.", "Try again and allow it.") from None
    except DBusErrorResponse as error:
        raise _refused(error) from None
    except SecretServiceNotAvailableException as error:
        raise SecretUnavailable("No keychain program is running in this desktop session.", _FIX) from error
    except BROKEN as error:
        cause = f"The desktop session that the keychain belongs to cannot be reached ({type(error).__name__})."
        raise SecretUnavailable(cause, _FIX) from error


def _refused(error: DBusErrorResponse) -> SecretError:
    """Error names of the Secret Service specification 0.2, "Errors", and of D-Bus."""
    if error.name == "org.freedesktop.Secret.Error.IsLocked":
        return SecretLocked("The keychain is locked. Nothing is lost.", "Unlock it and try again.")
    if error.name == "org.freedesktop.DBus.Error.AccessDenied":
        return SecretDenied("The keychain refuses this program.", "Allow Stagedoor in the keychain's settings.")
    return SecretUnavailable(f"The keychain answered with an error ({error.name}).", _FIX)
