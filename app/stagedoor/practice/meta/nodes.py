"""Things by their number: Pages, Instagram accounts, photos, posts, containers; what is made on them and taken away.

Sources: developers.facebook.com/documentation/pages-api/posts, .../graph-api/reference/page/photos and
.../instagram-platform/content-publishing.
"""

from typing import Any

from stagedoor.practice.messages import Answer, Ask, json_answer
from stagedoor.practice.meta import errors
from stagedoor.practice.meta.caller import Caller, caller, picked, sent
from stagedoor.practice.meta.people import account_fields, page_fields
from stagedoor.practice.meta.state import DAY, Media, Meta, Page, Post
from stagedoor.practice.paths import Paths

PATHS = Paths()
LONGEST = 63_206
CAPTION = 2200
_RIGHTS = {"CREATE_CONTENT", "MANAGE", "MODERATE"}


@PATHS.on("POST", "/{version}/{id}/feed")
def feed(meta: Meta, ask: Ask) -> Answer:
    who, page = _posting(meta, ask)
    text = sent(ask).get("message", "")
    if not text:
        raise errors.said(100, "(#100) Missing message or attachment")
    if len(text) > LONGEST:
        raise errors.said(100, "(#100) Param message is too long")
    if any(p.text == text and p.page == page.id for p in meta.posts.values()):
        raise errors.said(506, "Duplicate status message")
    post = Post(f"{page.id}_{meta.place.mint.ascending(15)}", page.id, text, who.app.id, not who.app.published)
    meta.posts[post.id] = post
    return json_answer({"id": post.id})


@PATHS.on("POST", "/{version}/{id}/photos")
def photos(meta: Meta, ask: Ask) -> Answer:
    who, page = _posting(meta, ask)
    given = sent(ask)
    if "source" not in given and "url" not in given:
        raise errors.said(324, "(#324) Requires upload file")
    if int(given.get("source", "0")) > 4_000_000:
        raise errors.said(100, "Photo too large", 1366046)
    id = meta.place.mint.ascending(15)
    meta.photos[id] = page.id
    if given.get("published", "true") == "false":
        return json_answer({"id": id})
    post = Post(f"{page.id}_{id}", page.id, given.get("caption", ""), who.app.id, not who.app.published)
    meta.posts[post.id] = post
    return json_answer({"id": id, "post_id": post.id})


@PATHS.on("POST", "/{version}/{id}/media")
def container(meta: Meta, ask: Ask) -> Answer:
    """Instagram fetches the picture itself; here only what was uploaded as a photo has an address that it can fetch."""
    _on_account(meta, ask, "instagram_content_publish")
    given = sent(ask)
    image = given.get("image_url", "")
    if not image.startswith(f"{meta.place.host('web')}/photo/") or image.rpartition("/")[2] not in meta.photos:
        raise errors.said(9004, "The media could not be fetched from this URI", 2207052)
    caption = given.get("caption", "")
    if len(caption) > CAPTION:
        raise errors.said(36004, "The caption is too long", 2207010)
    made = Media(meta.place.mint.ascending(17), ask.params["id"], caption, image, meta.now())
    meta.media[made.id] = made
    _seen(meta)
    return json_answer({"id": made.id})


@PATHS.on("POST", "/{version}/{id}/media_publish")
def media_publish(meta: Meta, ask: Ask) -> Answer:
    """Too early it is refused, images too (searlsco/posse_party: instagram_shot.yml)."""
    _on_account(meta, ask, "instagram_content_publish")
    made = meta.media.get(sent(ask).get("creation_id", ""))
    if made is None or made.account != ask.params["id"] or made.published:
        raise errors.said(24, "The requested resource does not exist", 2207006)
    if made.looks <= meta.working:
        raise errors.said(9007, "Media ID is not available", 2207027)
    if meta.used >= meta.quota:
        raise errors.said(9, "The posting limit is reached", 2207042)
    meta.used += 1
    made.published = meta.place.mint.ascending(17)
    return json_answer({"id": made.published})


@PATHS.on("GET", "/{version}/{id}/content_publishing_limit")
def limit(meta: Meta, ask: Ask) -> Answer:
    _on_account(meta, ask, "instagram_content_publish")
    return json_answer({"data": [quota(meta)]})


def quota(meta: Meta) -> dict[str, Any]:
    return {"config": {"quota_total": meta.quota, "quota_duration": DAY}, "quota_usage": meta.used}


@PATHS.on("GET", "/{version}/{id}")
@PATHS.on("GET", "/{version}/{id}/")  # as facebook-business writes it
def node(meta: Meta, ask: Ask) -> Answer:
    who, id = caller(meta, ask), ask.params["id"]
    page = meta.page_by(id)
    if page is not None:
        _reaches(who, page)
        return json_answer(picked(ask, page_fields(meta, who, page), ("name", "id")))
    if id in meta.accounts:
        _on_account(meta, ask, "instagram_basic")
        return json_answer(picked(ask, account_fields(meta, id)))
    if id in meta.photos:
        source = f"{meta.place.host('web')}/photo/{id}"
        images = [{"source": f"{source}?small", "width": 160, "height": 160}, {"source": source, "width": 640}]
        return json_answer(picked(ask, {"id": id, "images": images, "name": ""}))
    return json_answer(_media(meta, ask, id))


def _media(meta: Meta, ask: Ask, id: str) -> dict[str, Any]:
    made = meta.media.get(id)
    if made is not None:
        made.looks += 1
        code = "IN_PROGRESS" if made.looks <= meta.working else "FINISHED"
        if meta.now() > made.made_at + DAY:
            code = "EXPIRED"
        if code == "FINISHED" and meta.media_error:
            code = "ERROR"
        status = f"Error: Media upload has failed with error code {meta.media_error}" if code == "ERROR" else code
        return picked(ask, {"id": id, "status_code": code, "status": status})
    post = published(meta, id)
    if post is None:
        raise errors.no_object(id)
    link = f"{meta.place.base.rpartition('/')[0]}/instagram/web/p/{id}/"
    return picked(ask, {"id": id, "permalink": link, "shortcode": id, "caption": post.caption})


@PATHS.on("DELETE", "/{version}/{id}")
@PATHS.on("DELETE", "/{version}/{id}/")
def delete(meta: Meta, ask: Ask) -> Answer:
    who, id = caller(meta, ask), ask.params["id"]
    if id in meta.posts or id in meta.photos:
        page = meta.pages[meta.posts[id].page if id in meta.posts else meta.photos[id]]
        _may_post(who, page)
        meta.posts.pop(id, None)
        meta.photos.pop(id, None)
        return json_answer({"success": True})
    made = published(meta, id)
    if made is None:
        raise errors.no_object(id)
    if "instagram_manage_contents" not in who.token.scopes:
        raise errors.said(10, "(#10) This requires the instagram_manage_contents permission", status=403)
    made.deleted = True
    return json_answer({"success": True})


def published(meta: Meta, id: str) -> Media | None:
    return next((m for m in meta.media.values() if m.published == id and not m.deleted), None)


def _posting(meta: Meta, ask: Ask) -> tuple[Caller, Page]:
    who, page = caller(meta, ask), meta.page_by(ask.params["id"])
    if page is None:
        raise errors.no_object(ask.params["id"])
    _may_post(who, page)
    if not page.authorized:
        raise errors.said(200, "Page Publishing Authorization is required", 1404078, 403)
    _seen(meta)
    return who, page


def _may_post(who: Caller, page: Page) -> None:
    if who.token.kind != "PAGE":
        text = "(#200) The permission(s) publish_actions are not available. It has been deprecated."
        raise errors.said(200, text, status=403)
    if who.token.subject != page.id:
        raise errors.no_object(page.id)
    wanted = {"pages_manage_posts", "pages_read_engagement"}
    if not wanted <= set(who.token.scopes):
        raise errors.said(
            200, "(#200) If posting to a page, requires both pages_read_engagement and pages_manage_posts", status=403
        )
    if not _RIGHTS & set(page.tasks.get(who.token.person, ())):
        raise errors.said(190, "The user has no role on the Page", 492, 401)


def _reaches(who: Caller, page: Page) -> None:
    mine = who.token.subject == page.id if who.token.kind == "PAGE" else page.id in who.granted.pages
    if not mine or who.token.person not in page.tasks:
        raise errors.no_object(page.id)


def _on_account(meta: Meta, ask: Ask, scope: str) -> Caller:
    """By the token of the Page that the account is linked to."""
    who, id = caller(meta, ask), ask.params["id"]
    account = meta.accounts.get(id)
    if account is None or account.id not in who.granted.accounts:
        raise errors.no_object(id)
    if scope not in who.token.scopes:
        raise errors.said(10, f"(#10) This requires the {scope} permission", status=403)
    if account.restricted:
        raise errors.said(25, "The account is restricted", 2207050)
    return who


def _seen(meta: Meta) -> None:
    """Calls are counted; at the end of the share comes a pause."""
    if meta.calls >= 100:
        raise errors.said(80001, "There have been too many calls to this Page account")
