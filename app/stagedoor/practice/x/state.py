"""What exists at practice X: people, developer apps, keys, posts, and the bill."""

from dataclasses import dataclass, field

from stagedoor.practice.consent import Desk
from stagedoor.practice.mint import URLSAFE
from stagedoor.practice.oauth import Engine, Rules, Shapes
from stagedoor.practice.place import Place

READ, WRITE, MESSAGES = "read", "read-write", "read-write-directmessages"


@dataclass
class Account:
    """A person on X, and what they are as a developer."""

    id: str
    username: str
    name: str
    followers: int
    protected: bool = False
    subscription: str = "None"
    suspended: bool = False
    locked: bool = False  # until the person confirms something on x.com
    agreed: bool = False  # developer agreement signed
    use_case: str = ""
    credits: float = 0.0
    spent: float = 0.0
    spend_cap: float | None = None


@dataclass
class App:
    """A developer app as the console keeps it."""

    id: str
    name: str
    owner: str  # username
    environment: str
    client_id: str
    api_key: str
    api_secret: str
    bearer: str
    enrolled: bool = False  # attached to a package
    permissions: str = READ
    kind: str = ""  # native, web; empty: user authentication not set up
    callbacks: list[str] = field(default_factory=list)
    website: str = ""
    client_secret: str = ""
    suspended: bool = False


@dataclass
class KeyPair:
    """An OAuth 1.0a access token; it keeps the permission that it was minted with."""

    token: str
    secret: str
    app: App
    person: str  # username
    level: str
    alive: bool = True


@dataclass
class Post:
    id: str
    text: str
    author: str  # username
    at: float
    reply_to: str = ""
    deleted: bool = False


@dataclass(frozen=True)
class Charge:
    """One line of the bill."""

    at: float
    what: str
    price: float
    account: str  # username of the developer who pays
    resource: str = ""


@dataclass
class Window:
    """A rate-limit window of one caller and endpoint."""

    limit: int
    ends: float
    used: int = 0


class X:
    """The whole state; tests read it and may change it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.accounts = {a.username: a for a in _people()}
        self.apps: dict[str, App] = {}
        self.key_pairs: dict[str, KeyPair] = {}
        self.posts: dict[str, Post] = {}
        self.ledger: list[Charge] = []
        self.windows: dict[tuple[str, str], Window] = {}
        self.limits: dict[str, int] = {}  # "POST /2/tweets": another limit than the real one
        self.nonces: set[tuple[str, str, str]] = set()
        self.signed_in = "crumbkitchen"  # who a fresh browser is
        self.sensitive = True  # the consent page asks to tick the trust box
        self.metric_names = "post"  # or "tweet": the live answer was seen with either
        self.desk = Desk()
        rules = Rules(
            code_seconds=30,  # docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token
            access_seconds=7200,
            refresh_seconds=15_552_000,  # about six months unused, by community statements
            refresh_scope="offline.access",
        )
        shapes = Shapes(lambda: self._opaque("ac"), lambda: self._opaque("at"), lambda: self._opaque("rt"))
        self.engine = Engine(rules, shapes, place.now)

    def _opaque(self, kind: str) -> str:
        """Real ones decode to random letters, a time in milliseconds, and what they are."""
        return self.place.mint.sealed(f":{int(self.place.now() * 1000)}:1:1:{kind}:1", 39)

    @property
    def strict_rotation(self) -> bool:
        return self.engine.rules.strict_rotation

    @strict_rotation.setter
    def strict_rotation(self, value: bool) -> None:
        self.engine.rules.strict_rotation = value

    @property
    def grace_seconds(self) -> float:
        return self.engine.rules.grace_seconds

    @grace_seconds.setter
    def grace_seconds(self, value: float) -> None:
        self.engine.rules.grace_seconds = value

    @property
    def exchange_count(self) -> int:
        return self.engine.exchange_count

    @property
    def refresh_count(self) -> int:
        return self.engine.refresh_count

    def valid_access_tokens(self) -> list[str]:
        return self.engine.valid("access")

    def valid_refresh_tokens(self) -> list[str]:
        return self.engine.valid("refresh")

    def expire_access_tokens(self) -> None:
        self.engine.expire_access_tokens()

    def live_posts(self) -> list[Post]:
        return [post for post in self.posts.values() if not post.deleted]

    def app_by(self, **wanted: str) -> App | None:
        """The app with these values, such as `app_by(client_id=...)`."""
        found = (a for a in self.apps.values() if all(getattr(a, k) == v for k, v in wanted.items()))
        return next(found, None)

    def new_app(self, name: str, owner: str, environment: str = "production") -> App:
        """An app as the console makes it: keys at once, no package, no user authentication."""
        app = App(self.place.mint.number(8), name, owner, environment, self._client_id(), "", "", "")
        self.new_consumer_keys(app)
        self.new_bearer(app)
        self.apps[app.id] = app
        return app

    def new_consumer_keys(self, app: App) -> None:
        """Ends everything that was minted with the old pair, the bearer included."""
        mint = self.place.mint
        app.api_key, app.api_secret, app.bearer = mint.secret(25), mint.secret(50), ""
        for pair in self.key_pairs.values():
            pair.alive = pair.alive and pair.app is not app

    def new_bearer(self, app: App) -> None:
        app.bearer = self.place.mint.secret(91, before="A" * 21 + "%3D")

    def new_client_secret(self, app: App) -> None:
        app.client_secret = self.place.mint.secret(50, alphabet=URLSAFE)

    def new_key_pair(self, app: App, person: str) -> KeyPair:
        """The former pair of that person and app ends."""
        for pair in self.key_pairs.values():
            pair.alive = pair.alive and not (pair.app is app and pair.person == person)
        mint = self.place.mint
        token = mint.secret(40, before=f"{self.accounts[person].id}-")
        pair = KeyPair(token, mint.secret(45), app, person, app.permissions)
        self.key_pairs[token] = pair
        return pair

    def _client_id(self) -> str:
        return self.place.mint.sealed_id(":1:ci", 14)

    def charge(self, payer: str, what: str, price: float, resource: str = "") -> None:
        """Takes the price; the same resource once per UTC day (docs.x.com/x-api/getting-started/pricing)."""
        now = self.place.now()
        seen = (c for c in self.ledger if (c.what, c.resource, c.account) == (what, resource, payer))
        if resource and any(int(c.at // 86400) == int(now // 86400) for c in seen):
            return
        account = self.accounts[payer]
        account.credits -= price
        account.spent += price
        self.ledger.append(Charge(now, what, price, payer, resource))


def _people() -> tuple[Account, ...]:
    return (
        Account("1204817365", "crumbkitchen", "Crumb Kitchen", 1284),
        Account("1377026481", "ana_private", "Ana", 31, protected=True),
    )
