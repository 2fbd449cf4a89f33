"""Everything that may go wrong in a known way, as a tree. Each error says its cause and how to mend it.

    StagedoorError
     ├─ BadInput                what the person or a script handed over cannot be used
     ├─ BadPlatformFile         a platform file or overlay is not as the schema says
     ├─ NotFound                no such account, platform, way to connect
     ├─ SignInNeeded            only a person at the platform can mend it
     ├─ Cancelled               the person said no, or the attempt's time is over
     ├─ Busy                    another Stagedoor process holds what this one needs
     ├─ Limited                 quota, credit or rate: it works again later or after topping up
     ├─ PlatformRefused         the platform answered with an error from its catalogue
     ├─ SecretError             SecretMissing, SecretLocked, SecretDenied, SecretUnavailable,
     │                          SecretTooLarge, SecretCorrupt, SecretTimeout
     ├─ NetworkError            Offline, TimedOut, BadAnswer, Refused
     └─ StoreError              StoreDamaged, StoreReadOnly, StoreFull, StoreTooNew

Anything else that is raised is a bug and is reported as one.
"""

from __future__ import annotations


class StagedoorError(Exception):
    """A known problem: `cause` is one sentence, `fix` the next step, `code` stable for scripts and logs.

    Neither text may hold a secret: both are printed, logged and stored.
    """

    code = "failed"
    may_be_done = False
    """True where what was asked may have been done, though no answer said so: it must not be asked a second time."""

    def __init__(self, cause: str, fix: str = "", *, code: str | None = None) -> None:
        super().__init__(cause)
        self.cause = cause
        self.fix = fix
        if code:
            self.code = code

    def __str__(self) -> str:
        return f"{self.cause} {self.fix}".strip()


class BadInput(StagedoorError):
    code = "bad_input"


class BadPlatformFile(StagedoorError):
    code = "bad_platform_file"


class NotFound(StagedoorError):
    code = "not_found"


class SignInNeeded(StagedoorError):
    code = "sign_in_needed"


class Cancelled(StagedoorError):
    code = "cancelled"


class Busy(StagedoorError):
    code = "busy"


class Limited(StagedoorError):
    code = "limited"

    def __init__(self, cause: str, fix: str = "", *, code: str | None = None, retry_after: float | None = None) -> None:
        super().__init__(cause, fix, code=code)
        self.retry_after = retry_after


class PlatformRefused(StagedoorError):
    """The platform said no. `error_id` names the entry of its error catalogue, `kind` what follows from it.

    Kinds: grant_dead, permission, quota, credit, content, platform, ours, app, clock, unknown. `moved_to`: the id
    that the account has now, where the platform said that it moved.
    """

    code = "refused"

    def __init__(
        self,
        cause: str,
        fix: str = "",
        *,
        kind: str = "unknown",
        error_id: str | None = None,
        status: int | None = None,
        step: str | None = None,
        retry_after: float | None = None,
        moved_to: str | None = None,
    ) -> None:
        super().__init__(cause, fix, code=error_id)
        self.kind = kind
        self.error_id = error_id
        self.status = status
        self.step = step
        self.retry_after = retry_after
        self.moved_to = moved_to


class SecretError(StagedoorError):
    code = "keychain"


class SecretMissing(SecretError):
    """The keychain answered, and the item is not there."""

    code = "secret_missing"


class SecretLocked(SecretError):
    """The keychain is there but locked. Never the same as missing: nothing is lost."""

    code = "keychain_locked"


class SecretDenied(SecretError):
    code = "keychain_denied"


class SecretUnavailable(SecretError):
    code = "keychain_unavailable"


class SecretTooLarge(SecretError):
    code = "secret_too_large"


class SecretCorrupt(SecretError):
    code = "secret_corrupt"


class SecretTimeout(SecretError):
    code = "keychain_timeout"


class NetworkError(StagedoorError):
    code = "network"


class Offline(NetworkError):
    """Nothing was sent: no name, no route, no connection, no TLS."""

    code = "offline"


class TimedOut(NetworkError):
    """The request may have been taken: the answer did not come in time, or broke off."""

    code = "timed_out"


class BadAnswer(NetworkError):
    """Something answered, but not what the platform documents (a page, half a body, too much)."""

    code = "bad_answer"


class Refused(NetworkError):
    """We refuse to send: a plain http address, a redirect, a certificate that is not right."""

    code = "not_sent"


class StoreError(StagedoorError):
    code = "database"


class StoreDamaged(StoreError):
    code = "database_damaged"


class StoreReadOnly(StoreError):
    code = "home_read_only"


class StoreFull(StoreError):
    code = "disk_full"


class StoreTooNew(StoreError):
    code = "database_too_new"
