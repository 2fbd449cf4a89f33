"""Apps and websites: where an account accepts an invitation as tester, and takes a Meta app out.

Sources: searlsco/posse_party: docs/account_setup/instagram.md; gitroomhq/postiz-app#1122; jsmrtn/craftagram#16.
"""

from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.meta.state import INSTAGRAM, Account, App, Meta
from stagedoor.practice.pages import button_form, el, page
from stagedoor.practice.paths import Paths

PATHS = Paths()
SITE = "Instagram"
ACCESS = "/accounts/manage_access/"


@PATHS.on("GET", ACCESS)
def listed(meta: Meta, ask: Ask) -> Answer:
    """Invitations that wait, and the Meta apps that were let in."""
    name = meta.browsing
    apps = meta.apps.values()
    waiting = [button_form(ask.url, f"Accept {app.name}", app=app.id) for app in apps if _invited(app, name)]
    active = [
        button_form(ask.url, f"Remove {app.name}", app=app.id, remove="yes") for app in apps if is_tester(app, name)
    ]
    return html_answer(page("Apps and websites", el("p", f"@{name}"), *waiting, *active, site=SITE))


@PATHS.on("POST", ACCESS)
def change(meta: Meta, ask: Ask) -> Answer:
    """Only who was invited accepts. What is taken out loses its tokens and its tester, who must be invited anew."""
    app, account = meta.apps.get(ask.form.get("app", "")), meta.account_by(meta.browsing)
    if app is None or account is None:
        return html_answer(page("Sorry, this page isn't available.", site=SITE), 404, reason="no such app or account")
    if ask.form.get("remove"):
        _take_out(meta, app, account)
    elif _invited(app, account.username):
        app.testers[INSTAGRAM, account.username] = True
    return see_other(ask.url)


def is_tester(app: App, username: str) -> bool:
    return app.testers.get((INSTAGRAM, username)) is True


def _invited(app: App, username: str) -> bool:
    return app.testers.get((INSTAGRAM, username)) is False


def _take_out(meta: Meta, app: App, account: Account) -> None:
    app.testers.pop((INSTAGRAM, account.username), None)
    meta.kill(458, account.id, app.id)
