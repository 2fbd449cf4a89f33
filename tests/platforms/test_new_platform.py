"""A platform that nobody has heard of, from a data file alone: no module, no list, no line of code."""

import asyncio
import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from msgspec.structs import replace
from tests.catalogue.files import MINI, resources
from tests.helpers.website import Answer, Asked, website

from stagedoor.catalogue import Catalogue, load
from stagedoor.domain.attempt import Attempt
from stagedoor.domain.errors import BadInput, NetworkError, PlatformRefused
from stagedoor.domain.exchange import Keys, TokenAnswer
from stagedoor.domain.ports import Adapter
from stagedoor.domain.secret import Secret
from stagedoor.net.client import HttpxHttp
from stagedoor.oauth import attempt as attempts
from stagedoor.platforms.registry import Registry
from stagedoor.system.clock import SystemClock

REDIRECT = "http://127.0.0.1:8500/cb/mini"
Fields = dict[str, str]


class Platform:
    """The invented platform: one code, one refresh token at a time, and what it was sent."""

    def __init__(self) -> None:
        self.base = ""
        self.challenge = ""
        self.refresh = "rt-0"
        self.renewals = 0
        self.asked: list[tuple[str, str, Fields]] = []  # path, Authorization, fields

    def serve(self, asked: Asked) -> Answer:
        is_json = asked.headers["content-type"] == "application/json"
        given = json.loads(asked.body) if is_json else dict(parse_qsl(asked.body.decode()))
        status, said = self.answer(asked.path, asked.headers.get("authorization", ""), given)
        return Answer(status, {"Content-Type": "application/json"}, json.dumps(said).encode())

    def answer(self, path: str, authorization: str, given: Fields) -> tuple[int, dict[str, Any]]:
        self.asked.append((path, authorization, given))
        if given.get("grant_type") == "refresh_token":
            if given["refresh_token"] != self.refresh:
                return 401, {"error": "invalid_grant", "error_description": "It ended."}
        elif _s256(given.get("code_verifier", "")) != self.challenge or given["redirect_uri"] != REDIRECT:
            return 400, {"error": "invalid_request", "error_description": "The verifier does not fit."}
        self.renewals += 1
        self.refresh = f"rt-{self.renewals}"
        return 200, {
            "access_token": f"at-{self.renewals}", "refresh_token": self.refresh, "expires_in": 7200,
            "token_type": "Bearer", "scope": "post.write",
        }  # fmt: skip


def _s256(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


@pytest.fixture
def platform() -> Iterator[Platform]:
    platform = Platform()
    with website(platform.serve) as site:
        platform.base = site.address
        yield platform


def catalogue(folder: Path, platform: Platform, text: str) -> Catalogue:
    """The file in a resources folder of its own, its hosts changed to the test's server."""
    overlays = folder / "home"
    overlays.mkdir()
    changed = f'seen = 2026-11-21\n[hosts]\nweb = "{platform.base}/web"\napi = "{platform.base}/api"\n'
    (overlays / "mini.toml").write_text(changed)
    return load(resources(folder, mini=text), overlays)


class Desk:
    """One adapter over real HTTP."""

    def __init__(self, catalogue: Catalogue, platform: Platform, route: str = "browser") -> None:
        self.spec, self.platform, self.route = catalogue.spec("mini"), platform, route
        self.catalogue = catalogue

    def do(self, work: Callable[[Adapter, HttpxHttp], Any]) -> Any:
        async def inside() -> Any:
            http = HttpxHttp()
            try:
                return await work(Registry(self.catalogue, http, SystemClock()).adapter("mini"), http)
            finally:
                await http.aclose()

        return asyncio.run(inside())

    def keys(self, kind: str, **secrets: str) -> Keys:
        held = {name: Secret(value) for name, value in secrets.items()}
        return Keys(route=self.route, app={"client_id": "abcde"}, answers={"type": kind}, secrets=held)

    def attempt(self) -> Attempt:
        route = self.spec.route[self.route]
        begun = attempts.new(
            "mini", self.route, self.spec.oauth[route.oauth], redirect_uri=REDIRECT, scopes=route.scopes, now=0.0,
            attempt_id="1",
        )  # fmt: skip
        self.platform.challenge = begun.challenge or ""
        return begun

    def exchange(self, keys: Keys) -> TokenAnswer:
        attempt = self.attempt()
        found: TokenAnswer = self.do(lambda adapter, _: adapter.exchange(attempt, Secret("code-1"), keys))
        return found

    def renew(self, keys: Keys) -> TokenAnswer:
        async def renewed(adapter: Adapter, http: HttpxHttp) -> TokenAnswer:
            return adapter.read_tokens(await http.send(adapter.renewal(keys)))

        found: TokenAnswer = self.do(renewed)
        return found


@pytest.fixture
def desk(tmp_path: Path, platform: Platform) -> Desk:
    return Desk(catalogue(tmp_path, platform, MINI), platform)


def test_it_is_listed_like_any_other(desk: Desk) -> None:
    assert desk.catalogue.ids() == ["mini"]
    assert desk.do(_module_of) == "stagedoor.platforms.base"


async def _module_of(adapter: Adapter, _: HttpxHttp) -> str:
    return type(adapter).__module__


def test_its_sign_in_page_is_asked_for_as_its_file_says(desk: Desk) -> None:
    authorize = desk.spec.oauth["user"].authorize
    url = attempts.authorize_url(authorize, desk.spec.fill(authorize.url), desk.attempt(), "abcde")
    query = dict(parse_qsl(urlsplit(url).query))
    assert url.startswith(f"{desk.platform.base}/web/authorize?")
    assert (query["client_id"], query["scope"], query["code_challenge_method"]) == ("abcde", "post.write", "S256")


def test_a_code_becomes_tokens_and_they_renew(desk: Desk) -> None:
    answer = desk.exchange(desk.keys("native"))
    assert [(t.name, t.value.reveal(), t.lives) for t in answer.tokens] == [
        ("access", "at-1", 7200),
        ("refresh", "rt-1", None),
    ]
    assert answer.scopes == ["post.write"]
    again = desk.renew(desk.keys("native", refresh="rt-1"))
    assert [t.value.reveal() for t in again.tokens] == ["at-2", "rt-2"]
    assert {(path, auth) for path, auth, _ in desk.platform.asked} == {("/api/token", "")}
    assert all(given["client_id"] == "abcde" for _, _, given in desk.platform.asked)


def test_the_answer_of_the_person_decides_how_the_app_shows_itself(desk: Desk) -> None:
    desk.exchange(desk.keys("web", client_secret="top secret"))
    ((_, authorization, given),) = desk.platform.asked
    assert base64.b64decode(authorization.removeprefix("Basic ")).decode() == "abcde:top%20secret"
    assert "client_id" not in given
    with pytest.raises(BadInput, match="Client Secret"):
        desk.exchange(desk.keys("web"))


def test_its_errors_are_explained_by_its_file(desk: Desk) -> None:
    with pytest.raises(PlatformRefused) as ended:
        desk.renew(desk.keys("native", refresh="spent"))
    assert (ended.value.error_id, ended.value.cause, ended.value.step) == ("ended", "It ended.", "browser.keys")
    attempt = replace(desk.attempt(), verifier=Secret("another"))
    with pytest.raises(PlatformRefused) as refused:
        desk.do(lambda adapter, _: adapter.exchange(attempt, Secret("c"), desk.keys("native")))
    assert (refused.value.error_id, refused.value.kind) == (None, "unknown")
    assert 'It said: "invalid_request The verifier does not fit."' in refused.value.cause


def test_an_error_in_no_known_shape_is_no_crash(desk: Desk) -> None:
    desk.platform.answer = lambda *_: (418, {"strange": [1, {"a": None}]})  # type: ignore[method-assign]  # a whim
    with pytest.raises(PlatformRefused, match=r"Mini refused \(status 418\)"):
        desk.renew(desk.keys("native", refresh="r"))
    desk.platform.answer = lambda *_: (200, {"strange": "yes"})  # type: ignore[method-assign]  # another
    with pytest.raises(NetworkError, match="no access token"):
        desk.renew(desk.keys("native", refresh="r"))


def test_what_needs_a_module_is_said_not_crashed(desk: Desk) -> None:
    keys = desk.keys("native")
    for ask in (
        lambda adapter, _: adapter.identify(keys),
        lambda adapter, _: adapter.revoke(keys),
    ):
        with pytest.raises(BadInput, match="Mini cannot"):
            desk.do(ask)
    proof = desk.do(lambda adapter, _: adapter.prove("browser", keys))
    assert proof.by == "form"
    assert desk.platform.asked == []


SECOND = """
[oauth.company]
authorize = { url = "{web}/company", pkce = "S256" }
redirect = { url = "http://127.0.0.1:{port}/cb/mini", ports = [8500] }
dead = ["ended"]
[oauth.company.token]
url = "{api}/company/token"
body = "json"
client_auth = "secret-in-body"
code_seconds = 60
[oauth.company.renew]
kind = "refresh_token"
url = "{api}/company/renew"
[oauth.company.revoke]
reach = "none"
by_hand = "{web}/settings"

[route.company]
kind = "browser"
name = "As a company"
app = "main"
oauth = "company"
fields = ["client_id", "client_secret"]
scopes = ["post.write"]
[route.company.step.keys]
title = "Copy the keys"
do = "Copy both."
fields = ["client_id", "client_secret"]
[route.company.expects.consent]
heading = "Allow?"
press = "Allow"
[route.company.dead_end.wrong]
heading = "Wrong"
cause = "The address differs."
fix = "Mend it."
step = "company.keys"
"""


def test_the_way_to_connect_decides_between_two_kinds_of_sign_in(tmp_path: Path, platform: Platform) -> None:
    both = catalogue(tmp_path, platform, MINI + SECOND)
    for route, paths, secret in (
        ("company", ["/api/company/token", "/api/company/renew"], "s"),
        ("browser", ["/api/token", "/api/token"], None),
    ):
        platform.asked.clear()
        desk = Desk(both, platform, route)
        first = desk.exchange(desk.keys("native", client_secret="s"))
        desk.renew(desk.keys("native", client_secret="s", refresh=first.tokens[1].value.reveal()))
        assert [path for path, _, _ in platform.asked] == paths
        assert {given.get("client_secret") for _, _, given in platform.asked} == {secret}
