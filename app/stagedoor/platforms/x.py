"""X: OAuth 2.0 with PKCE and rotating refresh tokens, or four OAuth 1.0a keys that never end.

Behaviour from docs.x.com/fundamentals/authentication and docs.x.com/x-api; errors in five shapes
(docs.x.com/x-api/fundamentals/response-codes-and-errors).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

from msgspec import field
from msgspec.structs import replace

from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadAnswer, Limited, NetworkError, PlatformRefused
from stagedoor.domain.exchange import Answer, Candidate, Keys, Meter, Proof, Published, Request, Response, Who
from stagedoor.domain.limits import Rung
from stagedoor.domain.plain import plain
from stagedoor.domain.secret import Secret
from stagedoor.domain.wire import json_object
from stagedoor.oauth.oauth1 import Signer, authorization_header, new_nonce
from stagedoor.platforms.base import BaseAdapter, answer_of, basic
from stagedoor.platforms.errors import ErrorFacts, error_object, retry_after
from stagedoor.platforms.shapes import Shape, T, shaped, web_address

ME_FIELDS = "created_at,profile_image_url,protected,public_metrics,subscription_type,verified,verified_type"


class Metrics(Shape, frozen=True, kw_only=True):
    """The number of posts goes by either name; no metric is certain to come."""

    followers_count: int | None = None
    post_count: int | None = None
    tweet_count: int | None = None


class User(Shape, frozen=True, kw_only=True):
    id: str
    name: str = ""
    username: str = ""
    profile_image_url: str | None = None
    public_metrics: Metrics | None = None
    subscription_type: str | None = None


class Post(Shape, frozen=True, kw_only=True):
    id: str


class Deleted(Shape, frozen=True, kw_only=True):
    deleted: bool


class Usage(Shape, frozen=True, kw_only=True):
    project_usage: float | None = None
    project_cap: float | None = None


class Part(Shape, frozen=True, kw_only=True):
    """One of `errors`."""

    code: int | str | None = None
    message: str = ""


class Refusal(Shape, frozen=True, kw_only=True):
    """An error in any of X's five shapes; what a shape does not have stays empty."""

    type: str = ""
    title: str = ""
    detail: str = ""
    reason: str = ""
    error: str = ""
    error_description: str = ""
    errors: list[Part] = field(default_factory=list)


class Adapter(BaseAdapter):
    async def prove(self, route: str, keys: Keys) -> Proof:
        """The API key pair is proved by asking for a reading token (free); a Client ID cannot be proved before."""
        if "api_key" not in keys.secrets:
            return await super().prove(route, keys)
        await self._bearer(keys)
        return Proof(by="platform", says="X knows this API Key and its Secret.")

    async def identify(self, keys: Keys) -> Who:
        who, meters = await self._me(keys)
        return replace(who, answers=self._read_me(who, meters))

    async def discover(self, keys: Keys, who: Who) -> AsyncIterator[Candidate]:
        """One sign-in at X is one account."""
        level = who.facts.get("access_level")
        problem = self.spec.error["read_only"].cause if level == "read" else ""
        yield Candidate(
            external_id=who.id, kind="profile", name=who.name, username=who.username, avatar=who.avatar,
            followers=who.followers, url=self.url("{web}/{username}", username=who.username or ""),
            token_name="access", problem=problem,
        )  # fmt: skip

    async def check(self, connection: Connection, keys: Keys, *, paid: bool) -> AsyncIterator[Answer]:
        """`me` and `access` are one priced call; `usage` is free and needs the API key pair."""
        if paid:
            for answer in await self._check_me(keys):
                yield answer
        if "api_key" in keys.secrets:
            yield await self._asked("usage", self._check_usage, connection, keys)

    async def publish(self, connection: Connection, keys: Keys, text: str, rung: Rung | None = None) -> Published:
        response = await self._user_call(keys, "POST", "{api}/2/tweets", "post", json={"text": text})
        ref = _data(response, Post).id
        link = self.url("{web}/{username}/status/{ref}", username=connection.username or "i", ref=ref)
        return Published(ref=ref, link=link, meters=self.meters(response))

    async def delete(self, connection: Connection, keys: Keys, ref: str) -> None:
        url = self.url("{api}/2/tweets/{ref}", ref=ref)
        if not _data(await self._user_call(keys, "DELETE", url, "delete"), Deleted).deleted:
            raise BadAnswer("X did not delete the post and did not say why.", "Delete it by hand on X.")

    async def revoke(self, keys: Keys) -> None:
        """Ends the whole grant (docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token)."""
        oauth = self.oauth(keys.route)
        token = keys.secrets.get("refresh") or keys.secrets["access"]
        request = self.token_request(oauth, keys, {"token": token.reveal()}, oauth.revoke.url, "revoke")
        await self.send(request)

    def error_facts(self, response: Response) -> ErrorFacts:
        """Five shapes, each optional: v2 problem, v2 validation, v1.1 errors, OAuth 2.0 error, an edge's page."""
        said = shaped(error_object(response), Refusal)
        types = (said.type.rsplit("/", 1)[-1], said.reason, said.error, said.title)
        texts = (said.title, said.detail, said.error_description, *(part.message for part in said.errors))
        return ErrorFacts(
            status=response.status,
            codes=frozenset(str(part.code) for part in said.errors if part.code is not None),
            types=frozenset(t for t in types if t),
            text=" ".join(t for t in texts if t),
            retry_after=retry_after(response, self._clock.now()),
        )

    async def _check_me(self, keys: Keys) -> list[Answer]:
        try:
            who, meters = await self._me(keys)
        except (PlatformRefused, Limited, NetworkError) as error:
            return [answer_of("me", error)]
        return self._read_me(who, meters)

    def _read_me(self, who: Who, meters: list[Meter]) -> list[Answer]:
        me = Answer(
            check_id="me", verdict="ok", meters=meters,
            detail={"name": who.name, "username": who.username, "followers": who.followers},
        )  # fmt: skip
        return [me, *self._access(who)]

    def _access(self, who: Who) -> list[Answer]:
        level = who.facts.get("access_level")
        if level is None:
            return []
        if level != "read":
            return [Answer(check_id="access", verdict="ok", detail={"access_level": level})]
        entry = self.spec.error["read_only"]
        return [
            Answer(
                check_id="access", verdict="bad", error_id="read_only", cause=entry.cause, fix=entry.fix,
                kind=entry.kind, detail={"access_level": level},
            )
        ]  # fmt: skip

    async def _check_usage(self, connection: Connection, keys: Keys) -> Answer:
        bearer = await self._bearer(keys)
        request = Request(
            method="GET", url=self.url("{api}/2/usage/tweets"), name="x.usage",
            headers={"authorization": f"Bearer {bearer.reveal()}"},
            query={"usage.fields": "cap_reset_day,project_cap,project_usage"},
        )  # fmt: skip
        usage = _data(await self.send(request), Usage)
        used, cap = usage.project_usage, usage.project_cap
        left = cap - used if cap is not None and used is not None else None
        meter = Meter(name="reads", used=used, limit=cap, left=left, unit="posts read this month")
        return Answer(check_id="usage", verdict="ok", meters=[meter])

    async def _me(self, keys: Keys) -> tuple[Who, list[Meter]]:
        response = await self._user_call(keys, "GET", "{api}/2/users/me", "me", query={"user.fields": ME_FIELDS})
        user = _data(response, User)
        metrics = user.public_metrics or Metrics()
        who = Who(
            id=user.id, name=plain(user.name, 64), username=plain(user.username, 64),
            avatar=_larger(user.profile_image_url), followers=metrics.followers_count,
            facts={
                "access_level": response.headers.get("x-access-level") if "access_token" in keys.secrets else None,
                "posts": metrics.tweet_count if metrics.post_count is None else metrics.post_count,
                "subscription": plain(user.subscription_type or "", 32),
            },
        )  # fmt: skip
        return who, self.meters(response)

    async def _bearer(self, keys: Keys) -> Secret:
        prove = self.spec.app["main"].prove
        pair = basic(keys.secrets["api_key"].reveal(), keys.secrets["api_secret"].reveal())
        request = Request(
            method="POST", url=self.url(prove.url if prove else ""), name="x.prove",
            headers={"authorization": pair}, form={"grant_type": "client_credentials"},
        )  # fmt: skip
        (bearer,) = self.read_tokens(await self.send(request)).tokens
        return bearer.value

    async def _user_call(
        self, keys: Keys, method: str, url: str, name: str, *, query: Mapping[str, str] | None = None, json: Any = None
    ) -> Response:
        url, query = self.url(url), dict(query or {})
        auth = self._signed(keys, method, url, query) if "access_token" in keys.secrets else _bearer_of(keys)
        request = Request(
            method=method, url=url, name=f"x.{name}", headers={"authorization": auth}, query=query, json=json
        )
        return await self.send(request)

    def _signed(self, keys: Keys, method: str, url: str, query: Mapping[str, str]) -> str:
        signer = Signer(
            consumer_key=keys.secrets["api_key"].reveal(),
            consumer_secret=keys.secrets["api_secret"],
            token=keys.secrets["access_token"].reveal(),
            token_secret=keys.secrets["access_token_secret"],
        )
        timestamp = int(self._clock.now())
        return authorization_header(signer, method=method, url=url, query=query, nonce=new_nonce(), timestamp=timestamp)


def _bearer_of(keys: Keys) -> str:
    return f"Bearer {keys.secrets['access'].reveal()}"


def _data(response: Response, kind: type[T]) -> T:
    """The `data` of a v2 answer in its shape. Raises BadAnswer also where X answers 200 with errors only."""
    return shaped(json_object(response).get("data"), kind)


def _larger(picture: str | None) -> str | None:
    """The same picture in a size to show; only an address of the web is one."""
    address = web_address(picture)
    return address.replace("_normal", "_400x400") if address else None
