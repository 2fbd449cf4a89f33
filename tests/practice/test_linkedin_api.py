"""userinfo and the posts of LinkedIn: versions, little text, duplicates, quotas, and how wrong calls are refused."""

from collections.abc import Callable
from functools import cached_property

import pytest
from tests.practice.client import Reply, call
from tests.practice.linkedin_client import FEED, REDIRECT, LinkedInClient

from stagedoor.practice import Visitor, World
from stagedoor.practice.linkedin import text as little

DAY = 86_400


@pytest.fixture
def client(world: World, visitor: Visitor) -> LinkedInClient:
    return LinkedInClient(world, visitor)


def test_userinfo(client: LinkedInClient) -> None:
    body = client.userinfo().json
    assert (body["name"], body["given_name"], body["family_name"]) == ("Ana Crumb", "Ana", "Crumb")
    assert "email" not in body
    picture = call("GET", body["picture"])
    assert (picture.headers["content-type"], picture.body[:4]) == ("image/png", b"\x89PNG")


class CompanyClient(LinkedInClient):
    """The app for Pages."""

    def __init__(self, world: World, visitor: Visitor) -> None:
        self.world, self.visitor = world, visitor
        self.hosts = world.hosts("linkedin")
        self.keys = visitor.linkedin_make_company_app(REDIRECT)

    def code(self, account: str = "crumbkitchen") -> str:
        return self.back(account=account, scope="r_basicprofile w_organization_social rw_organization_admin")["code"]

    @cached_property
    def author(self) -> str:
        return f"urn:li:person:{self.get('/v2/me').json['id']}"

    def get(self, path: str, **headers: str | None) -> Reply:
        return call("GET", self.hosts["api"] + path, headers=self.headers(**headers))


@pytest.fixture
def company(world: World, visitor: Visitor) -> CompanyClient:
    return CompanyClient(world, visitor)


ACLS = "/rest/organizationAcls?q=roleAssignee&state=APPROVED&role="


def test_roles_and_pages(company: CompanyClient) -> None:
    found = company.get(ACLS + "ADMINISTRATOR").json["elements"]
    assert [each["organization"] for each in found] == ["urn:li:organization:10203040", "urn:li:organization:20304050"]
    assert company.get("/rest/organizations/20304050").json["vanityName"] == "rye-and-sons"
    size = "/rest/networkSizes/urn%3Ali%3Aorganization%3A20304050?edgeType=COMPANY_FOLLOWED_BY_MEMBER"
    assert company.get(size).json == {"firstDegreeSize": 1290}
    assert company.get("/v2/me").json["localizedLastName"] == "Crumb"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (ACLS + "OWNER", 400),
        ("/rest/organizationAcls?q=roleAssignee&role=ADMINISTRATOR", 400),
        ("/rest/organizations/1", 404),
        ("/rest/networkSizes/urn:li:organization:20304050?edgeType=COMPANY_FOLLOWED_BY_MEMBER", 400),
        ("/rest/networkSizes/urn%3Ali%3Aorganization%3A20304050", 400),
        ("/v2/userinfo", 403),
    ],
)
def test_what_a_wrong_client_of_pages_hears(company: CompanyClient, path: str, status: int) -> None:
    assert company.get(path).status == status


def test_a_page_is_for_those_who_have_a_role_on_it(company: CompanyClient, world: World) -> None:
    world.linkedin.pages["Rye & Sons"].admin = "ben_rye"
    assert company.get("/rest/organizations/20304050").status == 403
    assert company.post(author="urn:li:organization:20304050", visibility="PUBLIC").status == 403
    assert company.post(author="urn:li:organization:30405060", visibility="PUBLIC").status == 201


def test_a_token_for_pages_does_not_post_to_the_profile(company: CompanyClient) -> None:
    assert company.post().status == 403


def test_pages_want_a_version_too(company: CompanyClient) -> None:
    assert company.get(ACLS + "ADMINISTRATOR", LinkedIn_Version="202511").status == 426


def test_a_token_of_a_profile_sees_no_pages(client: LinkedInClient) -> None:
    assert call("GET", client.hosts["api"] + ACLS + "ADMINISTRATOR", headers=client.headers()).status == 403


def test_another_app_knows_the_person_by_another_id(world: World, visitor: Visitor, client: LinkedInClient) -> None:
    assert LinkedInClient(world, visitor).author != client.author


def test_a_post_has_an_empty_answer_and_its_name_in_a_header(client: LinkedInClient, visitor: Visitor) -> None:
    reply = client.post("Rye today")
    urn = reply.headers["x-restli-id"]
    assert (reply.status, reply.body) == (201, b"")
    link = f"{client.hosts['web']}/feed/update/{urn}"
    assert "Rye today" in visitor.open(link).text
    assert call("GET", link).status == 403, "for connections only"
    assert client.delete(urn).status == 204
    assert client.delete(urn).status == 204, "safe to repeat"
    assert visitor.open(link).status == 404


@pytest.mark.parametrize(
    ("wire", "shown"),
    [
        ("plain", "plain"), ("a (b)", "a "), (r"a \(b\)", "a (b)"), (r"a \\ b", "a \\ b"), ("#rye bread", "#rye bread"),
        (r"\#rye", "#rye"), ("a # b", "a "), ("mail@home", "mail"), (r"1 \< 2 \> 0", "1 < 2 > 0"), ("a_b", "a"),
        (r"\{\}\[\]\|\*\~\_\@", "{}[]|*~_@"), ('100 % & "q"', '100 % & "q"'), (r"a\b", "a"), ("", ""),
    ],
)  # fmt: skip
def test_little_text(wire: str, shown: str) -> None:
    assert little.shown(wire) == shown


def test_an_unescaped_sign_cuts_the_text_and_the_answer_is_good(client: LinkedInClient) -> None:
    assert client.post("Rye (still warm)").status == 201
    assert [post.text for post in client.world.linkedin.live_posts()] == ["Rye "]


def test_a_deleted_post_still_counts_as_a_duplicate_for_two_days(client: LinkedInClient) -> None:
    urn = client.post("Rye").headers["x-restli-id"]
    client.delete(urn)
    reply = client.post("Rye")
    assert (reply.status, reply.json["code"]) == (422, "DUPLICATE_POST")
    assert reply.json["message"] == f"Content is a duplicate of {urn}"
    client.world.clock.advance(2 * DAY)
    assert client.post("Rye").status == 201


@pytest.mark.parametrize("version", ["202510", "202511", "202512", "202611", "latest", "2026-07"])
def test_a_dead_or_unknown_version(client: LinkedInClient, version: str) -> None:
    reply = client.post(headers=client.headers(LinkedIn_Version=version))
    assert (reply.status, reply.json["code"]) == (426, "NONEXISTENT_VERSION")
    assert client.world.linkedin.posts == {}


def test_userinfo_wants_no_version(client: LinkedInClient) -> None:
    client.world.linkedin.versions.clear()
    assert client.userinfo().status == 200


def test_the_limit_counts_what_comes_over_the_wire(client: LinkedInClient) -> None:
    assert client.post("x" * 3000).status == 201
    assert client.post(r"\(" * 1500).status == 201
    reply = client.post("y" * 3001)
    assert reply.status == 400
    assert "(3001 characters) exceeded the maximum allowed (3000 characters)" in reply.json["message"]


def test_a_day_of_a_member_ends_at_midnight(client: LinkedInClient) -> None:
    client.world.linkedin.limits["MEMBER"] = 2
    assert client.author
    assert [client.post(f"Rye {n}").status for n in range(3)] == [201, 201, 429]
    reply = client.post("Rye")
    assert (reply.json["serviceErrorCode"], "retry-after" in reply.headers) == (101, False)
    assert "MEMBER DAY limit" in reply.json["message"]
    client.world.clock.advance(DAY)
    assert client.post("Rye").status == 201


def test_a_day_of_an_app(client: LinkedInClient) -> None:
    assert client.author
    client.world.linkedin.limits["APPLICATION"] = 0
    assert "APPLICATION DAY limit" in client.post("Rye").json["message"]


def test_a_fresh_token_may_need_a_moment(client: LinkedInClient) -> None:
    client.world.linkedin.settling = 3.0
    assert client.userinfo().json["serviceErrorCode"] == 65601
    client.world.clock.advance(3)
    assert client.userinfo().status == 200


def with_scopes(*scopes: str) -> Callable[[LinkedInClient], None]:
    def change(client: LinkedInClient) -> None:
        assert client.author
        for grant in client.world.linkedin.engine.grants:
            grant.scopes = scopes

    return change


def foreign(client: LinkedInClient) -> Reply:
    other = LinkedInClient(client.world, client.visitor, member="crumbkitchen")
    urn = other.post("Rye").headers["x-restli-id"]
    client.world.linkedin.posts[urn].member = "ben_rye"
    return client.delete(urn)


def no_posting(client: LinkedInClient) -> Reply:
    with_scopes("openid", "profile")(client)
    return client.post()


def no_identity(client: LinkedInClient) -> Reply:
    assert client.token
    with_scopes("w_member_social")(client)
    return client.userinfo()


def expired(client: LinkedInClient) -> Reply:
    assert client.author
    client.world.clock.advance(60 * DAY)
    return client.post()


def restricted(client: LinkedInClient) -> Reply:
    assert client.author
    client.world.linkedin.members["crumbkitchen"].restricted = True
    return client.post()


WRONG: dict[str, tuple[Callable[[LinkedInClient], Reply], int, str]] = {
    "no version": (lambda c: c.post(headers=c.headers(LinkedIn_Version=None)), 400, "VERSION_MISSING"),
    "no protocol version": (lambda c: c.post(headers=c.headers(X_Restli_Protocol_Version=None)), 400, "Rest.li"),
    "another protocol version": (
        lambda c: c.post(headers=c.headers(X_Restli_Protocol_Version="1.0.0")), 400, "Rest.li",
    ),
    "no token": (lambda c: c.post(headers=c.headers(Authorization=None)), 401, "EMPTY_ACCESS_TOKEN"),
    "a token in another scheme": (
        lambda c: c.post(headers=c.headers(Authorization=f"OAuth {c.token}")), 401, "EMPTY_ACCESS_TOKEN",
    ),
    "a cut token": (lambda c: c.userinfo(c.token[:-3]), 401, "65600"),
    "an ended token": (expired, 401, "65602"),
    "a restricted member": (restricted, 401, "65608"),
    "without the permission to post": (no_posting, 403, "ACCESS_DENIED"),
    "without the permission to ask who": (no_identity, 403, "ACCESS_DENIED"),
    "somebody else as author": (lambda c: c.post(author="urn:li:person:abc"), 403, "ACCESS_DENIED"),
    "a Page as author": (
        lambda c: c.post(author="urn:li:organization:10203040"), 400, "Organization permissions must be used",
    ),
    "a bare id as author": (lambda c: c.post(author="abc"), 422, "/author"),
    "no author": (lambda c: c.post(author=None), 422, "/author"),
    "no text": (lambda c: c.post(commentary=None), 422, "/commentary"),
    "a text that is none": (lambda c: c.post(commentary=7), 422, "/commentary"),
    "no audience": (lambda c: c.post(visibility=None), 422, "/visibility"),
    "an unknown audience": (lambda c: c.post(visibility="FRIENDS"), 422, "/visibility"),
    "no distribution": (lambda c: c.post(distribution=None), 422, "/distribution"),
    "half a distribution": (lambda c: c.post(distribution={"feedDistribution": "MAIN_FEED"}), 422, "/distribution"),
    "a draft": (lambda c: c.post(lifecycleState="DRAFT"), 422, "/lifecycleState"),
    "a form for JSON": (
        lambda c: call("POST", c.hosts["api"] + "/rest/posts", headers=c.headers(), form={"author": "a"}), 415, "Media",
    ),
    "half of JSON": (
        lambda c: call(
            "POST", c.hosts["api"] + "/rest/posts", headers={**c.headers(), "Content-Type": "application/json"},
            body=b'{"author":',
        ), 400, "Invalid JSON",
    ),
    "a list for an object": (
        lambda c: call("POST", c.hosts["api"] + "/rest/posts", headers=c.headers(), send=[FEED]), 400, "Invalid JSON",
    ),
    "a name that is not encoded": (
        lambda c: c.delete("urn:li:share:17", encoded=False), 400, "Syntax exception in path variables",
    ),
    "no post": (lambda c: c.delete("urn:li:share:17"), 404, "Could not find entity"),
    "a post of somebody else": (foreign, 403, "ACCESS_DENIED"),
    "a path that does not exist": (
        lambda c: call("POST", c.hosts["api"] + "/rest/shares", headers=c.headers(), send={}), 404, "No virtual",
    ),
    "another method": (
        lambda c: call("PUT", c.hosts["api"] + "/rest/posts", headers=c.headers(), send={}), 405, "Method not allowed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_call_is_refused(client: LinkedInClient, wrong: str) -> None:
    act, status, said = WRONG[wrong]
    reply = act(client)
    assert (reply.status, reply.json["status"]) == (status, status)
    assert said in reply.text
    assert client.world.refused[-1].reason
