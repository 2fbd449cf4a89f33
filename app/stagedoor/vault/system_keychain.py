"""macOS Keychain and Windows Credential Manager, through keyring's class for each, never through its own choice.

keyring would let `PYTHON_KEYRING_BACKEND`, `KEYRING_PROPERTY_*` or a file choose another place, also one that keeps
nothing or keeps it readable; and with two places it reads from whichever answers. So the class is named here, made
without its constructor (which reads those variables), and imported only on its system.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from stagedoor.domain.errors import SecretDenied, SecretError, SecretLocked, SecretTooLarge, SecretUnavailable
from stagedoor.domain.secret import Secret
from stagedoor.vault.backend import MACOS, TITLES, WINDOWS

USERNAME = "stagedoor"
WINDOWS_LIMIT = 1280  # CRED_MAX_CREDENTIAL_BLOB_SIZE is 2,560 bytes, and values are kept as UTF-16


class KeyringBackend(Protocol):
    """The part of keyring's KeyringBackend that is used."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class Meaning(NamedTuple):
    """What one error number of the system means. `kind` is None for "not found"."""

    kind: type[SecretError] | None
    cause: str = ""
    fix: str = ""


_NO = Meaning(SecretDenied, "The keychain's question was answered with no.", "Try again and press Always Allow.")
_UNSIGNED = Meaning(
    SecretUnavailable, "The keychain does not trust this build of Stagedoor.", "Install a signed release of Stagedoor."
)
_SCREEN = Meaning(
    SecretLocked,
    "The keychain is locked and cannot ask here (over ssh, or while the screen is locked). Nothing is lost.",
    "Log in at the computer itself and unlock it.",
)
MACOS_ERRORS = {  # Security framework, SecBase.h
    -128: _NO,  # errSecUserCanceled
    -25293: Meaning(  # errSecAuthFailed
        SecretDenied, "The keychain refuses this program.", "Open Keychain Access and allow Stagedoor for its items."
    ),
    -25300: Meaning(None),  # errSecItemNotFound
    -25291: Meaning(SecretUnavailable, "There is no keychain here.", "Log in at the computer itself."),
    -25307: Meaning(SecretUnavailable, "There is no default keychain.", "Make one in Keychain Access."),
    -25308: _SCREEN,  # errSecInteractionNotAllowed
    -25315: _SCREEN,  # errSecInteractionRequired
    -34018: _UNSIGNED,  # errSecMissingEntitlement
    -67030: _UNSIGNED,  # errSecCSInfoPlistFailed
}
WINDOWS_ERRORS = {  # winerror.h
    5: Meaning(SecretDenied, "Windows refuses this program its credentials.", "Run Stagedoor as yourself."),
    1168: Meaning(None),  # ERROR_NOT_FOUND
    1223: _NO,  # ERROR_CANCELLED
    1312: Meaning(  # ERROR_NO_SUCH_LOGON_SESSION
        SecretUnavailable,
        "Windows Credential Manager cannot be reached from this kind of log-in (over ssh, or as a service).",
        "Log in at the computer itself, or keep the keys in a locked file.",
    ),
    1783: Meaning(  # RPC_X_BAD_STUB_DATA: what CredWrite says of a value over its limit
        SecretTooLarge, "Windows Credential Manager refuses a value of this length.", "Report this as a bug."
    ),
}


class SystemKeychain:
    """One of keyring's classes, with the error numbers of its system in our words."""

    def __init__(
        self, slug: str, ring: KeyringBackend, errors: dict[int, Meaning], *, limit: int | None = None
    ) -> None:
        self.slug = slug
        self.limit = limit
        self._ring = ring
        self._errors = errors

    @property
    def title(self) -> str:
        return TITLES[self.slug]

    def read(self, service: str) -> str | None:
        return self._run(lambda: self._ring.get_password(service, USERNAME))

    def write(self, service: str, value: str) -> None:
        self._run(lambda: self._ring.set_password(service, USERNAME, value))

    def delete(self, service: str) -> None:
        """Deleting nothing is an error to keyring, so it is asked first."""
        if self.read(service) is not None:
            self._run(lambda: self._ring.delete_password(service, USERNAME))

    def names(self) -> list[str]:
        """None: keyring reads a value by its name only."""
        return []

    def locked(self) -> bool:
        """Neither system tells without asking its person; a read says so."""
        return False

    def unlock(self, passphrase: Secret | None = None) -> None:
        """The system asks by itself when a value is read."""

    def reset(self) -> None:
        """Nothing is kept open."""

    def _run(self, work: Callable[[], str | None]) -> str | None:
        try:
            return work()
        except Exception as error:  # noqa: BLE001 -- the rings raise whatever their libraries raise
            code = _code(error)
            meaning = self._errors.get(code or 0, _unknown(code, self.title))
            if meaning.kind is None:
                return None
            raise meaning.kind(meaning.cause, meaning.fix) from None  # the original may hold the value


class WindowsCredentials(SystemKeychain):
    """keyring keeps the value that is replaced under a second name, `<user>@<service>`: it is removed at once."""

    def __init__(self, ring: Any) -> None:
        super().__init__(WINDOWS, ring, WINDOWS_ERRORS, limit=WINDOWS_LIMIT)
        self._forget = ring._delete_password  # noqa: SLF001 -- keyring has no public way to delete only the copy

    def write(self, service: str, value: str) -> None:
        super().write(service, value)
        self._run(lambda: self._forget(f"{USERNAME}@{service}"))


def macos() -> SystemKeychain:
    """Raises SecretUnavailable on another system."""
    from keyring.backends import macOS

    return SystemKeychain(MACOS, _made(macOS.Keyring), MACOS_ERRORS)


def windows() -> SystemKeychain:
    """Credentials stay on this computer: keyring's own setting would let them roam with the Windows profile.

    Raises SecretUnavailable on another system.
    """
    from keyring.backends import Windows

    ring = _made(Windows.WinVaultKeyring)
    ring.persist = "local machine"
    return WindowsCredentials(ring)


def _made(ring: type[Any]) -> Any:
    try:
        ring.priority  # noqa: B018 -- keyring's own test for the system and its libraries: it raises
    except RuntimeError as error:
        raise SecretUnavailable(f"This system has no such keychain ({error}).", "Use a locked file.") from error
    made = object.__new__(ring)
    made.keychain = None  # macOS: not the one that KEYCHAIN_PATH names
    return made


def _code(error: BaseException) -> int | None:
    """The system's error number, on the error or on what caused it."""
    while True:
        for number in (getattr(error, "winerror", None), *error.args[:1]):
            if isinstance(number, int):
                return number
        cause = error.__cause__
        if cause is None:
            return None
        error = cause


def _unknown(code: int | None, title: str) -> Meaning:
    told = f"error {code}" if code is not None else "no error number"
    return Meaning(
        SecretUnavailable, f"{title} did not do what it was asked ({told}).", "Try again; then log in again."
    )
