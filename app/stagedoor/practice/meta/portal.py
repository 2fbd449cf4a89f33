"""The developer portal: making a Meta app, its use cases and permissions, settings, roles, Publish, the Explorer.

Source: searlsco/posse_party: docs/account_setup/meta.md and images (2026); labels as there.
"""

from stagedoor.practice.forms import Field, Form, lines, one, read
from stagedoor.practice.messages import Answer, Ask, html_answer
from stagedoor.practice.meta import forms, session
from stagedoor.practice.meta.desk import again, back, frame, own_app, person, url
from stagedoor.practice.meta.state import CAN_BE_ADDED, COMES_ALONG, SHORT, USE_CASES, App, Granted, Meta
from stagedoor.practice.pages import button_form, el, shown
from stagedoor.practice.paths import Paths

PATHS = Paths()
HIDDEN = "●●●●●●●●"


@PATHS.on("GET", "/")
def start(meta: Meta, ask: Ask) -> Answer:
    who = person(meta, ask)
    return session.remember(meta, html_answer(frame(ask, "Meta for Developers", el("p", who.name))), who.key)


@PATHS.on("GET", "/apps/")
def apps(meta: Meta, ask: Ask) -> Answer:
    who = person(meta, ask)
    mine = [
        el("li", el("a", a.name, href=url(ask, f"/apps/{a.id}/"))) for a in meta.apps.values() if a.owner == who.key
    ]
    make = el("a", "Create App", href=url(ask, "/apps/creation/"))
    return session.remember(meta, html_answer(frame(ask, "Apps", el("ul", *mine), make)), who.key)


@PATHS.on("GET", "/apps/creation/")
def creation(meta: Meta, ask: Ask) -> Answer:
    form = forms.CREATE.draw("")
    return session.remember(meta, html_answer(frame(ask, "Create an app", form)), person(meta, ask).key)


@PATHS.on("POST", "/apps/creation/")
def create(meta: Meta, ask: Ask) -> Answer:
    values = read(forms.CREATE, ask.form_pairs)
    if forms.CREATE.errors(values):
        return again(ask, "Create an app", forms.CREATE, values)
    app = meta.make_app(one(values, "name"), person(meta, ask).key, set(values["use_cases"]))
    return back(ask, f"/apps/{app.id}/")


@PATHS.on("GET", "/apps/{id}/")
def dashboard(meta: Meta, ask: Ask) -> Answer:
    app = own_app(meta, ask)
    badge = "Published" if app.published else "Unpublished"
    cases = [el("p", f"Customize the {USE_CASES[case]} use case") for case in sorted(app.use_cases)]
    provider = el("p", "Become a Tech Provider: serve other businesses.", class_="hint")
    return html_answer(frame(ask, app.name, shown("App ID", app.id), el("p", badge), *cases, provider, app=app))


@PATHS.on("GET", "/apps/{id}/use_cases/")
def use_cases(meta: Meta, ask: Ask) -> Answer:
    """Every use case with its permissions; each must be added by itself."""
    app = own_app(meta, ask)
    parts = [part for case in USE_CASES if case in app.use_cases for part in _case(ask, app, case)]
    left = tuple((id, label) for id, label in USE_CASES.items() if id not in app.use_cases)
    more = (forms.add_use_case(left).draw(""),) if left else ()
    return html_answer(frame(ask, "Use cases", *parts, *more, app=app))


def _case(ask: Ask, app: App, case: str) -> list[str]:
    rows = [
        el("li", f"{scope}: Ready for testing")
        for scope in sorted(app.ready & (COMES_ALONG[case] | set(CAN_BE_ADDED[case])))
    ]
    here = url(ask, f"/apps/{app.id}/permissions/")
    adding = [
        button_form(here, f"+ Add {scope}", scope=scope) for scope in CAN_BE_ADDED[case] if scope not in app.permissions
    ]
    setup = url(ask, f"/apps/{app.id}/use_cases/customize/API-Setup/?use_case_enum=INSTAGRAM_BUSINESS")
    link = (el("a", "API setup with Instagram login", href=setup),) if case == "instagram" else ()
    if case == "threads":
        settings = url(ask, f"/apps/{app.id}/use_cases/customize/?use_case_enum=THREADS_API")
        link = (el("a", "Customize the Access the Threads API use case", href=settings),)
    return [el("h2", USE_CASES[case]), el("ul", *rows), *adding, *link]


@PATHS.on("POST", "/apps/{id}/use_cases/")
def add_use_case(meta: Meta, ask: Ask) -> Answer:
    app = own_app(meta, ask)
    app.use_cases |= {value for key, value in ask.form_pairs if key == "use_cases" and value in USE_CASES}
    return back(ask, f"/apps/{app.id}/use_cases/")


@PATHS.on("POST", "/apps/{id}/permissions/")
def add_permission(meta: Meta, ask: Ask) -> Answer:
    app = own_app(meta, ask)
    scope = ask.form.get("scope", "")
    if any(scope in CAN_BE_ADDED[case] for case in app.use_cases):
        app.permissions.add(scope)
    return back(ask, f"/apps/{app.id}/use_cases/")


@PATHS.on("GET", "/apps/{id}/business-login/settings/")
def login_settings(meta: Meta, ask: Ask) -> Answer:
    app = own_app(meta, ask)
    form = forms.REDIRECTS.draw("", {"redirects": ["\n".join(app.redirects)]})
    hint = el(
        "p", "http://localhost redirects are automatically allowed while in development mode only.", class_="hint"
    )
    return html_answer(frame(ask, "Facebook Login for Business", form, hint, app=app))


@PATHS.on("POST", "/apps/{id}/business-login/settings/")
def set_redirects(meta: Meta, ask: Ask) -> Answer:
    app = own_app(meta, ask)
    values = read(forms.REDIRECTS, ask.form_pairs)
    if forms.REDIRECTS.errors(values):
        return again(ask, "Facebook Login for Business", forms.REDIRECTS, values, app)
    app.redirects = lines(values, "redirects")
    return back(ask, f"/apps/{app.id}/business-login/settings/")


@PATHS.on("GET", "/apps/{id}/settings/basic/")
def basic(meta: Meta, ask: Ask) -> Answer:
    """Both pairs on one page, once the use case for Threads is added."""
    app = own_app(meta, ask)
    show = ask.query.get("shown") == "yes"
    values = [shown("App ID", app.id), shown("App secret", app.secret if show else HIDDEN)]
    if "threads" in app.use_cases:
        secret = app.threads_secret if show else HIDDEN
        values += [shown("Threads App ID", app.threads_id), shown("Threads App secret", secret)]
    eye = el("a", "Show", href=url(ask, f"/apps/{app.id}/settings/basic/?shown=yes"))
    kept = {
        "domains": ["\n".join(app.domains)], "privacy_url": [app.privacy_url], "deletion_url": [app.deletion_url],
    }  # fmt: skip
    return html_answer(frame(ask, "Basic", *values, eye, forms.BASIC.draw("", kept), app=app))


@PATHS.on("POST", "/apps/{id}/settings/basic/")
def set_basic(meta: Meta, ask: Ask) -> Answer:
    app = own_app(meta, ask)
    values = read(forms.BASIC, ask.form_pairs)
    if forms.BASIC.errors(values):
        return again(ask, "Basic", forms.BASIC, values, app)
    privacy, deletion = one(values, "privacy_url"), one(values, "deletion_url")
    if deletion and deletion == privacy:
        return _refused(ask, app, "Basic", "The data deletion URL must differ from the privacy policy URL.")
    app.privacy_url, app.deletion_url, app.domains = privacy, deletion, lines(values, "domains")
    return back(ask, f"/apps/{app.id}/settings/basic/")


@PATHS.on("GET", "/apps/{id}/go_live/")
def go_live(meta: Meta, ask: Ask) -> Answer:
    app = own_app(meta, ask)
    label = "Unpublish" if app.published else "Publish"
    badge = el("p", "Published" if app.published else "Unpublished")
    needs = el("p", "Privacy policy URL: " + (app.privacy_url or "missing. Go to app settings."))
    return html_answer(frame(ask, "Publish", badge, needs, button_form("", label), app=app))


@PATHS.on("POST", "/apps/{id}/go_live/")
def publish(meta: Meta, ask: Ask) -> Answer:
    app = own_app(meta, ask)
    if not app.published and (missing := _missing_for_publishing(meta, app)):
        return _refused(ask, app, "Publish", missing)
    app.published = not app.published
    return back(ask, f"/apps/{app.id}/go_live/")


def _missing_for_publishing(meta: Meta, app: App) -> str:
    """A privacy page that Meta's crawler gets is enough (searlsco/posse_party: its published app had neither icon nor
    data deletion). Nothing is fetched: the world says what the crawler gets.
    """
    if not app.privacy_url:
        return "A privacy policy URL is required to publish this app."
    reached = 200 <= meta.crawled.get(app.privacy_url, 200) < 300
    return "" if reached else f"Privacy policy URL: {forms.UNREACHED}"


@PATHS.on("GET", "/apps/{id}/roles/roles/")
def roles(meta: Meta, ask: Ask) -> Answer:
    app = own_app(meta, ask)
    rows = [
        el("li", f"{role} tester {name}: {'Accepted' if accepted else 'Pending'}",
           button_form(url(ask, f"/apps/{app.id}/roles/removal/"), f"Remove {role} tester {name}", role=role,
                       username=name))
        for (role, name), accepted in app.testers.items()
    ]  # fmt: skip
    return html_answer(frame(ask, "Roles", el("ul", *rows), forms.ADD_PEOPLE.draw(""), app=app))


@PATHS.on("POST", "/apps/{id}/roles/roles/")
def add_people(meta: Meta, ask: Ask) -> Answer:
    app = own_app(meta, ask)
    values = read(forms.ADD_PEOPLE, ask.form_pairs)
    if forms.ADD_PEOPLE.errors(values):
        return again(ask, "Roles", forms.ADD_PEOPLE, values, app)
    app.testers.setdefault((one(values, "role"), one(values, "username").lstrip("@")), False)
    return back(ask, f"/apps/{app.id}/roles/roles/")


@PATHS.on("POST", "/apps/{id}/roles/removal/")
def remove_person(meta: Meta, ask: Ask) -> Answer:
    """Who has no role any more cannot sign in; what was given before goes on."""
    app = own_app(meta, ask)
    app.testers.pop((ask.form.get("role", ""), ask.form.get("username", "")), None)
    return back(ask, f"/apps/{app.id}/roles/roles/")


def _refused(ask: Ask, app: App, title: str, text: str) -> Answer:
    return html_answer(frame(ask, title, el("p", text, class_="error", role="alert"), app=app), 400, reason=text)


@PATHS.on("GET", "/tools/explorer/")
def explorer(meta: Meta, ask: Ask) -> Answer:
    return html_answer(frame(ask, "Graph API Explorer", _explorer(meta, ask).draw("")))


@PATHS.on("POST", "/tools/explorer/")
def explore(meta: Meta, ask: Ask) -> Answer:
    """A short token of the person: what is ticked in the dialog comes along with the form here."""
    form = _explorer(meta, ask)
    values = read(form, ask.form_pairs)
    if form.errors(values):
        return again(ask, "Graph API Explorer", form, values)
    app, who = meta.apps[one(values, "app")], person(meta, ask)
    if odd := set(values["permissions"]) - app.ready:
        text = f"Invalid Scopes: {', '.join(sorted(odd))}"
        return html_answer(frame(ask, "Graph API Explorer", el("p", text)), 400, reason=text)
    mine = meta.pages_of(who.key)
    meta.granted[app.id, who.key] = Granted(
        app.id, who.key, set(values["permissions"]), {page.id for page in mine},
        {account.id for account in meta.linked(mine)}, set(meta.businesses), meta.now(),
    )  # fmt: skip
    scopes = ("public_profile", *values["permissions"])
    token = meta.issue("USER", app.id, who.key, scopes, SHORT, subject=who.id)
    return html_answer(frame(ask, "Graph API Explorer", shown("Access Token", token.value)))


def _explorer(meta: Meta, ask: Ask) -> Form:
    who = person(meta, ask)
    mine = tuple((app.id, app.name) for app in meta.apps.values() if app.owner == who.key)
    every = tuple(
        (scope, scope) for case in ("pages", "instagram") for scope in (*sorted(COMES_ALONG[case]), *CAN_BE_ADDED[case])
    )
    return Form(
        "Generate Access Token",
        (
            Field("app", "Meta App", "select", (("", "Choose"), *mine), required="Choose an app."),
            Field("permissions", "Permissions", "checkbox", every, required="Add a permission."),
        ),
    )
