"""Practice Google's console and consent pages, with their traps, and the sign-ins that stay on a page of Google's."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.practice.google_client import PREFIX, REDIRECT, SCOPES, GoogleClient, changed, project

from stagedoor.practice import Visitor, World
from stagedoor.practice.person import StuckError

DAY = 86_400
ANA = "ana@crumbkitchen.example"


@pytest.fixture
def client(world: World, visitor: Visitor) -> GoogleClient:
    return GoogleClient(world, visitor)


# ---------------------------------------------------------------- the console


def test_the_secret_shows_once(client: GoogleClient, visitor: Visitor, world: World) -> None:
    project, id = client.keys["project_id"], client.keys["client_id"]
    visitor.open(f"{world.hosts('youtube')['console']}/auth/clients/{id}?project={project}")
    assert client.keys["client_secret"] not in visitor.page.text
    assert f"****{client.keys['client_secret'][-4:]}" in visitor.page.text
    visitor.press("Add secret")
    fresh = visitor.value("Client secret")
    assert fresh != client.keys["client_secret"]
    assert client.exchange(client.code(), client_secret=fresh).status == 200  # both are good for a while


@pytest.mark.parametrize("name", ["Crumb YouTube", "google helper"])
def test_names_with_googles_brands_are_refused(world: World, visitor: Visitor, name: str) -> None:
    with pytest.raises(StuckError, match="brand"):
        visitor.youtube_make_app(app_name=name)


def test_without_two_step_login_the_console_stays_closed(world: World, visitor: Visitor) -> None:
    world.youtube.accounts[ANA].two_step = False
    with pytest.raises(StuckError, match="2-Step"):
        visitor.youtube_make_app()


def test_a_client_wants_the_consent_screen_first(world: World, visitor: Visitor) -> None:
    visitor.google_sign_in()
    project = world.youtube.new_project("Crumb", ANA)
    with pytest.raises(StuckError, match="no button"):
        visitor.youtube_make_client(project.id)


def test_another_persons_project_does_not_open(client: GoogleClient, visitor: Visitor, world: World) -> None:
    visitor.google_sign_in("ben@crumbkitchen.example")
    page = visitor.open(f"{world.hosts('youtube')['console']}/auth/audience?project={client.keys['project_id']}")
    assert page.status == 404


def test_a_page_without_a_project_takes_the_last_one_that_was_open(world: World, visitor: Visitor) -> None:
    """How people switch the API on in one project and make the client in another."""
    first = visitor.youtube_make_app(enable=False)["project_id"]
    second = visitor.youtube_make_app(enable=False)["project_id"]
    visitor.open(world.hosts("youtube")["console"] + "/apis/library/youtube.googleapis.com")
    visitor.press("Enable")
    assert [world.youtube.projects[id].api_enabled for id in (first, second)] == [False, True]


# ---------------------------------------------------------------- consent


def test_the_way_through_and_back(client: GoogleClient) -> None:
    back = client.back()
    assert (back["state"], set(back["scope"].split())) == ("st-1", set(SCOPES.split()))
    assert "code" in back


def test_a_no_comes_back_as_a_word(client: GoogleClient) -> None:
    assert client.back("deny") == {"error": "access_denied", "state": "st-1"}


def test_what_has_no_tick_is_not_given(client: GoogleClient) -> None:
    tokens = client.exchange(client.back("untick")["code"]).json
    assert set(tokens["scope"].split()) == set(SCOPES.split()[1:])


def test_one_permission_alone_has_no_box(client: GoogleClient) -> None:
    back = client.back(scope=PREFIX + "force-ssl")
    assert back["scope"] == PREFIX + "force-ssl"
    assert "checkbox" not in client.visitor.page.text


def test_without_a_chooser_the_private_name_is_taken(client: GoogleClient) -> None:
    reply = client.exchange(client.code(prompt="consent"))
    found = client.api("GET", "/youtube/v3/channels?part=snippet&mine=true", token=reply.json["access_token"])
    assert [item["snippet"]["title"] for item in found.json["items"]] == ["Ana Baker"]


@pytest.mark.parametrize("redirect", ["http://127.0.0.1:1/", "http://[::1]:65000/x", "http://localhost:8080/cb?a=1"])
def test_a_desktop_client_takes_any_port_and_path_of_this_computer(client: GoogleClient, redirect: str) -> None:
    code = client.code(redirect_uri=redirect)
    assert client.exchange(code, redirect_uri=redirect).status == 200


def test_in_testing_only_testers_come_in_and_for_seven_days(world: World, visitor: Visitor) -> None:
    client = GoogleClient(world, visitor, publish=False)
    with pytest.raises(StuckError, match="has not completed the Google verification process"):
        client.back()
    world.youtube.projects[client.keys["project_id"]].testers.append(ANA)
    tokens = client.tokens
    visitor.youtube_publish(client.keys["project_id"])  # does not heal what was given before
    world.clock.advance(6 * DAY)
    assert client.refresh(tokens["refresh_token"]).status == 200
    world.clock.advance(2 * DAY)
    assert client.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"


def own(client: GoogleClient) -> Any:
    return client.world.youtube.clients[client.keys["client_id"]]


def ana(client: GoogleClient) -> Any:
    return client.world.youtube.accounts[ANA]


DEAD_ENDS: dict[str, tuple[str, dict[str, str | None], Callable[[GoogleClient], None] | None]] = {
    "an unknown client": ("invalid_client", {"client_id": "1-PRACTICE.apps.googleusercontent.com"}, None),
    "a deleted client": ("deleted_client", {}, changed(own, deleted=True)),
    "an address that is not this computer": ("redirect_uri_mismatch", {"redirect_uri": "https://a.example/"}, None),
    "https on this computer": ("redirect_uri_mismatch", {"redirect_uri": "https://127.0.0.1:8451/"}, None),
    "no return address": ("redirect_uri_mismatch", {"redirect_uri": None}, None),
    "out of band": ("redirect_uri_mismatch", {"redirect_uri": "urn:ietf:wg:oauth:2.0:oob"}, None),
    "an unknown permission": ("invalid_scope", {"scope": SCOPES + " youtube.delete"}, None),
    "commas between permissions": ("invalid_scope", {"scope": SCOPES.replace(" ", ",")}, None),
    "no permission": ("invalid_scope", {"scope": ""}, None),
    "a token at once": ("invalid_request", {"response_type": "token"}, None),
    "another PKCE style": ("invalid_request", {"code_challenge_method": "S512"}, None),
    "an internal project": ("org_internal", {}, changed(project, audience="internal")),
    "an administrator who forbids it": ("admin_policy_enforced", {}, changed(ana, blocked_by_admin=True)),
}


@pytest.mark.parametrize("case", DEAD_ENDS)
def test_a_wrong_sign_in_stays_on_googles_page(client: GoogleClient, case: str) -> None:
    error, other, before = DEAD_ENDS[case]
    if before:
        before(client)
    with pytest.raises(StuckError, match=error):
        client.back("allow", "crumbkitchen", **other)
    assert error in client.visitor.page.text
    assert client.world.youtube.engine.codes == {}


def test_a_web_client_takes_its_own_addresses_only(world: World, visitor: Visitor) -> None:
    registered = "http://localhost:8422/callback"
    client = GoogleClient(world, visitor, kind="web", redirects=registered)
    assert "code" in client.back(redirect_uri=registered)
    for other in (REDIRECT, registered + "/", "http://localhost:8422/"):
        with pytest.raises(StuckError, match="redirect_uri_mismatch"):
            client.back(redirect_uri=other)
