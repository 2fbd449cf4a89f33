"""Whose token a call carries, and what it may do. A token may stand in the header, the query or the form."""

from stagedoor.practice.messages import Ask
from stagedoor.practice.threads import errors
from stagedoor.practice.threads.state import Threads, Token


def said(ask: Ask) -> dict[str, str]:
    """Parameters count wherever they stand, but not as JSON (exileum/meta-mcp: README.md)."""
    return {**ask.query, **ask.form}


def alive(threads: Threads, value: str) -> Token:
    """Raises the refusal of a token that is none, or no longer good."""
    token = threads.tokens.get(value)
    if token is None:
        raise errors.bad_token()
    if token.dead:
        raise errors.bad_token(token.dead)
    if threads.place.now() >= token.ends:
        raise errors.bad_token(463)
    return token


def caller(threads: Threads, ask: Ask, needs: str = "") -> Token:
    header = ask.headers.get("authorization", "")
    value = header.removeprefix("Bearer ") if header.startswith("Bearer ") else said(ask).get("access_token", "")
    token = alive(threads, value)
    if needs and needs not in token.scopes:
        raise errors.no_permission(needs)
    if token.profile.restricted and needs:
        raise errors.graph(-1, "The user is restricted.", subcode=4279013, status=403)
    return token
