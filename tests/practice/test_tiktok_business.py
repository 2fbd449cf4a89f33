"""TikTok API for Business: its portal, and how wrong calls are refused in answers with status 200."""

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from tests.practice.client import Reply, call

from stagedoor.practice import Visitor, World
from stagedoor.practice.person import StuckError

REDIRECT = "http://127.0.0.1:8471/cb/tiktok-business"
V = "/open_api/v1.3/oauth2"


class BusinessClient:
    """An app there, and a client that knows the rules."""

    def __init__(self, world: World, visitor: Visitor) -> None:
        self.visitor, self.hosts = visitor, world.hosts("tiktok_business")
        self.keys = visitor.tiktok_business_make_app(REDIRECT)

    def back(self, ticked: Any = None, **other: str) -> dict[str, list[str]]:
        asked = {"app_id": self.keys["client_id"], "state": "st-1", "redirect_uri": REDIRECT} | other
        address = f"{self.hosts['portal']}/auth?{urlencode(asked)}"
        return parse_qs(urlsplit(self.visitor.tiktok_business_consent(address, ticked=ticked)).query)

    def pair(self) -> dict[str, str]:
        return {"app_id": self.keys["client_id"], "secret": self.keys["client_secret"]}

    def exchange(self, code: str, **other: str) -> Reply:
        given = {**self.pair(), "auth_code": code} | other
        return call("POST", f"{self.hosts['api']}{V}/access_token/", send=given)

    def token(self, ticked: Any = None) -> str:
        return str(self.exchange(self.back(ticked)["auth_code"][0]).json["data"]["access_token"])

    def advertisers(self, token: str, path: str = "/advertiser/get/", **other: str) -> Reply:
        query = urlencode(self.pair() | other)
        return call("GET", f"{self.hosts['api']}{V}{path}?{query}", headers={"Access-Token": token} if token else {})


@pytest.fixture
def client(world: World, visitor: Visitor) -> BusinessClient:
    return BusinessClient(world, visitor)


def test_what_was_ticked_is_reached_and_nothing_else(client: BusinessClient) -> None:
    found = client.advertisers(client.token(["7000000000000000002"])).json
    assert (found["code"], found["data"]["list"]) == (
        0, [{"advertiser_id": "7000000000000000002", "advertiser_name": "Bread Club Ads"}]
    )  # fmt: skip


def test_the_code_has_a_name_of_its_own_and_counts_once(client: BusinessClient) -> None:
    back = client.back()
    assert set(back) == {"state", "auth_code"}
    (code,) = back["auth_code"]
    assert client.exchange(code).json["code"] == 0
    assert client.exchange(code).json["code"] == 40002


def test_a_code_is_good_for_an_hour(client: BusinessClient, world: World) -> None:
    (code,) = client.back()["auth_code"]
    world.clock.advance(3601)
    assert client.exchange(code).json["code"] == 40002


@pytest.mark.parametrize(
    ("other", "number"),
    [({"secret": "x"}, 40002), ({"app_id": "1"}, 40002), ({"secret": ""}, 40002)],
)
def test_a_wrong_pair_is_a_number_in_a_good_status(client: BusinessClient, other: dict[str, str], number: int) -> None:
    reply = client.advertisers(client.token(), **other)
    assert (reply.status, reply.json["code"]) == (200, number)


def test_the_token_goes_in_a_header_of_its_own(client: BusinessClient) -> None:
    token = client.token()
    assert client.advertisers("").json["code"] == 40104
    assert client.advertisers("PRACTICEother").json["code"] == 40105
    bearer = {"Authorization": f"Bearer {token}"}
    address = f"{client.hosts['api']}{V}/advertiser/get/?{urlencode(client.pair())}"
    assert call("GET", address, headers=bearer).json["code"] == 40104


def test_the_last_slash_is_needed(client: BusinessClient) -> None:
    assert client.advertisers(client.token(), "/advertiser/get").status == 404


def test_a_form_is_no_json(client: BusinessClient) -> None:
    (code,) = client.back()["auth_code"]
    address = f"{client.hosts['api']}{V}/access_token/"
    assert call("POST", address, form={**client.pair(), "auth_code": code}).json["code"] == 40002


def test_an_ended_sign_in_is_over(client: BusinessClient) -> None:
    token = client.token()
    address = f"{client.hosts['api']}{V}/revoke_token/"
    assert call("POST", address, send={**client.pair(), "access_token": token}).json["code"] == 0
    assert client.advertisers(token).json["code"] == 40105


@pytest.mark.parametrize("other", [{"redirect_uri": REDIRECT + "/"}, {"app_id": "1"}, {"state": ""}])
def test_a_wrong_address_ends_on_a_page(client: BusinessClient, other: dict[str, str]) -> None:
    with pytest.raises(StuckError):
        client.back(**other)


@pytest.mark.parametrize("redirects", ["127.0.0.1:8471/cb", "http://127.0.0.1/a#b", "\n".join([REDIRECT] * 11)])
def test_return_addresses_are_looked_at(world: World, visitor: Visitor, redirects: str) -> None:
    with pytest.raises(StuckError):
        visitor.tiktok_business_make_app(redirects)
