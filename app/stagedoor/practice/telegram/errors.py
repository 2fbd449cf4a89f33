"""The Bot API's ways to say no (core.telegram.org/bots/api#making-requests; words of tdlib/telegram-bot-api)."""

from typing import Any

from stagedoor.practice.messages import Answer, RefusedError, json_answer

WORDS = {400: "Bad Request", 403: "Forbidden", 409: "Conflict", 429: "Too Many Requests"}


def answer(status: int, description: str, **parameters: Any) -> Answer:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return json_answer(body, status, reason=description)


def refused(status: int, words: str, **parameters: Any) -> RefusedError:
    """With the prefix that belongs to the status."""
    return RefusedError(answer(status, f"{WORDS[status]}: {words}", **parameters))


def bad(words: str) -> RefusedError:
    return refused(400, words)


def unauthorized(words: str = "") -> RefusedError:
    """A token that is revoked or mistyped; a malformed one is named (tdlib ClientManager.cpp)."""
    return RefusedError(answer(401, f"Unauthorized: {words}" if words else "Unauthorized"))


def too_many(seconds: int) -> Answer:
    """Says when twice: in the body and as a header (core.telegram.org/bots/api#responseparameters)."""
    text = f"Too Many Requests: retry after {seconds}"
    return answer(429, text, retry_after=seconds).plus(("retry-after", str(seconds)))
