"""What Facebook, Instagram and Threads share: Meta's error envelope, rate headers, proof of the app secret,
debug_token and the exchange of a short token for a long one.

Behaviour from developers.facebook.com/docs/graph-api/guides/{error-handling,secure-requests} and
.../facebook-login/guides/access-tokens/get-long-lived.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import field

from stagedoor.domain.exchange import Keys, Meter, Request, Response, TokenDraft
from stagedoor.domain.secret import Secret
from stagedoor.domain.wire import json_object
from stagedoor.platforms.base import BaseAdapter
from stagedoor.platforms.errors import ErrorFacts, error_object, explain, pause, refusal, retry_after
from stagedoor.platforms.shapes import Shape, shaped, web_address

NEVER = 0
"""`expires_at` of a token without an end."""

METER = "calls"
"""The one meter that the rate headers of all three platforms become: percent of the calls that are used."""

_WAIT = "estimated_time_to_regain_access"  # minutes
_SHARES = ("call_count", "total_cputime", "total_time", "call_volume", "cpu_time")  # percent; two dialects


class GraphError(Shape, frozen=True, kw_only=True):
    message: str = ""
    type: str = ""
    code: int | str = ""
    error_subcode: int | str = ""
    error_user_title: str = ""
    error_user_msg: str = ""


class Refusal(Shape, frozen=True, kw_only=True):
    """The envelope of the Graph API, the words of a return address, or the flat shape of Instagram's and Threads'
    token addresses; what a shape does not have stays empty.
    """

    error: GraphError | str | None = None
    error_reason: str = ""
    error_description: str = ""
    error_code: int | str = ""
    error_type: str = ""
    error_message: str = ""
    code: int | str = ""


class Granular(Shape, frozen=True, kw_only=True):
    """A permission and what it was given for; without `target_ids` it is everything, now and later."""

    scope: str = ""
    target_ids: list[str] | None = None


class Debugged(Shape, frozen=True, kw_only=True):
    """What Meta says of a token. Times are UTC seconds, 0 means never."""

    app_id: str = ""
    type: str = ""
    is_valid: bool = False
    expires_at: int | None = None
    data_access_expires_at: int | None = None
    scopes: list[str] = field(default_factory=list)
    granular_scopes: list[Granular] = field(default_factory=list)
    user_id: str = ""
    error: GraphError | None = None

    def targets(self, scope: str) -> list[str]:
        """The ids that a permission was given for, where the person ticked them one by one."""
        return [id for each in self.granular_scopes if each.scope == scope for id in each.target_ids or []]

    def draft(self, name: str, value: Secret, now: float) -> TokenDraft:
        """The token with the end that Meta names; none is assumed."""
        lives = _lives(self.expires_at, now)
        return TokenDraft(
            name=name, value=value, ends="never" if self.expires_at == NEVER else "unknown" if lives is None else "at",
            lives=lives, ends_from="asked", data_access_ends_at=self.data_access_expires_at or None,
        )  # fmt: skip


class MetaAdapter(BaseAdapter):
    """What the three adapters do alike."""

    def error_facts(self, response: Response) -> ErrorFacts:
        said = shaped(error_object(response), Refusal)
        wait = _named_wait(response)
        return graph_facts(said, response.status, retry_after(response, self._clock.now()) if wait is None else wait)

    def meters(self, response: Response) -> list[Meter]:
        return rate_meters(response)

    async def graph(
        self, method: str, url: str, name: str, token: Secret, *, keys: Keys, query: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None, data: bytes | None = None, headers: Mapping[str, str] | None = None,
        deadline: float = 30.0,
    ) -> Response:  # fmt: skip
        """One call with this token, and always with the proof that we hold the app secret."""
        return await self.send(
            Request(
                method=method, url=url, name=f"{self.spec.id}.{name}", form=form, data=data,
                headers={"authorization": f"Bearer {token.reveal()}", **(headers or {})},
                query={**(query or {}), **proof_of(token, keys)},
            ),
            deadline=deadline,
        )  # fmt: skip

    async def debug(self, token: Secret, keys: Keys, url: str) -> Debugged:
        """What Meta says of a token; asked with the app's own one, so that it also tells of another app's."""
        query = {"input_token": token.reveal(), "access_token": app_token(keys).reveal()}
        response = await self.send(
            Request(method="GET", url=url, name=f"{self.spec.id}.debug_token", query=query)
        )  # fmt: skip
        return shaped(json_object(response).get("data"), Debugged)

    def refuse_dead(self, debugged: Debugged) -> None:
        """Raises the explained refusal that Meta names for a token that is no longer good."""
        if debugged.is_valid:
            return
        why = debugged.error or GraphError(code=190, message="The token is not valid.")
        raise refusal(explain(self.spec, graph_facts(Refusal(error=why), 400, None)))

    async def long(self, token: Secret, keys: Keys, url: str, *, grant_type: str, param: str, get: bool) -> Response:
        """The answer to "a long-lived token for this short one". `param`: what the short one is called there."""
        said = {"grant_type": grant_type, "client_secret": self._client_secret(keys), param: token.reveal()}
        if not get:
            said["client_id"] = keys.app["client_id"]
        return await self._http.send(
            Request(
                method="GET" if get else "POST", url=url, name=f"{self.spec.id}.long",
                query=said if get else {}, form=None if get else said,
            )
        )  # fmt: skip


def appsecret_proof(token: Secret, app_secret: Secret) -> str:
    """Hex HMAC-SHA256 of the token under the app secret."""
    return hmac.new(app_secret.reveal().encode(), token.reveal().encode(), hashlib.sha256).hexdigest()


def proof_of(token: Secret, keys: Keys) -> dict[str, str]:
    """The proof as a parameter; none where no app secret is known."""
    secret = keys.secrets.get("client_secret")
    return {"appsecret_proof": appsecret_proof(token, secret)} if secret else {}


def app_token(keys: Keys) -> Secret:
    """The app's own token: its ID and its secret."""
    secret = keys.secrets.get("client_secret")
    return Secret(f"{keys.app.get('client_id', '')}|{secret.reveal() if secret else ''}")


def graph_facts(said: Refusal, status: int, wait: float | None) -> ErrorFacts:
    """What an error says, whichever of Meta's shapes it has."""
    error = said.error if isinstance(said.error, GraphError) else GraphError()
    word = said.error if isinstance(said.error, str) else ""
    codes = {str(code) for code in (error.code, said.code, said.error_code) if code not in ("", 0)}
    types = {error.type, word, said.error_type, said.error_reason} - {""}
    texts = (
        error.message, error.error_user_title, error.error_user_msg, said.error_description, said.error_message,
    )  # fmt: skip
    return ErrorFacts(
        status=status, codes=frozenset(codes),
        subcodes=frozenset({str(error.error_subcode)} - {"", "0"}), types=frozenset(types),
        text=" ".join(text for text in texts if text), retry_after=wait,
    )  # fmt: skip


def rate_meters(response: Response) -> list[Meter]:
    """The most used share of all that the headers name, in percent."""
    used = [share for usage in _usages(response) for share in _shares(usage)]
    if not used:
        return []
    most = min(100.0, max(used))
    return [Meter(name=METER, used=most, limit=100.0, left=100.0 - most, unit="percent")]


def _named_wait(response: Response) -> float | None:
    """Seconds until calls are taken again, where a header names a time that is not over."""
    minutes = [usage[_WAIT] for usage in _usages(response) if isinstance(usage.get(_WAIT), int | float)]
    longest = max(minutes, default=0)
    return pause(longest * 60.0) if longest > 0 else None


def _usages(response: Response) -> Iterator[dict[str, Any]]:
    """Every object of numbers in the two rate headers; what cannot be read says nothing."""
    for name in ("x-app-usage", "x-business-use-case-usage"):
        try:
            said = json.loads(response.headers.get(name, ""))
        except (ValueError, RecursionError):
            continue
        if not isinstance(said, dict):
            continue
        yield said
        lists = (each for each in said.values() if isinstance(each, list))
        yield from (usage for each in lists for usage in each if isinstance(usage, dict))


def _shares(usage: Mapping[str, Any]) -> list[float]:
    found = (usage.get(name) for name in _SHARES)
    return [float(share) for share in found if isinstance(share, int | float) and 0 <= share < 10_000]


def _lives(at: int | None, now: float) -> int | None:
    """Seconds from now, at least one; None for never and for what is not said."""
    return max(1, at - int(now)) if at else None


class Picture(Shape, frozen=True, kw_only=True):
    url: str = ""


class PictureData(Shape, frozen=True, kw_only=True):
    """A picture as a node carries it: one level deeper."""

    data: Picture = Picture()

    @property
    def address(self) -> str | None:
        return web_address(self.data.url)


class Node(Shape, frozen=True, kw_only=True):
    """What every creation answers with."""

    id: str


class Success(Shape, frozen=True, kw_only=True):
    success: bool = False


class Rendition(Shape, frozen=True, kw_only=True):
    source: str = ""
    width: int = 0


class Photo(Shape, frozen=True, kw_only=True):
    """A photo with its renditions, which lie on public addresses."""

    images: list[Rendition] = field(default_factory=list)

    @property
    def largest(self) -> str:
        return max(self.images, key=lambda each: each.width, default=Rendition()).source


def photo_form(picture: bytes, **fields: str) -> tuple[bytes, dict[str, str]]:
    """Body and header of a picture sent as a form with a file."""
    boundary = secrets.token_hex(16)
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="source"; filename="test.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    body = "".join([*parts, head]).encode() + picture + f"\r\n--{boundary}--\r\n".encode()
    return body, {"content-type": f"multipart/form-data; boundary={boundary}"}
