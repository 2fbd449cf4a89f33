"""Accounts as their stored facts, complete enough to have a state; what a test is about, it says itself."""

from typing import Any

from msgspec.structs import replace

from stagedoor.catalogue import load, resource_path
from stagedoor.domain.entities import Connection, Finding, Grant, Token
from stagedoor.domain.facts import Facts
from stagedoor.domain.health import Action, Slug
from stagedoor.domain.platform import Platform

NOW = 1_800_000_000
DAY = 86_400
CATALOGUE = load(resource_path())
X, TELEGRAM = CATALOGUE.spec("x"), CATALOGUE.spec("telegram")
WITHOUT_POST = [s for s in X.route["browser"].scopes if s != "tweet.write"]
WITHOUT_MEDIA = [s for s in X.route["browser"].scopes if s != "media.write"]
LONGEST_PILL = 18  # characters, design/product.md 5.3

# design/product.md 5.3: the main action of each state
ACTIONS: dict[Slug, set[Action]] = {
    "setup": {"continue"}, "waiting": {"continue"}, "reconnect": {"sign_in"}, "locked": {"unlock"}, "partial": {"fix"},
    "limited": {"see_left"}, "renew_failed": {"try_now"}, "ends_soon": {"sign_in", "try_now"},
    "unreachable": {"try_again"}, "manual": {"prepare"}, "test_only": {"make_public"}, "healthy": {"test_post"},
}  # fmt: skip


def renewing(spec: Platform, **values: Any) -> Platform:
    """The same platform with another way to renew."""
    oauth = spec.oauth["user"]
    return replace(spec, oauth={**spec.oauth, "user": replace(oauth, renew=replace(oauth.renew, **values))})


def grant(**values: Any) -> Grant:
    known = {"id": "g", "app_id": "a", "platform": "x", "route": "browser", "status": "live", "item_id": "i"}
    asked = X.route["browser"].scopes
    return Grant(**{**known, "consented_at": NOW - DAY, "scopes_asked": asked, "scopes": asked, **values})


def connection(**values: Any) -> Connection:
    known = {"id": "c", "handle": "x/crumbkitchen", "platform": "x", "route": "browser", "kind": "profile"}
    told = {"grant_id": "g", "token_name": "access", "external_id": "42", "name": "Crumb Kitchen", "confirmed_at": NOW}
    return Connection(**{**known, **told, **values})


def token(name: str = "access", **values: Any) -> Token:
    return Token(**{"grant_id": "g", "name": name, "ends": "at", "ends_at": NOW + 7200, **values})


def finding(check: str, verdict: str, **values: Any) -> Finding:
    return Finding(**{"subject": "c", "check_id": check, "verdict": verdict, "checked_at": NOW - 60, **values})


def facts(**values: Any) -> Facts:
    known: dict[str, Any] = {"now": NOW, "spec": X, "connection": connection(), "grant": grant(), "keys": "ok"}
    return Facts(**{**known, "tokens": [token(), token("refresh", ends="unknown", ends_at=None)], **values})


def by_hand(**values: Any) -> Facts:
    return facts(connection=connection(grant_id=None, token_name=None), grant=None, tokens=[], **values)


def bot(**values: Any) -> Facts:
    mine = connection(platform="telegram", route="bot", kind="channel", token_name="token")
    theirs = grant(platform="telegram", route="bot", scopes_asked=[], scopes=None)
    forever = [token("token", ends="never", ends_at=None)]
    return facts(**{"spec": TELEGRAM, "connection": mine, "grant": theirs, "tokens": forever, **values})
