"""The X API v2 endpoints (docs.x.com/x-api; the shapes of openapi.json 2.167)."""

from datetime import UTC, datetime
from typing import Any

from stagedoor.practice.messages import Answer, Ask, json_answer
from stagedoor.practice.names import named
from stagedoor.practice.paths import Paths
from stagedoor.practice.x import billing, content, errors
from stagedoor.practice.x.caller import bearer_only, reader, user
from stagedoor.practice.x.state import WRITE, Account, Post, X

PATHS = Paths()
USER_FIELDS = frozenset(
    named("""
        affiliation confirmed_email connection_status created_at description entities id is_identity_verified
        location most_recent_tweet_id name parody pinned_tweet_id profile_banner_url profile_image_url protected
        public_metrics receives_your_dm subscribes_to_you subscription subscription_type url username verified
        verified_followers_count verified_type withheld
    """)
)
POST_FIELDS = frozenset(
    named("""
        article attachments author_id card_uri community_id context_annotations conversation_id created_at
        display_text_range edit_controls edit_history_tweet_ids entities geo id in_reply_to_user_id lang
        media_metadata non_public_metrics note_tweet organic_metrics possibly_sensitive promoted_metrics
        public_metrics referenced_tweets reply_settings scopes source text withheld
    """)
)
POST_QUERY = {"tweet.fields": POST_FIELDS, "post.fields": POST_FIELDS, "user.fields": USER_FIELDS, "expansions": None}


@PATHS.on("GET", "/2/users/me")
def me(x: X, ask: Ask) -> Answer:
    """Who the token speaks for."""
    caller = user(x, ask, scopes=("tweet.read", "users.read"))
    fields = content.fields(x.place, ask, POST_QUERY).get("user.fields", set())
    account = x.accounts[caller.person]
    billing.take(x, caller, "user read", billing.USER_READ, account.id)
    return json_answer({"data": _user(x, account, fields)})


@PATHS.on("POST", "/2/tweets")
def create(x: X, ask: Ask) -> Answer:
    """Publishes at once; there is no draft."""
    caller = user(x, ask, scopes=("tweet.read", "tweet.write", "users.read"), level=WRITE)
    wanted = content.post_body(x.place, ask)
    billing.check(x, caller)
    content.allow(x, caller.person, wanted)
    post = Post(x.place.mint.ascending(19), wanted.text, caller.person, x.place.now(), wanted.reply_to)
    x.posts[post.id] = post
    billing.take(x, caller, *billing.of_post(post.text))
    history = f"edit_history_{x.metric_names}_ids"
    return json_answer({"data": {"id": post.id, "text": post.text, history: [post.id]}}, 201)


@PATHS.on("DELETE", "/2/tweets/{id}")
def delete(x: X, ask: Ask) -> Answer:
    caller = user(x, ask, scopes=("tweet.read", "tweet.write", "users.read"), level=WRITE)
    post = _existing(x, ask)
    if post.author != caller.person:
        raise errors.forbidden(x.place, "You are not authorized to delete this Tweet.")
    billing.take(x, caller, "post delete", billing.DELETE)
    post.deleted = True
    return json_answer({"data": {"deleted": True}})


@PATHS.on("GET", "/2/tweets/{id}")
def show(x: X, ask: Ask) -> Answer:
    caller = reader(x, ask, scopes=("tweet.read", "users.read"))
    fields = _post_fields(x, ask)
    post = _existing(x, ask)
    own = post.author == caller.person == caller.app.owner
    billing.take(x, caller, "owned read" if own else "post read", billing.OWNED if own else billing.READ, post.id)
    return json_answer({"data": _post(x, post, fields)})


@PATHS.on("GET", "/2/users/{id}/tweets")
def timeline(x: X, ask: Ask) -> Answer:
    """Newest first, `max_results` of them."""
    caller = reader(x, ask, scopes=("tweet.read", "users.read"))
    fields = _post_fields(x, ask)
    most = content.number(x.place, ask, "max_results", 10, 5, 100)
    account = next((a for a in x.accounts.values() if a.id == ask.params["id"]), None)
    if account is None:
        raise _missing(x, "user", ask.params["id"])
    found = [p for p in reversed(x.posts.values()) if p.author == account.username and not p.deleted][:most]
    own = account.username == caller.person == caller.app.owner
    for post in found:
        billing.take(x, caller, "owned read" if own else "post read", billing.OWNED if own else billing.READ, post.id)
    meta: dict[str, Any] = {"result_count": len(found)}
    if not found:
        return json_answer({"meta": meta})
    meta |= {"newest_id": found[0].id, "oldest_id": found[-1].id}
    return json_answer({"data": [_post(x, post, fields) for post in found], "meta": meta})


@PATHS.on("GET", "/2/usage/tweets")
def usage(x: X, ask: Ask) -> Answer:
    """Posts read this cycle; app-only."""
    app = bearer_only(x, ask)
    content.fields(x.place, ask, {"usage.fields": None, "days": None})
    content.number(x.place, ask, "days", 7, 1, 90)
    used = str(sum(1 for charge in x.ledger if charge.account == app.owner and "read" in charge.what))
    data = {"cap_reset_day": 1, "project_cap": "3000000", "project_id": app.id, "project_usage": used}
    return json_answer({"data": data})


def _existing(x: X, ask: Ask) -> Post:
    post = x.posts.get(ask.params["id"])
    if post is None or post.deleted:
        raise _missing(x, "tweet", ask.params["id"])
    return post


def _missing(x: X, kind: str, value: str) -> Exception:
    detail = f"Could not find {kind} with id: [{value}]."
    return errors.problem(
        x.place, 404, "resource-not-found", "Not Found Error", detail,
        resource_type=kind, resource_id=value, parameter="id", value=value,
    )  # fmt: skip


def _post_fields(x: X, ask: Ask) -> set[str]:
    paging = dict.fromkeys(("max_results", "pagination_token", "since_id", "until_id", "exclude"))
    found = content.fields(x.place, ask, {**POST_QUERY, **paging})
    return found.get("tweet.fields", set()) | found.get("post.fields", set())


def _user(x: X, account: Account, fields: set[str]) -> dict[str, Any]:
    posts = sum(1 for post in x.live_posts() if post.author == account.username)
    metrics = {
        "followers_count": account.followers, "following_count": 203, f"{x.metric_names}_count": 640 + posts,
        "listed_count": 12, "like_count": 911, "media_count": 385,
    }  # fmt: skip
    more = {
        "profile_image_url": f"{x.place.host('web')}/profile_images/{account.id}/face_normal.png",
        "public_metrics": metrics, "verified": False, "verified_type": "none", "protected": account.protected,
        "subscription_type": account.subscription, "created_at": "2019-04-07T09:12:44.000Z",
        "description": "",
    }  # fmt: skip
    basics = {"id": account.id, "name": account.name, "username": account.username}
    return basics | {name: value for name, value in more.items() if name in fields}


def _post(x: X, post: Post, fields: set[str]) -> dict[str, Any]:
    name = "repost" if x.metric_names == "post" else "retweet"
    metrics = {f"{name}_count": 0, "reply_count": 0, "like_count": 0, "quote_count": 0, "bookmark_count": 0}
    more = {
        "author_id": x.accounts[post.author].id,
        "created_at": datetime.fromtimestamp(post.at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "public_metrics": metrics | {"impression_count": 0},
    }
    basics = {"id": post.id, "text": post.text, f"edit_history_{x.metric_names}_ids": [post.id]}
    return basics | {key: value for key, value in more.items() if key in fields}
