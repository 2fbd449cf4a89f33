"""Who calls the v2 API: OAuth 2 user token, OAuth 1.0a key pair, or app-only bearer, and what each may do."""

from dataclasses import dataclass

from stagedoor.practice.messages import Ask
from stagedoor.practice.x import errors, limits, oauth1
from stagedoor.practice.x.state import READ, App, X


@dataclass(frozen=True)
class Caller:
    """An app, and the person it speaks for (empty: app-only)."""

    app: App
    person: str
    scopes: tuple[str, ...] = ()
    level: str = ""  # OAuth 1.0a only: what the key pair was minted with


def user(x: X, ask: Ask, *, scopes: tuple[str, ...], level: str = READ) -> Caller:
    """A caller with a person, who may do this."""
    caller = identify(x, ask)
    if not caller.person:
        raise errors.bearer_not_for_this(x.place)
    _permitted(x, caller, scopes, level)
    _ready(x, ask, caller)
    return caller


def reader(x: X, ask: Ask, *, scopes: tuple[str, ...]) -> Caller:
    """Any caller who may read this."""
    caller = identify(x, ask)
    if caller.person:
        _permitted(x, caller, scopes, READ)
    _ready(x, ask, caller)
    return caller


def bearer_only(x: X, ask: Ask) -> App:
    caller = identify(x, ask)
    if caller.person:
        raise errors.only_bearer(x.place)
    _ready(x, ask, caller)
    return caller.app


def identify(x: X, ask: Ask) -> Caller:
    """Reads the Authorization header; raises X's 401s."""
    scheme, _, value = ask.headers.get("authorization", "").partition(" ")
    if scheme == "OAuth":
        pair = oauth1.verify(x, ask)
        return Caller(pair.app, pair.person, level=pair.level)
    if scheme.lower() != "bearer" or not value:
        raise errors.unauthorized(x.place, "no bearer token and no OAuth 1.0a header")
    token = x.engine.find(value)
    if token is not None:
        app = x.app_by(client_id=token.grant.client)
        if app is not None:
            return Caller(app, token.grant.person, scopes=token.grant.scopes)
    app = x.app_by(bearer=value)
    if app is None:
        raise errors.unauthorized(x.place, "unknown, expired or revoked bearer token")
    return Caller(app, "")


def _permitted(x: X, caller: Caller, scopes: tuple[str, ...], level: str) -> None:
    if caller.level:
        if level != READ and caller.level == READ:
            raise errors.read_only_app(x.place)
    elif not set(scopes) <= set(caller.scopes):
        raise errors.forbidden(x.place)


def _ready(x: X, ask: Ask, caller: Caller) -> None:
    if caller.app.suspended:
        raise errors.codes(403, 416, "The app has been suspended.")
    if caller.person:
        _person_in_good_standing(x, caller.person)
    if not caller.app.enrolled:
        raise errors.not_enrolled(x.place, caller.app.id)
    limits.count(x, ask, caller.person or caller.app.id)


def _person_in_good_standing(x: X, username: str) -> None:
    account = x.accounts[username]
    if account.suspended:
        raise errors.problem(x.place, 403, "user-suspended", "Forbidden", "User has been suspended.")
    if account.locked:
        text = "To protect our users from spam and other malicious activity, this account is temporarily locked."
        raise errors.codes(403, 326, text)
