"""Who signed in without OpenID Connect, and the Pages that they look after.

Sources: learn.microsoft.com/linkedin/marketing/community-management/organizations (access control, lookup, follower
count); gitroomhq/postiz-app, pull request 1658 on /v2/me.
"""

from typing import Any
from urllib.parse import unquote

from stagedoor.practice.linkedin import errors
from stagedoor.practice.linkedin.caller import caller, versioned
from stagedoor.practice.linkedin.state import LinkedIn, Page
from stagedoor.practice.messages import Answer, Ask, json_answer
from stagedoor.practice.paths import Paths

PATHS = Paths()
ROLES = ("ADMINISTRATOR", "CONTENT_ADMINISTRATOR")


@PATHS.on("GET", "/v2/me")
def me(linkedin: LinkedIn, ask: Ask) -> Answer:
    who = caller(linkedin, ask, "me", "me.GET.NO_VERSION", needs="r_basicprofile")
    member = who.member
    return json_answer(
        {
            "id": linkedin.subject(who.app, member), "localizedFirstName": member.given,
            "localizedLastName": member.family, "vanityName": member.key,
        }
    )  # fmt: skip


@PATHS.on("GET", "/rest/organizationAcls")
def roles(linkedin: LinkedIn, ask: Ask) -> Answer:
    """Pages on which the member has that role."""
    versioned(linkedin, ask)
    what = "organizationAcls.FINDER-roleAssignee.20260701"
    who = caller(linkedin, ask, "organizationAcls", what, needs="rw_organization_admin")
    role = ask.query.get("role", "")
    if ask.query.get("q") != "roleAssignee" or role not in ROLES or ask.query.get("state") != "APPROVED":
        raise errors.said(400, "Invalid query parameters passed to request", code="ILLEGAL_ARGUMENT")
    assignee = f"urn:li:person:{linkedin.subject(who.app, who.member)}"
    found: list[dict[str, Any]] = [
        {"organization": _urn(page), "role": role, "roleAssignee": assignee, "state": "APPROVED"}
        for page in linkedin.pages.values()
        if page.role_of(who.member.key) == role
    ]
    return json_answer({"elements": found, "paging": {"start": 0, "count": 10, "links": []}})


@PATHS.on("GET", "/rest/organizations/{id}")
def organization(linkedin: LinkedIn, ask: Ask) -> Answer:
    versioned(linkedin, ask)
    what = "organizations.GET.20260701"
    who = caller(linkedin, ask, "organizations", what, needs="rw_organization_admin")
    page = linkedin.page_by(ask.params["id"])
    if page is None:
        raise errors.said(404, f"Could not find entity {ask.params['id']}", code="NOT_FOUND")
    if not page.role_of(who.member.key):
        raise errors.denied(what)
    return json_answer({"id": int(page.id), "localizedName": page.name, "vanityName": page.vanity})


@PATHS.on("GET", "/rest/networkSizes/{urn:path}")
def followers(linkedin: LinkedIn, ask: Ask) -> Answer:
    """Any token with a permission for organizations may ask; here one that has a role there."""
    versioned(linkedin, ask)
    raw = ask.url.partition("/rest/networkSizes/")[2].partition("?")[0]
    if ":" in raw or ask.query.get("edgeType") != "COMPANY_FOLLOWED_BY_MEMBER":
        raise errors.said(400, "Syntax exception in path variables", code="ILLEGAL_ARGUMENT")
    what = "networkSizes.GET.20260701"
    who = caller(linkedin, ask, "networkSizes", what, needs="rw_organization_admin")
    page = linkedin.page_by(unquote(raw).rpartition(":")[2])
    if page is None or not page.role_of(who.member.key):
        raise errors.denied(what)
    return json_answer({"firstDegreeSize": page.followers})


def _urn(page: Page) -> str:
    return f"urn:li:organization:{page.id}"
