"""The site itself: profiles and posts as anybody sees them, invitations, website permissions, privacy."""

from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.meta.state import App
from stagedoor.practice.pages import Html, button_form, el, page
from stagedoor.practice.paths import Paths
from stagedoor.practice.picture import FACE
from stagedoor.practice.threads import session
from stagedoor.practice.threads.consent import SITE
from stagedoor.practice.threads.state import Profile, Threads

PATHS = Paths()
WEBSITE, PRIVACY = "/settings/website_permissions", "/settings/privacy"


@PATHS.on("GET", WEBSITE)
def website_permissions(threads: Threads, ask: Ask) -> Answer:
    """Invitations of this profile, and the apps that it allowed."""
    who, here = session.profile(threads, ask), threads.place.host("web") + WEBSITE
    invites = [_invite(threads, app, who, here) for app in threads.apps.values() if threads.invited(app, who)]
    allowed = {t.app.id: t.app for t in threads.tokens.values() if t.profile is who and not t.dead}
    removes = [button_form(here, f"Remove {app.name}", app=app.id, do="remove") for app in allowed.values()]
    others = [
        el("a", f"Switch to {other}", href=f"{threads.place.host('web')}/switch?to={other}")
        for other in threads.profiles
        if other != who.username
    ]
    parts: list[str] = [el("p", f"Signed in as {who.username}. ", *others), el("h2", "Invites"), *invites]
    text = page("Website permissions", *parts, el("h2", "Active"), *removes, site=SITE)
    return session.remember(threads, html_answer(text), who.username)


def _invite(threads: Threads, app: App, who: Profile, here: str) -> Html:
    again = who.username in threads.settings(app).asked
    label = f"Accept {app.name} again" if again else f"Accept {app.name}"
    return button_form(here, label, app=app.id, do="accept")


@PATHS.on("POST", WEBSITE)
def change(threads: Threads, ask: Ask) -> Answer:
    who, app = session.profile(threads, ask), threads.apps.get(ask.form.get("app", ""))
    if app is not None and ask.form.get("do") == "remove":
        threads.end(app, who, 458)
    elif app is not None and threads.invited(app, who):
        threads.accept(app, who)
    return see_other(threads.place.host("web") + WEBSITE)


@PATHS.on("GET POST", PRIVACY)
def privacy(threads: Threads, ask: Ask) -> Answer:
    who, here = session.profile(threads, ask), threads.place.host("web") + PRIVACY
    if ask.method == "POST":
        who.private = not who.private
        return see_other(here)
    state = "on" if who.private else "off"
    return html_answer(page("Privacy", button_form(here, f"Private profile: {state}"), site=SITE))


@PATHS.on("GET", "/@{username}")
def shown_profile(threads: Threads, ask: Ask) -> Answer:
    who = threads.profiles.get(ask.params["username"])
    if who is None:
        return html_answer(page("Sorry, this page isn't available", site=SITE), 404, reason="no such profile")
    mine = [] if who.private else [el("p", post.text) for post in threads.live_posts() if post.profile is who]
    return html_answer(page(who.name, *mine, site=SITE))


@PATHS.on("GET", "/@{username}/post/{code}")
def shown_post(threads: Threads, ask: Ask) -> Answer:
    post = next((p for p in threads.live_posts() if p.code == ask.params["code"]), None)
    if post is None or post.profile.private:
        return html_answer(page("Sorry, this page isn't available", site=SITE), 404, reason="no such post")
    return html_answer(page(post.profile.name, el("p", post.text), site=SITE))


@PATHS.on("GET", "/pictures/{file}")
def face(threads: Threads, ask: Ask) -> Answer:
    if ask.params["file"].removesuffix(".png") not in threads.profiles:
        return html_answer(page("Not found", site=SITE), 404, reason="no such picture")
    return Answer(200, FACE, (("content-type", "image/png"),))
