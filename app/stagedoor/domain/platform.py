"""The shape of a platform file: everything about a platform that is a string, a number or a table.

The catalogue loads these from `resources/platforms/<id>.toml`; unknown keys are refused. Tables are keyed by
id and keep their order. Texts may hold `{host key}`, `{version}`, `{port}` and names of fields or facts.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct, field

Sure = Literal["is", "should", "unknown"]
RouteKind = Literal["browser", "paste", "portal_token", "keys", "bot", "via", "manual"]
Effect = Literal["none", "cannot_post", "costs_money", "visible_to_others", "cannot_be_undone"]
ErrorKind = Literal["grant_dead", "permission", "quota", "credit", "content", "platform", "ours", "app", "clock"]
TextUnit = Literal["utf16", "points", "bytes", "twitter", "threads", "escaped"]
Rung = Literal["dry", "private", "public"]


class Table(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of a platform file."""


class Claim(Table, frozen=True, kw_only=True):
    """Something we say about a platform: when it was last seen so, where, and how sure we are."""

    seen: date | None = None
    source: str = ""
    sure: Sure = "is"


class Version(Claim, frozen=True, kw_only=True):
    api: str
    header: str = ""
    ladder: bool = False
    ends: date | None = None


class Identity(Claim, frozen=True, kw_only=True):
    """Who a sign-in belongs to. `unique` global: the same id in every app; app: another app, another id."""

    unique: Literal["global", "app"]
    handle: str
    sentence: str
    price: float = 0.0


class Twin(Table, frozen=True, kw_only=True):
    """A sister key that gets pasted by mistake, told apart by its form, by another stored app's field
    (`platform.field`), or by the error code that the platform answers to the probe.
    """

    say: str
    pattern: str = ""
    equals: str = ""
    probe: int | str = ""


class Question(Table, frozen=True, kw_only=True):
    ask: str
    options: dict[str, str]
    why: str = ""


class FileShape(Table, frozen=True, kw_only=True):
    key: str


class Field(Table, frozen=True, kw_only=True):
    """A value that the person copies out of a portal. `pattern` is a hint (full match): a mismatch warns,
    only a twin blocks. `find` is the pattern by which the value is picked out of a longer pasted text.
    `of` says where it is kept: with the developer app, or with the sign-in.
    """

    label: str
    secret: bool = False
    of: Literal["app", "grant"] = "app"
    pattern: str = ""
    find: str = ""
    example: str
    optional: bool = False
    required_when: dict[str, str] = {}
    file: FileShape | None = None
    twins: list[Twin] = []
    help: str = ""


class Prove(Claim, frozen=True, kw_only=True):
    """How keys are proved without a user: the adapter's call and what it costs."""

    call: str
    url: str = ""
    says: str = ""


class AppKind(Table, frozen=True, kw_only=True):
    """`ident` is the field that says "the same app again", `ident_else` where a route does not ask for it."""

    ident: str
    ident_else: str = ""
    name: str = ""
    environments: list[str] = []
    same_portal_app_as: list[str] = []
    prove: Prove | None = None
    question: dict[str, Question] = {}
    field: dict[str, Field]


class Authorize(Table, frozen=True, kw_only=True):
    url: str
    params: dict[str, str] = {}
    scope_sep: str = " "
    client_id_param: str = "client_id"
    pkce: Literal["none", "S256", "S256-hex"]


class TokenCall(Claim, frozen=True, kw_only=True):
    """The code exchange. `client_auth`: one way, or a way per answer to the app kind's question `type`."""

    url: str
    body: Literal["form", "json"] = "form"
    client_auth: (
        dict[str, Literal["id-in-body", "secret-in-body", "basic"]] | Literal["id-in-body", "secret-in-body", "basic"]
    )
    code_seconds: int
    then: dict[str, str] = {}


class Renew(Claim, frozen=True, kw_only=True):
    kind: Literal["refresh_token", "self", "reexchange", "none"]
    url: str = ""
    grant_type: str = ""
    rotates: bool = False
    not_before: int = 0
    lost_after: int = 0


class Revoke(Claim, frozen=True, kw_only=True):
    reach: Literal["token", "grant", "person", "none"]
    url: str = ""
    by_hand: str = ""


class Consent(Claim, frozen=True, kw_only=True):
    kills_older: bool = False
    all_or_nothing: bool = False
    prompt: str = ""


class Redirect(Table, frozen=True, kw_only=True):
    """The whole return address (redirect URI), one value for screen, clipboard, listener and request."""

    url: str
    ports: list[int] = []
    slash: Literal["exact", "as-shown-in-portal"] = "exact"


class OAuth(Table, frozen=True, kw_only=True):
    authorize: Authorize
    token: TokenCall
    renew: Renew
    lifetimes: dict[str, int] = {}
    revoke: Revoke
    consent: Consent = Consent()
    redirect: Redirect
    dead: list[str] = []


class Need(Claim, frozen=True, kw_only=True):
    """What a person must have before starting."""

    text: str
    how: str = ""
    link: str = ""
    minutes: int = 0


class Wait(Table, frozen=True, kw_only=True):
    usual: str
    longest: str = ""
    again: Literal["on-focus", "poll"] = "on-focus"


class Step(Claim, frozen=True, kw_only=True):
    """One page of the guide. `do` is one instruction a line. `copy` holds texts with live names to fill and to
    copy ("{redirect}": a row per port), `details` names entries of "Your details".
    """

    title: str
    link: str = ""
    where: list[str] = []
    do: str
    copy: list[str] = []
    details: list[str] = []
    fields: list[str] = []
    questions: list[str] = []
    mistake: str = ""
    checks: list[str] = []
    effect: Effect = "cannot_post"
    undo: str = ""
    wait: Wait | None = None
    only_when: dict[str, str] = {}


class Expect(Claim, frozen=True, kw_only=True):
    """A page that the browser will show between Open and the return."""

    heading: str
    press: str
    why: str = ""


class DeadEnd(Claim, frozen=True, kw_only=True):
    """A page that never comes back: what it says, why, and what mends it (`step` is `route.step`)."""

    heading: str
    contains: str = ""
    cause: str
    fix: str
    step: str = ""


class RouteTokens(Table, frozen=True, kw_only=True):
    ends: Literal["answer", "debug_token", "assumed", "never"] = "answer"
    scopes: Literal["answer", "debug_token", "assumed", "header"] = "answer"


class Route(Table, frozen=True, kw_only=True):
    """One way to connect. `exec` maps a token value to the environment variable that scripts get.

    `recommended_when` is "always" or "question = option". Fields and questions of a route without an app
    stand in the route itself.
    """

    kind: RouteKind
    name: str
    recommended_when: str = ""
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
    token: RouteTokens = RouteTokens()
    scopes: list[str] = []
    step: dict[str, Step] = {}
    expects: dict[str, Expect] = {}
    dead_end: dict[str, DeadEnd] = {}
    exec: dict[str, str] = {}
    done: str = ""


class Scope(Claim, frozen=True, kw_only=True):
    """A permission: the ability it gives and what is missing without it."""

    ability: str
    missing: str
    optional: bool = False
    product: str = ""


class Check(Claim, frozen=True, kw_only=True):
    """One question to the platform. `price` in US dollars; a priced check runs only on request."""

    asks: str
    call: str
    price: float = 0.0
    at_most_every: int = 0
    abilities: list[str] = []


class PostRung(Claim, frozen=True, kw_only=True):
    """One height of a test post. Prices in US dollars; `note` says what is not sure about them."""

    audience: str
    price: float = 0.0
    price_with_link: float = 0.0
    delete: bool = False
    delete_price: float = 0.0
    silent: bool = False
    why_not: str = ""
    note: str = ""


class TextLimit(Claim, frozen=True, kw_only=True):
    max: int
    unit: TextUnit


class MediaLimit(Claim, frozen=True, kw_only=True):
    """`count` files a post; `sides` is the largest [width, height], the other lists are [least, most]."""

    types: list[str]
    count: int = 1
    bytes: int = 0
    seconds: list[float] = []
    sides: list[int] = []
    sides_sum: int = 0
    ratio: list[float] = []
    fps: list[float] = []


class PostKind(Table, frozen=True, kw_only=True):
    rung: dict[Rung, PostRung]
    text: TextLimit | None = None
    caption: TextLimit | None = None
    media: dict[str, MediaLimit] = {}
    tags_max: int = 0


class ErrorEntry(Claim, frozen=True, kw_only=True):
    """An error of the platform. All given matchers must hold; `text` is looked for without case."""

    status: int | list[int] = 0
    code: int | str | list[int | str] = ""
    subcode: int | str | list[int | str] = ""
    type: str | list[str] = ""
    text: str | list[str] = ""
    page: str = ""
    kind: ErrorKind
    cause: str
    fix: str
    step: str = ""


class Meter(Claim, frozen=True, kw_only=True):
    """A number that says how much is left: read from a header or by a call."""

    header: str = ""
    call: str = ""
    unit: str
    resets: str = ""


class AnotherAccount(Claim, frozen=True, kw_only=True):
    before: str
    start_at: str = "sign-in"
    link: str = ""


class Platform(Table, frozen=True, kw_only=True):
    """A whole platform file."""

    id: str
    name: str
    seen: date
    order: int = 100
    intro: str = ""
    hosts: dict[str, str]
    version: Version | None = None
    identity: Identity
    forbidden_words: list[str] = []
    app: dict[str, AppKind] = {}
    oauth: dict[str, OAuth] = {}
    need: dict[str, Need] = {}
    route: dict[str, Route]
    scope: dict[str, Scope] = {}
    check: dict[str, Check] = {}
    post: dict[str, PostKind] = {}
    error: dict[str, ErrorEntry] = {}
    meter: dict[str, Meter] = {}
    another_account: AnotherAccount
    overlay: list[str] = field(default_factory=list)

    @property
    def simulated(self) -> bool:
        """True where an overlay points every host at this computer: the made-up accounts of practice."""
        return all(url.startswith("http://127.0.0.1:") for url in self.hosts.values())

    def fill(self, text: str, **facts: object) -> str:
        """The text with `{host key}`, `{version}` and the given facts put in; unknown names stay as they are."""
        known = {**self.hosts, **{k: str(v) for k, v in facts.items()}}
        if self.version:
            known.setdefault("version", self.version.api)
        for name, value in known.items():
            text = text.replace("{" + name + "}", value)
        return text
