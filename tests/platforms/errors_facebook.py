"""How each error of Facebook's catalogue comes about: done in practice, or in the documented words."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from msgspec.structs import replace
from tests.helpers import contracts
from tests.platforms.bench import Bench, without
from tests.platforms.broken import plan
from tests.platforms.graph_errors import code_after, denied, graph, other_redirect
from tests.platforms.scripted import Made, Said, answer

from stagedoor.domain.secret import Secret
from stagedoor.platforms.errors import refusal
from stagedoor.practice.meta.state import BAKING, CLUB, KITCHEN

BROWSER, EXPLORER, PASTE = "facebook-browser", "facebook-explorer", "facebook-paste"


def other_app(b: Bench) -> object:
    return b.run(b.adapter.prove("browser", replace(b.brought, app={"client_id": "1"})))


def proof(b: Bench) -> object:
    """The App secret was made anew in the portal."""
    b.ready()
    (app,) = b.world.meta.apps.values()
    app.secret = "PRACTICE" + "n" * 24
    return b.who()


def foreign(b: Bench) -> object:
    token = b.world.meta.issue("INSTAGRAM", b.brought.app["client_id"], BAKING, (), 0)
    b.ready()
    return b.run(b.adapter.identify(without(b.keys, access=token.value)))


def of_another_app(b: Bench) -> object:
    b.ready()
    made = b.visitor.meta_make_app(name="Second Publisher")
    token = b.visitor.meta_explorer_token(made["app_id"])
    return b.run(b.adapter.prove("explorer", without(b.brought, access=token)))


def no_longer_listed(b: Bench) -> object:
    """The return address was taken out of the settings between the sign-in and the exchange."""
    attempt = b.attempt()
    code = b.code(attempt)
    (app,) = b.world.meta.apps.values()
    app.redirects = []
    return b.run(b.adapter.exchange(attempt, code, b.brought))


def lapsed(b: Bench) -> object:
    """A Page's token has no end; what it reads has one."""
    connection = b.connection()
    b.world.clock.advance(91 * 86_400)
    (answer, *_) = b.checked(connection)
    assert answer.error_id == "unused"
    url, token = f"{b.spec.hosts['api']}/v26.0/{KITCHEN}", b.keys.secrets[connection.token_name or ""]
    return b.run(b.adapter.graph("GET", url, "page", token, keys=b.keys))  # type: ignore[attr-defined]  # the adapters of Meta have it


def killed(subcode: int) -> Any:
    def act(b: Bench) -> object:
        b.ready()
        b.world.meta.kill(subcode)
        return b.who()

    return act


def ended(b: Bench) -> object:
    b.ready()
    b.world.clock.advance(61 * 86_400)
    return b.who()


def made_up_token(b: Bench) -> object:
    b.ready()
    return b.run(b.adapter.identify(without(b.keys, access="EAAPRACTICEcut")))


def role_lost(b: Bench) -> object:
    connection = b.connection()
    b.world.meta.pages[KITCHEN].tasks["ana"] = ["ANALYZE"]
    return b.run(b.adapter.publish(connection, b.keys, "Rye"))


def post(b: Bench, text: str = "Rye", times: int = 1) -> object:
    connection = b.connection()
    for _ in range(times):
        b.run(b.adapter.publish(connection, b.keys, text))
    return None


def persons_token(b: Bench) -> object:
    return b.run(b.adapter.publish(b.made_up(KITCHEN), b.keys, "Rye"))


def less(*scopes: str) -> Any:
    """Permissions that were taken out on the second page."""

    def act(b: Bench) -> object:
        attempt = b.attempt()
        back = b.visitor.facebook_dialog(b.authorize_url(attempt), off=scopes)
        code = dict(parse_qsl(urlsplit(back).query))["code"]
        b.keep(b.run(b.adapter.exchange(attempt, Secret(code), b.brought)))
        return post(b)

    return act


def unauthorized(b: Bench) -> object:
    b.ready()
    b.world.meta.pages[KITCHEN].authorized = False
    return post(b)


def no_right(b: Bench) -> None:
    """A Page on which this person may only look."""
    found = b.run(b.adapter.find(b.keys, b.who(), CLUB))
    assert found.problem == b.spec.error["no_content_right"].cause
    raise refusal(b.adapter.explain(graph(200, "", type="no_content_task")))


def delete(b: Bench, ref: str) -> object:
    return b.run(b.adapter.delete(b.connection(), b.keys, ref))


def used_up(b: Bench) -> object:
    connection = b.connection()
    b.world.meta.calls = 100
    return b.run(b.adapter.publish(connection, b.keys, "Rye"))


def trouble(status: int) -> Any:
    def act(b: Bench) -> object:
        b.ready()
        plan(b.world, "* /facebook/api", ("status", {"status": status, "text": ""}))
        return b.who()

    return act


def no_such_field(b: Bench) -> object:
    """A field that Facebook does not have, which its description says before it does."""
    b.ready()
    url = f"{b.spec.hosts['api']}/v26.0/me"
    secret = b.keys.secrets["access"]
    try:
        return b.run(b.adapter.graph("GET", url, "me", secret, keys=b.keys, query={"fields": "shoe_size"}))  # type: ignore[attr-defined]  # the adapters of Meta have it
    finally:
        found = [b.http.problems.pop()] if contracts.available() else []
        assert all(each.endswith("has shoe_size") for each in found)


MADE: Made = {
    "denied": (BROWSER, denied),
    "redirect_other": (BROWSER, other_redirect),
    "code_late": (BROWSER, code_after(601)),
    "proof": (BROWSER, proof),
    "client_wrong": (BROWSER, lambda b: b.run(b.adapter.prove("browser", without(b.brought, client_secret="x" * 32)))),
    "app_unknown": (BROWSER, other_app),
    "token_foreign": (EXPLORER, foreign),
    "redirect_refused": (PASTE, no_longer_listed),
    "app_other": (EXPLORER, of_another_app),
    "app_removed": (BROWSER, killed(458)),
    "checkpoint": (BROWSER, killed(459)),
    "password": (BROWSER, killed(460)),
    "ended": (BROWSER, ended),
    "logged_out": (BROWSER, killed(467)),
    "role_lost": (BROWSER, role_lost),
    "unused": (BROWSER, lapsed),
    "session": (BROWSER, made_up_token),
    "user_token": (BROWSER, persons_token),
    "no_posting": (BROWSER, less("pages_manage_posts")),
    "permission": (BROWSER, less("pages_show_list")),
    "page_authorization": (BROWSER, unauthorized),
    "no_content_right": (BROWSER, no_right),
    "duplicate": (BROWSER, lambda b: post(b, times=2)),
    "too_long": (BROWSER, lambda b: post(b, "x" * 63_207)),
    "not_found": (BROWSER, lambda b: delete(b, "1_2")),
    "page_rate": (BROWSER, used_up),
    "wrong_parameter": (BROWSER, no_such_field),
    "rate_page": (BROWSER, trouble(429)),
    "trouble_page": (BROWSER, trouble(503)),
}


SAID: Said = {
    "denied": [
        answer(400, {
            "error": "access_denied", "error_reason": "user_denied",
            "error_description": "Permissions error",
        }),
    ],
    "redirect_other": [
        graph(100, "Error validating verification code. Please make sure your redirect_uri is identical to the one "
              "you used in the OAuth dialog request", 36008),
    ],
    "code_late": [
        graph(100, "This authorization code has been used.", 36009),
        graph(100, "This authorization code has expired."),
        graph(100, "Error validating verification code."),
    ],
    "proof": [
        graph(100, "API calls from the server require an appsecret_proof argument"),
        graph(100, "Invalid appsecret_proof provided in the API argument"),
    ],
    "client_wrong": [graph(1, "Error validating client secret.")],
    "app_unknown": [graph(101, "Error validating application. Cannot get application info due to a system error.")],
    "redirect_refused": [graph(191, "Can't Load URL")],
    "domain": [graph(1, "The domain of this URL isn't included in the app's domains", 1349048), graph(1, "", 1349168)],
    "insecure": [graph(1, "Insecure Login Blocked", 1349187)],
    "app_removed": [graph(190, "The user has not authorized application 1234567890123456.", 458)],
    "checkpoint": [graph(190, "", 459, 401), graph(190, "", 464)],
    "password": [graph(190, "The session has been invalidated because the user changed their password", 460, 401)],
    "ended": [graph(190, "Error validating access token: Session has expired", 463)],
    "logged_out": [graph(190, "The session is invalid because the user logged out.", 467)],
    "role_lost": [graph(190, "", 492)],
    "unused": [graph(190, "The user hasn't engaged the app in longer than 90 days", 493)],
    "token_foreign": [graph(190, "Invalid OAuth access token - Cannot parse access token")],
    "app_other": [graph(100, "(#100) The App_id in the input_token did not match the Viewing App")],
    "session": [graph(190, "Invalid OAuth access token."), graph(102, "Session key invalid or no longer valid")],
    "capability": [graph(3, "Application does not have the capability to make this API call.")],
    "page_authorization": [graph(200, "", 1404078, 403)],
    "user_token": [
        graph(200, "(#200) The permission(s) publish_actions are not available. It has been deprecated.", status=403),
    ],
    "no_posting": [
        graph(200, "(#200) If posting to a page, requires both pages_read_engagement and pages_manage_posts", 0, 403),
    ],
    "no_content_right": [graph(200, "", type="no_content_task")],
    "permission": [graph(10, "(#10) This endpoint requires a permission", status=403), graph(283, "", status=403)],
    "as_page": [graph(1705, "This call must be made as the Page")],
    "identity_check": [graph(368, "", 4854002)],
    "blocked": [graph(368, "The action attempted has been deemed abusive or is otherwise disallowed")],
    "security_check": [graph(1, "", 1404006)],
    "restricted": [graph(1, "", 1404112)],
    "too_fast": [graph(2, "", 1390008)],
    "app_rate": [graph(4, "(#4) Application request limit reached")],
    "person_rate": [graph(17, "User request limit reached")],
    "page_rate": [graph(32, "Page request limit reached"), graph(80001, "There have been too many calls to this Page")],
    "posting_limit": [graph(341, "Feed action request limit reached")],
    "rate": [graph(613, "Calls to this api have exceeded the rate limit."), graph(80002), graph(80014)],
    "duplicate": [graph(506, "Duplicate status message")],
    "abusive": [graph(100, "", 1346003)],
    "standards": [graph(100, "", 1404102)],
    "photo_format": [graph(100, "", 1366046)],
    "photo_twice": [graph(100, "", 1366051)],
    "link_own": [graph(100, "", 1609008)],
    "link_unread": [graph(1609005, "Error in posting link")],
    "url_bad": [graph(100, "", 2061006)],
    "content_bad": [graph(100, "", 1349125), graph(100, "", 2069019)],
    "too_long": [graph(100, "(#100) Param message is too long")],
    "not_found": [graph(100, "Unsupported get request. Object with ID '1' does not exist", 33)],
    "id_unknown": [graph(803, "(#803) Some of the aliases you requested do not exist: crumb")],
    "unavailable": [graph(2, "", 1363047), graph(100, "", 1609010)],
    "trouble": [graph(1, "An unknown error has occurred.", status=500), graph(2, "Service temporarily unavailable")],
    "wrong_parameter": [graph(100, "(#100) Tried accessing nonexisting field (permissions)")],
    "rate_page": [answer(429, "")],
    "trouble_page": [answer(503, "<html>Service unavailable</html>"), answer(502, {})],
}  # fmt: skip
