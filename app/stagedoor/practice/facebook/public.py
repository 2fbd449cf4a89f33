"""The site as somebody sees it: Pages, posts, pictures."""

from stagedoor.practice.messages import Answer, Ask, html_answer
from stagedoor.practice.meta import session
from stagedoor.practice.meta.state import Meta
from stagedoor.practice.pages import el, page
from stagedoor.practice.paths import Paths
from stagedoor.practice.picture import FACE

PATHS = Paths()
SITE = "Facebook"


@PATHS.on("GET", "/face/{name}")
def face(_meta: Meta, _ask: Ask) -> Answer:
    return Answer(200, FACE, (("content-type", "image/png"),))


@PATHS.on("GET", "/photo/{id}")
def photo(meta: Meta, ask: Ask) -> Answer:
    """An unpublished photo has an address that nobody knows and everybody can open."""
    if ask.params["id"] not in meta.photos:
        return _nothing("no such photo")
    return Answer(200, FACE, (("content-type", "image/png"),))


@PATHS.on("GET", "/{name}")
def profile(meta: Meta, ask: Ask) -> Answer:
    found = meta.page_by(ask.params["name"])
    if found is None:
        return _nothing("no such Page")
    return html_answer(page(found.name, el("p", f"{found.followers} followers"), site=SITE))


@PATHS.on("GET", "/{name}/posts/{id}")
def post(meta: Meta, ask: Ask) -> Answer:
    """Made while the Meta app was not published, a post shows to people with a role on it and to nobody else."""
    owner = meta.page_by(ask.params["name"])
    found = meta.posts.get(f"{owner.id}_{ask.params['id']}") if owner else None
    if owner is None or found is None:
        return _nothing("no such post")
    who = session.person(meta, ask)
    if found.hidden and (who is None or not meta.has_role(meta.apps[found.app], who.key)):
        return _nothing("made by an app in development")
    return html_answer(page(owner.name, el("p", found.text), site=SITE))


def _nothing(reason: str) -> Answer:
    text = "The link may be broken, or the page may have been removed."
    return html_answer(page("This content isn't available right now", el("p", text), site=SITE), 404, reason=reason)
