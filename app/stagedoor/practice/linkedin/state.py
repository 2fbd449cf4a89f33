"""What exists at practice LinkedIn: members, Pages, developer apps, posts, and the counters of the day."""

import hashlib
from dataclasses import dataclass, field

from stagedoor.practice.consent import Desk
from stagedoor.practice.mint import MARK, URLSAFE
from stagedoor.practice.names import named
from stagedoor.practice.oauth import Engine, Rules, Shapes
from stagedoor.practice.place import Place

SHARE, OIDC, COMMUNITY = "share", "oidc", "community"
PRODUCTS = {
    SHARE: "Share on LinkedIn",
    OIDC: "Sign In with LinkedIn using OpenID Connect",
    COMMUNITY: "Community Management API",
}
GIVES = {
    SHARE: ("w_member_social",), OIDC: ("openid", "profile", "email"),
    COMMUNITY: ("r_basicprofile", "w_organization_social", "r_organization_social", "rw_organization_admin"),
}  # fmt: skip
DAY = 86_400
MEMBER_DAY = 150  # learn.microsoft.com/linkedin/consumer/integrations/self-serve/share-on-linkedin
APPLICATION_DAY = 100_000
VERSIONS = named("202601 202602 202603 202604 202605 202606 202607 202608 202609 202610")
"""Those that still answer (learn.microsoft.com/linkedin/marketing/versioning; 202610 was seen in use)."""


@dataclass
class Member:
    """A person on LinkedIn."""

    key: str
    name: str
    given: str
    family: str
    restricted: bool = False


@dataclass
class Page:
    """A company page; apps stand behind one."""

    id: str
    name: str
    admin: str
    vanity: str
    domain: str = ""  # of the company's e-mail
    legal: str = ""  # as in the registry; nothing where no company stands behind it
    editors: set[str] = field(default_factory=set)  # content administrators
    followers: int = 0

    def role_of(self, member: str) -> str:
        return "ADMINISTRATOR" if member == self.admin else "CONTENT_ADMINISTRATOR" if member in self.editors else ""


@dataclass
class App:
    """A developer app as the portal keeps it."""

    id: str
    name: str
    owner: str
    page: str
    client_id: str
    client_secret: str
    verified: bool = False
    link: str = ""  # the end of the verification address, once it was generated
    products: set[str] = field(default_factory=set)
    redirects: list[str] = field(default_factory=list)
    email: str = ""  # a business e-mail that was confirmed
    review_ends: float | None = None  # of the form for Pages

    @property
    def scopes(self) -> set[str]:
        return {scope for product in self.products for scope in GIVES.get(product, ())}


@dataclass
class Post:
    urn: str
    text: str
    author: str  # urn
    member: str
    visibility: str
    at: float
    deleted: bool = False


class LinkedIn:
    """The whole state; tests read it and may change it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.members = {m.key: m for m in _people()}
        self.pages = {p.name: p for p in _pages()}
        self.review_seconds = 0.0  # days to several weeks in real life
        self.apps: dict[str, App] = {}
        self.posts: dict[str, Post] = {}
        self.versions = list(VERSIONS)
        self.limits = {"MEMBER": MEMBER_DAY, "APPLICATION": APPLICATION_DAY}
        self.calls: dict[tuple[str, str, int], int] = {}
        self.settling = 0.0  # seconds in which a fresh token is refused
        self.signed_in = "crumbkitchen"  # who a fresh browser is
        self.desk = Desk()
        rules = Rules(
            code_seconds=1800,  # learn.microsoft.com/linkedin/shared/authentication/authorization-code-flow
            access_seconds=60 * DAY,
            refresh_seconds=0,
            refresh_scope="(for approved partners)",  # nobody here is one
            one_grant=False,
        )
        self.engine = Engine(rules, Shapes(self._code, self._token, self._token), place.now)
        self.issued: dict[str, float] = {}

    def _code(self) -> str:
        return self.place.mint.secret(120, before="AQ", alphabet=URLSAFE)

    def _token(self) -> str:
        """Long: learn.microsoft.com/linkedin says to allow for a thousand characters."""
        value = self.place.mint.secret(350, before="AQ", alphabet=URLSAFE)
        self.issued[value] = self.place.now()
        return value

    def new_app(self, name: str, owner: str, page: str) -> App:
        """An app as the portal makes it: keys at once, no product, its Page not verified."""
        mint = self.place.mint
        client_id = f"86{MARK}{mint.number(4)}"
        app = App(mint.number(9), name, owner, page, client_id, mint.secret(16))
        self.apps[app.id] = app
        return app

    def app_by(self, client_id: str) -> App | None:
        return next((app for app in self.apps.values() if app.client_id == client_id), None)

    def page_by(self, id: str) -> Page | None:
        return next((page for page in self.pages.values() if page.id == id), None)

    def reviewed(self, app: App) -> App:
        """The app as it is now: a review that is over gave its product."""
        if app.review_ends is not None and self.place.now() >= app.review_ends:
            app.products.add(COMMUNITY)
        return app

    def subject(self, app: App, member: Member) -> str:
        """Pairwise: another app, another id (the discovery document says so)."""
        return hashlib.sha256(f"{app.client_id} {member.key}".encode()).hexdigest()[:10]

    def live_posts(self) -> list[Post]:
        return [post for post in self.posts.values() if not post.deleted]

    def valid_access_tokens(self) -> list[str]:
        return self.engine.valid("access")

    def expire_access_tokens(self) -> None:
        self.engine.expire_access_tokens()


def _pages() -> tuple[Page, ...]:
    return (
        Page("10203040", "Crumb Kitchen", "crumbkitchen", "crumb-kitchen", followers=48),
        Page(
            "20304050", "Rye & Sons", "crumbkitchen", "rye-and-sons", "ryeandsons.example", "Rye & Sons Bakery Ltd",
            followers=1290,
        ),
        Page("30405060", "Flour Power", "ben_rye", "flour-power", editors={"crumbkitchen"}, followers=7),
    )  # fmt: skip


def _people() -> tuple[Member, ...]:
    return (
        Member("crumbkitchen", "Ana Crumb", "Ana", "Crumb"),
        Member("ben_rye", "Ben Rye", "Ben", "Rye"),
    )
