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
    """The username that the platform answers with; the name where it has none."""
    account: str
    """The username (else the name) of the account that appears, and that can be typed where typing finds it."""
    api: str
    """Where its calls go in the world, for planned faults."""
    token: str = ""
    """Where it exchanges and renews."""
    redirect: str = ""
    typed: bool = False
    told: bool = True
    """The platform names the account's page and its followers."""
    deletes_once: bool = True
    """A post that is gone already is refused, not passed over."""
    says_when: bool = True
    """An answer of "too many" says in its own way when it goes on."""
    pause: float = 0
    """Seconds that are waited where it never says so."""
    shows: str = ""
    """The page on which a post is seen that has no address of its own."""
    silent: bool = False
    """An answer of "too many" without Retry-After says nothing about when it goes on."""
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


def linkedin_keys(route: str) -> Bring:
    def keys(world: World, visitor: Visitor) -> Keys:
        made = visitor.linkedin_make_app(LINKEDIN_REDIRECT)
        secrets = {"client_secret": Secret(made["client_secret"])}
        if route == "generator":
            secrets["access"] = Secret(visitor.linkedin_make_token(made["app_id"]))
        return Keys(route=route, app={"client_id": made["client_id"]}, secrets=secrets)

    return keys


def youtube_client(world: World, visitor: Visitor) -> Keys:
    made = visitor.youtube_make_app()
    fields = {name: made[name] for name in ("project_id", "client_id")}
    answers = {"status": "production", "remove": "yes"}
    return Keys(route="browser", app=fields, answers=answers, secrets={"client_secret": Secret(made["client_secret"])})


def tiktok_keys(world: World, visitor: Visitor) -> Keys:
    made = visitor.tiktok_make_sandbox()
    secrets = {"client_secret": Secret(made["client_secret"])}
    return Keys(route="sandbox", app={"client_id": made["client_id"]}, secrets=secrets)


LINKEDIN_REDIRECT = "http://localhost:8441/cb/linkedin"
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
    *(
        Way(
            platform="linkedin", route=route, kind="", keys=linkedin_keys(route),
            spoils={"access": f"AQ{_UNKNOWN * 5}", "client_secret": "PRACTICEunknown1"}, identity="Ana Crumb",
            account="Ana Crumb", api="/linkedin", token="/linkedin/web/oauth/v2/accessToken",
            redirect=LINKEDIN_REDIRECT, told=False, deletes_once=False, says_when=False,
        )
        for route in ("browser", "generator")
    ),
    Way(
        platform="youtube", route="browser", kind="", keys=youtube_client,
        spoils={"access": f"ya29.{_UNKNOWN}", "client_secret": f"GOCSPX-{_UNKNOWN}abc"}, identity="crumbkitchen",
        account="crumbkitchen",
        api="/youtube", token="/youtube/oauth/token", redirect="http://127.0.0.1:8451/cb/youtube", silent=True,
    ),
    Way(
        platform="tiktok", route="sandbox", kind="", keys=tiktok_keys,
        spoils={"access": f"act.{_UNKNOWN}", "client_secret": _UNKNOWN}, identity="crumbkitchen",
        account="crumbkitchen", api="/tiktok/api", token="/tiktok/api/v2/oauth/token/",
        redirect="http://127.0.0.1:8461/callback/", told=False, pause=60, shows="/phone/inbox",
    ),
]  # fmt: skip
