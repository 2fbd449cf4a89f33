"""Threads' own interface, version v1.0: the profile, what is left, posts.

Sources: developers.facebook.com/docs/threads/threads-profiles, .../posts, .../troubleshooting, .../overview.
"""

import json
import unicodedata
from typing import Any

from stagedoor.practice.messages import Answer, Ask, json_answer
from stagedoor.practice.paths import Paths
from stagedoor.practice.threads import errors
from stagedoor.practice.threads.caller import alive, caller, said
from stagedoor.practice.threads.state import (
    BASIC,
    DELETE,
    DELETES_A_DAY,
    POSTS_A_DAY,
    PUBLISH,
    Post,
    Profile,
    Threads,
)

PATHS = Paths()
MOST = 500
JOINS = "\u200d\ufe0f\u20e3"
LINKS = 5


@PATHS.on("GET", "/v1.0/debug_token")
def debug_token(threads: Threads, ask: Ask) -> Answer:
    """Only somebody who has a role may ask, with a token of their own from the same app."""
    asking = caller(threads, ask, BASIC)
    token = alive(threads, said(ask).get("input_token", ""))
    if token.app is not asking.app:
        raise errors.parameter("The App_id in the input_token did not match the Viewing App")
    if not threads.knows(asking.app, asking.profile):
        raise errors.no_permission("the role of a tester")
    return json_answer({
        "data": {
            "type": "USER", "application": token.app.name, "is_valid": True, "issued_at": int(token.issued),
            "expires_at": int(token.ends), "data_access_expires_at": int(token.issued) + 90 * 86_400,
            "scopes": list(token.scopes), "user_id": token.profile.id,
        }
    })  # fmt: skip


@PATHS.on("GET", "/v1.0/me")
def me(threads: Threads, ask: Ask) -> Answer:
    profile = caller(threads, ask, BASIC).profile
    known = {
        "id": profile.id, "username": profile.username, "name": profile.name, "is_verified": False,
        "threads_profile_picture_url": f"{threads.place.host('web')}/pictures/{profile.username}.png",
        "threads_biography": "",
    }  # fmt: skip
    return _used(profile, json_answer(_wanted(ask, known, "id")))


@PATHS.on("GET", "/v1.0/me/threads_publishing_limit")
def limit(threads: Threads, ask: Ask) -> Answer:
    profile = caller(threads, ask, PUBLISH).profile
    day = {"quota_duration": 86_400}
    known = {
        "quota_usage": threads.posts_today(profile), "config": {"quota_total": POSTS_A_DAY, **day},
        "reply_quota_usage": 0, "reply_config": {"quota_total": 1000, **day},
        "delete_quota_usage": threads.deletions_today(profile), "delete_config": {"quota_total": DELETES_A_DAY, **day},
    }  # fmt: skip
    return _used(profile, json_answer({"data": [_wanted(ask, known, "quota_usage")]}))


@PATHS.on("POST", "/v1.0/me/threads")
def create(threads: Threads, ask: Ask) -> Answer:
    """A container; with `auto_publish_text` the post itself."""
    profile, sent = caller(threads, ask, PUBLISH).profile, said(ask)
    if sent.get("media_type") != "TEXT":
        raise errors.parameter("Param media_type must be one of TEXT, IMAGE, VIDEO, CAROUSEL")
    _refuse_text(sent.get("text", ""))
    if threads.posts_today(profile) >= POSTS_A_DAY:
        raise errors.too_many()
    if sent.get("auto_publish_text") == "true":
        return _used(profile, json_answer({"id": threads.published(profile, sent["text"]).id}))
    container = threads.place.mint.ascending(17)
    threads.containers[container] = (profile, sent["text"])
    return _used(profile, json_answer({"id": container}))


@PATHS.on("POST", "/v1.0/me/threads_publish")
def publish(threads: Threads, ask: Ask) -> Answer:
    profile = caller(threads, ask, PUBLISH).profile
    owner, text = threads.containers.pop(said(ask).get("creation_id", ""), (None, ""))
    if owner is not profile:
        raise errors.graph(24, "Media Not Found", subcode=4279009)
    return _used(profile, json_answer({"id": threads.published(profile, text).id}))


@PATHS.on("GET", "/v1.0/{id}")
def look(threads: Threads, ask: Ask) -> Answer:
    profile = caller(threads, ask, BASIC).profile
    post = _own(threads, profile, ask.params["id"])
    address = f"{threads.place.host('web')}/@{profile.username}/post/{post.code}"
    return _used(profile, json_answer(_wanted(ask, {"id": post.id, "permalink": address, "text": post.text}, "id")))


@PATHS.on("DELETE", "/v1.0/{id}")
def delete(threads: Threads, ask: Ask) -> Answer:
    profile = caller(threads, ask, DELETE).profile
    post = _own(threads, profile, ask.params["id"])
    if threads.deletions_today(profile) >= DELETES_A_DAY:
        raise errors.too_many()
    post.deleted = True
    threads.deletions.append((profile.username, threads.place.now()))
    return _used(profile, json_answer({"success": True, "deleted_id": post.id}))


def _own(threads: Threads, profile: Profile, id: str) -> Post:
    post = threads.posts.get(id)
    if post is None or post.deleted or post.profile is not profile:
        raise errors.no_object(id)
    return post


def _refuse_text(text: str) -> None:
    if not text:
        raise errors.parameter("The parameter text is required.")
    if units(text) > MOST:
        raise errors.parameter(f"Param text must be at most {MOST} characters long.")
    if len({word for word in text.split() if word.startswith(("http://", "https://"))}) > LINKS:
        raise errors.parameter("THREADS_API__LINK_LIMIT_EXCEEDED")
    if any(word.startswith("#") and not word[1:].strip(".,!?") for word in text.split()):
        raise errors.graph(100, "Invalid topic tag", subcode=4279071)


def units(text: str) -> int:
    """Letters are one, emoji are their bytes."""
    return sum(len(sign.encode(errors="surrogatepass")) if _is_emoji(sign) else 1 for sign in text)


def _is_emoji(sign: str) -> bool:
    return sign in JOINS or unicodedata.category(sign) == "So" or 0x1F3FB <= ord(sign) <= 0x1F3FF


def _wanted(ask: Ask, known: dict[str, Any], least: str) -> dict[str, Any]:
    names = [name for name in ask.query.get("fields", least).split(",") if name]
    if odd := [name for name in names if name not in known]:
        raise errors.parameter(f"Tried accessing nonexisting field ({odd[0]})")
    return {name: known[name] for name in names}


def _used(profile: Profile, answer: Answer) -> Answer:
    """The header that new profiles fill quickly (searlsco/posse_party: threads_take.yml)."""
    usage = {
        "type": "threads",
        "call_count": 2,
        "total_cputime": 1,
        "total_time": 5,
        "estimated_time_to_regain_access": 0,
    }
    said_so = json.dumps({profile.id: [usage]})
    return answer.plus(("x-business-use-case-usage", said_so), ("threads-api-version", "v1.0"))
