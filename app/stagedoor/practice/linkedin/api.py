"""userinfo and the versioned posts interface.

Sources: learn.microsoft.com/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2 and
.../marketing/community-management/shares/posts-api.
"""

from typing import Any
from urllib.parse import unquote

from stagedoor.practice.linkedin import errors, text
from stagedoor.practice.linkedin.caller import Caller, caller, versioned
from stagedoor.practice.linkedin.state import LinkedIn, Post
from stagedoor.practice.messages import Answer, Ask, json_answer
from stagedoor.practice.paths import Paths

PATHS = Paths()
FEED = {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []}
GHOST = 86_400 * 2  # seconds in which the text of a deleted post still counts (ComposioHQ/composio#2710)
POSTING = ("w_member_social", "w_organization_social")
NEEDED = ("author", "commentary", "visibility", "distribution", "lifecycleState")


@PATHS.on("GET", "/v2/userinfo")
def userinfo(linkedin: LinkedIn, ask: Ask) -> Answer:
    """Who signed in; the picture's address runs out."""
    who = caller(linkedin, ask, "openid", "GET /userinfo", needs="openid")
    body: dict[str, Any] = {"sub": linkedin.subject(who.app, who.member), "locale": {"country": "DE", "language": "en"}}
    if "profile" in who.scopes:
        body |= {
            "name": who.member.name,
            "given_name": who.member.given,
            "family_name": who.member.family,
            "picture": f"{linkedin.place.host('web')}/dms/image/{who.member.key}.png?e=1789000000",
        }
    if "email" in who.scopes:
        body |= {"email": f"{who.member.key}@crumbkitchen.example", "email_verified": True}
    return json_answer(body)


@PATHS.on("POST", "/rest/posts")
def create(linkedin: LinkedIn, ask: Ask) -> Answer:
    """Publishes at once. The body of a good answer is empty; the post's name stands in a header."""
    versioned(linkedin, ask)
    who = caller(linkedin, ask, "posts", "partnerApiPosts.CREATE.20260701", needs=POSTING)
    body = _body(ask)
    _author(linkedin, who, str(body["author"]))
    wire = str(body["commentary"])
    if text.units(wire) > text.LIMIT:
        raise errors.too_long(text.units(wire), text.LIMIT)
    _refuse_duplicate(linkedin, str(body["author"]), text.shown(wire))
    urn = f"urn:li:share:{linkedin.place.mint.ascending(19)}"
    linkedin.posts[urn] = Post(
        urn, text.shown(wire), str(body["author"]), who.member.key, str(body["visibility"]), linkedin.place.now()
    )
    return Answer(201, b"", (("x-restli-id", urn), ("x-linkedin-id", urn)))


@PATHS.on("DELETE", "/rest/posts/{urn:path}")
def delete(linkedin: LinkedIn, ask: Ask) -> Answer:
    """Safe to repeat."""
    versioned(linkedin, ask)
    raw = ask.url.partition("/rest/posts/")[2]
    urn = unquote(raw)
    if ":" in raw or not urn.startswith(("urn:li:share:", "urn:li:ugcPost:")):
        raise errors.said(400, "Syntax exception in path variables", code="ILLEGAL_ARGUMENT")
    who = caller(linkedin, ask, "posts", "partnerApiPosts.DELETE.20260701", needs=POSTING)
    post = linkedin.posts.get(urn)
    if post is None:
        raise errors.said(404, f"Could not find entity {urn}", code="NOT_FOUND")
    if post.member != who.member.key:
        raise errors.denied("partnerApiPosts.DELETE.20260701")
    post.deleted = True
    return Answer(204)


def _body(ask: Ask) -> dict[str, Any]:
    if ask.media_type != "application/json":
        raise errors.said(415, "Unsupported Media Type")
    try:
        body = ask.json()
    except ValueError:
        raise errors.said(400, "Invalid JSON in the entity of the request") from None
    if not isinstance(body, dict):
        raise errors.said(400, "Invalid JSON in the entity of the request")
    for name in NEEDED:
        if name not in body:
            raise errors.invalid(f"/{name}", "field is required but not found and has no default value")
    if not isinstance(body["commentary"], str):
        raise errors.invalid("/commentary", "cannot be coerced to String")
    if body["visibility"] not in ("PUBLIC", "CONNECTIONS", "LOGGED_IN"):
        raise errors.invalid("/visibility", "is not a valid enum value")
    if body["distribution"] != FEED:
        raise errors.invalid("/distribution", "is not a valid distribution")
    if body["lifecycleState"] != "PUBLISHED":
        raise errors.invalid("/lifecycleState", "is not a valid enum value")
    return body


def _author(linkedin: LinkedIn, who: Caller, author: str) -> None:
    if author.startswith("urn:li:organization:"):
        _organization(linkedin, who, author.rpartition(":")[2])
        return
    if not author.startswith("urn:li:person:"):
        raise errors.invalid("/author", "is not a valid URN")
    mine = f"urn:li:person:{linkedin.subject(who.app, who.member)}"
    if author != mine or "w_member_social" not in who.scopes:
        raise errors.denied("partnerApiPosts.CREATE.20260701")


def _organization(linkedin: LinkedIn, who: Caller, id: str) -> None:
    if "w_organization_social" not in who.scopes:  # jikig-ai/soleur#799
        raise errors.said(400, "Organization permissions must be used when using organization as author")
    page = linkedin.page_by(id)
    if page is None or not page.role_of(who.member.key):
        raise errors.denied("partnerApiPosts.CREATE.20260701")


def _refuse_duplicate(linkedin: LinkedIn, author: str, words: str) -> None:
    now = linkedin.place.now()
    mine = (p for p in linkedin.posts.values() if p.author == author and p.text == words)
    if same := next((p for p in mine if now - p.at < GHOST), None):
        raise errors.duplicate(same.urn)
