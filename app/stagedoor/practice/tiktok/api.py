"""TikTok's calls about a person and about videos on their way (open.tiktokapis.com, v2; every path ends with a slash).

Sources: developers.tiktok.com/doc/tiktok-api-v2-get-user-info, .../content-posting-api-reference-query-creator-info,
.../content-posting-api-reference-upload-video, .../content-posting-api-reference-direct-post,
.../content-posting-api-reference-get-video-status.
"""

from typing import Any

from stagedoor.practice.messages import Answer, Ask
from stagedoor.practice.paths import Paths
from stagedoor.practice.tiktok import errors, uploads
from stagedoor.practice.tiktok.caller import Caller, body, scope_missing, user
from stagedoor.practice.tiktok.state import Account, TikTok

PATHS = Paths()
FIELDS = {
    **dict.fromkeys(("open_id", "union_id", "avatar_url", "avatar_url_100", "avatar_large_url", "display_name"),
                    "user.info.basic"),
    **dict.fromkeys(("username", "bio_description", "profile_deep_link", "is_verified"), "user.info.profile"),
    **dict.fromkeys(("follower_count", "following_count", "likes_count", "video_count"), "user.info.stats"),
}  # fmt: skip
PUBLIC = ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
PRIVATE = ["FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]


@PATHS.on("GET", "/v2/user/info/")
def user_info(tiktok: TikTok, ask: Ask) -> Answer:
    """Only fields that are asked for; one without its permission refuses the whole call."""
    caller = user(tiktok, ask, "user.info.basic")
    fields = [field for field in ask.query.get("fields", "").split(",") if field]
    if not fields or (odd := [field for field in fields if field not in FIELDS]):
        wrong = ", ".join(odd) if fields else "missing"
        raise errors.refused(tiktok.place, "invalid_params", f"The fields are not valid: {wrong}")
    for scope in map(FIELDS.__getitem__, fields):
        if scope not in caller.scopes or tiktok.refuses_user_info:
            raise scope_missing(tiktok, scope)
    known = _user(tiktok, caller)
    return errors.answer(tiktok.place, {"user": {field: known[field] for field in fields}})


@PATHS.on("POST", "/v2/post/publish/creator_info/query/")
def creator_info(tiktok: TikTok, ask: Ask) -> Answer:
    """What the account may post now; three refusals come with status 200 here."""
    caller = user(tiktok, ask, "video.publish")
    body(tiktok, ask)
    account = caller.account
    _may_post(tiktok, account, status=200)
    return errors.answer(
        tiktok.place,
        {
            "creator_avatar_url": _face(tiktok, account),
            "creator_username": account.username,
            "creator_nickname": account.name,
            "privacy_level_options": PRIVATE if account.private else PUBLIC,
            "comment_disabled": False,
            "duet_disabled": account.private,
            "stitch_disabled": account.private,
            "max_video_post_duration_sec": 180,
        },
    )


@PATHS.on("POST", "/v2/post/publish/inbox/video/init/")
def inbox_init(tiktok: TikTok, ask: Ask) -> Answer:
    """A draft for the phone. A caption is not documented, and taken (gitroomhq/postiz-app sends one)."""
    caller = user(tiktok, ask, "video.upload")
    asked = body(tiktok, ask)
    account = caller.account
    if account.banned:
        raise _banned(tiktok, 0)
    if tiktok.pending(account.username) >= uploads.PENDING:
        text = "There may be at most 5 pending shares within any 24-hour period."
        raise errors.refused(tiktok.place, "spam_risk_too_many_pending_share", text)
    return uploads.begin(tiktok, caller, asked, kind="inbox")


@PATHS.on("POST", "/v2/post/publish/video/init/")
def direct_init(tiktok: TikTok, ask: Ask) -> Answer:
    """A post at once. A client that was not audited may do so for private accounts, and for their owners alone."""
    caller = user(tiktok, ask, "video.publish")
    asked = body(tiktok, ask)
    account = caller.account
    _may_post(tiktok, account, status=0)
    if not account.private:
        text = "Please review our integration guidelines."
        raise errors.refused(tiktok.place, "unaudited_client_can_only_post_to_private_accounts", text)
    info = asked.get("post_info")
    level = info.get("privacy_level") if isinstance(info, dict) else None
    if level not in PRIVATE:
        raise errors.refused(tiktok.place, "invalid_param", "post_info.privacy_level is missing or unknown.")
    if level != "SELF_ONLY":
        raise errors.refused(
            tiktok.place, "privacy_level_option_mismatch", "The privacy level is not among the options."
        )
    return uploads.begin(tiktok, caller, asked, kind="direct")


@PATHS.on("POST", "/v2/post/publish/status/fetch/")
def status(tiktok: TikTok, ask: Ask) -> Answer:
    caller = _poster(tiktok, ask)
    number = body(tiktok, ask).get("publish_id")
    upload = tiktok.uploads.get(number) if isinstance(number, str) else None
    if upload is None:
        raise errors.refused(tiktok.place, "invalid_publish_id", "The publish_id does not exist.")
    if (upload.client, upload.person) != (caller.client, caller.account.username):
        text = "The access token does not belong to this publish_id."
        raise errors.refused(tiktok.place, "token_not_authorized_for_specified_publish_id", text)
    return errors.answer(tiktok.place, uploads.progress(tiktok, upload))


@PATHS.on("POST", "/v2/post/publish/cancel/")
def cancel(tiktok: TikTok, ask: Ask) -> Answer:
    """Only for what TikTok fetches from an address by itself."""
    _poster(tiktok, ask)
    raise errors.refused(tiktok.place, "publish_not_cancellable", "The publish cannot be cancelled.")


def _poster(tiktok: TikTok, ask: Ask) -> Caller:
    """Either permission to post is enough here."""
    kind, _, value = ask.headers.get("authorization", "").partition(" ")
    token = tiktok.engine.find(value) if kind.lower() == "bearer" else None
    return user(tiktok, ask, "video.publish" if token and "video.publish" in token.grant.scopes else "video.upload")


def _may_post(tiktok: TikTok, account: Account, *, status: int) -> None:
    if account.banned:
        raise _banned(tiktok, status)
    if account.posts_left <= 0:
        text = "The daily post cap from the API is reached for the current user."
        raise errors.refused(tiktok.place, "spam_risk_too_many_posts", text, status=status)
    if tiktok.users_left <= 0:
        text = "The daily quota for active publishing users from your client is reached."
        raise errors.refused(tiktok.place, "reached_active_user_cap", text, status=status)


def _banned(tiktok: TikTok, status: int) -> Exception:
    text = "The user is banned from making new posts."
    return errors.refused(tiktok.place, "spam_risk_user_banned_from_posting", text, status=status)


def _face(tiktok: TikTok, account: Account) -> str:
    return f"{tiktok.place.host('web')}/avatar/{account.username}.png"


def _user(tiktok: TikTok, caller: Caller) -> dict[str, Any]:
    account, face = caller.account, _face(tiktok, caller.account)
    return {
        "open_id": tiktok.open_id(caller.client, account.username),
        "union_id": tiktok.open_id("union", account.username),
        "avatar_url": face, "avatar_url_100": face, "avatar_large_url": face,
        "display_name": account.name, "username": account.username, "bio_description": "",
        "profile_deep_link": f"{tiktok.place.host('web')}/@{account.username}", "is_verified": False,
        "follower_count": account.followers, "following_count": 12, "likes_count": 5120, "video_count": 40,
    }  # fmt: skip
