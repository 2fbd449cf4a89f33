"""What is handed to an Instagram account: a container until it is published, then a post; and how many are left today.

Sources: developers.facebook.com/documentation/instagram-platform/content-publishing and .../reference/error-codes.
"""

from typing import Any

from stagedoor.practice.messages import Answer, Ask, json_answer
from stagedoor.practice.meta import errors
from stagedoor.practice.meta.caller import Caller, caller, picked, refuse_hurry, sent
from stagedoor.practice.meta.site import refuse_picture
from stagedoor.practice.meta.state import DAY, Media, Meta
from stagedoor.practice.paths import Paths

PATHS = Paths()
CAPTION = 2200


@PATHS.on("POST", "/{version}/{id}/media")
def container(meta: Meta, ask: Ask) -> Answer:
    on_account(meta, ask, "instagram_content_publish")
    return handed_over(meta, ask)


def handed_over(meta: Meta, ask: Ask) -> Answer:
    """A container, whoever may make one here. Instagram fetches the picture itself."""
    refuse_hurry(meta)
    given = sent(ask)
    image = given.get("image_url", "")
    refuse_picture(meta, image)
    caption = given.get("caption", "")
    if len(caption) > CAPTION:
        raise errors.said(36004, "The caption is too long", 2207010)
    made = Media(meta.place.mint.ascending(17), ask.params["id"], caption, image, meta.now())
    meta.media[made.id] = made
    return json_answer({"id": made.id})


@PATHS.on("POST", "/{version}/{id}/media_publish")
def publish(meta: Meta, ask: Ask) -> Answer:
    on_account(meta, ask, "instagram_content_publish")
    return made_public(meta, ask)


def made_public(meta: Meta, ask: Ask) -> Answer:
    """Too early it is refused, images too (searlsco/posse_party: instagram_shot.yml)."""
    made = meta.media.get(sent(ask).get("creation_id", ""))
    if made is None or made.account != ask.params["id"] or made.published:
        raise errors.said(24, "The requested resource does not exist", 2207006)
    _refuse_unready(meta, made)
    if meta.used >= meta.quota:
        raise errors.said(9, "The posting limit is reached", 2207042)
    meta.used += 1
    made.published = meta.place.mint.ascending(17)
    return json_answer({"id": made.published})


@PATHS.on("GET", "/{version}/{id}/content_publishing_limit")
def limit(meta: Meta, ask: Ask) -> Answer:
    on_account(meta, ask, "instagram_content_publish")
    return json_answer({"data": [quota(meta)]})


def quota(meta: Meta) -> dict[str, Any]:
    return {"config": {"quota_total": meta.quota, "quota_duration": DAY}, "quota_usage": meta.used}


def looked_at(meta: Meta, ask: Ask, id: str) -> dict[str, Any]:
    """A container, each look at which brings it on, or a post."""
    made = meta.media.get(id)
    if made is not None:
        made.looks += 1
        code = _status(meta, made)
        status = f"Error: Media upload has failed with error code {meta.media_error}" if code == "ERROR" else code
        return picked(ask, {"id": id, "status_code": code, "status": status})
    post = published(meta, id)
    if post is None:
        raise errors.no_object(id)
    link = f"{meta.place.base.rpartition('/')[0]}/instagram/web/p/{id}/"
    return picked(ask, {"id": id, "permalink": link, "shortcode": id, "caption": post.caption})


def published(meta: Meta, id: str) -> Media | None:
    return next((m for m in meta.media.values() if m.published == id and not m.deleted), None)


def on_account(meta: Meta, ask: Ask, scope: str) -> Caller:
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


def _status(meta: Meta, made: Media) -> str:
    if made.published:
        return "PUBLISHED"
    if meta.now() > made.made_at + DAY:
        return "EXPIRED"
    if made.looks <= meta.working:
        return "IN_PROGRESS"
    return "ERROR" if meta.media_error else "FINISHED"


def _refuse_unready(meta: Meta, made: Media) -> None:
    status = _status(meta, made)
    if status == "IN_PROGRESS":
        raise errors.said(9007, "Media ID is not available", 2207027)
    if status == "EXPIRED":
        raise errors.said(-2, "The media container has expired. Create it once more.", 2207020)
    if status == "ERROR":
        raise errors.said(-1, "The media could not be created. Create it once more.", 2207032)
