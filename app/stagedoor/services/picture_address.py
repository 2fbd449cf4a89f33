"""A picture that a platform fetches itself: its address is looked at before anything is sent, as the platform will."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from stagedoor.domain.details import address_problem
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadAnswer, BadInput, NetworkError, Refused
from stagedoor.domain.exchange import Request, Response
from stagedoor.domain.flow import holds
from stagedoor.domain.limits import MediaLimit
from stagedoor.domain.pictures import bad_picture, refuse, too_large, wanted
from stagedoor.domain.plain import plain
from stagedoor.domain.platform import Platform
from stagedoor.domain.ports import DEFAULT_LIMIT, Http

_SECONDS = 30.0
_STATUS = {401: "a sign-in", 403: "a permission", 404: "another address: there is nothing", 410: "another address"}
_PRIVATE = "Look at it in a private window: it must open for everybody."


class PictureAsk(Struct, frozen=True, kw_only=True):
    """The address of a picture that may go with a post. `needed`: nothing can be sent from this computer; `wanted`:
    what it must be, in a line.
    """

    needed: bool
    wanted: str


def asked(spec: Platform, connection: Connection) -> PictureAsk | None:
    """None where the platform fetches no pictures."""
    limit = _limit(spec)
    if limit is None:
        return None
    return PictureAsk(needed=not holds(limit.sent_when, connection.address), wanted=wanted(limit))


def refuse_address(spec: Platform, connection: Connection, address: str, *, sent: bool) -> None:
    """Raises BadInput for an address that nobody else could open, and for none where one is needed. `sent`: something
    goes out. Asks nobody.
    """
    ask = asked(spec, connection)
    if not address:
        if sent and ask is not None and ask.needed:
            cause = f"{spec.name} takes pictures of this account only from a public address."
            raise bad_picture(cause, "Give the address of a picture that is on your site (--image-url).")
        return
    if ask is None:
        raise bad_picture(f"{spec.name} fetches no pictures from an address.", "Leave out the address.")
    if problem := address_problem(address, loopback=_on_this_computer(spec)):
        raise bad_picture(problem, "Give the address of a picture that is on your site.")


async def look(http: Http, spec: Platform, address: str) -> None:
    """Fetches it as anybody, and under the name of the platform's own program. Raises BadInput."""
    limit = _limit(spec)
    if limit is None:
        return
    response = await _fetched(http, address, limit, spec.name)
    refuse(response.body, response.headers.get("content-type", ""), limit, spec.name)
    if spec.crawler is None:
        return
    try:
        theirs = await _fetched(http, address, limit, spec.name, agent=spec.crawler.agent)
        refuse(theirs.body, theirs.headers.get("content-type", ""), limit, spec.name)
    except BadInput as error:
        cause = f"The picture opens for people, but not for {spec.crawler.name}, which fetches it. {error.cause}"
        raise bad_picture(cause, "Let it in where your site blocks robots, or use another host.") from error


def _limit(spec: Platform) -> MediaLimit | None:
    kind = spec.post.get("text")
    return next((limit for limit in kind.media.values() if limit.by_address), None) if kind else None


def _on_this_computer(spec: Platform) -> bool:
    """A platform that runs here (practice) reaches what is here, too."""
    try:
        return ip_address(urlsplit(spec.hosts.get("api", "")).hostname or "").is_loopback
    except ValueError:
        return False


async def _fetched(http: Http, address: str, limit: MediaLimit, who: str, *, agent: str = "") -> Response:
    headers = {"Accept": "image/*,*/*", **({"User-Agent": agent} if agent else {})}
    request = Request(method="GET", url=address, name="post.picture", headers=headers)
    try:
        response = await http.send(request, deadline=_SECONDS, limit=limit.bytes or DEFAULT_LIMIT)
    except BadAnswer as error:
        if error.code == "too_large":
            raise too_large(limit, who) from error
        raise _unreached(error) from error
    except NetworkError as error:
        raise _unreached(error) from error
    _refuse_status(response, address)
    return response


def _refuse_status(response: Response, address: str) -> None:
    status = response.status
    if 300 <= status < 400:
        end = plain(urljoin(address, response.headers.get("location", "")), 200)
        raise bad_picture("The address leads on to another one, which may not be followed.", f"Use that one: {end}")
    if status >= 500:
        raise bad_picture(f"The website has a trouble of its own ({status}).", "Try again later, or use another host.")
    if not 200 <= status < 300:
        wants = _STATUS.get(status, "something else")
        raise bad_picture(f"The website does not show the picture ({status}): it wants {wants}.", _PRIVATE)


def _unreached(error: NetworkError) -> BadInput:
    if isinstance(error, Refused) and error.code == "untrusted":
        return bad_picture(f"{error.cause} Nobody else can fetch the picture safely, either.", error.fix)
    return bad_picture(f"The picture could not be fetched. {error.cause}", error.fix or "Look at how it is spelled.")
