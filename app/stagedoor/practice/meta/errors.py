"""Meta's ways to say no (developers.facebook.com/docs/graph-api/guides/error-handling)."""

from stagedoor.practice.messages import RefusedError, json_answer


def said(code: int, message: str, subcode: int = 0, status: int = 400, **more: object) -> RefusedError:
    """The envelope of the Graph API."""
    error: dict[str, object] = {"message": message, "type": "OAuthException", "code": code}
    if subcode:
        error["error_subcode"] = subcode
    error |= {**more, "fbtrace_id": "AbCdEfGhIjKlMnOp"}
    return RefusedError(json_answer({"error": error}, status, reason=f"{code}/{subcode}: {message}"))


def dead(subcode: int) -> RefusedError:
    text = {
        458: "The user has not authorized application.",
        460: "The session has been invalidated because the user changed their password.",
        463: "Session has expired.",
        467: "The session is invalid because the user logged out.",
        493: "The user hasn't engaged the app in longer than 90 days.",
    }.get(subcode, "The session is not valid any more.")
    return said(190, f"Error validating access token: {text}", subcode, 401)


def no_object(id: str) -> RefusedError:
    text = f"Unsupported request. Object with ID '{id}' does not exist or cannot be loaded due to missing permissions"
    return said(100, text, 33)


def missing(*permissions: str) -> RefusedError:
    return said(200, f"(#200) This requires {' and '.join(permissions)}", status=403)


def invalid_token() -> RefusedError:
    return said(190, "Invalid OAuth access token.", status=401)


def unavailable() -> RefusedError:
    """Also the answer to debug_token about a token of Instagram's own sign-in, at every host."""
    return said(2, "(#2) Service temporarily unavailable", status=500)


def parameter(text: str) -> RefusedError:
    return said(100, f"(#100) {text}")


def foreign_token() -> RefusedError:
    return said(190, "Invalid OAuth access token - Cannot parse access token", status=401)
