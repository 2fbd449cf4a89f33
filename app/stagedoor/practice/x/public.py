"""The pages of X that an app links to: profile, post, picture, and the list of connected apps."""

from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.pages import button_form, el, page
from stagedoor.practice.paths import Paths
from stagedoor.practice.picture import FACE
from stagedoor.practice.x import session
from stagedoor.practice.x.consent import SITE
from stagedoor.practice.x.state import X

PATHS = Paths()
CONNECTED = "/settings/connected_apps"


@PATHS.on("GET", CONNECTED)
def connected(x: X, ask: Ask) -> Answer:
    """Where a person takes an app's access away; only the person's own apps show."""
    who = session.account(x, ask) or x.accounts[x.signed_in]
    clients = dict.fromkeys(g.client for g in x.engine.grants if g.person == who.username and not g.ended)
    apps = [app for client in clients if (app := x.app_by(client_id=client))]
    url = x.place.host("web") + CONNECTED
    forms = [button_form(url, f"Revoke permissions of {app.name}", client_id=app.client_id) for app in apps]
    return session.remember(x, html_answer(page("Connected apps", *forms, site=SITE)), who.username)


@PATHS.on("POST", CONNECTED)
def disconnect(x: X, ask: Ask) -> Answer:
    who = session.account(x, ask)
    if who is not None:
        x.engine.end(ask.form.get("client_id", ""), who.username, "revoked by the person")
    return see_other(x.place.host("web") + CONNECTED)


@PATHS.on("GET", "/profile_images/{id}/{file}")
def face(x: X, ask: Ask) -> Answer:
    """A profile picture in any size that its name asks for."""
    if ask.params["id"] not in {a.id for a in x.accounts.values()}:
        return _nothing()
    return Answer(200, FACE, (("content-type", "image/png"),))


@PATHS.on("GET", "/{username}/status/{id}")
def public_post(x: X, ask: Ask) -> Answer:
    """A post as anybody sees it; the author's name in the address is not looked at, as on X."""
    post = x.posts.get(ask.params["id"])
    if post is None or post.deleted:
        return _nothing()
    author = x.accounts[post.author]
    if author.protected:
        return html_answer(page("These posts are protected", site=SITE))
    return html_answer(page(f"{author.name} on X", el("p", post.text), el("p", f"@{author.username}"), site=SITE))


@PATHS.on("GET", "/{username}")
def profile(x: X, ask: Ask) -> Answer:
    account = x.accounts.get(ask.params["username"].lower())
    if account is None:
        return _nothing()
    posts = [p for p in x.live_posts() if p.author == account.username and not account.protected]
    followers = el("p", f"@{account.username}, {account.followers:,} followers")
    return html_answer(page(account.name, followers, *(el("section", p.text) for p in reversed(posts)), site=SITE))


def _nothing() -> Answer:
    text = "Hmm...this page doesn't exist. Try searching for something else."
    return html_answer(page("Not found", el("p", text), site=SITE), 404, reason="no such page")
