"""What the suite must know of each platform beyond its file: how a person gets keys, and how accounts appear."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from stagedoor.domain.exchange import Keys
from stagedoor.domain.secret import Secret
from stagedoor.practice import Visitor, World
from stagedoor.practice.meta.state import KITCHEN

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
    bound: bool = True
    """A code is taken with the return address that it came back to, and no other."""
    ended: Appear | None = None
    """How the person ends the sign-in where no call does."""
    posts: bool = True
    """False where this way only reads, though the platform takes posts by another one."""
    pictured: bool = False
    """It posts pictures that are at a public address, nothing else, and no call deletes them."""
    typed: bool = False
    told: bool = True
    """The platform names the account's page and its followers."""
    deletes_once: bool = True
    """A post that is gone already is refused, not passed over."""
    pause: float | Literal["said", "midnight"] | None = "said"
    """When it goes on after "too many", where no Retry-After says it: the platform says it in its own way, at midnight
    (universal time), after so many seconds, or nobody knows (None).
    """
    shows: str = ""
    """The page on which a post is seen that has no address of its own."""
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
        make = visitor.linkedin_make_company_app if route == "company" else visitor.linkedin_make_app
        made = make(LINKEDIN_REDIRECT)
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


def tiktok_keys(route: str) -> Bring:
    def keys(world: World, visitor: Visitor) -> Keys:
        made = visitor.tiktok_make_sandbox() if route == "sandbox" else visitor.tiktok_make_approved()
        secrets = {"client_secret": Secret(made["client_secret"])}
        return Keys(route=route, app={"client_id": made["client_id"]}, secrets=secrets)

    return keys


def business_keys(world: World, visitor: Visitor) -> Keys:
    made = visitor.tiktok_business_make_app(BUSINESS_REDIRECT)
    secrets = {"client_secret": Secret(made["client_secret"])}
    return Keys(route="browser", app={"client_id": made["client_id"]}, secrets=secrets)


def facebook_keys(route: str) -> Bring:
    def keys(world: World, visitor: Visitor) -> Keys:
        made = visitor.meta_make_app(FACEBOOK_PUBLISHED)
        if route == "paste":
            visitor.meta_publish(made["app_id"])
        secrets = {"client_secret": Secret(made["client_secret"])}
        if route == "explorer":
            secrets["access"] = Secret(visitor.meta_explorer_token(made["app_id"]))
        answers = {"mode": "published" if route == "paste" else "development", "instagram": "yes"}
        return Keys(route=route, app={"client_id": made["client_id"]}, answers=answers, secrets=secrets)

    return keys


def instagram_along(world: World, visitor: Visitor) -> Keys:
    """What a sign-in at Facebook gives: the token of the Page that the account is linked to."""
    made = visitor.meta_make_app()
    scopes = ("instagram_basic", "instagram_content_publish", "instagram_manage_contents")
    every = ("pages_show_list", "pages_read_engagement", "pages_manage_posts", *scopes)
    web = world.hosts("facebook")["web"]
    asked = f"client_id={made['client_id']}&redirect_uri={FACEBOOK_REDIRECT}&response_type=code&state=s"
    visitor.facebook_dialog(f"{web}/v26.0/dialog/oauth?{asked}&scope={','.join(every)}")
    page = world.meta.issue("PAGE", made["app_id"], "ana", every, 0, subject=KITCHEN)
    secrets = {"client_secret": Secret(made["client_secret"]), f"page:{KITCHEN}": Secret(page.value)}
    return Keys(route="page", app={"client_id": made["client_id"]}, secrets=secrets, scopes=list(scopes))


def instagram_removed(world: World, visitor: Visitor, keys: Keys) -> None:
    """Under Apps and websites."""
    visitor.instagram_remove(next(iter(world.meta.apps)))


def instagram_keys(route: str) -> Bring:
    def keys(world: World, visitor: Visitor) -> Keys:
        made = visitor.meta_make_app(platform="instagram")
        visitor.instagram_become_tester(made["app_id"])
        if route == "token":
            return Keys(route=route, secrets={"access": Secret(visitor.instagram_make_token(made["app_id"]))})
        visitor.instagram_redirects(made["app_id"], INSTAGRAM_REDIRECT)
        pair = visitor.instagram_keys(made["app_id"])
        secrets = {"client_secret": Secret(pair["client_secret"])}
        return Keys(route=route, app={"client_id": pair["client_id"]}, secrets=secrets)

    return keys


BUSINESS_REDIRECT = "http://127.0.0.1:8471/cb/tiktok-business"


def threads_keys(route: str) -> Bring:
    def keys(world: World, visitor: Visitor) -> Keys:
        made = visitor.threads_make_app(THREADS_REDIRECT if route == "paste" else "")
        secrets = {"client_secret": Secret(made["client_secret"])}
        if route == "generator":
            secrets["access"] = Secret(visitor.threads_generate(made["meta_id"]))
        return Keys(route=route, app={"client_id": made["client_id"]}, secrets=secrets)

    return keys


def threads_removed(world: World, visitor: Visitor, keys: Keys) -> None:
    """Under Website permissions."""
    visitor.threads_take_back()


THREADS_REDIRECT = "https://localhost:8431/cb/threads"
LINKEDIN_REDIRECT = "http://localhost:8441/cb/linkedin"
X_REDIRECT = "http://127.0.0.1:8421/cb/x"
FACEBOOK_REDIRECT = "http://localhost:8481/callback/"
FACEBOOK_PUBLISHED = "https://localhost:8484/callback/"
INSTAGRAM_REDIRECT = "https://localhost:8485/callback/"
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
            account=account, api="/linkedin", token="/linkedin/web/oauth/v2/accessToken",
            redirect=LINKEDIN_REDIRECT, told=route == "company", deletes_once=False, pause="midnight",
        )
        for route, account in (("browser", "Ana Crumb"), ("generator", "Ana Crumb"), ("company", "crumb-kitchen"))
    ),
    Way(
        platform="youtube", route="browser", kind="", keys=youtube_client,
        spoils={"access": f"ya29.{_UNKNOWN}", "client_secret": f"GOCSPX-{_UNKNOWN}abc"}, identity="crumbkitchen",
        account="crumbkitchen",
        api="/youtube", token="/youtube/oauth/token", redirect="http://127.0.0.1:8451/cb/youtube", pause=None,
    ),
    *(
        Way(
            platform="tiktok", route=route, kind="", keys=tiktok_keys(route),
            spoils={"access": f"act.{_UNKNOWN}", "client_secret": _UNKNOWN}, identity="crumbkitchen",
            account="crumbkitchen", api="/tiktok/api", token="/tiktok/api/v2/oauth/token/",
            redirect="http://127.0.0.1:8461/callback/", told=False, pause=60, shows="/phone/inbox",
        )
        for route in ("sandbox", "production")
    ),
    Way(
        platform="tiktok_business", route="browser", kind="", keys=business_keys,
        spoils={"access": _UNKNOWN, "client_secret": _UNKNOWN * 2}, identity="Crumb Kitchen Ads",
        account="Crumb Kitchen Ads", api="/tiktok_business/api",
        token="/tiktok_business/api/open_api/v1.3/oauth2/access_token/", redirect=BUSINESS_REDIRECT, proof="form",
        told=False, pause=60, bound=False,
    ),
    *(
        Way(
            platform="threads", route=route, kind="", keys=threads_keys(route),
            spoils={"access": f"THAA{_UNKNOWN * 3}", "client_secret": f"{_UNKNOWN}0000000"}, identity="crumbkitchen",
            account="crumbkitchen", api="/threads/api", token="/threads/api/oauth/access_token",
            redirect=THREADS_REDIRECT, told=False, pause=None, ended=threads_removed,
        )
        for route in ("generator", "paste")
    ),
    *(
        Way(
            platform="facebook", route=route, kind="", keys=facebook_keys(route),
            spoils={"access": f"EAA{_UNKNOWN * 3}", "client_secret": f"{_UNKNOWN}0000000"}, identity="Ana Crumb",
            account="crumbkitchen", api="/facebook/api", token="/facebook/api/v26.0/oauth/access_token",
            redirect=FACEBOOK_PUBLISHED if route == "paste" else FACEBOOK_REDIRECT, typed=True, pause=None,
        )
        for route in ("browser", "paste", "explorer")
    ),
    Way(
        platform="instagram", route="page", kind="", keys=instagram_along, spoils={f"page:{KITCHEN}": f"EAA{_UNKNOWN}"},
        identity="crumbkitchen", account="crumbkitchen", api="/instagram/graph", pause=None, proof="form",
    ),
    *(
        Way(
            platform="instagram", route=route, kind="", keys=instagram_keys(route),
            spoils={"access": f"IGAA{_UNKNOWN * 3}"}, identity="crumbkitchen", account="crumbkitchen",
            api="/instagram", token="/instagram/login/oauth/access_token", redirect=INSTAGRAM_REDIRECT, pictured=True,
            pause=None, proof="platform" if route == "token" else "form", ended=instagram_removed,
        )
        for route in ("token", "paste")
    ),
]  # fmt: skip
BY_NAME = {way.name: way for way in WAYS}
