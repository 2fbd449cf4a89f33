"""How each error of TikTok API for Business comes about: done in practice, or in the documented words."""

from typing import Any

from tests.platforms.bench import Bench, without
from tests.platforms.broken import plan
from tests.platforms.scripted import Made, Said, answer

from stagedoor.domain.exchange import Request, Response
from stagedoor.platforms.base import BaseAdapter
from stagedoor.platforms.errors import ErrorFacts, explain, refusal

WAY = "tiktok_business-browser"
API = "* /tiktok_business/api"


def ended(b: Bench) -> object:
    b.ready()
    b.world.tiktok_business.engine.grants[0].ended = "taken back"
    return b.who()


def too_fast(b: Bench) -> object:
    b.ready()
    b.world.tiktok_business.too_fast = True
    return b.who()


def other_secret(b: Bench) -> object:
    b.ready()
    return b.run(b.adapter.identify(without(b.keys, client_secret="PRACTICEunknown1")))


def nothing_ticked(b: Bench) -> object:
    b.ready()
    b.world.tiktok_business.engine.grants[0].scopes = ()
    return b.who()


def asked(b: Bench, path: str, **headers: str) -> object:
    """What no adapter would send."""
    assert isinstance(b.adapter, BaseAdapter)
    return b.run(b.adapter.send(Request(method="GET", url=b.spec.hosts["api"] + path, name="any", headers=headers)))


def answered(status: int) -> Any:
    def act(b: Bench) -> object:
        b.ready()
        plan(b.world, API, ("status", {"status": status, "text": ""}))
        return b.who()

    return act


def lost(b: Bench) -> object:
    """Another ad account is still there."""
    connection = b.connection()
    b.world.tiktok_business.engine.grants[0].scopes = ("7000000000000000002",)
    (answer,) = b.checked(connection)
    assert answer.verdict == "bad"
    raise refusal(explain(b.spec, ErrorFacts(status=200, codes=frozenset({answer.error_id or ""}))))


MADE: Made = {
    "token_invalid": (WAY, ended),
    "too_fast": (WAY, too_fast),
    "params": (WAY, other_secret),
    "no_advertiser": (WAY, nothing_ticked),
    "advertiser_gone": (WAY, lost),
    "path": (WAY, lambda b: asked(b, "/open_api/v1.3/oauth2/advertiser/get")),
    "rate_page": (WAY, answered(429)),
    "trouble": (WAY, answered(503)),
}


def said(code: int | str, status: int = 200) -> Response:
    return answer(status, {"code": code, "message": "", "request_id": "1", "data": {}})


SAID: Said = {
    "token_missing": [said(40104)],
    "token_invalid": [said(40105)],
    "too_fast": [said(40100), said(40016)],
    "params": [said(40002)],
    "trouble": [answer(502, "")],
}
