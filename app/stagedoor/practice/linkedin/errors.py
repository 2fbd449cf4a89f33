"""LinkedIn's ways to say no (learn.microsoft.com/linkedin/shared/api-guide/concepts/error-handling; threads beside)."""

from stagedoor.practice.messages import RefusedError, json_answer


def said(status: int, message: str, *, code: str = "", service: int = 0, **more: object) -> RefusedError:
    """The envelope; its fields vary."""
    body: dict[str, object] = {"status": status}
    if service:
        body["serviceErrorCode"] = service
    if code:
        body["code"] = code
    return RefusedError(json_answer(body | {"message": message} | more, status, reason=f"{code or service}: {message}"))


def oauth(status: int, error: str, description: str) -> RefusedError:
    body = {"error": error, "error_description": description}
    return RefusedError(json_answer(body, status, reason=f"{error}: {description}"))


def no_token() -> RefusedError:
    return said(401, "Empty oauth2 access token", code="EMPTY_ACCESS_TOKEN", service=65604)


def invalid_token() -> RefusedError:
    return said(401, "Invalid access token", code="INVALID_ACCESS_TOKEN", service=65600)


def revoked_token() -> RefusedError:
    text = "The token used in the request has been revoked by the user"
    return said(401, text, code="REVOKED_ACCESS_TOKEN", service=65601)


def expired_token() -> RefusedError:
    return said(401, "The token used in the request has expired", code="EXPIRED_ACCESS_TOKEN", service=65602)


def restricted() -> RefusedError:
    return said(401, "The member is restricted", code="RESTRICTED_MEMBER", service=65608)


def denied(what: str) -> RefusedError:
    return said(403, f"Not enough permissions to access: {what}", code="ACCESS_DENIED", service=100)


def throttled(whose: str) -> RefusedError:
    text = f"Resource level throttle {whose} DAY limit for calls to this resource is reached."
    return said(429, text, service=101)


def no_version(version: str) -> RefusedError:
    """n8n-io/n8n#28967; the header says a month, the answer its first day."""
    return said(426, f"Requested version {version}01 is not active", code="NONEXISTENT_VERSION")


def version_missing() -> RefusedError:
    text = "A version must be present. Please specify a version by adding the LinkedIn-Version header."
    return said(400, text, code="VERSION_MISSING")


def duplicate(urn: str) -> RefusedError:
    """ComposioHQ/composio#2710."""
    return said(422, f"Content is a duplicate of {urn}", code="DUPLICATE_POST")


def too_long(length: int, most: int) -> RefusedError:
    """n8n-io/n8n#22899."""
    text = f"ShareCommentary text length ({length} characters) exceeded the maximum allowed ({most} characters)"
    return said(400, text, errorDetailType="com.linkedin.common.error.BadRequest")


def invalid(field: str, description: str) -> RefusedError:
    inputs = [{"description": description, "input": {"inputPath": {"fieldPath": field}}}]
    return said(422, f"ERROR :: {field} :: {description}", errorDetails={"inputErrors": inputs})
