"""What exists at practice TikTok: people, developers, their apps with sandboxes, uploads, and drafts on the phone."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from stagedoor.practice.consent import Desk
from stagedoor.practice.mint import MARK
from stagedoor.practice.oauth import Engine, Rules, Shapes
from stagedoor.practice.place import Place

DAY = 86_400
LOGIN_KIT, POSTING = "login_kit", "content_posting"
PRODUCTS = {LOGIN_KIT: "Login Kit", POSTING: "Content Posting API"}
DESKTOP, WEB = "desktop", "web"
FREE_SCOPES = ("user.info.basic", "user.info.profile")
GIVES = {POSTING: ("video.upload",)}
AFTER_REVIEW = ("user.info.stats", "video.list")


@dataclass
class Account:
    """A person on TikTok."""

    username: str
    name: str
    followers: int
    private: bool = False
    banned: bool = False  # from posting
    posts_left: int = 15  # by programs, in 24 hours; about 15 over all of them
    phone_current: bool = True


@dataclass
class Settings:
    """What one position of the switch holds: as edited, and once more as applied."""

    details: dict[str, str] = field(default_factory=dict)
    platforms: set[str] = field(default_factory=set)
    website: str = ""
    products: set[str] = field(default_factory=set)
    direct_post: bool = False
    redirects: dict[str, list[str]] = field(default_factory=dict)  # platform: addresses
    scopes: set[str] = field(default_factory=set)
    targets: dict[str, float] = field(default_factory=dict)  # username: when TikTok begins to count it

    @property
    def offered(self) -> tuple[str, ...]:
        """The scopes that the list shows; what a review must give is shown, too, and then refused."""
        posting = tuple(scope for product in self.products for scope in GIVES.get(product, ()))
        direct = ("video.publish",) if self.direct_post and POSTING in self.products else ()
        return (*FREE_SCOPES, *posting, *direct, *AFTER_REVIEW)


@dataclass
class Position:
    """Production, or one sandbox, with a pair of its own."""

    name: str
    client_key: str
    client_secret: str
    edited: Settings = field(default_factory=Settings)
    applied: Settings = field(default_factory=Settings)
    sandbox: bool = True
    approved: bool = False  # by a review of Production

    @property
    def works(self) -> bool:
        return self.sandbox or self.approved


@dataclass
class App:
    """A developer app as the portal keeps it."""

    id: str
    owner: str  # e-mail of the developer
    production: Position
    sandboxes: list[Position] = field(default_factory=list)

    @property
    def name(self) -> str:
        known = (p.edited.details.get("name", "") for p in (*self.sandboxes, self.production))
        return next((name for name in known if name), "Untitled app")


@dataclass
class Upload:
    """A video on its way: bytes, then checks, then the phone's Inbox or the profile."""

    publish_id: str
    secret: str  # a part of the upload address
    kind: str  # inbox, direct
    client: str
    person: str  # username
    title: str
    size: int
    chunk: int
    count: int
    ends: float  # of the upload address
    received: bytes = b""
    parts: int = 0
    looks: int = 0  # how often it was asked about since all bytes are there
    status: str = "PROCESSING_UPLOAD"
    fail_reason: str = ""

    @property
    def whole(self) -> bool:
        return self.parts == self.count


@dataclass
class Draft:
    """What lies in the phone's Inbox, or on the profile for its owner alone."""

    publish_id: str
    person: str
    text: str
    at: float
    private_post: bool = False
    gone: bool = False


class TikTok:
    """The whole state; tests read it and may change it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.accounts = {a.username: a for a in _people()}
        self.developers: dict[str, str] = {}  # e-mail: password
        self.apps: dict[str, App] = {}
        self.uploads: dict[str, Upload] = {}
        self.drafts: list[Draft] = []
        self.calls: dict[tuple[str, str], list[float]] = {}
        self.client_tokens: dict[str, tuple[str, float]] = {}  # token: client key and end
        self.signed_in = "crumbkitchen"  # who a fresh browser is
        self.target_wait = 0.0  # seconds until a new target user counts; up to an hour in real life
        self.oauth_error_status = 200  # TikTok was seen to say no with 200, and with 400
        self.refuses_user_info = False  # seen in sandboxes: scope_not_authorized though it was granted
        self.refuses_renewal = False  # seen in sandboxes: invalid_grant for a good refresh token
        self.approves = False  # what a review says; "not for private or personal use"
        self.looks_needed = 1  # how often the status is asked before a video is ready
        self.fails_with = ""  # a fail_reason for the next videos
        self.users_left = 10  # of the client, in 24 hours
        self.desk = Desk()
        rules = Rules(
            code_seconds=300,
            access_seconds=7200,  # developers.tiktok.com/docs/en/oauth-refresh-a-user-access-token, 2 November 2026
            refresh_seconds=180 * DAY,
            strict_rotation=False,  # the old token dies; that its family dies is said nowhere
            one_grant=False,
        )
        shapes = Shapes(self._code, lambda: self._secret("act."), lambda: self._secret("rft."))
        self.engine = Engine(rules, shapes, place.now)

    def _code(self) -> str:
        """Real ones end in signs that an address escapes: decoded once, and not twice."""
        return self._secret("") + "*v!4821.e1"

    def _secret(self, before: str) -> str:
        return self.place.mint.secret(60, before=before)

    def new_app(self, owner: str) -> App:
        mint = self.place.mint
        production = Position("Production", f"aw{MARK}{mint.number(6)}", mint.secret(32), sandbox=False)
        app = App(mint.number(19), owner, production)
        self.apps[app.id] = app
        return app

    def new_sandbox(self, app: App, name: str) -> Position:
        mint = self.place.mint
        sandbox = Position(name, f"sb{MARK}{mint.number(8)}", mint.secret(32))
        app.sandboxes.append(sandbox)
        return sandbox

    def positions(self) -> Iterator[tuple[App, Position]]:
        for app in self.apps.values():
            for position in (app.production, *app.sandboxes):
                yield app, position

    def position(self, client_key: str) -> tuple[App, Position] | None:
        return next(((a, p) for a, p in self.positions() if p.client_key == client_key), None)

    def open_id(self, client_key: str, username: str) -> str:
        """Another client, another id for the same person."""
        digest = hashlib.sha256(f"{client_key} {username}".encode()).hexdigest()
        return f"-000{digest[:32]}"

    def person(self, client_key: str, open_id: str) -> str:
        return next((name for name in self.accounts if self.open_id(client_key, name) == open_id), "")

    def pending(self, person: str) -> int:
        """Drafts of the last 24 hours that nobody finished or discarded."""
        since = self.place.now() - DAY
        return sum(1 for d in self.drafts if d.person == person and d.at > since and not (d.gone or d.private_post))

    def live_drafts(self) -> list[Draft]:
        return [draft for draft in self.drafts if not draft.gone]

    def valid_access_tokens(self) -> list[str]:
        return self.engine.valid("access")

    def valid_refresh_tokens(self) -> list[str]:
        return self.engine.valid("refresh")

    def expire_access_tokens(self) -> None:
        self.engine.expire_access_tokens()


def _people() -> tuple[Account, ...]:
    return (
        Account("crumbkitchen", "Crumb Kitchen", 3120),
        Account("ana_private", "Ana", 31, private=True),
    )
