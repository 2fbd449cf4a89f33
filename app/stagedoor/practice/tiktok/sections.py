"""What either position of the switch is set up with: the forms of its page, and what each one keeps.

Source: developers.tiktok.com/doc/getting-started-create-an-app and .../add-a-sandbox.
"""

from collections.abc import Callable

from stagedoor.practice.forms import Form, Values, lines, one, read
from stagedoor.practice.messages import Ask, RefusedError, html_answer
from stagedoor.practice.pages import Html
from stagedoor.practice.tiktok import forms
from stagedoor.practice.tiktok.console import again, frame, url
from stagedoor.practice.tiktok.state import LOGIN_KIT, POSTING, Settings, TikTok


def _details(settings: Settings, values: Values) -> None:
    settings.details = {field.name: one(values, field.name) for field in forms.DETAILS.fields}


def _platforms(settings: Settings, values: Values) -> None:
    settings.platforms, settings.website = set(values["platforms"]), one(values, "website")


def _products(settings: Settings, values: Values) -> None:
    settings.products = set(values["products"])


def _direct(settings: Settings, values: Values) -> None:
    settings.direct_post = bool(one(values, "direct"))


def _redirects(settings: Settings, values: Values) -> None:
    settings.redirects = {name.removeprefix("redirect_"): lines(values, name) for name in values}


def _scopes(settings: Settings, values: Values) -> None:
    settings.scopes = set(values["scopes"])


SAVE: dict[str, Callable[[Settings, Values], None]] = {
    "details": _details, "platforms": _platforms, "products": _products, "direct": _direct, "login": _redirects,
    "scopes": _scopes,
}  # fmt: skip


def sections(settings: Settings) -> dict[str, tuple[Form, Values]]:
    """The forms that the page shows now: a product brings its own, a platform its list of return addresses."""
    found: dict[str, tuple[Form, Values]] = {
        "details": (forms.DETAILS, {name: [value] for name, value in settings.details.items()}),
        "platforms": (forms.PLATFORM, {"platforms": sorted(settings.platforms), "website": [settings.website]}),
        "products": (forms.ADD_PRODUCTS, {"products": sorted(settings.products)}),
    }
    if POSTING in settings.products:
        found["direct"] = (forms.DIRECT_POST, {"direct": ["on"] if settings.direct_post else []})
    if LOGIN_KIT in settings.products:
        kept = {f"redirect_{platform}": ["\n".join(each)] for platform, each in settings.redirects.items()}
        found["login"] = (forms.redirects(settings.platforms), kept)
    found["scopes"] = (forms.scopes(settings), {"scopes": sorted(settings.scopes)})
    return found


def drawn(tiktok: TikTok, settings: Settings, here: str) -> list[Html]:
    """`here`: the path that the names of the sections follow."""
    return [form.draw(url(tiktok, f"{here}/{id}"), values) for id, (form, values) in sections(settings).items()]


def save(tiktok: TikTok, ask: Ask, settings: Settings, title: str, here: str) -> None:
    """Keeps one section. Raises RefusedError with the form where something in it is wrong."""
    section = ask.params["section"]
    known = sections(settings)
    if section not in known:
        raise RefusedError(html_answer(frame(tiktok, "There is no such section"), 404, reason=f"no section {section}"))
    form, _ = known[section]
    values = read(form, ask.form_pairs)
    if form.errors(values):
        raise RefusedError(again(tiktok, title, form, f"{here}/{section}", values))
    SAVE[section](settings, values)
    settings.scopes &= set(settings.offered)


def missing(settings: Settings) -> list[str]:
    return [id for id in ("details", "platforms") if not getattr(settings, id)]
