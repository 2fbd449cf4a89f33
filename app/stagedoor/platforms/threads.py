"""Threads: one profile, by a token that the portal made or by a sign-in whose address is pasted.

Behaviour from developers.facebook.com/docs/threads: get-started, posts, troubleshooting, threads-profiles.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from typing import ClassVar

from msgspec import field
from msgspec.structs import replace

from stagedoor.domain.attempt import Attempt
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadAnswer, Limited, NetworkError, PlatformRefused
from stagedoor.domain.exchange import (
    Answer,
    Candidate,
    Keys,
    Meter,
    Proof,
    Published,
    Request,
    Response,
    TokenAnswer,
    Who,
)
from stagedoor.domain.limits import Rung
from stagedoor.domain.plain import plain
from stagedoor.domain.secret import Secret
from stagedoor.domain.wire import json_object
from stagedoor.platforms.meta import Debugged, MetaAdapter
from stagedoor.platforms.shapes import Shape, shaped, web_address

_PROFILE = "id,username,name,threads_profile_picture_url"
_QUOTA = "quota_usage,config,delete_quota_usage,delete_config"
_DELETING = "threads_delete"


class Profile(Shape, frozen=True, kw_only=True):
    """An id may come as a number that is larger than those of JavaScript: it is a text everywhere else."""

    id: int | str
    username: str = ""
    name: str = ""
    threads_profile_picture_url: str | None = None


class Config(Shape, frozen=True, kw_only=True):
    quota_total: float | None = None


class Quota(Shape, frozen=True, kw_only=True):
    """What was used of a day's posts and deletions, and of how many."""

    quota_usage: float | None = None
    config: Config = Config()
    delete_quota_usage: float | None = None
    delete_config: Config = Config()


class Quotas(Shape, frozen=True, kw_only=True):
    data: list[Quota] = field(default_factory=list)


class Made(Shape, frozen=True, kw_only=True):
    id: int | str
    permalink: str | None = None


class Deleted(Shape, frozen=True, kw_only=True):
    success: bool = False


class Adapter(MetaAdapter):
    checks: ClassVar[Mapping[str, str]] = {"token": "_check_token", "me": "_check_me", "limit": "_check_limit"}

    async def prove(self, route: str, keys: Keys) -> Proof:
        """The pair by a token of the app itself; a token that the person brought by asking what it is worth."""
        await self._prove_pair(keys)
        if "access" not in keys.secrets:
            return Proof(by="platform", says="Threads knows this app ID and its secret.")
        worth = await self._worth(keys)
        return Proof(
            by="platform", token=self._as_answer(keys.secrets["access"], worth),
            says="Threads takes this token, and knows your app ID and secret.",
        )  # fmt: skip

    async def exchange(self, attempt: Attempt, code: Secret, keys: Keys) -> TokenAnswer:
        """The code for a token of one hour, and that one at once for a token of 60 days."""
        short = await super().exchange(attempt, code, keys)
        token = next(draft.value for draft in short.tokens if draft.name == "access")
        then = self.oauth(attempt.route).token.then
        response = await self.long(
            token, keys, self.url(then["url"]), grant_type=then["grant_type"], param="access_token", get=True
        )
        answer = self.read_tokens(response)
        kept = replace(keys, secrets={**keys.secrets, **{draft.name: draft.value for draft in answer.tokens}})
        worth = await self._worth(kept)
        return replace(answer, scopes=worth.scopes, subject=worth.user_id)

    async def identify(self, keys: Keys) -> Who:
        profile = await self._profile(keys)
        id = str(profile.id)
        name = plain(profile.name, 64) or profile.username or id
        return Who(
            id=id, name=name, username=profile.username or None,
            avatar=web_address(profile.threads_profile_picture_url),
            answers=[Answer(check_id="me", verdict="ok", detail={"name": name, "username": profile.username})],
        )  # fmt: skip

    async def discover(self, keys: Keys, who: Who) -> AsyncIterator[Candidate]:
        """One sign-in is one profile. The number of followers would take a permission more."""
        yield Candidate(
            external_id=who.id, kind="profile", name=who.name, username=who.username, avatar=who.avatar,
            url=self.url("{web}/@{username}", username=who.username) if who.username else None, token_name="access",
            address={"user_id": who.id, "delete": "yes" if _may_delete(keys.scopes) else "no"},
        )  # fmt: skip

    async def publish(self, connection: Connection, keys: Keys, text: str, rung: Rung | None = None) -> Published:
        """One call makes and publishes a post of words alone; its address is asked for afterwards."""
        query = {"media_type": "TEXT", "text": text, "auto_publish_text": "true"}
        response = await self._call("POST", "/me/threads", "post", keys, query=query)
        made = shaped(json_object(response), Made)
        link = None
        with suppress(PlatformRefused, Limited, NetworkError):  # it is published: nothing may hide that
            answer = await self._call("GET", f"/{made.id}", "permalink", keys, query={"fields": "id,permalink"})
            link = shaped(json_object(answer), Made).permalink
        return Published(ref=str(made.id), link=link, meters=self.meters(response))

    async def delete(self, connection: Connection, keys: Keys, ref: str) -> None:
        response = await self._call("DELETE", f"/{ref}", "delete", keys)
        if not shaped(json_object(response), Deleted).success:
            raise BadAnswer("Threads did not say that the post is deleted.", "Delete it by hand in Threads.")

    async def _prove_pair(self, keys: Keys) -> None:
        kind = self.spec.app[self.spec.route[keys.route].app]
        url = kind.prove.url if kind.prove else ""
        form = {"grant_type": "client_credentials"}
        request = self.token_request(self.oauth(keys.route), keys, form, url, "prove")
        self.read_tokens(await self._http.send(request))

    async def _worth(self, keys: Keys) -> Debugged:
        """Raises the explained refusal of a token that is no longer good. The one who asks must be a tester's token."""
        query = {"input_token": keys.secrets["access"].reveal()}
        response = await self._call("GET", "/debug_token", "debug_token", keys, query=query)
        worth = shaped(json_object(response).get("data"), Debugged)
        self.refuse_dead(worth)
        return worth

    async def _check_token(self, connection: Connection, keys: Keys) -> Answer:
        worth = await self._worth(keys)
        return Answer(check_id="token", verdict="ok", detail={"ends_at": worth.expires_at} if worth.expires_at else {})

    async def _check_me(self, connection: Connection, keys: Keys) -> Answer:
        profile = await self._profile(keys)
        name = plain(profile.name, 64) or profile.username
        return Answer(check_id="me", verdict="ok", detail={"name": name, "username": profile.username})

    async def _check_limit(self, connection: Connection, keys: Keys) -> Answer:
        response = await self._call("GET", "/me/threads_publishing_limit", "limit", keys, query={"fields": _QUOTA})
        quotas = shaped(json_object(response), Quotas).data
        meters = [*self.meters(response), *(_quota_meters(quotas[0]) if quotas else [])]
        return Answer(check_id="limit", verdict="ok", meters=meters)

    async def _profile(self, keys: Keys) -> Profile:
        response = await self._call("GET", "/me", "me", keys, query={"fields": _PROFILE})
        return shaped(json_object(response), Profile)

    async def _call(
        self, method: str, path: str, name: str, keys: Keys, *, query: Mapping[str, str] | None = None
    ) -> Response:
        """As Meta's own collection of calls does it: parameters in the query, and no proof of the app secret."""
        headers = {"authorization": f"Bearer {keys.secrets['access'].reveal()}"}
        return await self.send(
            Request(
                method=method, url=self.url("{api}/{version}") + path, name=f"{self.spec.id}.{name}", headers=headers,
                query=query or {},
            )
        )  # fmt: skip

    def _as_answer(self, token: Secret, worth: Debugged) -> TokenAnswer:
        draft = worth.draft("access", token, self._clock.now())
        return TokenAnswer(tokens=[draft], scopes=worth.scopes, subject=worth.user_id)


def _may_delete(scopes: list[str] | None) -> bool:
    return scopes is None or _DELETING in scopes


def _quota_meters(quota: Quota) -> list[Meter]:
    """Posts and deletions of a day, where Threads names both numbers."""
    named = {
        "posts": (quota.quota_usage, quota.config.quota_total, "posts in 24 hours"),
        "deletes": (quota.delete_quota_usage, quota.delete_config.quota_total, "deletions in 24 hours"),
    }
    return [
        Meter(name=name, used=used, limit=total, left=max(0.0, total - used), unit=unit)
        for name, (used, total, unit) in named.items()
        if used is not None and total is not None
    ]
