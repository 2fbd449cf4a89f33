"""How each error of Threads' catalogue comes about: in the documented words of its three shapes."""

from tests.platforms.scripted import Made, Said, answer

from stagedoor.domain.exchange import Response

MADE: Made = {}


def graph(code: int, message: str = "", subcode: int = 0, status: int = 400) -> Response:
    """The envelope of the Graph API."""
    error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A1"}
    return answer(status, {"error": {**error, "error_subcode": subcode} if subcode else error})


def flat(message: str, code: int = 400) -> Response:
    """The shapes of the token address."""
    return answer(400, {"error_type": "OAuthException", "code": code, "error_message": message})


SAID: Said = {
    "denied": [answer(400, {"error": "access_denied", "error_reason": "user_denied", "error_description": "Denied"})],
    "app_id_unknown": [
        graph(4476002, "No app ID was provided in the request"),
        answer(400, {"error_message": "No app ID was provided", "error_code": 4476002}),
    ],
    "secret_wrong": [graph(1, "Error validating client secret."), graph(101, "Invalid app secret")],
    "code_refused": [
        flat("This authorization code has been used"),
        graph(100, "Error validating verification code."),
        flat("redirect_uri does not match"),
    ],
    "insecure": [graph(1349187, "Insecure Login Blocked")],
    "unlisted": [graph(1349168, "URL Blocked")],
    "invite": [graph(1349245, "Something went wrong")],
    "token_expired": [graph(190, "Session has expired", 463)],
    "password_changed": [graph(190, "The session has been invalidated", 460)],
    "token_removed": [graph(190, "The user has not authorized application", 458)],
    "token_invalid": [graph(190, "Invalid OAuth access token."), graph(190, "", 467, status=401)],
    "too_young": [graph(100, "The access token must be at least 24 hours old to be refreshed")],
    "no_delete": [graph(10, "(#10) requires threads_delete permission", status=403)],
    "no_permission": [graph(10, "(#10) no permission", status=403), graph(200, "Permissions error")],
    "restricted": [graph(-1, "User restricted", 4279013)],
    "too_long": [graph(100, "Param text must be at most 500 characters long.")],
    "links": [graph(100, "THREADS_API__LINK_LIMIT_EXCEEDED")],
    "topic": [graph(100, "Invalid topic tag", 4279071)],
    "link": [graph(-1, "Link attachment refused", 4279047)],
    "not_ready": [graph(24, "Media Not Found", 4279009)],
    "spam": [graph(4, "Application request limit reached", 2207051)],
    "media_fetch": [graph(9004, "Only photo or video can be accepted", 2207052)],
    "media_bad": [graph(-1, "INVALID_ASPEC_RATIO"), graph(-1, "FAILED_PROCESSING_AUDIO")],
    "not_found": [graph(100, "Unsupported get request. Object with ID '1' does not exist", 33)],
    "rate": [graph(4, "Application request limit reached"), graph(17), graph(613), graph(80002)],
    "rate_status": [answer(429, {})],
    "parameter": [graph(100, "Invalid parameter")],
    "trouble": [answer(500, {}), graph(0, "", status=503)],
    "trouble_code": [graph(1, "An unknown error occurred"), graph(2, "Service temporarily unavailable")],
}
