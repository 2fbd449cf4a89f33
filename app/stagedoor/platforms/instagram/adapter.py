"""Instagram: an account that comes along with a Facebook Page, or one that signs in at Instagram itself.

Behaviour from developers.facebook.com/documentation/instagram-platform (content-publishing, business-login); pictures
from this computer go by way of an unpublished photo of the Page: commonpike/fairpost.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import msgspec
from msgspec.structs import replace

from stagedoor.catalogue import resource_path
from stagedoor.domain.attempt import Attempt
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadAnswer, BadInput, NetworkError, PlatformRefused, SignInNeeded, StagedoorError
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
    TokenDraft,
    Who,
)
from stagedoor.domain.limits import Rung
from stagedoor.domain.plain import plain
from stagedoor.domain.secret import Secret
from stagedoor.domain.wire import json_object
from stagedoor.platforms.errors import ErrorFacts, explain, refusal
from stagedoor.platforms.instagram.shapes import Account, Container, Granted, Linked, Media, Quota, Quotas
from stagedoor.platforms.meta import MetaAdapter, Node, Photo, Success, photo_form
from stagedoor.platforms.shapes import shaped, web_address

READING = "instagram_basic"
BASIC, PUBLISHING = "instagram_business_basic", "instagram_business_content_publish"

_ME = "user_id,username,name,account_type,profile_picture_url,followers_count"
_ACCOUNT = "id,username,name,profile_picture_url,followers_count"
_QUOTA = "config,quota_usage"
_PAUSES = (1, 2, 3, 5, 10, 20, 60, 60, 60, 60)  # seconds between two looks at a picture: Meta advises five minutes
_UPLOAD_SECONDS = 120.0
_SUBCODE = re.compile(r"\b2207\d{3}\b")


class Adapter(MetaAdapter):
    async def prove(self, route: str, keys: Keys) -> Proof:
        """A token that the portal made is asked whose it is; a pair cannot be asked about before the sign-in."""
        if "access" not in keys.secrets:
            return await super().prove(route, keys)
        account, _ = await self._me(keys)
        life = self.oauth(route).lifetimes["access"]
        token = TokenDraft(name="access", value=keys.secrets["access"], ends="at", lives=life, ends_from="assumed")
        scopes = [BASIC]
        with suppress(PlatformRefused):  # only who may post is told how many posts are left
            await self._own_get(keys, f"{account.user_id}/content_publishing_limit", "quota", _QUOTA)
            scopes.append(PUBLISHING)
        answer = TokenAnswer(tokens=[token], scopes=scopes)
        return Proof(by="platform", token=answer, says="Instagram knows this token.")

    async def exchange(self, attempt: Attempt, code: Secret, keys: Keys) -> TokenAnswer:
        """The code for a token of an hour, and that at once for one of 60 days."""
        short = await super().exchange(attempt, code, keys)
        then = self.oauth(attempt.route).token.then
        url = self.url("{api}/access_token")
        answer = self.read_tokens(await self.long(short.tokens[0].value, keys, url, **then, get=True))
        return replace(answer, scopes=answer.scopes or short.scopes)

    def renewal(self, keys: Keys) -> Request:
        """The token renews itself, and needs no secret for it."""
        renew = self.oauth(keys.route).renew
        token = keys.secrets.get("access")
        if not token:
            raise SignInNeeded("Instagram gave nothing to renew this sign-in with.", "Sign in again.")
        query = {"grant_type": renew.grant_type, "access_token": token.reveal()}
        return Request(method="GET", url=self.url(renew.url), name="instagram.renew", query=query)

    def read_tokens(self, response: Response) -> TokenAnswer:
        """Permissions come beside the token, under a name of their own."""
        if not 200 <= response.status < 300:
            return super().read_tokens(response)
        body = json_object(response)
        said = shaped(body, Granted)
        if not said.access_token and said.data:
            body = body["data"][0]
            said = said.data[0]
        answer = super().read_tokens(replace(response, body=msgspec.json.encode(body)))
        listed = said.permissions.split(",") if isinstance(said.permissions, str) else said.permissions
        return replace(answer, scopes=[scope.strip() for scope in listed if scope.strip()] if listed else None)

    async def identify(self, keys: Keys) -> Who:
        if not self._is_own(keys):
            return await self._first_linked(keys)
        account, response = await self._me(keys)
        return Who(
            id=account.user_id, name=plain(account.name or account.username, 64), username=plain(account.username, 64),
            avatar=web_address(account.profile_picture_url),
            followers=account.followers_count,
            answers=[Answer(check_id="me", verdict="ok", detail=_detail(account), meters=self.meters(response))],
        )  # fmt: skip

    async def discover(self, keys: Keys, who: Who) -> AsyncIterator[Candidate]:
        """The one account of Instagram's own sign-in; or those that are linked to the Pages of Facebook's."""
        if self._is_own(keys):
            yield Candidate(
                external_id=who.id, kind="account", name=who.name, username=who.username, avatar=who.avatar,
                followers=who.followers, url=self.url("{web}/{username}/", username=who.username or ""),
                address={"ig_id": who.id}, token_name="access",
            )  # fmt: skip
            return
        if keys.scopes is not None and READING not in keys.scopes:
            return
        for name in [name for name in keys.secrets if name.startswith("page:")]:
            found = await self._linked(keys, name)
            if found is not None:
                yield found

    async def check(self, connection: Connection, keys: Keys, *, paid: bool) -> AsyncIterator[Answer]:
        yield await self._asked("me", self._check_me, connection, keys)
        yield await self._asked("publishing", self._check_publishing, connection, keys)

    async def publish(self, connection: Connection, keys: Keys, text: str, rung: Rung | None = None) -> Published:
        """A small picture of ours with this caption."""
        if self._is_own(keys):
            cause = "Instagram takes pictures of this account only from a public address."
            raise BadInput(cause, "Give the address of a picture that is on your site.")
        async with self._public_picture(connection, keys) as address:
            return await self.publish_picture(connection, keys, text, address, rung)

    async def publish_picture(
        self, connection: Connection, keys: Keys, text: str, address: str, rung: Rung | None = None
    ) -> Published:
        """The picture at the address with this caption; at the private height it is handed over and never published."""
        ig = connection.external_id
        form = {"image_url": address, "caption": text}
        container = await self._create(connection, keys, f"{ig}/media", "container", form)
        await self._finished(connection, keys, container)
        if rung == "private":
            return Published(ref=container)
        media = await self._create(connection, keys, f"{ig}/media_publish", "publish", {"creation_id": container})
        return Published(ref=media, link=await self._link(connection, keys, media))

    async def delete(self, connection: Connection, keys: Keys, ref: str) -> None:
        if self._is_own(keys):
            raise BadInput("Instagram has no call to delete a post of this sign-in.", "Delete it in Instagram.")
        response = await self._ask(connection, keys, "DELETE", ref, "delete")
        if not shaped(json_object(response), Success).success:
            raise BadAnswer("Instagram did not say that the post is deleted.", "Delete it in Instagram.")

    def _is_own(self, keys: Keys) -> bool:
        """True for Instagram's own sign-in, whose tokens no host of Facebook takes, and the other way round."""
        return self.spec.route[keys.route].kind != "via"

    async def _me(self, keys: Keys) -> tuple[Account, Response]:
        response = await self._own_get(keys, "me", "me", _ME)
        account = shaped(json_object(response), Account)
        if not account.user_id or not account.username:
            raise BadAnswer("Instagram does not say whose account this is.", "Try again in a moment.")
        return account, response

    async def _own_get(self, keys: Keys, path: str, name: str, fields: str) -> Response:
        """A question to Instagram's own host, which takes no proof of an app secret."""
        url = self.url("{api}/{version}/") + path
        return await self.graph(
            "GET", url, name, keys.secrets["access"], keys=Keys(route=keys.route), query={"fields": fields}
        )

    async def _first_linked(self, keys: Keys) -> Who:
        """Behind a sign-in of Facebook stands a person; here the account of the first Page that has one."""
        for name in [name for name in keys.secrets if name.startswith("page:")]:
            if found := await self._linked(keys, name):
                return Who(id=found.external_id, name=found.name, username=found.username, avatar=found.avatar)
        raise BadAnswer("No Instagram account is linked to this Page.", "Link it on Facebook, under Linked accounts.")

    async def _linked(self, keys: Keys, token_name: str) -> Candidate | None:
        page = token_name.removeprefix("page:")
        query = {"fields": f"instagram_business_account{{{_ACCOUNT}}}"}
        url = self.url("{graph}/{version}/{page}", page=page)
        response = await self.graph("GET", url, "page", keys.secrets[token_name], keys=keys, query=query)
        account = shaped(json_object(response), Linked).instagram_business_account
        if account is None or not account.id:
            return None
        return Candidate(
            external_id=account.id, kind="account", name=plain(account.name or account.username, 64) or account.id,
            username=plain(account.username, 64) or None, avatar=web_address(account.profile_picture_url),
            followers=account.followers_count,
            url=self.url("{web}/{username}/", username=account.username), token_name=token_name,
            address={"ig_id": account.id, "page_id": page, "way": "page"},
        )  # fmt: skip

    async def _check_me(self, connection: Connection, keys: Keys) -> Answer:
        if self._is_own(keys):
            account, response = await self._me(keys)
        else:
            response = await self._ask(
                connection, keys, "GET", connection.external_id, "account", query={"fields": _ACCOUNT}
            )
            account = shaped(json_object(response), Account)
            if not account.id or not account.username:
                raise BadAnswer("Instagram does not say whose account this is.", "Try again in a moment.")
        return Answer(check_id="me", verdict="ok", detail=_detail(account), meters=self.meters(response))

    async def _check_publishing(self, connection: Connection, keys: Keys) -> Answer:
        """Only who may post is told how many are left."""
        path = f"{connection.external_id}/content_publishing_limit"
        response = await self._ask(connection, keys, "GET", path, "quota", query={"fields": _QUOTA})
        quotas = shaped(json_object(response), Quotas).data
        meters = [_left(quota) for quota in quotas[:1] if quota.config.quota_total is not None]
        return Answer(check_id="publishing", verdict="ok", meters=meters)

    @asynccontextmanager
    async def _public_picture(self, connection: Connection, keys: Keys) -> AsyncIterator[str]:
        """A public address of the test picture, for as long as the block lasts: an unpublished photo of the Page."""
        data, headers = photo_form(resource_path("media", "square.jpg").read_bytes(), published="false")
        response = await self._ask(
            connection, keys, "POST", f"{connection.address['page_id']}/photos", "photo", data=data, headers=headers
        )
        photo = shaped(json_object(response), Node).id
        try:
            response = await self._ask(connection, keys, "GET", photo, "photo_address", query={"fields": "images"})
            address = shaped(json_object(response), Photo).largest
            if not address:
                raise BadAnswer("Facebook gave the picture no address.", "Try again in a moment.")
            yield address
        finally:
            with suppress(StagedoorError):  # nobody sees it; the post is what counts
                await self._ask(connection, keys, "DELETE", photo, "photo_away")

    async def _create(self, connection: Connection, keys: Keys, path: str, name: str, form: dict[str, str]) -> str:
        return shaped(json_object(await self._ask(connection, keys, "POST", path, name, form=form)), Node).id

    async def _finished(self, connection: Connection, keys: Keys, container: str) -> None:
        """Waits until the picture is taken. Published at once it would be refused, images too (2207027)."""
        for pause in _PAUSES:
            response = await self._ask(
                connection, keys, "GET", container, "status", query={"fields": "status_code,status"}
            )
            said = shaped(json_object(response), Container)
            if said.status_code in ("FINISHED", "PUBLISHED"):
                return
            if said.status_code in ("ERROR", "EXPIRED"):
                found = _SUBCODE.findall(said.status) or ["2207020" if said.status_code == "EXPIRED" else "2207053"]
                raise refusal(
                    explain(self.spec, ErrorFacts(status=400, subcodes=frozenset(found), text=plain(said.status, 300)))
                )
            await self._clock.sleep(pause)
        raise refusal(explain(self.spec, ErrorFacts(status=400, subcodes=frozenset({"2207027"}))))

    async def _link(self, connection: Connection, keys: Keys, media: str) -> str | None:
        """The post is there; an answer that does not come is no reason to doubt that."""
        try:
            response = await self._ask(connection, keys, "GET", media, "link", query={"fields": "permalink"})
            link = shaped(json_object(response), Media).permalink
        except (PlatformRefused, NetworkError):
            return None
        return link if link.startswith(self.spec.hosts["web"]) else None

    async def _ask(
        self, connection: Connection, keys: Keys, method: str, path: str, name: str, *,
        query: dict[str, str] | None = None, form: dict[str, str] | None = None, data: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Response:  # fmt: skip
        """One call to Instagram's own host, which takes no proof of an app secret; or to Graph API, with the token of
        the account's Page.
        """
        own = self._is_own(keys)
        token = keys.secrets["access" if own else connection.token_name or ""]
        url = self.url("{api}/{version}/" if own else "{graph}/{version}/") + path
        return await self.graph(
            method, url, name, token, keys=Keys(route=keys.route) if own else keys, query=query, form=form, data=data,
            headers=headers, deadline=_UPLOAD_SECONDS if data else 30.0,
        )  # fmt: skip


def _detail(account: Account) -> dict[str, object]:
    name = plain(account.name or account.username, 64)
    return {"name": name, "username": plain(account.username, 64), "followers": account.followers_count}


def _left(quota: Quota) -> Meter:
    total, used = quota.config.quota_total or 0.0, quota.quota_usage or 0.0
    return Meter(name="posts", used=used, limit=total, left=max(0.0, total - used), unit="posts in 24 hours")
