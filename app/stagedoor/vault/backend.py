"""What a place for secrets must do, and what people call each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from stagedoor.domain.errors import SecretUnavailable
from stagedoor.domain.secret import Secret

LINUX = "secret-service"
MACOS = "macos-keychain"
WINDOWS = "windows-credentials"
SEALED_FILE = "sealed-file"

TITLES = {
    LINUX: "your system's keychain",
    MACOS: "macOS Keychain",
    WINDOWS: "Windows Credential Manager",
    SEALED_FILE: "your locked file",
}

FILE = "vault.sealed"
KEY_FILE = "vault.key"

PassphraseSource = Callable[[], Secret]


class Backend(Protocol):
    """Named texts in one place. Synchronous: a `Worker` keeps it off the thread of the window.

    Every method raises SecretError subclasses only. Locked, denied, unavailable and timed out are never "missing".
    """

    @property
    def slug(self) -> str: ...

    @property
    def limit(self) -> int | None:
        """How many characters a value may have."""

    @property
    def title(self) -> str:
        """What people call it."""

    def read(self, service: str) -> str | None:
        """None only where the place was open, answered, and holds no such value."""

    def write(self, service: str, value: str) -> None:
        """Adds or replaces."""

    def delete(self, service: str) -> None:
        """What is already gone is fine."""

    def names(self) -> list[str]:
        """The names of all values of ours in it; none where the system cannot list them."""

    def locked(self) -> bool:
        """True where reading would need a person first. Never asks that person."""

    def unlock(self, passphrase: Secret | None = None) -> None:
        """Opens it with a passphrase where it takes one, else asks the person in its own way.

        Raises SecretDenied for a no or another passphrase, SecretLocked where nobody can be asked.
        """

    def reset(self) -> None:
        """Drops connections. Called from another thread, also while a call hangs: that call then ends."""


def elsewhere(slug: str) -> SecretUnavailable:
    """The keys lie in a place that this computer does not have (now). They are never looked for in another one."""
    title = TITLES.get(slug, slug)
    return SecretUnavailable(
        f"The keys of this account lie in {title}, which cannot be reached here.",
        f"Go back to the system where {title} works, or sign in again to keep new keys here.",
    )
