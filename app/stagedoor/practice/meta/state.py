"""What exists at practice Meta: people, Pages, Instagram accounts, Meta apps with three pairs, grants and tokens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from stagedoor.practice.consent import Desk
from stagedoor.practice.mint import URLSAFE
from stagedoor.practice.picture import jpeg
from stagedoor.practice.place import Place

VERSION = "v26.0"
DAY = 86_400
SHORT, LONG = 3600, 60 * DAY  # seconds that a token of a person lives
DATA_ACCESS = 90 * DAY
CODE = 600  # seconds that a code is good for

PAGES, INSTAGRAM, THREADS = "pages", "instagram", "threads"
USE_CASES = {
    PAGES: "Manage everything on your Page",
    INSTAGRAM: "Manage messaging & content on Instagram",
    THREADS: "Access the Threads API",
}
COMES_ALONG = {
    PAGES: {"public_profile", "pages_show_list", "business_management"}, INSTAGRAM: {"instagram_business_basic"},
    THREADS: {"threads_basic"},
}  # fmt: skip
CAN_BE_ADDED = {
    PAGES: ("pages_manage_posts", "pages_read_engagement", "pages_manage_metadata", "read_insights"),
    INSTAGRAM: (
        "instagram_basic", "instagram_content_publish", "instagram_manage_contents",
        "instagram_business_content_publish",
    ),
    THREADS: ("threads_content_publish", "threads_delete", "threads_manage_insights"),
}  # fmt: skip

KITCHEN, BAKERY, MARKET, CLUB = (f"10010010010010{number}" for number in range(1, 5))
"""Pages of Ana: linked to Instagram; content only; owned by a business portfolio; and one where she only looks."""

BAKING = "17841400000000001"
"""The Instagram account that is linked to the first of them."""

Kind = Literal["USER", "PAGE", "INSTAGRAM", "THREADS"]


@dataclass
class Person:
    """Somebody with a Facebook login."""

    key: str
    id: str
    name: str


@dataclass
class Page:
    """`business`: the portfolio that owns it; then the list of accounts leaves it out. `tasks` by person."""

    id: str
    name: str
    username: str
    followers: int
    tasks: dict[str, list[str]]
    instagram: str = ""
    business: str = ""
    authorized: bool = True


@dataclass
class Account:
    """An Instagram account."""

    id: str
    username: str
    name: str
    owner: str
    followers: int
    professional: bool = True
    restricted: bool = False


@dataclass
class App:
    """A Meta app as the portal keeps it: one app, three pairs."""

    id: str
    secret: str
    name: str
    owner: str
    instagram_id: str
    instagram_secret: str
    threads_id: str
    threads_secret: str
    use_cases: set[str] = field(default_factory=set)
    permissions: set[str] = field(default_factory=set)
    redirects: list[str] = field(default_factory=list)
    instagram_redirects: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    published: bool = False
    privacy_url: str = ""
    deletion_url: str = ""
    wants_proof: bool = False
    testers: dict[tuple[str, str], bool] = field(default_factory=dict)
    """(platform, username) -> whether they accepted."""

    @property
    def ready(self) -> set[str]:
        """The permissions that may be asked for."""
        return self.permissions | {scope for case in self.use_cases for scope in COMES_ALONG[case]}


@dataclass
class Granted:
    """What one person gave one Meta app in Facebook's dialog; a later consent takes its place."""

    app: str
    person: str
    scopes: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    accounts: set[str] = field(default_factory=set)
    businesses: set[str] = field(default_factory=set)
    used_at: float = 0.0


@dataclass
class Code:
    value: str
    app: str
    person: str
    scopes: tuple[str, ...]
    redirect: str
    ends: float
    spent: bool = False


@dataclass
class Token:
    """`ends`: UTC seconds, 0 never. `dead`: the subcode with which it is refused from now on."""

    value: str
    kind: Kind
    app: str
    person: str
    scopes: tuple[str, ...]
    issued: float
    ends: float
    subject: str = ""
    long: bool = False
    dead: int = 0


@dataclass
class Post:
    """`hidden`: made while its Meta app was not published; then only people with a role on that app see it."""

    id: str
    page: str
    text: str
    app: str
    hidden: bool = False


@dataclass
class Media:
    """A container until it is published. `looks`: how often it was looked at."""

    id: str
    account: str
    caption: str
    image: str
    made_at: float
    looks: int = 0
    published: str = ""
    deleted: bool = False

    @property
    def text(self) -> str:
        return self.caption


class Meta:
    """One per world, shared by its three platforms."""

    def __init__(self, place: Place) -> None:
        self.place = place
        mint = place.mint
        self.people = {
            "ana": Person("ana", mint.number(17), "Ana Crumb"),
            "ben": Person("ben", mint.number(17), "Ben Rye"),
        }
        everything = ["CREATE_CONTENT", "MANAGE", "ANALYZE", "MODERATE"]
        kitchen = Account(BAKING, "crumbkitchen", "Crumb on Instagram", "ana", 2310)
        private = Account("17841" + mint.number(12), "ana_private", "Ana", "ana", 12, professional=False)
        self.accounts = {account.id: account for account in (kitchen, private)}
        self.businesses = {mint.number(15): "Crumb Group"}
        (group,) = self.businesses
        pages = (
            Page(KITCHEN, "Crumb Kitchen", "crumbkitchen", 1250, {"ana": everything}, kitchen.id),
            Page(BAKERY, "Crumb Bakery", "crumbbakery", 48, {"ana": ["CREATE_CONTENT"]}),
            Page(MARKET, "Crumb Market", "crumbmarket", 7, {"ana": everything}, business=group),
            Page(CLUB, "Rye Club", "ryeclub", 3, {"ana": ["ANALYZE"], "ben": everything}),
        )
        self.pages = {page.id: page for page in pages}
        self.apps: dict[str, App] = {}
        self.granted: dict[tuple[str, str], Granted] = {}
        self.codes: dict[str, Code] = {}
        self.tokens: dict[str, Token] = {}
        self.posts: dict[str, Post] = {}
        self.photos: dict[str, str] = {}  # id -> page
        self.media: dict[str, Media] = {}
        self.desk = Desk()
        self.signed_in = "ana"
        self.browsing = "crumbkitchen"  # the Instagram account that is signed in to the browser
        self.working = 1  # looks at a container until it is ready
        self.media_error = 0  # the subcode with which a container ends
        self.site = {"rye.jpg": jpeg(1080, 1080)}  # name -> what lies at the person's own made-up website
        self.crawled: dict[str, int] = {}  # what Meta's crawler gets at an address, where it is not 200
        self.quota = 100
        self.used = 0
        self.calls = 28  # percent, as the rate header says it

    def now(self) -> float:
        return self.place.now()

    def page_by(self, name: str) -> Page | None:
        """By number or by name in the address."""
        return self.pages.get(name) or next((p for p in self.pages.values() if p.username == name), None)

    def pages_of(self, person: str) -> list[Page]:
        """Those on which this person may do something."""
        return [page for page in self.pages.values() if person in page.tasks]

    def linked(self, pages: Iterable[Page]) -> list[Account]:
        """The accounts of these Pages that programs may use."""
        found = [self.accounts[page.instagram] for page in pages if page.instagram]
        return [account for account in found if account.professional]

    def account_by(self, username: str) -> Account | None:
        return next((a for a in self.accounts.values() if a.username == username), None)

    def app_by_instagram(self, id: str) -> App | None:
        return next((app for app in self.apps.values() if app.instagram_id == id), None)

    def app_by_threads(self, id: str) -> App | None:
        return next((app for app in self.apps.values() if app.threads_id == id), None)

    def make_app(self, name: str, owner: str, use_cases: set[str]) -> App:
        mint = self.place.mint
        app = App(
            id=mint.number(16), secret=mint.secret(32), name=name, owner=owner, instagram_id=mint.number(16),
            instagram_secret=mint.secret(32), threads_id=mint.number(16), threads_secret=mint.secret(32),
            use_cases=set(use_cases),
        )  # fmt: skip
        self.apps[app.id] = app
        return app

    def issue(
        self, kind: Kind, app: str, person: str, scopes: tuple[str, ...], lives: float, *, subject: str = "",
        long: bool = False,
    ) -> Token:  # fmt: skip
        """`lives`: seconds, 0 for one without an end."""
        before = {"USER": "EAA", "PAGE": "EAA", "INSTAGRAM": "IGAA", "THREADS": "THAA"}[kind]
        value = self.place.mint.secret(80, before=before, alphabet=URLSAFE)
        now = self.now()
        ends = now + lives if lives else 0.0
        token = Token(value, kind, app, person, scopes, now, ends, subject, long)
        self.tokens[value] = token
        return token

    def make_code(self, app: str, person: str, scopes: tuple[str, ...], redirect: str, lives: float = CODE) -> Code:
        value = self.place.mint.secret(60, before="AQ")
        self.codes[value] = Code(value, app, person, scopes, redirect, self.now() + lives)
        return self.codes[value]

    def kill(self, subcode: int, person: str = "", app: str = "", *, page: str = "") -> None:
        """Everything of a person (password, log-out), of a Meta app (taken out), or of one Page (right lost) ends."""
        for token in self.tokens.values():
            mine = person in ("", token.person) and app in ("", token.app) and page in ("", token.subject)
            if mine and not token.dead:
                token.dead = subcode

    def data_access_ends(self, token: Token) -> float:
        """A time after the last sign-in, not after the last token (.../docs/facebook-login/auth-vs-data)."""
        granted = self.granted.get((token.app, token.person))
        return (granted.used_at if granted else token.issued) + DATA_ACCESS

    def has_role(self, app: App, person: str) -> bool:
        return app.owner == person
