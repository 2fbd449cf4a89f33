"""The one HTTP client of the process: no redirects, no cookies, one deadline for all, bodies up to a limit.

The only import of httpx. Every request has a connection of its own: one that slept with the laptop, or that the
server closed, would make "nothing was sent" and "it may have been taken" hard to tell apart.
"""

import asyncio
import logging
import time
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from stagedoor import __version__
from stagedoor.domain.errors import NetworkError, Offline, Refused
from stagedoor.domain.exchange import Request, Response
from stagedoor.domain.ports import DEFAULT_LIMIT
from stagedoor.net import faults, outgoing
from stagedoor.net.body import Body
from stagedoor.net.progress import Progress

_log = logging.getLogger("stagedoor.net")

_LOOPBACK = {"127.0.0.1", "::1"}
_CONNECT_SECONDS = 10.0
_HEADERS = {
    "User-Agent": f"Stagedoor/{__version__}",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


class HttpxHttp:
    """Implements the Http port. Belongs to one event loop; `aclose` when it ends."""

    def __init__(self) -> None:
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self._client: httpx.AsyncClient | None = None

    async def send(self, request: Request, *, deadline: float = 30.0, limit: int = DEFAULT_LIMIT) -> Response:
        """The whole answer, whatever its status (a 3xx is an answer and never followed).

        Raises Offline (nothing was sent), TimedOut (it may have been taken), BadAnswer (it was, and what came back is
        cut, damaged or more than `limit` bytes), Refused (we do not send this, or not there).
        """
        started = time.monotonic()
        failure: NetworkError
        try:
            response = await self._sent(request, deadline, limit)
        except NetworkError as error:
            failure = error
        else:
            self._tell(request, started, status=response.status, size=len(response.body))
            return response
        self._tell(request, started, error=failure.code)
        raise failure

    async def aclose(self) -> None:
        if self._client:
            await self._client.aclose()
            self._client = None

    async def _sent(self, request: Request, deadline: float, limit: int) -> Response:
        client = self._opened()
        prepared = _prepared(client, request)
        progress = Progress(prepared.url.host)
        prepared.extensions["trace"] = progress
        failure: NetworkError
        try:
            async with asyncio.timeout(deadline):
                return await _exchanged(client, prepared, limit)
        except TimeoutError:
            failure = faults.too_late(progress)
        except httpx.LocalProtocolError:
            failure = _unsendable()
        except (httpx.HTTPError, OSError) as error:
            failure = faults.explain(error, progress)
        finally:
            await progress.close()
        # Raised out here, so that it carries no context: that one's text may hold the address.
        raise failure

    def _opened(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = _client()
        return self._client

    def _tell(self, request: Request, started: float, **fields: str | int) -> None:
        ms = round((time.monotonic() - started) * 1000)
        _log.info("http", extra={"call": request.name, "ms": ms, **fields})


def _client() -> httpx.AsyncClient:
    """With the proxies of the environment and the system; loopback never goes through one."""
    try:
        trusted = httpx.create_ssl_context()
        trusted.load_default_certs()
    except OSError:
        fix = "Correct SSL_CERT_FILE or SSL_CERT_DIR, or unset it."
        raise Offline("The list of trusted certificates cannot be read.", fix) from None
    try:
        return httpx.AsyncClient(
            verify=trusted,
            headers=_HEADERS,
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=())),
            timeout=httpx.Timeout(None, connect=_CONNECT_SECONDS),
            limits=httpx.Limits(max_keepalive_connections=0),
            mounts={"all://127.0.0.1": None, "all://[::1]": None, "all://localhost": None},
        )
    except (ValueError, ImportError, httpx.InvalidURL):
        fix = "Name an http:// proxy in HTTPS_PROXY, and unset ALL_PROXY."
        raise Offline("The proxy set on this computer is of a kind that cannot be used.", fix, code="proxy") from None


def _prepared(client: httpx.AsyncClient, request: Request) -> httpx.Request:
    try:
        url = httpx.URL(outgoing.address(request))
        content, headers = outgoing.content(request)
        prepared = client.build_request(request.method, url, headers=headers, content=content)
    except (ValueError, httpx.InvalidURL):
        prepared = None
    if prepared is None:
        raise _unsendable()
    _refuse_open_text(url)
    return prepared


def _refuse_open_text(url: httpx.URL) -> None:
    if url.userinfo or not url.host or not 0 < (url.port or 443) < 65_536:
        raise _unsendable()
    if url.scheme != "https" and not (url.scheme == "http" and url.host in _LOOPBACK):
        raise Refused("The address is not encrypted, so nothing is sent there.", "Use an https:// address.")


def _unsendable() -> Refused:
    return Refused("The request holds characters that cannot be sent.", "Check keys and texts for line breaks.")


async def _exchanged(client: httpx.AsyncClient, request: httpx.Request, limit: int) -> Response:
    answer = await client.send(request, stream=True)
    try:
        body = Body(answer.headers.get("content-encoding", ""), limit)
        body.expect(answer.headers.get("content-length", ""))
        async for chunk in answer.aiter_raw():
            body.feed(chunk)
        return Response(
            status=answer.status_code,
            headers=dict(answer.headers),
            body=body.finish(),
            date=_seconds(answer.headers.get("date", "")),
        )
    finally:
        await answer.aclose()


def _seconds(date: str) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
