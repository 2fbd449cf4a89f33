"""What TikTok's answers hold, as far as it is used."""

from __future__ import annotations

from stagedoor.platforms.shapes import Shape


class Part(Shape, frozen=True, kw_only=True):
    """`error` of every call but those of OAuth: there on success too, with the code "ok"."""

    code: str
    message: str = ""


class Envelope(Shape, frozen=True, kw_only=True):
    error: Part


class Refusal(Shape, frozen=True, kw_only=True):
    """An error in either form: an envelope, or flat as OAuth has it."""

    error: str | Part = ""
    error_description: str = ""
    error_type: str = ""


class Granted(Shape, frozen=True, kw_only=True):
    """What a token answer says beside its tokens."""

    open_id: str = ""
    access_token: str = ""
    error: str = ""


class User(Shape, frozen=True, kw_only=True):
    open_id: str
    display_name: str = ""
    avatar_url: str | None = None


class Info(Shape, frozen=True, kw_only=True):
    user: User


class Creator(Shape, frozen=True, kw_only=True):
    """What the account may post now."""

    creator_username: str
    creator_nickname: str = ""
    creator_avatar_url: str | None = None
    max_video_post_duration_sec: int | None = None
    privacy_level_options: tuple[str, ...] = ()


class Begun(Shape, frozen=True, kw_only=True):
    """A video that was announced. The address for its bytes holds a secret, and its host differs by region."""

    publish_id: str
    upload_url: str


class Progress(Shape, frozen=True, kw_only=True):
    status: str
    fail_reason: str = ""
