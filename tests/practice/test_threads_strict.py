"""Where practice Threads says no: tokens of another app, and testers who were taken out."""

import pytest
from tests.practice.meta_client import error
from tests.practice.threads_client import ThreadsClient

from stagedoor.practice import Visitor, World
from stagedoor.practice.person import StuckError


@pytest.fixture
def client(world: World, visitor: Visitor) -> ThreadsClient:
    return ThreadsClient(world, visitor)


def take_out(client: ThreadsClient) -> None:
    client.visitor.open(client.hosts["portal"] + f"/apps/{client.keys['meta_id']}/roles/roles/")
    client.visitor.press("Remove threads tester crumbkitchen")


def test_a_token_of_another_app_is_not_looked_at(client: ThreadsClient, world: World, visitor: Visitor) -> None:
    other = ThreadsClient(world, visitor)
    assert client.api("GET", "/debug_token", input_token=client.token).status == 200
    reply = client.api("GET", "/debug_token", input_token=other.token)
    assert error(reply) == (100, 0)
    assert "did not match the Viewing App" in reply.text


def test_only_a_tester_looks_at_tokens(client: ThreadsClient) -> None:
    token = client.token
    take_out(client)
    assert error(client.api("GET", "/debug_token", token=token, input_token=token)) == (10, 0)
    assert client.api("GET", "/me", token=token).status == 200


def test_who_was_taken_out_is_invited_and_asked_twice_again(client: ThreadsClient) -> None:
    take_out(client)
    with pytest.raises(StuckError, match="1349245"):
        client.back()
    client.visitor.meta_tester(client.keys["meta_id"], "threads", "crumbkitchen", "threads")
    client.visitor.open(client.hosts["web"] + "/settings/website_permissions")
    client.visitor.press("Accept Crumb Publisher")
    with pytest.raises(StuckError, match="1349245"):
        client.back()
    client.visitor.open(client.hosts["web"] + "/settings/website_permissions")
    client.visitor.press("Accept Crumb Publisher again")
    assert client.back().keys() == {"code", "state"}
