"""LinkedIn: a member's own profile, or the Pages that they look after, by a sign-in of 60 days.

Behaviour from learn.microsoft.com/linkedin: shared/authentication, consumer/integrations/self-serve and
marketing/community-management/shares. A token is asked about by introspection, which no quota counts.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import quote

from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadAnswer, Limited, NetworkError, PlatformRefused
from stagedoor.domain.exchange import (
    Answer,
    Candidate,
    Explained,
    Keys,
    Proof,
    Published,
    Request,
    Response,
    TokenAnswer,
    TokenDraft,
    Who,
)
from stagedoor.domain.limits import Rung
from stagedoor.domain.plain import plain
from stagedoor.domain.secret import Secret
from stagedoor.domain.wire import json_object
from stagedoor.platforms.base import BaseAdapter, answer_of
from stagedoor.platforms.errors import ErrorFacts, error_object, explain, refusal, retry_after
from stagedoor.platforms.linkedin.shapes import (
    Followers,
    Me,
    Organization,
    Refusal,
    Roles,
    User,
    Worth,
)
from stagedoor.platforms.shapes import shaped, web_address
from stagedoor.platforms.texts import little_text

_RESTLI = {"x-restli-protocol-version": "2.0.0"}
_POSTING = {"profile": "w_member_social", "page": "w_organization_social"}
"""Kind of account: the permission with which it is posted to."""
_OPENID = "openid"
"""An app for Pages cannot have this permission (gitroomhq/postiz-app, pull request 1658)."""
_ROLES = ("ADMINISTRATOR", "CONTENT_ADMINISTRATOR")
"""Those that may post to a Page."""
_NOBODYS = Secret("stagedoor-asks-whether-these-keys-belong-together")
"""A token that nobody has: how LinkedIn takes the question says whether it knows the keys."""
_MILLISECONDS = 10**11
"""From here on a time is in milliseconds; in seconds it would be the year 5138."""


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
        if self._is_for_pages(keys):
            me = shaped(json_object(await self._get(keys, "{api}/v2/me", "me")), Me)
            name = plain(f"{me.localizedFirstName} {me.localizedLastName}", 64) or me.id
            return Who(id=me.id, name=name, answers=[Answer(check_id="me", verdict="ok")])
        user = shaped(json_object(await self._get(keys, "{api}/v2/userinfo", "me")), User)
        name = plain(user.name, 64) or user.sub
        seen = Answer(check_id="me", verdict="ok", detail={"name": name})
        return Who(id=user.sub, name=name, avatar=web_address(user.picture), answers=[seen])

    async def discover(self, keys: Keys, who: Who) -> AsyncIterator[Candidate]:
        """One sign-in is one profile, of which LinkedIn names neither address nor followers; or all Pages on which the
        member may post.
        """
        if self._is_for_pages(keys):
            async for page in self._pages(keys):
                yield page
            return
        yield Candidate(
            external_id=who.id, kind="profile", name=who.name, avatar=who.avatar, token_name="access",
            address={"author": _author("profile", who.id)}, problem=self._lacks(keys, "profile"),
        )  # fmt: skip

    async def check(self, connection: Connection, keys: Keys, *, paid: bool) -> AsyncIterator[Answer]:
        """`token` and `access` are one question, which costs nothing; `me` is counted and asked at sign-in only."""
        for answer in await self._check_token(connection, keys):
            yield answer
        if connection.kind == "page":
            yield await self._asked("page", self._check_page, connection, keys)

    async def publish(self, connection: Connection, keys: Keys, text: str, rung: Rung | None = None) -> Published:
        """A profile's to its connections only, a Page's to everybody.

        The body of the answer is empty, the post's name stands in a header.
        """
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

    async def _check_token(self, connection: Connection, keys: Keys) -> list[Answer]:
        try:
            worth = await self._worth(keys, keys.secrets["access"])
            self._refuse_inactive(worth)
        except (PlatformRefused, Limited, NetworkError) as error:
            return [answer_of("token", error)]
        ends = {} if worth.expires_at is None else {"ends_at": _seconds(worth.expires_at)}
        return [Answer(check_id="token", verdict="ok", detail=ends), self._access(connection, _scopes(worth))]

    def _access(self, connection: Connection, scopes: list[str]) -> Answer:
        if not (lacks := self._lacking(scopes, connection.kind)):
            return Answer(check_id="access", verdict="ok")
        return Answer(
            check_id="access", verdict="bad", error_id=lacks.error_id, cause=lacks.cause, fix=lacks.fix, kind=lacks.kind
        )

    async def _check_page(self, connection: Connection, keys: Keys) -> Answer:
        """How many follow it: a Page that the sign-in lost is refused here."""
        count = await self._followers(keys, connection.external_id)
        return Answer(check_id="page", verdict="ok", detail={"followers": count})

    def _is_for_pages(self, keys: Keys) -> bool:
        return _OPENID not in self.spec.route[keys.route].scopes

    def _lacks(self, keys: Keys, kind: str) -> str:
        lacks = self._lacking(keys.scopes, kind) if keys.scopes is not None else None
        return lacks.cause if lacks else ""

    def _lacking(self, scopes: list[str], kind: str) -> Explained | None:
        """The error for a missing permission to post, which is known by the name of that permission."""
        wanted = _POSTING.get(kind, "")
        return None if wanted in scopes else explain(self.spec, ErrorFacts(status=200, codes=frozenset({wanted})))

    async def _pages(self, keys: Keys) -> AsyncIterator[Candidate]:
        """Each once, though somebody may have both roles on it. Raises the explained refusal where there is none."""
        known: set[str] = set()
        for role in _ROLES:
            query = {"q": "roleAssignee", "role": role, "state": "APPROVED"}
            found = await self._versioned(keys, "GET", "{api}/rest/organizationAcls", "roles", query=query)
            for each in shaped(json_object(found), Roles).elements:
                number = each.organization.rpartition(":")[2]
                if number and number not in known:
                    known.add(number)
                    yield await self._page(keys, number)
        if not known:
            raise refusal(explain(self.spec, ErrorFacts(status=200, codes=frozenset({"no_page"}))))

    async def _page(self, keys: Keys, number: str) -> Candidate:
        found = await self._versioned(keys, "GET", self.url("{api}/rest/organizations/{id}", id=number), "page")
        page = shaped(json_object(found), Organization)
        vanity = plain(page.vanityName, 100)
        return Candidate(
            external_id=number, kind="page", name=plain(page.localizedName, 64) or vanity or number, username=vanity,
            url=self.url("{web}/company/{vanity}", vanity=vanity or number), token_name="access",
            followers=await self._followers(keys, number),
            address={"author": _author("page", number)}, problem=self._lacks(keys, "page"),
        )  # fmt: skip

    async def _followers(self, keys: Keys, number: str) -> int:
        url = "{api}/rest/networkSizes/" + quote(_author("page", number), safe="")
        query = {"edgeType": "COMPANY_FOLLOWED_BY_MEMBER"}
        found = await self._versioned(keys, "GET", url, "followers", query=query)
        return shaped(json_object(found), Followers).firstDegreeSize

    async def _get(self, keys: Keys, url: str, name: str) -> Response:
        return await self.send(Request(method="GET", url=self.url(url), name=f"linkedin.{name}", headers=_bearer(keys)))

    async def _versioned(
        self, keys: Keys, method: str, url: str, name: str, json: Any = None, query: Mapping[str, str] | None = None
    ) -> Response:
        request = Request(
            method=method, url=self.url(url), name=f"linkedin.{name}", headers={**_bearer(keys), **_RESTLI}, json=json,
            query=query or {},
        )  # fmt: skip
        return await self.send_versioned(request)

    def _until_midnight(self) -> float:
        now = datetime.fromtimestamp(self._clock.now(), UTC)
        midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        return (midnight - now).total_seconds()


def _bearer(keys: Keys) -> Mapping[str, str]:
    return {"authorization": f"Bearer {keys.secrets['access'].reveal()}"}


def _author(kind: str, id: str) -> str:
    return f"urn:li:{'organization' if kind == 'page' else 'person'}:{id}"


def _post(connection: Connection, text: str) -> dict[str, Any]:
    """A post of words alone (learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api)."""
    return {
        "author": _author(connection.kind, connection.external_id),
        "commentary": little_text(text),
        "visibility": "PUBLIC" if connection.kind == "page" else "CONNECTIONS",
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }


def _scopes(worth: Worth) -> list[str]:
    return [scope for scope in worth.scope.replace(",", " ").split() if scope]


def _seconds(at: int) -> int:
    return at // 1000 if at > _MILLISECONDS else at
