"""What exists at practice Google and YouTube: accounts, channels, projects, clients, videos, upload sessions."""

from dataclasses import dataclass, field

from stagedoor.practice.consent import Asked
from stagedoor.practice.mint import URLSAFE
from stagedoor.practice.oauth import Engine, Rules, Shapes
from stagedoor.practice.place import Place

DAY = 86_400
UPLOADS, UNITS = 100, 10_000  # a project's day (developers.google.com/youtube/data/determine_quota_cost)
LIVE_TOKENS = 100  # per account and client; the oldest is dropped without a word
PACIFIC = 8 * 3600  # seconds behind UTC; quota begins anew at midnight there


@dataclass
class Channel:
    """A channel and the Google account that owns it."""

    id: str
    handle: str
    title: str
    owner: str  # e-mail address
    subscribers: int
    hidden: bool = False  # the number of subscribers
    closed: bool = False
    upload_limit: int = 50  # YouTube's own, per 24 hours


@dataclass
class Account:
    """A Google account. The first of its channels is taken where nobody chooses."""

    email: str
    name: str
    two_step: bool = True
    blocked_by_admin: bool = False


@dataclass
class Project:
    """A Google Cloud project with its one consent screen."""

    id: str
    name: str
    owner: str
    api_enabled: bool = False
    app_name: str = ""  # empty: Get started was not done
    audience: str = "external"
    status: str = "testing"
    testers: list[str] = field(default_factory=list)
    uploads: list[float] = field(default_factory=list)
    units: list[tuple[float, int]] = field(default_factory=list)
    rate_limited: bool = False


@dataclass
class Client:
    """An OAuth client of a project. Secrets show once; two may be good at the same time."""

    id: str
    kind: str  # installed, web
    name: str
    project: Project
    secrets: list[str]
    redirects: list[str] = field(default_factory=list)
    deleted: bool = False


@dataclass
class Video:
    id: str
    channel: str
    title: str
    description: str
    privacy: str
    category: str
    at: float
    size: int
    status: str = "uploaded"
    reason: str = ""  # of a failure or a rejection
    looks: int = 0  # how often its owner asked about it
    notified: bool = False
    deleted: bool = False


@dataclass
class Upload:
    """A resumable session: the resource, and the bytes that arrived so far."""

    number: str
    channel: str
    project: Project
    resource: dict[str, dict[str, object]]
    total: int
    notify: bool
    received: bytes = b""
    video: str = ""
    over: bool = False


@dataclass
class Visit:
    """A consent under way: what was asked, and how far the person is."""

    asked: Asked
    prompt: str
    channel: str = ""
    warned: bool = False


class YouTube:
    """The whole state; tests read it and may change it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.accounts = {a.email: a for a in _people()}
        self.channels = {c.id: c for c in _channels()}
        self.projects: dict[str, Project] = {}
        self.clients: dict[str, Client] = {}
        self.videos: dict[str, Video] = {}
        self.sessions: dict[str, Upload] = {}
        self.visits: dict[str, Visit] = {}
        self.seven_days: set[str] = set()  # codes that were given while the project was in Testing
        self.signed_in = "ana@crumbkitchen.example"  # who a fresh browser is
        self.boxes_ticked = False  # as they arrive on the consent page
        self.default_privacy = "public"  # what an upload without privacyStatus becomes
        self.forced_privacy = ""  # what YouTube makes of every upload, whatever was asked
        self.looks_needed = 0  # before a video is worked on
        self.ends_as = ("processed", "")  # uploadStatus and its reason, of the next videos
        rules = Rules(
            code_seconds=600,
            access_seconds=3599,
            refresh_seconds=180 * DAY,  # six months unused
            rotates=False,
            strict_rotation=False,
            one_grant=False,
        )
        mint = place.mint
        shapes = Shapes(
            lambda: mint.secret(64, before="4/0", alphabet=URLSAFE),
            lambda: mint.secret(120, before="ya29.", alphabet=URLSAFE),
            lambda: mint.secret(90, before="1//0", alphabet=URLSAFE),
        )
        self.engine = Engine(rules, shapes, place.now)

    def valid_access_tokens(self) -> list[str]:
        return self.engine.valid("access")

    def valid_refresh_tokens(self) -> list[str]:
        return self.engine.valid("refresh")

    def expire_access_tokens(self) -> None:
        self.engine.expire_access_tokens()

    def live_videos(self) -> list[Video]:
        return [video for video in self.videos.values() if not video.deleted]

    def channel(self, handle: str) -> Channel:
        """By its handle, without the @."""
        return next(c for c in self.channels.values() if c.handle == handle)

    def channels_of(self, email: str) -> list[Channel]:
        return [c for c in self.channels.values() if c.owner == email]

    def new_project(self, name: str, owner: str) -> Project:
        stem = "".join(c if c.isalnum() else "-" for c in name.lower()).strip("-")[:20] or "project"
        id = f"{stem}-{self.place.mint.number(6)}"
        id = id if id[0].isalpha() else f"p{id}"
        self.projects[id] = Project(id, name, owner)
        return self.projects[id]

    def new_client(self, project: Project, kind: str, name: str) -> Client:
        mint = self.place.mint
        number = f"{mint.number(12)}-PRACTICE{mint.number(12)}.apps.googleusercontent.com"
        client = Client(number, kind, name, project, [])
        self.new_secret(client)
        self.clients[number] = client
        return client

    def new_secret(self, client: Client) -> str:
        """The older one stays good until it is taken away."""
        client.secrets.append(self.place.mint.secret(28, before="GOCSPX-", alphabet=URLSAFE))
        return client.secrets[-1]

    def day(self) -> int:
        """Which day it is in California."""
        return int((self.place.now() - PACIFIC) // DAY)

    def used_today(self, times: list[float]) -> int:
        return sum(1 for at in times if int((at - PACIFIC) // DAY) == self.day())

    def end_all(self, project: Project, email: str, why: str) -> None:
        """Taking access away ends every sign-in of that account with every client of the project."""
        for grant in self.engine.grants:
            owner = self.channels[grant.person].owner if grant.person in self.channels else grant.person
            client = self.clients.get(grant.client)
            if client is not None and client.project is project and owner == email and not grant.ended:
                grant.ended = why


def _people() -> tuple[Account, ...]:
    return (
        Account("ana@crumbkitchen.example", "Ana Baker"),
        Account("ben@crumbkitchen.example", "Ben without a channel"),
    )


def _channels() -> tuple[Channel, ...]:
    """The private name stands first: whoever does not choose uploads there."""
    owner = "ana@crumbkitchen.example"
    return (
        Channel("UCanaPracticeChannel0001", "ana_bakes", "Ana Baker", owner, 7),
        Channel("UCcrumbPracticeChannel02", "crumbkitchen", "Crumb Kitchen", owner, 12_400),
    )
