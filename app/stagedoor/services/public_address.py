"""Asks a public address as anybody would, and says what a portal's reviewer would find there."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from stagedoor.domain.asking import Looked
from stagedoor.domain.details import address_problem
from stagedoor.domain.errors import BadAnswer, NetworkError, Refused, TimedOut
from stagedoor.domain.exchange import Request, Response
from stagedoor.domain.ports import Http

REDIRECTS = 3
_LIMIT = 256 * 1024  # bytes; a page that is larger is there, and that is all we ask
_SECONDS = 15.0
_SIGN_IN = re.compile(r"(?:^|[/._-])(?:login|log-in|signin|sign-in|sign_in|auth|sso)(?:$|[/._-])", re.IGNORECASE)
_GONE = {404: "There is no page at this address (404).", 410: "The page at this address was taken away (410)."}
_CLOSED = {401, 403, 407}


async def reach(http: Http, url: str, loopback: bool, *, agent: str = "") -> Looked:
    """A problem, or a note that it is there. Follows at most `REDIRECTS` redirects, to public https addresses only.

    `agent`: asked under the name of a platform's own program instead of ours.
    """
    headers = {"Accept": "text/html,*/*", **({"User-Agent": agent} if agent else {})}
    for _ in range(REDIRECTS + 1):
        try:
            request = Request(method="GET", url=url, name="details.page", headers=headers)
            response = await http.send(request, deadline=_SECONDS, limit=_LIMIT)
        except NetworkError as error:
            return _unreached(error)
        if not 300 <= response.status < 400:
            return _judged(response)
        url = urljoin(url, response.headers.get("location", ""))
        if problem := _astray(url, loopback=loopback):
            return Looked(problem=problem)
    return Looked(problem="The address leads to another and on to the next, without an end. Use the last one.")


def _astray(url: str, *, loopback: bool) -> str:
    """Why a redirect is not followed, or ""."""
    if problem := address_problem(url, loopback=loopback):
        return f"The address leads on to another one. {problem}"
    parts = urlsplit(url)
    if _SIGN_IN.search(parts.path) or (parts.hostname or "").startswith(("login.", "accounts.", "auth.", "signin.")):
        return "The address leads to a sign-in. The page must open for everybody."
    return ""


def _judged(response: Response) -> Looked:
    status = response.status
    if 200 <= status < 300:
        return Looked(note="The page opens for everybody.")
    if status in _GONE:
        return Looked(problem=_GONE[status])
    if status in _CLOSED:
        return Looked(problem=f"The page does not open without a sign-in ({status}). It must open for everybody.")
    if status >= 500:
        return Looked(problem=f"The website has a trouble of its own ({status}). Try again later.", passing=True)
    return Looked(problem=f"The website does not show this page ({status}). Open it in a private window and look.")


def _unreached(error: NetworkError) -> Looked:
    if isinstance(error, BadAnswer) and error.code == "too_large":
        return Looked(note="The page opens for everybody.")
    if isinstance(error, Refused) and error.code == "untrusted":
        return Looked(problem=f"{error.cause} Visitors see a warning instead of the page.", passing=True)
    if isinstance(error, TimedOut):
        return Looked(problem=f"{error.cause} Portals do not wait longer. Try again later.", passing=True)
    spelled = f"{error.cause} Look whether the address is spelled right. {error.fix}"
    return Looked(problem=spelled.strip(), passing=True)
