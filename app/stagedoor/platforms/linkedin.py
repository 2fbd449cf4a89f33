"""LinkedIn: a member's own profile, by a sign-in of 60 days or a token that the portal made.

Behaviour from learn.microsoft.com/linkedin: shared/authentication, consumer/integrations/self-serve and
marketing/community-management/shares. A token is asked about by introspection, which no quota counts.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import quote

from msgspec import field

from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadAnswer, Limited, NetworkError, PlatformRefused
from stagedoor.domain.exchange import (
    Answer,
    Candidate,
    Keys,
    Proof,
    Published,
    Request,
    Response,
    TokenAnswer,
    TokenDraft,
    Who,
)
from stagedoor.domain.plain import plain
from stagedoor.domain.secret import Secret
from stagedoor.domain.wire import json_object
from stagedoor.platforms.base import BaseAdapter, answer_of
from stagedoor.platforms.errors import ErrorFacts, error_object, explain, refusal, retry_after
from stagedoor.platforms.shapes import Shape, shaped
from stagedoor.platforms.texts import little_text

_RESTLI = {"x-restli-protocol-version": "2.0.0"}
_POSTING = "w_member_social"
_NOBODYS = Secret("stagedoor-asks-whether-these-keys-belong-together")
"""A token that nobody has: how LinkedIn takes the question says whether it knows the keys."""
_MILLISECONDS = 10**11
"""From here on a time is in milliseconds; in seconds it would be the year 5138."""


class User(Shape, frozen=True, kw_only=True):
    """OpenID Connect's userinfo."""

    sub: str
    name: str = ""
    picture: str | None = None


class Worth(Shape, frozen=True, kw_only=True):
    """What a token is worth (introspection); of another app's token LinkedIn says only that it is not active."""

    active: bool
    status: str = ""
    scope: str = ""
    expires_at: int | None = None


class Input(Shape, frozen=True, kw_only=True):
    description: str = ""


class Details(Shape, frozen=True, kw_only=True):
    inputErrors: list[Input] = field(default_factory=list)  # noqa: N815 - LinkedIn's name


class Refusal(Shape, frozen=True, kw_only=True):
    """An error of the interface, or of the sign-in; what a shape does not have stays empty."""

    code: int | str = ""
    serviceErrorCode: int | str = ""  # noqa: N815 - LinkedIn's name
    message: str = ""
    errorDetails: Details | None = None  # noqa: N815 - LinkedIn's name
    error: str = ""
    error_description: str = ""


class Adapter(BaseAdapter):
    async def prove(self, route: str, keys: Keys) -> Proof:
        """The keys by a token that nobody has; a token that the person brought by asking about that one."""
        if "access" not in keys.secrets:
            return await self._prove_pair(keys)
        worth = await self._worth(keys, keys.secrets["access"])
        self._refuse_inactive(worth)
        return Proof(
            by="platform", token=self._token_answer(keys, worth),
            says="LinkedIn knows this token as one of your LinkedIn app.",
        )  # fmt: skip

    async def identify(self, keys: Keys) -> Who:
        request = Request(method="GET", url=self.url("{api}/v2/userinfo"), name="linkedin.me", headers=_bearer(keys))
        user = shaped(json_object(await self.send(request)), User)
        name = plain(user.name, 64) or user.sub
        me = Answer(check_id="me", verdict="ok", detail={"name": name})
        return Who(id=user.sub, name=name, avatar=_picture(user.picture), answers=[me])

    async def discover(self, keys: Keys, who: Who) -> AsyncIterator[Candidate]:
        """One sign-in is one profile. LinkedIn names neither its address nor its followers."""
        lacks = keys.scopes is not None and _POSTING not in keys.scopes
        yield Candidate(
            external_id=who.id, kind="profile", name=who.name, avatar=who.avatar, token_name="access",
            address={"author": _author(who.id)},
            problem=self.spec.error["no_posting"].cause if lacks else "",
        )  # fmt: skip

    async def check(self, connection: Connection, keys: Keys, *, paid: bool) -> AsyncIterator[Answer]:
        """`token` and `access` are one question, which costs nothing; `me` is counted and asked at sign-in only."""
        for answer in await self._check_token(keys):
            yield answer

    async def publish(self, connection: Connection, keys: Keys, text: str) -> Published:
        """To the connections only; the body of the answer is empty, the post's name stands in a header."""
        response = await self._versioned(keys, "POST", "{api}/rest/posts", "post", _post(connection, text))
        ref = response.headers.get("x-restli-id", "")
        if not ref.startswith("urn:li:"):
            raise BadAnswer("LinkedIn did not say which post it made.", "Look at your profile before you post again.")
        return Published(ref=ref, link=self.spec.fill("{web}/feed/update/{ref}", ref=ref))

    async def delete(self, connection: Connection, keys: Keys, ref: str) -> None:
        response = await self._versioned(keys, "DELETE", "{api}/rest/posts/" + quote(ref, safe=""), "delete")
        if response.status != 204:
            raise BadAnswer("LinkedIn did not say that the post is deleted.", "Delete it by hand on LinkedIn.")

    async def revoke(self, keys: Keys) -> None:
        oauth = self.oauth(keys.route)
        form = {"token": keys.secrets["access"].reveal()}
        await self.send(self.token_request(oauth, keys, form, oauth.revoke.url, "revoke"))

    def error_facts(self, response: Response) -> ErrorFacts:
        """The interface's envelope, whose fields vary, and OAuth's shape, whose words come escaped for HTML.

        No pause is named at 429: the counters begin anew at midnight, universal time.
        """
        said = shaped(error_object(response), Refusal)
        inputs = said.errorDetails.inputErrors if said.errorDetails else []
        texts = (said.message, unescape(said.error_description), *(each.description for each in inputs))
        wait = retry_after(response, self._clock.now())
        return ErrorFacts(
            status=response.status,
            codes=frozenset(str(code) for code in (said.code, said.serviceErrorCode) if code not in ("", 0)),
            types=frozenset({said.error} - {""}),
            text=" ".join(text for text in texts if text),
            retry_after=self._until_midnight() if response.status == 429 and wait is None else wait,
        )

    async def _prove_pair(self, keys: Keys) -> Proof:
        """Only a plain no counts against the keys. Where LinkedIn complains about the token instead, nothing is proved
        and nobody is stopped.
        """
        try:
            await self._worth(keys, _NOBODYS)
        except PlatformRefused as error:
            if error.error_id != "invalid_request":
                raise
            return await super().prove(keys.route, keys)
        return Proof(by="platform", says="LinkedIn knows this Client ID and its secret.")

    async def _worth(self, keys: Keys, token: Secret) -> Worth:
        kind = self.spec.app[self.spec.route[keys.route].app]
        url = kind.prove.url if kind.prove else ""
        request = self.token_request(self.oauth(keys.route), keys, {"token": token.reveal()}, url, "introspect")
        return shaped(json_object(await self.send(request)), Worth)

    def _refuse_inactive(self, worth: Worth) -> None:
        if not worth.active:
            raise refusal(explain(self.spec, ErrorFacts(status=200, codes=frozenset({worth.status or "inactive"}))))

    def _token_answer(self, keys: Keys, worth: Worth) -> TokenAnswer:
        lives = None if worth.expires_at is None else max(1, _seconds(worth.expires_at) - int(self._clock.now()))
        token = TokenDraft(
            name="access", value=keys.secrets["access"], ends="unknown" if lives is None else "at", lives=lives,
            ends_from="asked",
        )  # fmt: skip
        return TokenAnswer(tokens=[token], scopes=_scopes(worth))

    async def _check_token(self, keys: Keys) -> list[Answer]:
        try:
            worth = await self._worth(keys, keys.secrets["access"])
            self._refuse_inactive(worth)
        except (PlatformRefused, Limited, NetworkError) as error:
            return [answer_of("token", error)]
        ends = {} if worth.expires_at is None else {"ends_at": _seconds(worth.expires_at)}
        return [Answer(check_id="token", verdict="ok", detail=ends), self._access(_scopes(worth))]

    def _access(self, scopes: list[str]) -> Answer:
        if _POSTING in scopes:
            return Answer(check_id="access", verdict="ok")
        entry = self.spec.error["no_posting"]
        return Answer(
            check_id="access", verdict="bad", error_id="no_posting", cause=entry.cause, fix=entry.fix, kind=entry.kind
        )

    async def _versioned(self, keys: Keys, method: str, url: str, name: str, json: Any = None) -> Response:
        request = Request(
            method=method, url=self.url(url), name=f"linkedin.{name}", headers={**_bearer(keys), **_RESTLI}, json=json
        )
        return await self.send_versioned(request)

    def _until_midnight(self) -> float:
        now = datetime.fromtimestamp(self._clock.now(), UTC)
        midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        return (midnight - now).total_seconds()


def _bearer(keys: Keys) -> Mapping[str, str]:
    return {"authorization": f"Bearer {keys.secrets['access'].reveal()}"}


def _author(subject: str) -> str:
    return f"urn:li:person:{subject}"


def _post(connection: Connection, text: str) -> dict[str, Any]:
    """A post of words alone (learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api)."""
    return {
        "author": _author(connection.external_id),
        "commentary": little_text(text),
        "visibility": "CONNECTIONS",
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }


def _scopes(worth: Worth) -> list[str]:
    return [scope for scope in worth.scope.replace(",", " ").split() if scope]


def _seconds(at: int) -> int:
    return at // 1000 if at > _MILLISECONDS else at


def _picture(address: str | None) -> str | None:
    return address if address and address.startswith(("https://", "http://")) else None
