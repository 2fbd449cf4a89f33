"""Practice Instagram's own sign-in: invitations, who is let in, and how every wrong client is refused."""

from collections.abc import Callable

import pytest
from tests.practice.client import Reply, call
from tests.practice.instagram_client import ACCOUNT, REDIRECT, SCOPES, InstagramClient
from tests.practice.meta_client import error

from stagedoor.practice import Visitor, World
from stagedoor.practice.meta.state import BAKING
from stagedoor.practice.person import StuckError, words

DAY = 86_400
BASIC, PUBLISH = SCOPES.split(",")
NO_ROLE = "Insufficient Developer Role"


@pytest.fixture
def client(world: World, visitor: Visitor) -> InstagramClient:
    return InstagramClient(world, visitor)


# ---------------------------------------------------------------- invitations


def press(client: InstagramClient, button: str) -> None:
    client.visitor.open(client.hosts["web"] + "/accounts/manage_access/")
    client.visitor.press(button)


def roles(client: InstagramClient) -> str:
    page = client.visitor.open(client.hosts["portal"] + f"/apps/{client.app_id}/roles/roles/")
    return words(page.text)


def test_from_the_invitation_to_its_end(world: World, visitor: Visitor) -> None:
    client = InstagramClient(world, visitor, accept=False)
    with pytest.raises(StuckError, match=NO_ROLE):
        client.back()
    visitor.meta_tester(client.app_id, "instagram", ACCOUNT, "instagram")
    assert f"instagram tester {ACCOUNT}: Pending" in roles(client)
    with pytest.raises(StuckError, match=NO_ROLE):
        client.back()
    press(client, "Accept Crumb Publisher")
    assert f"instagram tester {ACCOUNT}: Accepted" in roles(client)
    assert client.me(client.short).json["user_id"] == BAKING
    visitor.instagram_remove(client.app_id)
    assert error(client.me(client.short)) == (190, 458)
    assert ACCOUNT not in roles(client)
    with pytest.raises(StuckError, match=NO_ROLE):
        client.back()
    visitor.instagram_become_tester(client.app_id)
    assert client.code()


@pytest.mark.parametrize("remove", ["", "yes"])
def test_who_was_not_invited_cannot_accept(world: World, visitor: Visitor, remove: str) -> None:
    client = InstagramClient(world, visitor, accept=False)
    form = {"app": client.app_id, "remove": remove}
    call("POST", client.hosts["web"] + "/accounts/manage_access/", form=form)
    assert world.meta.apps[client.app_id].testers == {}
    with pytest.raises(StuckError, match="no button"):
        visitor.instagram_make_token(client.app_id)


def test_an_invitation_as_tester_of_threads_is_another_one(world: World, visitor: Visitor) -> None:
    client = InstagramClient(world, visitor, accept=False)
    visitor.meta_tester(client.app_id, "threads", ACCOUNT, "instagram")
    with pytest.raises(StuckError, match="no button"):
        press(client, "Accept Crumb Publisher")


def test_the_portal_takes_a_tester_out_and_the_token_goes_on(client: InstagramClient) -> None:
    assert client.me().status == 200
    roles(client)
    client.visitor.press(f"Remove instagram tester {ACCOUNT}")
    with pytest.raises(StuckError, match=NO_ROLE):
        client.back()
    assert client.me().status == 200


def test_taken_out_while_the_page_is_open_yes_comes_too_late(client: InstagramClient) -> None:
    client.visitor.open(client.authorize_url())
    client.world.meta.apps[client.app_id].testers.clear()
    page = client.visitor.press("Allow", follow=False)
    assert (page.status, NO_ROLE in words(page.text)) == (400, True)


# ---------------------------------------------------------------- who is let in


def test_a_personal_account_is_not_let_in(client: InstagramClient) -> None:
    client.visitor.instagram_become_tester(client.app_id, "ana_private")
    with pytest.raises(StuckError, match="professional account"):
        client.back(account="ana_private")
    account = client.world.meta.account_by("ana_private")
    assert account is not None
    account.professional = True
    assert client.back(account="ana_private").keys() == {"code", "state"}


def test_another_account_in_the_browser_is_no_tester(client: InstagramClient) -> None:
    with pytest.raises(StuckError, match=NO_ROLE):
        client.back(account="ana_private")


DIALOG: dict[str, tuple[dict[str, str | None], str]] = {
    "no app": ({"client_id": None}, "Invalid platform app"),
    "an unknown app": ({"client_id": "1"}, "Invalid platform app"),
    "the slash is missing": ({"redirect_uri": REDIRECT.rstrip("/")}, "Invalid redirect_uri"),
    "without https": ({"redirect_uri": REDIRECT.replace("https", "http")}, "Invalid redirect_uri"),
    "another port": ({"redirect_uri": REDIRECT.replace("8485", "8486")}, "Invalid redirect_uri"),
    "no return address": ({"redirect_uri": None}, "Invalid redirect_uri"),
    "a permission of the way with a Page": ({"scope": "instagram_basic"}, "Invalid scopes"),
    "a permission that was not added": ({"scope": "instagram_business_manage_messages"}, "Invalid scopes"),
    "no permission": ({"scope": None}, "Invalid scopes"),
    "posting without saying who": ({"scope": PUBLISH}, "Invalid scopes"),
    "an old name of a permission": ({"scope": "business_basic"}, "Invalid scopes"),
}


@pytest.mark.parametrize("case", DIALOG)
def test_a_wrong_request_ends_on_a_page_of_instagram(client: InstagramClient, case: str) -> None:
    other, says = DIALOG[case]
    page = client.visitor.open(client.authorize_url(**other), follow=False)
    assert (page.status, says in words(page.text)) == (400, True), words(page.text)


@pytest.mark.parametrize("id", ["client_id", "threads_id"])
def test_the_number_of_another_pair_is_no_app_of_instagram(client: InstagramClient, id: str) -> None:
    with pytest.raises(StuckError, match="Invalid platform app"):
        client.back(client_id=client.keys[id])


# ---------------------------------------------------------------- wrong clients: the answers of three hosts


def flat(reply: Reply) -> tuple[int, str]:
    """The shape of the token address."""
    assert reply.json.keys() == {"error_type", "code", "error_message"}
    return reply.json["code"], reply.json["error_message"]


def pair(client: InstagramClient, name: str) -> dict[str, str | None]:
    """A whole pair of the same Meta app; Facebook's has no word before it."""
    before = f"{name}_" if name else "client_"
    return {"client_id": client.keys[f"{before}id"], "client_secret": client.keys[f"{before}secret"]}


def twice(c: InstagramClient) -> Reply:
    code = c.code()
    c.exchange(code)
    return c.exchange(code)


def late(c: InstagramClient) -> Reply:
    code = c.code()
    c.world.clock.advance(3601)
    return c.exchange(code)


def of_another_app(c: InstagramClient) -> Reply:
    other = InstagramClient(c.world, c.visitor)
    return c.exchange(other.code())


EXCHANGES: dict[str, tuple[Callable[[InstagramClient], Reply], str]] = {
    "Facebook's pair": (lambda c: c.exchange(c.code(), **pair(c, "")), "Invalid platform app"),
    "the pair of Threads": (lambda c: c.exchange(c.code(), **pair(c, "threads")), "Invalid platform app"),
    "Facebook's secret": (
        lambda c: c.exchange(c.code(), client_secret=c.keys["client_secret"]), "Error validating client secret",
    ),
    "the secret of Threads": (
        lambda c: c.exchange(c.code(), client_secret=c.keys["threads_secret"]), "Error validating client secret",
    ),
    "no secret": (lambda c: c.exchange(c.code(), client_secret=None), "Error validating client secret"),
    "no app": (lambda c: c.exchange(c.code(), client_id=None), "Invalid platform app"),
    "another return address": (lambda c: c.exchange(c.code(), redirect_uri=REDIRECT.rstrip("/")), "redirect_uri"),
    "no return address": (lambda c: c.exchange(c.code(), redirect_uri=None), "redirect_uri"),
    "a code twice": (twice, "has been used"),
    "a code too late": (late, "expired"),
    "a code of another app": (of_another_app, "Invalid authorization code"),
    "a code made up": (lambda c: c.exchange("AQmadeup"), "Invalid authorization code"),
    "another kind of grant": (lambda c: c.exchange(c.code(), grant_type="refresh_token"), "grant_type"),
}  # fmt: skip


@pytest.mark.parametrize("case", EXCHANGES)
def test_a_wrong_exchange_is_refused_in_the_flat_shape(client: InstagramClient, case: str) -> None:
    act, says = EXCHANGES[case]
    code, message = flat(act(client))
    assert (code, says in message) == (400, True), message


def ended(c: InstagramClient) -> Reply:
    assert c.token
    c.world.clock.advance(60 * DAY)
    return c.renew(c.token)


def facebooks(c: InstagramClient) -> str:
    return c.world.meta.issue("USER", c.app_id, "ana", (), 0).value


def debug(c: InstagramClient, host: str) -> Reply:
    query = (
        f"input_token={c.token}&access_token={c.token if host == 'api' else c.app_id + '|' + c.keys['client_secret']}"
    )
    return call("GET", f"{c.hosts[host]}/v26.0/debug_token?{query}")


def at_facebook(c: InstagramClient) -> Reply:
    return call("GET", c.hosts["graph"] + "/v26.0/me", headers={"Authorization": f"Bearer {c.token}"})


CALLS: dict[str, tuple[Callable[[InstagramClient], Reply], tuple[int, int]]] = {
    "longer with Facebook's secret": (lambda c: c.long(c.short, client_secret=c.keys["client_secret"]), (1, 0)),
    "longer without a secret": (lambda c: c.long(c.short, client_secret=None), (1, 0)),
    "longer in Facebook's way": (lambda c: c.long(c.short, grant_type="fb_exchange_token"), (100, 0)),
    "longer by another method": (lambda c: call("POST", c.hosts["api"] + "/access_token", form={}), (100, 33)),
    "longer of Facebook's token": (lambda c: c.long(facebooks(c)), (190, 0)),
    "renewed too young": (lambda c: c.renew(c.token), (100, 0)),
    "renewed after its end": (ended, (190, 463)),
    "renewed in Facebook's way": (lambda c: c.renew(c.token, grant_type="fb_exchange_token"), (100, 0)),
    "no token": (lambda c: c.get("/v26.0/me"), (104, 0)),
    "a token of Facebook": (lambda c: c.me(facebooks(c)), (190, 0)),
    "a token of nobody": (lambda c: c.me("IGAAnobodys"), (190, 0)),
    "its token at Facebook's host": (at_facebook, (190, 0)),
    "debug_token at its own host": (lambda c: debug(c, "api"), (2, 0)),
    "debug_token at Facebook's host": (lambda c: debug(c, "graph"), (2, 0)),
    "the quota of somebody else": (
        lambda c: c.get("/v26.0/17841400000000009/content_publishing_limit", access_token=c.token), (100, 33),
    ),
    "a field of the other interface": (lambda c: c.get("/v26.0/me", fields="tasks", access_token=c.token), (100, 0)),
    "a path that there is not": (lambda c: c.get("/v26.0/me/accounts", access_token=c.token), (100, 33)),
}  # fmt: skip


@pytest.mark.parametrize("case", CALLS)
def test_a_wrong_call_is_refused_in_the_envelope_of_graph(client: InstagramClient, case: str) -> None:
    act, expected = CALLS[case]
    assert error(act(client)) == expected


def test_only_who_may_post_is_told_how_many_are_left(client: InstagramClient) -> None:
    token = str(client.exchange(client.code(scope=BASIC)).json["access_token"])
    path = f"/v26.0/{BAKING}/content_publishing_limit"
    assert error(client.get(path, access_token=token)) == (10, 0)
    assert client.get(path, access_token=client.token).status == 200


def test_debug_token_says_in_words_that_it_is_not_there(client: InstagramClient) -> None:
    assert "(#2) Service temporarily unavailable" in debug(client, "graph").text
