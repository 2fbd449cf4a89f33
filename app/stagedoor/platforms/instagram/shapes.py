"""What Instagram's answers look like, and Facebook's about an account that is linked to a Page."""

from __future__ import annotations

from msgspec import field

from stagedoor.platforms.shapes import Shape


class Account(Shape, frozen=True, kw_only=True):
    """`user_id` is the account's number at Instagram's own sign-in, whose `id` is another one in every Meta app."""

    id: str = ""
    user_id: str = ""
    username: str = ""
    name: str = ""
    profile_picture_url: str | None = None
    followers_count: int | None = None


class Linked(Shape, frozen=True, kw_only=True):
    """A Page; without the field it is linked to no account, or the account was not ticked."""

    id: str
    instagram_business_account: Account | None = None


class Container(Shape, frozen=True, kw_only=True):
    status_code: str = ""
    status: str = ""


class Media(Shape, frozen=True, kw_only=True):
    permalink: str = ""


class Config(Shape, frozen=True, kw_only=True):
    quota_total: float | None = None


class Quota(Shape, frozen=True, kw_only=True):
    config: Config = Config()
    quota_usage: float | None = None


class Quotas(Shape, frozen=True, kw_only=True):
    data: list[Quota]


class Granted(Shape, frozen=True, kw_only=True):
    """A token as the token address gives it: flat, or in a list of one; permissions as a list or a text."""

    access_token: str = ""
    permissions: list[str] | str | None = None
    data: list[Granted] = field(default_factory=list)
