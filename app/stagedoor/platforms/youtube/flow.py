"""The code exchange by Google's own library, over our HTTP port. Imported only while somebody signs in: it is heavy."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import requests
from google_auth_oauthlib.flow import Flow
from requests.adapters import BaseAdapter

from stagedoor.domain.attempt import Attempt
from stagedoor.domain.exchange import Request, Response
from stagedoor.domain.ports import Http
from stagedoor.domain.secret import Secret

for _name in ("google_auth_oauthlib", "oauthlib", "requests_oauthlib", "urllib3"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # below that they write codes, secrets and tokens

_DEADLINE = 30.0
_PASSED_ON = ("Accept", "Content-Type")


async def exchanged(
    http: Http, attempt: Attempt, code: Secret, *, client_id: str, client_secret: Secret, url: str
) -> Response:
    """The answer of `url`, the token address of the platform file, as it came. Raises NetworkError.

    What the library makes of it is not used: after the code is spent it takes a permission that was not given for an
    error, and it reads what no token answer is.
    """
    bridge = _Bridge(http, asyncio.get_running_loop(), url)
    flow = _flow(attempt, client_id, client_secret, url)
    flow.oauth2session.trust_env = False  # no proxy and no password file of another program has a say
    flow.oauth2session.mount("https://", bridge)
    await asyncio.to_thread(_fetch, flow, bridge, code)
    if bridge.answer is None:
        raise AssertionError("the library asked nobody and did not say why")
    return bridge.answer


def _flow(attempt: Attempt, client_id: str, client_secret: Secret, url: str) -> Any:
    secure = url.replace("http://", "https://", 1)  # it refuses practice's address; the bridge knows the real one
    client = {
        "client_id": client_id, "client_secret": client_secret.reveal(), "auth_uri": secure, "token_uri": secure,
    }  # fmt: skip
    return Flow.from_client_config(
        {"installed": client}, attempt.scopes, redirect_uri=attempt.redirect_uri,
        code_verifier=attempt.verifier.reveal() if attempt.verifier else None, autogenerate_code_verifier=False,
    )  # fmt: skip


def _fetch(flow: Any, bridge: _Bridge, code: Secret) -> None:
    """Client ID and secret in the body: the library's default is a Basic header."""
    try:
        flow.fetch_token(code=code.reveal(), include_client_id=True)
    except Exception:
        if bridge.answer is None:
            raise


class _Bridge(BaseAdapter):
    """Sends what `requests` was asked to send through our port, on the loop that owns it."""

    def __init__(self, http: Http, loop: asyncio.AbstractEventLoop, url: str) -> None:
        super().__init__()
        self._http, self._loop, self._url = http, loop, url
        self.answer: Response | None = None

    def send(self, request: requests.PreparedRequest, *_args: Any, **_options: Any) -> requests.Response:
        body = request.body  # a form, as text
        ours = Request(
            method=request.method or "POST", url=self._url, name="youtube.exchange",
            headers={name: str(request.headers[name]) for name in _PASSED_ON if name in request.headers},
            data=body.encode() if isinstance(body, str) else b"",
        )  # fmt: skip
        sending = self._http.send(ours, deadline=_DEADLINE)
        self.answer = asyncio.run_coroutine_threadsafe(sending, self._loop).result()
        return _theirs(request, self.answer)

    def close(self) -> None:
        """Nothing of its own is open."""


def _theirs(request: requests.PreparedRequest, answer: Response) -> requests.Response:
    response = requests.Response()
    response.status_code, response.url, response.request = answer.status, request.url or "", request
    response.headers.update(answer.headers)
    response.headers.pop("location", None)  # nothing is followed
    response._content = answer.body  # noqa: SLF001  (its only way in for a body that is there already)
    return response
