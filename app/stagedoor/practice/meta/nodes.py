"""Things by their number: Pages, Instagram accounts, photos, posts; what is made on them and taken away.

Sources: developers.facebook.com/documentation/pages-api/posts and .../graph-api/reference/page/photos.
"""

from stagedoor.practice.messages import Answer, Ask, json_answer
from stagedoor.practice.meta import containers, errors
from stagedoor.practice.meta.caller import Caller, caller, picked, refuse_hurry, refuse_lapsed, sent, uploaded
from stagedoor.practice.meta.people import account_fields, page_fields
from stagedoor.practice.meta.state import Meta, Page, Post
from stagedoor.practice.paths import Paths

PATHS = Paths()
LONGEST = 63_206
JPEG = b"\xff\xd8"
LARGEST = 4_000_000  # bytes of a photo
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
    _refuse_photo(uploaded(ask), given)
    id = meta.place.mint.ascending(15)
    meta.photos[id] = page.id
    if given.get("published", "true") == "false":
        return json_answer({"id": id})
    post = Post(f"{page.id}_{id}", page.id, given.get("caption", ""), who.app.id, not who.app.published)
    meta.posts[post.id] = post
    return json_answer({"id": id, "post_id": post.id})


def _refuse_photo(photo: bytes | None, given: dict[str, str]) -> None:
    """`source` is the file itself; its words in a plain field are none."""
    if photo is None and "source" in given:
        raise errors.parameter("Param source must be an uploaded file")
    if photo is None and "url" not in given:
        raise errors.said(324, "(#324) Requires upload file")
    if photo is not None and (len(photo) > LARGEST or not photo.startswith(JPEG)):
        raise errors.said(100, "Invalid parameter", 1366046)


@PATHS.on("GET", "/{version}/{id}")
@PATHS.on("GET", "/{version}/{id}/")  # as facebook-business writes it
def node(meta: Meta, ask: Ask) -> Answer:
    who, id = caller(meta, ask), ask.params["id"]
    page = meta.page_by(id)
    if page is not None:
        _reaches(who, page)
        refuse_lapsed(meta, who.token)
        return json_answer(picked(ask, page_fields(meta, who, page), ("name", "id")))
    if id in meta.accounts:
        refuse_lapsed(meta, containers.on_account(meta, ask, "instagram_basic").token)
        return json_answer(picked(ask, account_fields(meta, id)))
    if id in meta.photos:
        source = f"{meta.place.host('web')}/photo/{id}"
        images = [{"source": f"{source}?small", "width": 160, "height": 160}, {"source": source, "width": 640}]
        return json_answer(picked(ask, {"id": id, "images": images, "name": ""}))
    return json_answer(containers.looked_at(meta, ask, id))


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
    made = containers.published(meta, id)
    if made is None:
        raise errors.no_object(id)
    if "instagram_manage_contents" not in who.token.scopes:
        raise errors.said(10, "(#10) This requires the instagram_manage_contents permission", status=403)
    made.deleted = True
    return json_answer({"success": True})


def _posting(meta: Meta, ask: Ask) -> tuple[Caller, Page]:
    who, page = caller(meta, ask), meta.page_by(ask.params["id"])
    if page is None:
        raise errors.no_object(ask.params["id"])
    _may_post(who, page)
    if not page.authorized:
        raise errors.said(200, "Page Publishing Authorization is required", 1404078, 403)
    refuse_hurry(meta)
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
