"""Who calls the Data API, whether the project may, and what the call costs."""

from dataclasses import dataclass

from stagedoor.practice.messages import Ask
from stagedoor.practice.youtube import errors
from stagedoor.practice.youtube.consent import PREFIX
from stagedoor.practice.youtube.state import UNITS, UPLOADS, Channel, Project, YouTube

READ = ("youtube.readonly", "youtube.force-ssl", "youtube")
UPLOAD = ("youtube.upload", "youtube.force-ssl", "youtube")
WRITE = ("youtube.force-ssl", "youtube")


@dataclass(frozen=True)
class Caller:
    project: Project
    person: str  # a channel, or the e-mail address of an account without one

    def channel(self, google: YouTube) -> Channel:
        found = google.channels.get(self.person)
        if found is None:
            raise errors.no_channel()
        if found.closed:
            text = "The YouTube account of the authenticated user is closed."
            raise errors.api(403, "authenticatedUserAccountClosed", text, "youtube.common")
        return found


def caller(google: YouTube, ask: Ask, scopes: tuple[str, ...]) -> Caller:
    """With one of these permissions (developers.google.com/youtube/data/guides/auth/installed-apps)."""
    scheme, _, value = ask.headers.get("authorization", "").partition(" ")
    token = google.engine.find(value) if scheme.lower() == "bearer" else None
    if token is None:
        raise errors.unauthorized("no, unknown, expired or revoked bearer token")
    project = google.clients[token.grant.client].project
    if not project.api_enabled:
        raise errors.api_off(project.id)
    if project.rate_limited:
        raise errors.too_fast()
    if not {PREFIX + scope for scope in scopes} & set(token.grant.scopes):
        raise errors.scope_missing()
    return Caller(project, token.grant.person)


def spend(google: YouTube, project: Project, units: int) -> None:
    """Of the 10,000 units for everything but uploads."""
    used = sum(cost for at, cost in project.units if google.used_today([at]))
    if used + units > UNITS:
        raise errors.quota()
    project.units.append((google.place.now(), units))


def spend_upload(google: YouTube, project: Project, channel: Channel) -> None:
    """One of the project's 100 uploads a day; the channel has a limit of its own."""
    if google.used_today(project.uploads) >= UPLOADS:
        raise errors.quota()
    mine = [v for v in google.videos.values() if v.channel == channel.id and google.place.now() - v.at < 86_400]
    if len(mine) >= channel.upload_limit:
        text = "The user has exceeded the number of videos they may upload."
        raise errors.api(400, "uploadLimitExceeded", text, "youtube.video")
    project.uploads.append(google.place.now())
