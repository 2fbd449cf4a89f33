"""What X lets through: query fields, the body of a post, and the rules about its text."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from stagedoor.practice.messages import Ask
from stagedoor.practice.names import named
from stagedoor.practice.place import Place
from stagedoor.practice.x import errors, text
from stagedoor.practice.x.state import X

BODY = frozenset(
    named("""
        card_uri community_id direct_message_deep_link edit_options for_super_followers_only geo made_with_ai media
        nullcast paid_partnership poll quote_tweet_id reply reply_settings share_with_followers text
    """)
)
CASHTAG = re.compile(r"(?<!\w)\$[A-Za-z]{1,6}\b")
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."  # akrherz/iembot#163
REPLY = "You can only reply to or quote posts where you are mentioned or are the author."


@dataclass(frozen=True)
class Wanted:
    """A post that a caller asks for."""

    text: str
    reply_to: str = ""


def fields(place: Place, ask: Ask, known: Mapping[str, AbstractSet[str] | None]) -> dict[str, set[str]]:
    """The comma-separated lists of the query; unknown names and values are refused."""
    names = ",".join(known)
    found = {}
    for name, value in ask.query.items():
        if name not in known:
            raise errors.invalid(place, f"The query parameter [{name}] is not one of [{names}]", {name: [value]})
        found[name] = set(value.split(","))
        allowed = known[name]
        if allowed is not None and (odd := found[name] - allowed):
            wrong = min(odd)
            message = f"The `{name}` query parameter value [{wrong}] is not one of [{','.join(sorted(allowed))}]"
            raise errors.invalid(place, message, {name: [value]})
    return found


def number(place: Place, ask: Ask, name: str, default: int, low: int, high: int) -> int:
    value = ask.query.get(name, str(default))
    if not value.isdecimal() or not low <= int(value) <= high:
        message = f"The `{name}` query parameter value [{value}] is not between {low} and {high}"
        raise errors.invalid(place, message, {name: [value]})
    return int(value)


def post_body(place: Place, ask: Ask) -> Wanted:
    """Reads the JSON of POST /2/tweets."""
    if ask.media_type != "application/json":
        raise errors.problem(place, 415, "", "Unsupported Media Type", "The content type must be application/json.")
    body = _object(place, ask)
    for name in body:
        if name not in BODY:
            message = f"$.{name}: is not defined in the schema and the schema does not allow additional properties"
            raise errors.invalid(place, message)
    words = body.get("text", "")
    if not isinstance(words, str):
        raise errors.invalid(place, "$.text: a string is expected")
    if not words.strip() and "media" not in body:
        raise errors.invalid(place, "$.text: must not be empty when there is no media")
    if body.get("media"):
        raise errors.invalid(place, "Your media IDs are invalid.")  # nothing can be uploaded here
    return Wanted(words, _reply(place, body))


def _object(place: Place, ask: Ask) -> dict[str, Any]:
    try:
        body = ask.json()
    except ValueError:
        raise errors.invalid(place, "The request body is not valid JSON") from None
    if not isinstance(body, dict):
        raise errors.invalid(place, "$: an object is expected")
    return body


def _reply(place: Place, body: dict[str, Any]) -> str:
    reply = body.get("reply", {})
    parent = reply.get("in_reply_to_tweet_id", "") if isinstance(reply, dict) else None
    if not isinstance(parent, str) or (parent and not parent.isdecimal()):
        raise errors.invalid(place, "$.reply.in_reply_to_tweet_id: does not match the pattern ^[0-9]{1,19}$")
    return parent


def allow(x: X, author: str, wanted: Wanted) -> None:
    """The rules about a post's text; X gives little reason when it refuses."""
    limit = text.LIMIT if x.accounts[author].subscription == "None" else 25_000
    if text.weight(wanted.text) > limit:
        raise errors.forbidden(x.place)
    if any(post.text == wanted.text and post.author == author for post in x.live_posts()):
        raise errors.forbidden(x.place, DUPLICATE)
    if len(CASHTAG.findall(wanted.text)) > 1:
        raise errors.forbidden(x.place, "Posts are limited to a maximum of one cashtag.")
    if wanted.reply_to:
        _check_parent(x, author, wanted.reply_to)


def _check_parent(x: X, author: str, parent: str) -> None:
    """Self-serve apps answer where they were mentioned, or themselves (docs.x.com/changelog, 2026-02-23)."""
    post = x.posts.get(parent)
    if post is None or post.deleted:
        raise errors.invalid(x.place, "The post that you want to answer is not visible to you or was deleted.")
    if post.author != author and f"@{author}" not in post.text:
        raise errors.forbidden(x.place, REPLY)
