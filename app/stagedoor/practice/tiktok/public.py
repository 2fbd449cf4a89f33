"""What people see of TikTok: profiles, the phone's Inbox, and the list of programs that have access."""

from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.pages import button_form, el, page
from stagedoor.practice.paths import Paths
from stagedoor.practice.picture import FACE
from stagedoor.practice.tiktok import session
from stagedoor.practice.tiktok.consent import SITE
from stagedoor.practice.tiktok.state import TikTok

PATHS = Paths()
INBOX, PERMISSIONS, POSTS = "/phone/inbox", "/phone/permissions", "/tiktokstudio/content"


@PATHS.on("GET", INBOX)
def inbox(tiktok: TikTok, ask: Ask) -> Answer:
    """Inbox, System notifications, as the phone shows it; only practice has a page for it."""
    return _listed(tiktok, ask, INBOX, "Inbox of @{}: {} drafts", "Discard", private_post=False)


@PATHS.on("GET", POSTS)
def posts(tiktok: TikTok, ask: Ask) -> Answer:
    """TikTok Studio, Posts: what only its owner sees stands here, too."""
    return _listed(tiktok, ask, POSTS, "Posts of @{}: {} private", "Delete", private_post=True)


@PATHS.on("POST", INBOX)
def discard(tiktok: TikTok, ask: Ask) -> Answer:
    return _taken_away(tiktok, ask, INBOX)


@PATHS.on("POST", POSTS)
def delete(tiktok: TikTok, ask: Ask) -> Answer:
    return _taken_away(tiktok, ask, POSTS)


def _listed(tiktok: TikTok, ask: Ask, path: str, title: str, button: str, *, private_post: bool) -> Answer:
    person = session.account(tiktok, ask)
    here = tiktok.place.host("web") + path
    found = [
        el("section", el("p", draft.text), button_form(here, button, publish_id=draft.publish_id))
        for draft in tiktok.live_drafts()
        if draft.person == person.username and draft.private_post == private_post
    ]
    drawn = page(title.format(person.username, len(found)), *found, site=SITE)
    return session.remember(tiktok, html_answer(drawn), session.ACCOUNT, person.username)


def _taken_away(tiktok: TikTok, ask: Ask, path: str) -> Answer:
    person = session.account(tiktok, ask)
    for draft in tiktok.drafts:
        if (draft.publish_id, draft.person) == (ask.form.get("publish_id"), person.username):
            draft.gone = True
    return see_other(tiktok.place.host("web") + path)


@PATHS.on("GET", PERMISSIONS)
def permissions(tiktok: TikTok, ask: Ask) -> Answer:
    """Settings, Security & permissions, Manage app permissions."""
    person = session.account(tiktok, ask)
    clients = dict.fromkeys(g.client for g in tiktok.engine.grants if g.person == person.username and not g.ended)
    here = tiktok.place.host("web") + PERMISSIONS
    found = [(key, owner[0].name) for key in clients if (owner := tiktok.position(key))]
    forms = [button_form(here, f"Remove access of {name}", client_key=key) for key, name in found]
    return html_answer(page("Manage app permissions", *forms, site=SITE))


@PATHS.on("POST", PERMISSIONS)
def remove(tiktok: TikTok, ask: Ask) -> Answer:
    person = session.account(tiktok, ask)
    tiktok.engine.end(ask.form.get("client_key", ""), person.username, "removed by the person")
    return see_other(tiktok.place.host("web") + PERMISSIONS)


@PATHS.on("GET", "/avatar/{file}")
def face(tiktok: TikTok, ask: Ask) -> Answer:
    if ask.params["file"].removesuffix(".png") not in tiktok.accounts:
        return _nothing()
    return Answer(200, FACE, (("content-type", "image/png"),))


@PATHS.on("GET", "/@{username}")
def profile(tiktok: TikTok, ask: Ask) -> Answer:
    """Drafts and private posts do not show here."""
    account = tiktok.accounts.get(ask.params["username"].lower())
    if account is None:
        return _nothing()
    text = "This account is private" if account.private else f"{account.followers:,} Followers"
    return html_answer(page(f"{account.name} (@{account.username})", el("p", text), site=SITE))


def _nothing() -> Answer:
    return html_answer(page("Couldn't find this account", site=SITE), 404, reason="no such page")
