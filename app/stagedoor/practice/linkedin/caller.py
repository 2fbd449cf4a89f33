"""Who calls, in which version, and how often today."""

from dataclasses import dataclass

from stagedoor.practice.linkedin import errors
from stagedoor.practice.linkedin.state import DAY, App, LinkedIn, Member
from stagedoor.practice.messages import Ask


@dataclass(frozen=True)
class Caller:
    app: App
    member: Member
    scopes: tuple[str, ...]


def versioned(linkedin: LinkedIn, ask: Ask) -> None:
    """Both headers (learn.microsoft.com/linkedin/marketing/versioning); no alias means the latest one."""
    version = ask.headers.get("linkedin-version", "")
    if not version:
        raise errors.version_missing()
    if version not in linkedin.versions:
        raise errors.no_version(version)
    if ask.headers.get("x-restli-protocol-version") != "2.0.0":
        raise errors.said(400, "Invalid Rest.li protocol version", code="ILLEGAL_ARGUMENT")


def caller(linkedin: LinkedIn, ask: Ask, resource: str, what: str, *, needs: str | tuple[str, ...]) -> Caller:
    """Reads the token, for which one of the permissions is enough; counts the call, per app and per member, by the day
    in universal time.
    """
    scheme, _, value = ask.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not value:
        raise errors.no_token()
    token = linkedin.engine.tokens.get(value)
    if token is None or token.kind != "access":
        raise errors.invalid_token()
    if token.grant.ended or linkedin.place.now() < linkedin.issued[value] + linkedin.settling:
        raise errors.revoked_token()
    if linkedin.place.now() >= token.ends:
        raise errors.expired_token()
    app = linkedin.app_by(token.grant.client)
    member = linkedin.members[token.grant.person]
    if app is None:
        raise errors.invalid_token()
    if member.restricted:
        raise errors.restricted()
    if not set(needs if isinstance(needs, tuple) else (needs,)) & set(token.grant.scopes):
        raise errors.denied(what)
    _count(linkedin, app, member, resource)
    return Caller(app, member, token.grant.scopes)


def _count(linkedin: LinkedIn, app: App, member: Member, resource: str) -> None:
    today = int(linkedin.place.now() // DAY)
    for whose, key in (("APPLICATION", app.client_id), ("MEMBER", f"{app.client_id} {member.key}")):
        spot = (f"{resource} {whose}", key, today)
        if linkedin.calls.get(spot, 0) >= linkedin.limits[whose]:
            raise errors.throttled(whose)
        linkedin.calls[spot] = linkedin.calls.get(spot, 0) + 1
