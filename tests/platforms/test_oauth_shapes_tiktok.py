"""What goes out when somebody signs in to TikTok, beside what independent client libraries send."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.platforms.arrange import WAYS
from tests.platforms.bench import CATALOGUE, Bench, OpenBench
from tests.platforms.shapes import address, asked, captured, sent, shapes

from stagedoor.domain.exchange import Keys
from stagedoor.domain.secret import Secret
from stagedoor.oauth import attempt as attempts

__all__ = ["shapes"]  # a fixture is used by name
pytestmark = pytest.mark.contracts
DRAFTS = next(way for way in WAYS if way.platform == "tiktok")
SPEC = CATALOGUE.spec("tiktok")
SECRETS = {"client_secret": Secret("SEC-RET_1"), "access": Secret("AT"), "refresh": Secret("RT")}
KEYS = Keys(route="sandbox", app={"client_id": "CID"}, secrets=SECRETS)


@pytest.fixture
def bench(open_bench: OpenBench) -> Bench:
    """TikTok under its real addresses: what is compared here is never sent."""
    bench = open_bench(DRAFTS)
    bench.spec = SPEC
    bench.adapter = bench.adapter_over(bench.http)
    return bench


def test_the_sign_in_page_is_asked_as_others_ask_it(bench: Bench, shapes: dict[str, Any]) -> None:
    authorize = SPEC.oauth["user"].authorize
    url = attempts.authorize_url(authorize, SPEC.fill(authorize.url), bench.attempt(), "CID")
    where, theirs = asked(shapes["arctic"]["tiktok"]["authorize"])
    ours = parse_qs(urlsplit(url).query)
    assert address(url) == (*where[:2], where[2] + "/")  # with the slash, as allauth and TikTok's own pages have it
    assert address(url) == address(shapes["allauth"]["tiktok"]["authorize_url"])
    assert set(ours) - set(authorize.params) == set(theirs)
    assert (ours["response_type"], ours["client_key"]) == (theirs["response_type"], theirs["client_key"])
    assert ours["code_challenge_method"] == theirs["code_challenge_method"] == ["S256"]
    assert shapes["allauth"]["tiktok"]["scope_delimiter"] == authorize.scope_sep


def test_code_renewal_and_end_are_sent_as_others_send_them(bench: Bench, shapes: dict[str, Any]) -> None:
    oauth = SPEC.oauth["user"]
    form = {"grant_type": "authorization_code", "code": "C", "redirect_uri": "R", "code_verifier": "V"}
    base: Any = bench.adapter
    ours = {
        "code": base.token_request(oauth, KEYS, form, oauth.token.url, "exchange"),
        "refresh": bench.adapter.renewal(KEYS),
        "revoke": base.token_request(oauth, KEYS, {"token": "AT"}, oauth.revoke.url, "revoke"),
    }
    for call, request in ours.items():
        (capture,) = shapes["arctic"]["tiktok"][call]
        assert sent(request) == captured(capture), call


def test_other_libraries_name_the_same_addresses(shapes: dict[str, Any]) -> None:
    token, me = SPEC.fill(SPEC.oauth["user"].token.url), SPEC.fill("{api}/v2/user/info/")
    assert shapes["authcore"]["tiktok"]["token"] == shapes["allauth"]["tiktok"]["access_token_url"] == token
    assert shapes["allauth"]["tiktok"]["profile_url"] == me
    assert shapes["authcore"]["tiktok"]["userinfo"].partition("?")[0] == me
