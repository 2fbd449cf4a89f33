"""What the suite must know of each platform beyond its file: how a person gets keys, and how accounts appear."""

from collections.abc import Callable
from dataclasses import dataclass

from stagedoor.domain.exchange import Keys
from stagedoor.domain.secret import Secret
from stagedoor.practice import Visitor, World

Bring = Callable[[World, Visitor], Keys]
Appear = Callable[[World, Visitor, Keys], object]

CHANNEL = "Crumb Kitchen News"
BOT = "crumbs_daily_bot"


def nothing(world: World, visitor: Visitor, keys: Keys) -> None:
    """The account is there with the sign-in."""


@dataclass(frozen=True)
class Way:
    """A way to connect, arranged in a practice world."""

    platform: str
    route: str
    kind: str
    keys: Bring
    spoils: dict[str, str]
    """A secret that proving looks at, and a value that the platform does not know."""
    identity: str
    """The username that the platform answers with."""
    account: str
    """The username of the account that appears, and that can be typed where typing finds it."""
    api: str
    """Where its calls go in the world, for planned faults."""
    token: str = ""
    """Where it exchanges and renews."""
    redirect: str = ""
    typed: bool = False
    add: Appear = nothing
    proof: str = "platform"

    @property
    def name(self) -> str:
        return f"{self.platform}-{self.route}{'-' if self.kind else ''}{self.kind}"


def x_browser(kind: str) -> Bring:
    def keys(world: World, visitor: Visitor) -> Keys:
        made = visitor.x_make_app(X_REDIRECT, kind)  # type: ignore[arg-type]  # native or web
        secrets = {"client_secret": Secret(made["client_secret"])} if kind == "web" else {}
        return Keys(route="browser", app={"client_id": made["client_id"]}, answers={"type": kind}, secrets=secrets)

    return keys


def x_four(world: World, visitor: Visitor) -> Keys:
    made = visitor.x_make_app(X_REDIRECT)
    made |= visitor.x_generate_access_token(made["app_id"])
    names = ("api_key", "api_secret", "access_token", "access_token_secret")
    return Keys(route="keys", answers={"accounts": "one"}, secrets={name: Secret(made[name]) for name in names})


def telegram_bot(world: World, visitor: Visitor) -> Keys:
    return Keys(route="bot", secrets={"token": Secret(visitor.telegram_new_bot("Crumbs Daily", BOT))})


def telegram_channel(world: World, visitor: Visitor, keys: Keys) -> None:
    web = world.hosts("telegram")["web"]
    rights = "post_messages+edit_messages+delete_messages"
    visitor.telegram_add_to_channel(f"{web}/{BOT}?startchannel&admin={rights}", CHANNEL)


X_REDIRECT = "http://127.0.0.1:8421/cb/x"
_UNKNOWN = "PRACTICEPRACTICEPRACTICE1"

WAYS = [
    *(
        Way(
            platform="x", route="browser", kind=kind, keys=x_browser(kind), spoils={"access": _UNKNOWN},
            identity="crumbkitchen", account="crumbkitchen", api="/x/api",
            token="/x/api/2/oauth2/token", redirect=X_REDIRECT, proof="form",
        )
        for kind in ("native", "web")
    ),
    Way(
        platform="x", route="keys", kind="", keys=x_four, spoils={"api_secret": _UNKNOWN * 2}, identity="crumbkitchen",
        account="crumbkitchen", api="/x/api",
    ),
    Way(
        platform="telegram", route="bot", kind="", keys=telegram_bot,
        spoils={"token": f"1234567890:{_UNKNOWN}abcdefghij"}, identity=BOT, account="crumbkitchennews",
        api="/telegram/api", typed=True, add=telegram_channel,
    ),
]  # fmt: skip
