"""oauth/access_token and debug_token.

Sources: developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow, .../access-tokens/get-long-lived and
.../graph-api/reference/debug_token.
"""

import json
from typing import Any

from stagedoor.practice.messages import Answer, Ask, RefusedError, json_answer
from stagedoor.practice.meta import addresses, errors
from stagedoor.practice.meta.caller import refuse_dead, sent, token_value
from stagedoor.practice.meta.state import LONG, SHORT, App, Code, Meta, Token
from stagedoor.practice.paths import Paths

PATHS = Paths()
OTHER_REDIRECT = (
    "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the "
    "OAuth dialog request"
)


@PATHS.on("GET POST", "/{version}/oauth/access_token")
def access_token(meta: Meta, ask: Ask) -> Answer:
    """A code for a short token, a short one for a long one, or the app's own."""
    given = sent(ask)
    app = client(meta, given)
    grant_type = given.get("grant_type", "authorization_code" if "code" in given else "")
    if grant_type == "client_credentials":
        return json_answer({"access_token": f"{app.id}|{app.secret}", "token_type": "bearer"})
    if grant_type == "fb_exchange_token":
        return _long(meta, app, given)
    if grant_type != "authorization_code":
        raise errors.said(1, "The grant_type is not supported.")
    return _short(meta, app, given)


def client(meta: Meta, given: dict[str, str]) -> App:
    app = meta.apps.get(given.get("client_id", ""))
    if app is None:
        raise errors.said(101, "Error validating application. Cannot get application info due to a system error.")
    if given.get("client_secret") != app.secret:
        raise errors.said(1, "Error validating client secret.")
    return app


def _short(meta: Meta, app: App, given: dict[str, str]) -> Answer:
    code = meta.codes.get(given.get("code", ""))
    if code is None or code.app != app.id:
        raise errors.said(100, "Invalid verification code format.")
    if code.spent:
        raise errors.said(100, "This authorization code has been used.", 36009)
    code.spent = True
    if meta.now() > code.ends:
        raise errors.said(100, "This authorization code has expired.", 36007)
    _refuse_redirect(app, code, given.get("redirect_uri", ""))
    token = meta.issue("USER", app.id, code.person, code.scopes, SHORT, subject=meta.people[code.person].id)
    return json_answer({"access_token": token.value, "token_type": "bearer", "expires_in": SHORT})


def _refuse_redirect(app: App, code: Code, redirect: str) -> None:
    """It must be the one of the dialog, and still be allowed: the settings may have changed since."""
    if addresses.split(redirect) is None:
        raise errors.said(191, "redirect_uri isn't an absolute URI. Check RFC 3986.")
    if redirect != code.redirect:
        raise errors.said(100, OTHER_REDIRECT, 36008)
    if blocked := addresses.blocked(app, redirect):
        raise errors.said(191, f"{blocked.heading}: {blocked.text}", blocked.subcode)


def _long(meta: Meta, app: App, given: dict[str, str]) -> Answer:
    """A long one too: at most once a day it is made anew."""
    old = meta.tokens.get(given.get("fb_exchange_token", ""))
    if old is None or old.app != app.id or old.kind != "USER":
        raise errors.invalid_token()
    refuse_dead(meta, old)
    token = meta.issue("USER", app.id, old.person, old.scopes, LONG, subject=old.subject, long=True)
    return json_answer({"access_token": token.value, "token_type": "bearer", "expires_in": LONG})


@PATHS.on("GET", "/{version}/debug_token")
def debug_token(meta: Meta, ask: Ask) -> Answer:
    """What a token is worth. The Meta app that gave it may ask, who made that Meta app, and whose token it is."""
    looking = token_value(ask)
    wanted = sent(ask).get("input_token", "")
    if not wanted:
        raise errors.parameter("The parameter input_token is required")
    viewer = _viewer(meta, looking)
    token = meta.tokens.get(wanted)
    if token is None or token.kind == "THREADS":
        error = {"code": 190, "message": "Invalid OAuth access token - Cannot parse access token"}
        return json_answer({"data": {"error": error, "is_valid": False, "scopes": []}})
    if token.kind == "INSTAGRAM":
        raise errors.unavailable()
    _refuse_stranger(meta, viewer, token)
    return json_answer({"data": _debugged(meta, token)})


def _viewer(meta: Meta, value: str) -> App | Token:
    """Who holds this token: a Meta app itself, or a person."""
    id, bar, secret = value.partition("|")
    app = meta.apps.get(id)
    if bar and (app is None or app.secret != secret):
        raise errors.said(190, "Invalid OAuth access token signature.")
    if bar and app is not None:
        return app
    token = meta.tokens.get(value)
    if token is None:
        raise errors.invalid_token()
    if token.kind in ("INSTAGRAM", "THREADS"):
        raise errors.foreign_token()
    refuse_dead(meta, token)
    return token


def _refuse_stranger(meta: Meta, viewer: App | Token, token: Token) -> None:
    if (viewer.id if isinstance(viewer, App) else viewer.app) != token.app:
        raise errors.parameter("The App_id in the input_token did not match the Viewing App")
    if isinstance(viewer, Token) and viewer.person not in (token.person, meta.apps[token.app].owner):
        raise errors.parameter(
            "You must provide an app access token, or a user access token that is an owner or developer of the app"
        )


def _debugged(meta: Meta, token: Token) -> dict[str, Any]:
    granted = meta.granted.get((token.app, token.person))
    data: dict[str, Any] = {
        "app_id": token.app, "type": token.kind, "application": meta.apps[token.app].name,
        "expires_at": int(token.ends), "data_access_expires_at": int(meta.data_access_ends(token)),
        "is_valid": True, "scopes": list(token.scopes), "user_id": meta.people[token.person].id,
        "granular_scopes": [
            {"scope": scope, "target_ids": _targets(granted, scope)} if granted else {"scope": scope}
            for scope in token.scopes
            if scope != "public_profile"
        ],
    }  # fmt: skip
    if token.long:
        data["issued_at"] = int(token.issued)
    if token.kind == "PAGE":
        data["profile_id"] = token.subject
    try:
        refuse_dead(meta, token)
    except RefusedError as refused:
        said = json.loads(refused.answer.body)["error"]
        error = {"code": said["code"], "message": said["message"], "subcode": said["error_subcode"]}
        return data | {"is_valid": False, "error": error}
    return data


def _targets(granted: Any, scope: str) -> list[str]:
    if scope.startswith("instagram"):
        return sorted(granted.accounts)
    return sorted(granted.businesses if scope == "business_management" else granted.pages)
