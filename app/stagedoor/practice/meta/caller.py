"""Who calls the Graph API, and with what: token, proof of the app secret, and the fields that are asked for."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stagedoor.practice.messages import Ask
from stagedoor.practice.meta import errors
from stagedoor.practice.meta.state import App, Granted, Meta, Token


@dataclass(frozen=True)
class Caller:
    app: App
    token: Token
    granted: Granted


def sent(ask: Ask) -> dict[str, str]:
    """Parameters of the query and of a form; a JSON body gives none (exileum/meta-mcp)."""
    return {**ask.query, **ask.form, **file_fields(ask)}


def file_fields(ask: Ask) -> dict[str, str]:
    """The plain fields of a form with a file, and `source` with the number of bytes in it."""
    _, _, boundary = ask.headers.get("content-type", "").partition("boundary=")
    if ask.media_type != "multipart/form-data" or not boundary:
        return {}
    found = {}
    for part in ask.body.split(b"--" + boundary.encode())[1:-1]:
        head, _, body = part.partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0].decode(errors="replace")
        content = body.removesuffix(b"\r\n")
        found[name] = str(len(content)) if b"filename=" in head else content.decode(errors="replace")
        if b"filename=" in head and not content.startswith(b"\xff\xd8"):
            raise errors.said(100, "Invalid parameter", 1366046)
    return found


def caller(meta: Meta, ask: Ask, *kinds: str) -> Caller:
    """The token is looked at first, then the proof. `kinds` of tokens that are taken, all without."""
    value = token_value(ask)
    token = meta.tokens.get(value)
    if token is None:
        raise errors.invalid_token()
    if token.kind in ("INSTAGRAM", "THREADS") or (kinds and token.kind not in kinds):
        raise errors.foreign_token()
    refuse_dead(meta, token)
    app = meta.apps[token.app]
    proof = sent(ask).get("appsecret_proof")
    if proof is not None and not hmac.compare_digest(proof, proof_of(value, app.secret)):
        raise errors.said(100, "Invalid appsecret_proof provided in the API argument")
    if proof is None and app.wants_proof:
        raise errors.said(100, "API calls from the server require an appsecret_proof argument")
    granted = meta.granted.get((app.id, token.person)) or Granted(app.id, token.person)
    return Caller(app, token, granted)


def token_value(ask: Ask) -> str:
    scheme, _, value = ask.headers.get("authorization", "").partition(" ")
    found = value if scheme.lower() in ("bearer", "oauth") else sent(ask).get("access_token", "")
    if not found:
        raise errors.said(104, "An access token is required to request this resource.", status=400)
    return found


def refuse_dead(meta: Meta, token: Token) -> None:
    if token.dead:
        raise errors.dead(token.dead)
    if token.ends and meta.now() >= token.ends:
        raise errors.dead(463)


def proof_of(token: str, secret: str) -> str:
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def picked(ask: Ask, known: Mapping[str, Any], usual: tuple[str, ...] = ("id",)) -> dict[str, Any]:
    """The fields that were asked for. One that there is not refuses the whole call; one without a value is left out."""
    names = _names(sent(ask).get("fields", "")) or list(usual)
    for name in names:
        if name not in known:
            raise errors.said(100, f"(#100) Tried accessing nonexisting field ({name})")
    return {name: known[name] for name in dict.fromkeys([*names, "id"]) if known.get(name) is not None}


def _names(fields: str) -> list[str]:
    """The outermost names; what stands in braces belongs to the one before."""
    names, depth, name = [], 0, ""
    for sign in fields + ",":
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            names.append(name.partition("{")[0].strip())
            name = ""
        else:
            name += sign
    return [each for each in names if each]
