"""What LinkedIn's answers hold, as far as it is used."""

from __future__ import annotations

from msgspec import field

from stagedoor.platforms.shapes import Shape


class User(Shape, frozen=True, kw_only=True):
    """OpenID Connect's userinfo."""

    sub: str
    name: str = ""
    picture: str | None = None


class Me(Shape, frozen=True, kw_only=True):
    """Who signed in with an app that may not have OpenID Connect."""

    id: str
    localizedFirstName: str = ""  # noqa: N815 - LinkedIn's name
    localizedLastName: str = ""  # noqa: N815 - LinkedIn's name


class Worth(Shape, frozen=True, kw_only=True):
    """What a token is worth (introspection); of another app's token LinkedIn says only that it is not active."""

    active: bool
    status: str = ""
    scope: str = ""
    expires_at: int | None = None


class Role(Shape, frozen=True, kw_only=True):
    organization: str


class Roles(Shape, frozen=True, kw_only=True):
    elements: list[Role]


class Organization(Shape, frozen=True, kw_only=True):
    localizedName: str = ""  # noqa: N815 - LinkedIn's name
    vanityName: str = ""  # noqa: N815 - LinkedIn's name


class Followers(Shape, frozen=True, kw_only=True):
    firstDegreeSize: int  # noqa: N815 - LinkedIn's name


class Input(Shape, frozen=True, kw_only=True):
    description: str = ""


class Details(Shape, frozen=True, kw_only=True):
    inputErrors: list[Input] = field(default_factory=list)  # noqa: N815 - LinkedIn's name


class Refusal(Shape, frozen=True, kw_only=True):
    """An error of the interface, or of the sign-in; what a shape does not have stays empty."""

    code: int | str = ""
    serviceErrorCode: int | str = ""  # noqa: N815 - LinkedIn's name
    message: str = ""
    errorDetails: Details | None = None  # noqa: N815 - LinkedIn's name
    error: str = ""
    error_description: str = ""
