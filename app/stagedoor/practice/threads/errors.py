"""Threads' ways to say no (developers.facebook.com/docs/threads/troubleshooting; threads beside)."""

from stagedoor.practice.messages import RefusedError, json_answer


def graph(code: int, message: str, *, subcode: int = 0, status: int = 400) -> RefusedError:
    """The envelope of the Graph API."""
    error: dict[str, object] = {"message": message, "type": "OAuthException", "code": code}
    if subcode:
        error["error_subcode"] = subcode
    return RefusedError(
        json_answer({"error": error | {"fbtrace_id": "Apractice"}}, status, reason=f"{code}: {message}")
    )


def flat(message: str, code: int = 400) -> RefusedError:
    """The shape of the code exchange."""
    body = {"error_type": "OAuthException", "code": code, "error_message": message}
    return RefusedError(json_answer(body, 400, reason=message))


def no_app() -> RefusedError:
    """Also for the App ID of the Meta app itself (brightbeanxyz/brightbean-studio: README.md)."""
    return graph(4476002, "No app ID was provided in the request")


def wrong_secret() -> RefusedError:
    return graph(1, "Error validating client secret.")


def bad_token(subcode: int = 0) -> RefusedError:
    says = {
        0: "Invalid OAuth access token - Cannot parse access token",
        458: "Error validating access token: The user has not authorized application",
        460: "Error validating access token: The session has been invalidated because the user changed their password",
        463: "Error validating access token: Session has expired",
    }
    return graph(190, says.get(subcode, says[0]), subcode=subcode, status=401)


def no_permission(scope: str) -> RefusedError:
    return graph(10, f"Application does not have permission for this action. It requires {scope}.", status=403)


def parameter(message: str) -> RefusedError:
    return graph(100, message)


def no_object(id: str) -> RefusedError:
    text = f"Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions"
    return graph(100, text, subcode=33)


def too_many() -> RefusedError:
    return graph(4, "Application request limit reached", status=403)
