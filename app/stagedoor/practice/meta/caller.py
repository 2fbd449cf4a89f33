"""Who calls the Graph API, and with what: token, proof of the app secret, and the fields that are asked for."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
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
    parts = {name: content.decode(errors="replace") for name, content, is_file in _parts(ask) if not is_file}
    return {**ask.query, **ask.form, **parts}


def uploaded(ask: Ask) -> bytes | None:
    """The file in the field `source` of a form."""
    return next((content for name, content, is_file in _parts(ask) if is_file and name == "source"), None)


def number(given: Mapping[str, str], name: str, usual: int) -> int:
    """A whole number that is not negative. Raises Meta's refusal of any other."""
    text = given.get(name) or str(usual)
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise errors.parameter(f"Param {name} must be a whole number, 0 or more")
    return int(text)


def _parts(ask: Ask) -> Iterator[tuple[str, bytes, bool]]:
    """Name, content and whether it is a file, of each part of a form with files."""
    _, _, boundary = ask.headers.get("content-type", "").partition("boundary=")
    if ask.media_type != "multipart/form-data" or not boundary:
        return
    for part in ask.body.split(b"--" + boundary.encode())[1:-1]:
        head, _, body = part.partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0].decode(errors="replace")
        yield name, body.removesuffix(b"\r\n"), b"filename=" in head


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
    if proof is not None and not hmac.compare_digest(proof.encode(), proof_of(value, app.secret).encode()):
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


def refuse_lapsed(meta: Meta, token: Token) -> None:
    """What is a person's is read until 90 days after their last sign-in. Posting goes on here: whether it does at Meta
    is not known (.../docs/facebook-login/auth-vs-data; MrSwitch/hello.js#548).
    """
    if meta.now() >= meta.data_access_ends(token):
        raise errors.dead(493)


def refuse_hurry(meta: Meta) -> None:
    """Calls are counted; at the end of the share comes a pause."""
    if meta.calls >= 100:
        raise errors.said(80001, "There have been too many calls to this Page account")


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
