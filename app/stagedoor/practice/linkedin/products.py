"""The tab Products of the developer portal: two that come at once, and the one for Pages, alone and reviewed.

Source: learn.microsoft.com/linkedin/marketing/community-management-app-review and .../increasing-access.
"""

from stagedoor.practice.forms import Form, one, read
from stagedoor.practice.linkedin import forms
from stagedoor.practice.linkedin.desk import again, frame, own_app, url
from stagedoor.practice.linkedin.state import COMMUNITY, PRODUCTS, App, LinkedIn
from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.pages import Html, el
from stagedoor.practice.paths import Paths

PATHS = Paths()


@PATHS.on("GET", "/apps/{id}/products")
def products(linkedin: LinkedIn, ask: Ask) -> Answer:
    app = own_app(linkedin, ask)
    return html_answer(frame(linkedin, "Products", *(_offered(linkedin, app, id) for id in forms.ORDER), app=app))


def _offered(linkedin: LinkedIn, app: App, product: str) -> Html:
    if product in app.products:
        return el("p", f"{PRODUCTS[product]}: added")
    if problem := _why_not(app, product):
        return el("p", f"{PRODUCTS[product]}: {problem}")
    return _form(linkedin, app, product).draw(url(linkedin, f"/apps/{app.id}/products/{product}"))


def _why_not(app: App, product: str) -> str:
    if product == COMMUNITY and (app.products or app.review_ends is not None):
        return "in review" if not app.products else "must be the only product on an app"
    if COMMUNITY in app.products or app.review_ends is not None:
        return "cannot stand beside the Community Management API"
    return "" if app.verified else "verify the Page of this app first"


def _form(linkedin: LinkedIn, app: App, product: str) -> Form:
    """The terms; for Pages first a business e-mail, then the form that is reviewed."""
    if product != COMMUNITY:
        return forms.request(product)
    page = linkedin.pages[app.page]
    return forms.access_request(page.legal) if app.email else forms.business_email(page.domain)


@PATHS.on("POST", "/apps/{id}/products/{product}")
def add_product(linkedin: LinkedIn, ask: Ask) -> Answer:
    """The two of a profile are granted at once."""
    app, product = own_app(linkedin, ask), ask.params["product"]
    problem = _why_not(app, product) if product in PRODUCTS else "no such product"
    if problem:
        return html_answer(frame(linkedin, "Products", el("p", problem), app=app), 400, reason=problem)
    form = _form(linkedin, app, product)
    values = read(form, ask.form_pairs)
    if form.errors(values):
        return again(linkedin, "Products", form, f"/apps/{app.id}/products/{product}", values)
    if product != COMMUNITY:
        app.products.add(product)
    elif app.email:
        app.review_ends = linkedin.place.now() + linkedin.review_seconds
    else:
        app.email = one(values, "email")
    return see_other(url(linkedin, f"/apps/{app.id}/products"))
