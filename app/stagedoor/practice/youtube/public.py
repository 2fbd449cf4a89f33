"""The pages of YouTube and Google that an app links to: channel, video, Studio, and what has access to the account."""

from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.pages import button_form, el, page
from stagedoor.practice.paths import Paths
from stagedoor.practice.picture import FACE
from stagedoor.practice.youtube import session
from stagedoor.practice.youtube.state import Channel, Video, YouTube

WEB, STUDIO, ACCOUNT = Paths(), Paths(), Paths()


@WEB.on("GET", "/watch")
def watch(google: YouTube, ask: Ask) -> Answer:
    """A private video shows to nobody but its owner."""
    video = google.videos.get(ask.query.get("v", ""))
    if video is None or video.deleted or (video.privacy == "private" and not _owns(google, ask, video)):
        return html_answer(page("Video unavailable", el("p", "This video is private or gone."), site="YouTube"))
    title = google.channels[video.channel].title
    return html_answer(page(title, el("p", video.title), el("p", video.description), site="YouTube"))


@WEB.on("GET", "/pictures/{file}")
def picture(_google: YouTube, _ask: Ask) -> Answer:
    return Answer(200, FACE, (("content-type", "image/png"),))


@WEB.on("GET", "/channel/{id}")
def channel_page(google: YouTube, ask: Ask) -> Answer:
    return _shown(google, google.channels.get(ask.params["id"]))


@WEB.on("GET", "/@{handle}")
def handle_page(google: YouTube, ask: Ask) -> Answer:
    found = (c for c in google.channels.values() if c.handle == ask.params["handle"])
    return _shown(google, next(found, None))


def _shown(google: YouTube, channel: Channel | None) -> Answer:
    if channel is None:
        return html_answer(page("This page isn't available", site="YouTube"), 404, reason="no such channel")
    count = el("p", f"@{channel.handle}, {channel.subscribers:,} subscribers")
    videos = [v for v in google.live_videos() if v.channel == channel.id and v.privacy == "public"]
    return html_answer(page(channel.title, count, *(el("section", v.title) for v in videos), site="YouTube"))


@STUDIO.on("GET", "/video/{id}/edit")
def studio(google: YouTube, ask: Ask) -> Answer:
    """Options, Delete, Delete forever."""
    video = google.videos.get(ask.params["id"])
    if video is None or video.deleted or not _owns(google, ask, video):
        return html_answer(page("Oops, something went wrong.", site="YouTube Studio"), 404, reason="no such video")
    to = google.place.host("studio") + f"/video/{video.id}/delete"
    menu = el("details", el("summary", "Options"), button_form(to, "Delete"))
    return html_answer(page("Video details", el("p", video.title), menu, site="YouTube Studio"))


@STUDIO.on("POST", "/video/{id}/delete")
def ask_twice(google: YouTube, ask: Ask) -> Answer:
    to = google.place.host("studio") + f"/video/{ask.params['id']}/gone"
    form = button_form(to, "Delete forever")
    return html_answer(page("Permanently delete this video?", form, site="YouTube Studio"))


@STUDIO.on("POST", "/video/{id}/gone")
def gone(google: YouTube, ask: Ask) -> Answer:
    video = google.videos.get(ask.params["id"])
    if video is None or not _owns(google, ask, video):
        return html_answer(page("Oops, something went wrong.", site="YouTube Studio"), 404, reason="no such video")
    video.deleted = True
    return html_answer(page("Video deleted", site="YouTube Studio"))


@ACCOUNT.on("GET", "/connections")
def connections(google: YouTube, ask: Ask) -> Answer:
    """Where a person takes a program's access away: for the whole project at once."""
    who = session.account(google, ask) or google.accounts[google.signed_in]
    mine = {c.id for c in google.channels_of(who.email)} | {who.email}
    clients = [google.clients[g.client] for g in google.engine.grants if g.person in mine and not g.ended]
    projects = list({c.project.id: c.project for c in clients}.values())
    url = google.place.host("account") + "/connections"
    forms = [button_form(url, f"Delete all connections you have with {p.app_name}", project=p.id) for p in projects]
    drawn = page("Third-party apps & services", *forms, site="Google Account")
    return session.remember(google, html_answer(drawn), who.email)


@ACCOUNT.on("POST", "/connections")
def disconnect(google: YouTube, ask: Ask) -> Answer:
    who, project = session.account(google, ask), google.projects.get(ask.form.get("project", ""))
    if who is not None and project is not None:
        google.end_all(project, who.email, "taken back by the person")
    return see_other(google.place.host("account") + "/connections")


def _owns(google: YouTube, ask: Ask, video: Video) -> bool:
    who = session.account(google, ask)
    return who is not None and google.channels[video.channel].owner == who.email
