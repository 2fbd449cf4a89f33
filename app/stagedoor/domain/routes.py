"""The kinds of ways to connect, and what is true of each."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

RouteKind = Literal["browser", "paste", "portal_token", "keys", "bot", "via", "manual"]


class Traits(Struct, frozen=True, kw_only=True):
    """`signs_in`: on the platform's own page. `accounts_at_once`: they are there with the sign-in; else somebody has to
    do something first. `brings`: the name of the token among the keys that the person brings along.
    """

    signs_in: bool = False
    accounts_at_once: bool = False
    brings: str = ""
    has_keys: bool = True


TRAITS: dict[RouteKind, Traits] = {
    "browser": Traits(signs_in=True, accounts_at_once=True),
    "paste": Traits(signs_in=True, accounts_at_once=True),
    "portal_token": Traits(accounts_at_once=True, brings="access"),
    "keys": Traits(accounts_at_once=True, brings="oauth1"),
    "bot": Traits(brings="token"),
    "via": Traits(),
    "manual": Traits(has_keys=False),
}  # fmt: skip
