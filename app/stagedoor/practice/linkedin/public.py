"""The site itself: make a Page, posts as somebody sees them, pictures, and the list of permitted services."""

from stagedoor.practice.forms import one, read
from stagedoor.practice.linkedin import forms, session
from stagedoor.practice.linkedin.consent import SITE
from stagedoor.practice.linkedin.state import LinkedIn, Page
from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.pages import button_form, el, page
from stagedoor.practice.paths import Paths
from stagedoor.practice.picture import FACE

PATHS = Paths()
SERVICES = "/psettings/permitted-services"
NEW_PAGE = "/company/setup/new"


@PATHS.on("GET", NEW_PAGE)
def new_page(linkedin: LinkedIn, _ask: Ask) -> Answer:
    form = forms.MAKE_PAGE.draw(linkedin.place.host("web") + NEW_PAGE)
    return html_answer(page("Create a Page", form, site=SITE))


@PATHS.on("POST", NEW_PAGE)
def make_page(linkedin: LinkedIn, ask: Ask) -> Answer:
    who = session.member(linkedin, ask) or linkedin.members[linkedin.signed_in]
    values = read(forms.MAKE_PAGE, ask.form_pairs)
    if errors := forms.MAKE_PAGE.errors(values):
        form = forms.MAKE_PAGE.draw(linkedin.place.host("web") + NEW_PAGE, values, errors)
        return html_answer(page("Create a Page", form, site=SITE), 400, reason="; ".join(errors.values()))
    name = one(values, "name")
    made = Page(linkedin.place.mint.number(8), name, who.key, name.lower().replace(" ", "-"))
    linkedin.pages[made.name] = made
    return html_answer(page(made.name, el("p", "Your Page was created."), site=SITE))


@PATHS.on("GET", SERVICES)
def services(linkedin: LinkedIn, ask: Ask) -> Answer:
    """Where a person takes an app's access away; only their own apps show."""
    who = session.member(linkedin, ask) or linkedin.members[linkedin.signed_in]
    clients = dict.fromkeys(g.client for g in linkedin.engine.grants if g.person == who.key and not g.ended)
    apps = [app for client in clients if (app := linkedin.app_by(client))]
    here = linkedin.place.host("web") + SERVICES
    buttons = [button_form(here, f"Remove {app.name}", client_id=app.client_id) for app in apps]
    return session.remember(linkedin, html_answer(page("Permitted services", *buttons, site=SITE)), who.key)


@PATHS.on("POST", SERVICES)
def remove(linkedin: LinkedIn, ask: Ask) -> Answer:
    who = session.member(linkedin, ask)
    if who is not None:
        linkedin.engine.end(ask.form.get("client_id", ""), who.key, "removed by the member")
    return see_other(linkedin.place.host("web") + SERVICES)


@PATHS.on("GET", "/feed/update/{urn}")
def post(linkedin: LinkedIn, ask: Ask) -> Answer:
    """A post for connections shows to members who are signed in; the two of this world know each other."""
    found = linkedin.posts.get(ask.params["urn"])
    if found is None or found.deleted:
        return html_answer(page("This post cannot be displayed", site=SITE), 404, reason="no such post")
    if found.visibility != "PUBLIC" and session.member(linkedin, ask) is None:
        return html_answer(page("Sign in to see this post", site=SITE), 403, reason="for connections only")
    owner = linkedin.page_by(found.author.rpartition(":")[2])
    name = owner.name if owner else linkedin.members[found.member].name
    return html_answer(page(name, el("p", found.text), site=SITE))


@PATHS.on("GET", "/company/{name}")
def company(linkedin: LinkedIn, ask: Ask) -> Answer:
    """A Page as anybody sees it."""
    found = next((p for p in linkedin.pages.values() if p.vanity == ask.params["name"]), None)
    if found is None:
        return html_answer(page("This Page does not exist", site=SITE), 404, reason="no such Page")
    return html_answer(page(found.name, el("p", f"{found.followers} followers"), site=SITE))


@PATHS.on("GET", "/dms/image/{file}")
def face(linkedin: LinkedIn, ask: Ask) -> Answer:
    if ask.params["file"].removesuffix(".png") not in linkedin.members:
        return html_answer(page("Not found", site=SITE), 404, reason="no such picture")
    return Answer(200, FACE, (("content-type", "image/png"),))
