"""How each error of Instagram's catalogue comes about: done in practice, or in the documented words."""

from typing import Any

from msgspec.structs import replace
from tests.platforms.bench import Bench, without
from tests.platforms.broken import plan
from tests.platforms.graph_errors import code_after, denied, graph, other_redirect
from tests.platforms.scripted import Made, Said, answer

from stagedoor.domain.exchange import Response
from stagedoor.practice.meta.state import BAKING

PAGE, TOKEN, PASTE = "instagram-page", "instagram-token", "instagram-paste"


def other_pair(b: Bench) -> object:
    """The pair of Facebook in place of Instagram's own."""
    attempt = b.attempt()
    code = b.code(attempt)
    (app,) = b.world.meta.apps.values()
    keys = replace(without(b.brought, client_secret=app.secret), app={"client_id": app.id})
    return b.run(b.adapter.exchange(attempt, code, keys))


def too_young(b: Bench) -> object:
    b.ready()
    return b.adapter.read_tokens(b.run(b.http.send(b.adapter.renewal(b.keys))))


def facebooks_token(b: Bench) -> object:
    b.ready()
    return b.run(b.adapter.identify(without(b.keys, access="EAAPRACTICEofFacebook")))


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


def post(b: Bench, text: str = "Rye") -> object:
    return b.run(b.adapter.publish(b.connection(), b.keys, text))


def lacks(scope: str) -> Any:
    """The Page's token without a permission."""

    def act(b: Bench) -> object:
        connection = b.connection()
        published = b.run(b.adapter.publish(connection, b.keys, "Rye"))
        for token in b.world.meta.tokens.values():
            token.scopes = tuple(each for each in token.scopes if each != scope)
        if scope == "instagram_manage_contents":
            return b.run(b.adapter.delete(connection, b.keys, published.ref))
        return b.run(b.adapter.publish(connection, b.keys, "Rye bread"))

    return act


def changed(**values: Any) -> Any:
    def act(b: Bench) -> object:
        connection = b.connection()
        for name, value in values.items():
            setattr(b.world.meta, name, value)
        return b.run(b.adapter.publish(connection, b.keys, "Rye"))

    return act


def restricted(b: Bench) -> object:
    b.ready()
    b.world.meta.accounts[BAKING].restricted = True
    return b.who()


def trouble(status: int) -> Any:
    def act(b: Bench) -> object:
        b.ready()
        plan(b.world, "* /instagram", ("status", {"status": status, "text": ""}))
        return b.who()

    return act


MADE: Made = {
    "denied": (PASTE, denied),
    "redirect_other": (PASTE, other_redirect),
    "code_late": (PASTE, code_after(3601)),
    "client_wrong": (PASTE, other_pair),
    "too_young": (TOKEN, too_young),
    "token_foreign": (TOKEN, facebooks_token),
    "app_removed": (TOKEN, killed(458)),
    "checkpoint": (PAGE, killed(459)),
    "password": (PAGE, killed(460)),
    "ended": (TOKEN, ended),
    "logged_out": (PAGE, killed(467)),
    "role_lost": (PAGE, killed(492)),
    "unused": (PAGE, killed(493)),
    "no_posting": (PAGE, lacks("instagram_content_publish")),
    "no_deleting": (PAGE, lacks("instagram_manage_contents")),
    "checkpoint_open": (TOKEN, restricted),
    "day_limit": (PAGE, changed(quota=0)),
    "ratio": (PAGE, changed(media_error=2207009)),
    "image_size": (PAGE, changed(media_error=2207004)),
    "image_format": (PAGE, changed(media_error=2207005)),
    "unfetched": (PAGE, changed(media_error=2207052)),
    "not_ready": (PAGE, changed(working=99)),
    "rate": (PAGE, changed(calls=100)),
    "caption": (PAGE, lambda b: post(b, "x" * 2201)),
    "not_found": (PAGE, lambda b: b.run(b.adapter.delete(b.connection(), b.keys, "17"))),
    "rate_page": (TOKEN, trouble(429)),
    "trouble_page": (TOKEN, trouble(503)),
}


def flat(message: str, code: int = 400) -> Response:
    """The shape of Instagram's own token address."""
    return answer(400, {"error_type": "OAuthException", "code": code, "error_message": message})


SAID: Said = {
    "denied": [answer(400, {"error": "access_denied", "error_reason": "user_denied", "error_description": "Denied"})],
    "redirect_other": [flat("Error validating verification code. Please make sure your redirect_uri is identical")],
    "code_late": [flat("This authorization code has been used"), flat("Matching code has expired")],
    "client_wrong": [flat("Invalid platform app"), graph(1, "Error validating client secret.")],
    "proof": [graph(100, "Invalid appsecret_proof provided in the API argument")],
    "too_young": [graph(100, "The access token must be at least 24 hours old to be refreshed")],
    "app_removed": [graph(190, "", 458)],
    "checkpoint": [graph(190, "", 459), graph(190, "", 464)],
    "password": [graph(190, "", 460)],
    "ended": [graph(190, "Session has expired", 463)],
    "logged_out": [graph(190, "", 467)],
    "role_lost": [graph(190, "", 492)],
    "unused": [graph(190, "", 493)],
    "token_foreign": [graph(190, "Invalid OAuth access token - Cannot parse access token")],
    "session": [graph(190, "Invalid OAuth access token."), graph(102, "")],
    "page_authorization": [
        graph(10, "This Page requires Page Publishing Authorization", status=403),
        graph(10, "two-factor needed"),
    ],
    "no_posting": [graph(10, "(#10) requires instagram_content_publish", status=403)],
    "no_deleting": [graph(10, "(#10) requires instagram_manage_contents", status=403)],
    "permission": [graph(10, "(#10) no permission", status=403), graph(3, ""), graph(200, "")],
    "spam": [graph(4, "", 2207051)],
    "checkpoint_open": [graph(25, "", 2207050)],
    "blocked": [graph(368, "")],
    "day_limit": [graph(9, "", 2207042)],
    "rate": [graph(4, ""), graph(17, ""), graph(80002, ""), graph(613, "")],
    "unfetched": [graph(9004, "", 2207052)],
    "not_ready": [graph(9007, "Media ID is not available", 2207027), graph(24, "", 2207008)],
    "expired_container": [graph(-2, "", 2207020)],
    "image_size": [graph(36000, "", 2207004)],
    "image_format": [graph(36001, "", 2207005)],
    "ratio": [graph(36003, "", 2207009)],
    "caption": [graph(36004, "", 2207010)],
    "video_format": [graph(352, "", 2207026), graph(1, "", 2207077), graph(1, "", 2207082)],
    "carousel": [graph(100, "", 2207028)],
    "tags": [graph(100, "", 2207035), graph(100, "", 2207036), graph(100, "", 2207037), graph(100, "", 2207040)],
    "thumb": [graph(1, "", 2207057)],
    "media_type": [graph(100, "", 2207023)],
    "trial": [graph(100, "", 2207081)],
    "undeletable": [graph(100, "", 2207085)],
    "media_gone": [graph(24, "", 2207006)],
    "not_found": [graph(100, "Unsupported get request", 33)],
    "upload_failed": [graph(-1, "", 2207001), graph(-1, "", 2207032), graph(-1, "", 2207053), graph(-2, "", 2207003)],
    "trouble": [graph(1, ""), graph(2, ""), graph(-1, "")],
    "wrong_parameter": [graph(100, "(#100) Invalid parameter")],
    "request_wrong": [flat("Something else")],
    "rate_page": [answer(429, "")],
    "trouble_page": [answer(503, "<html>Service unavailable</html>")],
}
