"""Exit codes: promises to scripts, with the errors they stand for."""

from __future__ import annotations

from stagedoor.domain.errors import (
    BadInput,
    Busy,
    Limited,
    NetworkError,
    NotFound,
    PlatformRefused,
    SecretError,
    SignInNeeded,
    StagedoorError,
)

OK, FAILED, USAGE, SIGN_IN, KEYCHAIN, OFFLINE, LIMITED, BUSY = range(8)


def code_for(error: StagedoorError) -> int:
    """0 ok, 1 failed, 2 usage, 3 sign in again, 4 keychain locked or missing, 5 offline, 6 limited, 7 busy."""
    if isinstance(error, PlatformRefused):
        return SIGN_IN if error.kind == "grant_dead" else FAILED
    by_kind: tuple[tuple[type[StagedoorError] | tuple[type[StagedoorError], ...], int], ...] = (
        ((BadInput, NotFound), USAGE),
        (SignInNeeded, SIGN_IN),
        (SecretError, KEYCHAIN),
        (Limited, LIMITED),
        (Busy, BUSY),
    )
    for kinds, code in by_kind:
        if isinstance(error, kinds):
            return code
    return OFFLINE if isinstance(error, NetworkError) and error.code in ("offline", "timed_out") else FAILED
