"""What exists at practice Threads: profiles, what the use case adds to a Meta app, tokens, posts."""

from dataclasses import dataclass, field

from stagedoor.practice.consent import Desk
from stagedoor.practice.meta.state import CAN_BE_ADDED, THREADS, App, Meta
from stagedoor.practice.place import Place

BASIC, PUBLISH, DELETE = "threads_basic", "threads_content_publish", "threads_delete"
PERMISSIONS = (BASIC, *CAN_BE_ADDED[THREADS])
HOUR, DAY = 3600, 86_400
LIFE = 60 * DAY  # developers.facebook.com/docs/threads/get-started/long-lived-tokens
POSTS_A_DAY, DELETES_A_DAY = 250, 100  # developers.facebook.com/docs/threads/overview


@dataclass
class Profile:
    """A person on Threads. Ids are larger than the numbers of JavaScript."""

    username: str
    name: str
    id: str
    private: bool = False
    restricted: bool = False


@dataclass
class Settings:
    """The tab Settings of the use case. `drafts`: chips that were not saved. `asked`: who accepted once, of twice."""

    redirects: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    uninstall: str = ""
    delete: str = ""
    asked: set[str] = field(default_factory=set)


@dataclass
class Token:
    """`dead`: the subcode with which it is refused, 0 while it is not."""

    value: str
    app: App
    profile: Profile
    scopes: tuple[str, ...]
    issued: float
    ends: float
    short: bool = False
    dead: int = 0


@dataclass
class Code:
    value: str
    app: App
    profile: Profile
    scopes: tuple[str, ...]
    redirect: str
    ends: float
    spent: bool = False


@dataclass
class Post:
    id: str
    code: str  # in its address
    profile: Profile
    text: str
    at: float
    deleted: bool = False


class Threads:
    """`signed_in`: the profile that the browser is signed in with, where it has no cookie yet."""

    def __init__(self, place: Place, meta: Meta) -> None:
        self.place, self.meta = place, meta
        self.profiles = {
            "crumbkitchen": Profile("crumbkitchen", "Crumb Kitchen", "9007199254740993"),
            "ana.private": Profile("ana.private", "Ana", "9007199254740995", private=True),
        }
        self.signed_in = "crumbkitchen"
        self._settings: dict[str, Settings] = {}
        self.tokens: dict[str, Token] = {}
        self.codes: dict[str, Code] = {}
        self.posts: dict[str, Post] = {}
        self.containers: dict[str, tuple[Profile, str]] = {}
        self.deletions: list[tuple[str, float]] = []
        self.desk = Desk()

    @property
    def apps(self) -> dict[str, App]:
        """The Meta apps that have the use case, by their App ID."""
        return {id: app for id, app in self.meta.apps.items() if THREADS in app.use_cases}

    def app_by(self, threads_id: str) -> App | None:
        return next((app for app in self.apps.values() if app.threads_id == threads_id), None)

    def settings(self, app: App) -> Settings:
        return self._settings.setdefault(app.id, Settings())

    def scopes(self, app: App) -> tuple[str, ...]:
        return tuple(scope for scope in PERMISSIONS if scope in app.ready)

    def invited(self, app: App, profile: Profile) -> bool:
        return app.testers.get((THREADS, profile.username)) is False

    def knows(self, app: App, profile: Profile) -> bool:
        return app.testers.get((THREADS, profile.username)) is True

    def accept(self, app: App, profile: Profile) -> None:
        """Threads asks twice (pgray/ndl: OAUTH.md)."""
        asked = self.settings(app).asked
        if profile.username in asked:
            app.testers[THREADS, profile.username] = True
            asked.remove(profile.username)
        else:
            asked.add(profile.username)

    def issue(self, app: App, profile: Profile, scopes: tuple[str, ...], *, short: bool = False) -> Token:
        now = self.place.now()
        value = self.place.mint.secret(140, before="THAA")
        token = Token(value, app, profile, scopes, now, now + (HOUR if short else LIFE), short)
        self.tokens[value] = token
        return token

    def allow(self, app: App, profile: Profile, scopes: tuple[str, ...], redirect: str) -> Code:
        """The person said yes; the code is good for an hour."""
        code = Code(self.place.mint.secret(80, before="AQ"), app, profile, scopes, redirect, self.place.now() + HOUR)
        self.codes[code.value] = code
        return code

    def end(self, app: App, profile: Profile, subcode: int) -> None:
        """All tokens of that profile for that app."""
        for token in self.tokens.values():
            if token.app is app and token.profile is profile:
                token.dead = token.dead or subcode

    def change_password(self, username: str) -> None:
        for token in self.tokens.values():
            if token.profile.username == username:
                token.dead = token.dead or 460

    def published(self, profile: Profile, text: str) -> Post:
        mint = self.place.mint
        post = Post(mint.ascending(17), mint.number(11), profile, text, self.place.now())
        self.posts[post.id] = post
        return post

    def live_posts(self) -> list[Post]:
        return [post for post in self.posts.values() if not post.deleted]

    def posts_today(self, profile: Profile) -> int:
        since = self.place.now() - DAY
        return sum(1 for post in self.posts.values() if post.profile is profile and post.at > since)

    def deletions_today(self, profile: Profile) -> int:
        since = self.place.now() - DAY
        return sum(1 for username, at in self.deletions if username == profile.username and at > since)
