"""The shape of a platform file: everything about a platform that is a string, a number or a table.

The catalogue loads these from `resources/platforms/<id>.toml`; unknown keys are refused. Tables are keyed by
id and keep their order. Texts may hold `{host key}`, `{version}`, `{port}` and names of fields or facts.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import field

from stagedoor.domain.by_hand import HandRoute
from stagedoor.domain.claims import Claim, Table
from stagedoor.domain.guidance import DeadEnd, Expect, Field, Need, Question, Step
from stagedoor.domain.limits import Meter, PostKind
from stagedoor.domain.protocol import OAuth
from stagedoor.domain.routes import TRAITS, RouteKind, Traits

ErrorKind = Literal["grant_dead", "permission", "quota", "credit", "content", "platform", "ours", "app", "clock"]


class Version(Claim, frozen=True, kw_only=True):
    """The version of the platform's interface. With a `ladder`, months count as versions ("202607"): where one is
    refused with the error `gone`, those before the present month are tried, `back` months at most.
    """

    api: str
    header: str = ""
    ladder: bool = False
    back: int = 0
    gone: str = ""


class Identity(Claim, frozen=True, kw_only=True):
    """Who a sign-in belongs to. `unique` global: the same id in every app; app: another app, another id. `choose`: what
    is asked where one sign-in reaches several accounts, of which the person takes those that they want. `audience`:
    what the platform calls those who follow an account; in the sentence it stands as " ({followers} <audience>)".
    """

    unique: Literal["global", "app"]
    sentence: str
    choose: str = ""
    audience: str = "followers"


class Prove(Claim, frozen=True, kw_only=True):
    """Where keys are proved without a user."""

    url: str = ""


class AppKind(Table, frozen=True, kw_only=True):
    """`ident` is the field that says "the same app again", `ident_else` where a route does not ask for it.
    `make_public`: how it is published, where posts are seen by nobody else before.
    """

    ident: str
    ident_else: str = ""
    name: str = ""
    make_public: str = ""
    prove: Prove | None = None
    question: dict[str, Question] = {}
    field: dict[str, Field]


class Route(Table, frozen=True, kw_only=True):
    """One way to connect. `exec` maps a token value to the environment variable that scripts get.

    `recommended`: for everybody; `recommended_when`: for those who answer so. `aside`: for few people, so that an
    overview does not count it. Fields and questions of a route without an app stand in the route itself.
    """

    kind: RouteKind
    name: str
    recommended: bool = False
    recommended_when: dict[str, str] = {}
    aside: bool = False
    app: str = ""
    oauth: str = ""
    via: str = ""
    needs_answer: dict[str, str] = {}
    minutes: int = 0
    gates: list[str] = []
    needs: list[str] = []
    fields: list[str] = []
    field: dict[str, Field] = {}
    question: dict[str, Question] = {}
    scopes: list[str] = []
    step: dict[str, Step] = {}
    expects: dict[str, Expect] = {}
    dead_end: dict[str, DeadEnd] = {}
    exec: dict[str, str] = {}
    done: str = ""

    @property
    def is_recommended(self) -> bool:
        """For everybody, or for some."""
        return self.recommended or bool(self.recommended_when)

    @property
    def traits(self) -> Traits:
        """What is true of every way to connect of this kind."""
        return TRAITS[self.kind]


class Scope(Claim, frozen=True, kw_only=True):
    """A permission: the ability it gives and what is missing without it. `only_when`: asked for only where the answers
    are so. `serves`: the other platform whose accounts it is for, which come along with this sign-in. Without the
    ability "identify" a sign-in is of no use. `name`: what it is called for people, where the ability says too little.
    """

    ability: str
    missing: str
    name: str = ""
    optional: bool = False
    serves: str = ""
    only_when: dict[str, str] = {}


class Check(Claim, frozen=True, kw_only=True):
    """One question to the platform. `price` in US dollars; a priced check runs only on request."""

    asks: str
    price: float = 0.0
    abilities: list[str] = []


class ErrorEntry(Claim, frozen=True, kw_only=True):
    """An error of the platform. All given matchers must hold; `text` is looked for without case. `new_sign_in`: only
    another consent mends it, so a sign-in that is not kept yet is not asked again.
    """

    status: int | list[int] = 0
    code: int | str | list[int | str] = ""
    subcode: int | str | list[int | str] = ""
    type: str | list[str] = ""
    text: str | list[str] = ""
    kind: ErrorKind
    cause: str
    fix: str
    step: str = ""
    new_sign_in: bool = False


class AnotherAccount(Claim, frozen=True, kw_only=True):
    """`before`: what to do first. `button`: what leads there, with the platform's own word for an account."""

    before: str
    button: str = "Connect another account"


class Crawler(Claim, frozen=True, kw_only=True):
    """The program with which a platform looks at a person's pages, and the name (User-Agent) that it gives itself."""

    name: str
    agent: str


class Platform(Table, frozen=True, kw_only=True):
    """A whole platform file. `cli_only`: the window does not offer it; what the command line connected shows there."""

    id: str
    name: str
    seen: date
    order: int = 100
    intro: str = ""
    cli_only: bool = False
    hosts: dict[str, str]
    version: Version | None = None
    identity: Identity
    forbidden_words: list[str] = []
    crawler: Crawler | None = None
    app: dict[str, AppKind] = {}
    oauth: dict[str, OAuth] = {}
    need: dict[str, Need] = {}
    route: dict[str, Route]
    scope: dict[str, Scope] = {}
    check: dict[str, Check] = {}
    post: dict[str, PostKind] = {}
    error: dict[str, ErrorEntry] = {}
    meter: dict[str, Meter] = {}
    by_hand: HandRoute | None = None
    another_account: AnotherAccount
    overlay: list[str] = field(default_factory=list)

    @property
    def simulated(self) -> bool:
        """True where an overlay points every host at this computer: the made-up accounts of practice."""
        return all(url.startswith("http://127.0.0.1:") for url in self.hosts.values())

    def fields_of(self, route: Route) -> dict[str, Field]:
        """What the way to connect may ask for or name: the values of its developer app, and its own."""
        kind = self.app.get(route.app)
        return {**(kind.field if kind else {}), **route.field}

    def oauth_of(self, route: str) -> OAuth | None:
        """How that way to connect signs in; None where it brings its keys along, or is not in the file any more."""
        way = self.route.get(route)
        return self.oauth[way.oauth] if way and way.oauth else None

    def fill(self, text: str, **facts: object) -> str:
        """The text with `{host key}`, `{version}` and the given facts put in; unknown names stay as they are."""
        known = {**self.hosts, **{k: str(v) for k, v in facts.items()}}
        if self.version:
            known.setdefault("version", self.version.api)
        for name, value in known.items():
            text = text.replace("{" + name + "}", value)
        return text
