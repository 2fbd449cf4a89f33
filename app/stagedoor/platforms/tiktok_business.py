"""TikTok API for Business: ad accounts behind one sign-in without an end, for scripts. It cannot post.

Behaviour from tiktok/tiktok-business-api-sdk (python_sdk/docs/AuthenticationApi.md): the token goes in a header of its
own, every path ends with a slash, and an error is a number other than 0 in an answer with status 200.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import ClassVar

from msgspec import field

from stagedoor.domain.attempt import Attempt
from stagedoor.domain.entities import Connection
from stagedoor.domain.exchange import Answer, Candidate, Keys, Request, Response, TokenAnswer, TokenDraft, Who
from stagedoor.domain.plain import plain
from stagedoor.domain.secret import Secret
from stagedoor.domain.wire import json_object
from stagedoor.platforms.base import BaseAdapter
from stagedoor.platforms.errors import ErrorFacts, error_object, explain, refusal, retry_after
from stagedoor.platforms.shapes import Shape, T, shaped

_MINUTE = 60.0  # limits are of the last minute, and TikTok does not say when it goes on
_TOO_FAST = {"40016", "40100"}


class Envelope(Shape, frozen=True, kw_only=True):
    code: int
    message: str = ""


class Refusal(Shape, frozen=True, kw_only=True):
    """An error; a page of somebody in between has neither."""

    code: int | str = ""
    message: str = ""


class Given(Shape, frozen=True, kw_only=True):
    access_token: str


class Advertiser(Shape, frozen=True, kw_only=True):
    advertiser_id: str
    advertiser_name: str = ""


class Advertisers(Shape, frozen=True, kw_only=True):
    found: list[Advertiser] = field(name="list")


class Adapter(BaseAdapter):
    checks: ClassVar[Mapping[str, str]] = {"advertisers": "_check_advertisers"}

    async def exchange(self, attempt: Attempt, code: Secret, keys: Keys) -> TokenAnswer:
        oauth = self.oauth(attempt.route)
        form = {"auth_code": code.reveal()}
        return self.read_tokens(
            await self._http.send(self.token_request(oauth, keys, form, oauth.token.url, "exchange"))
        )

    def read_tokens(self, response: Response) -> TokenAnswer:
        """A token without an end; which numbers its permissions have says nothing about ad accounts."""
        given = self._data(response, Given)
        return TokenAnswer(tokens=[TokenDraft(name="access", value=Secret(given.access_token), ends="never")])

    async def identify(self, keys: Keys) -> Who:
        """The first ad account: of the person TikTok says nothing here."""
        first = (await self._advertisers(keys))[0]
        return Who(id=first.advertiser_id, name=_name(first))

    async def discover(self, keys: Keys, who: Who) -> AsyncIterator[Candidate]:
        for each in await self._advertisers(keys):
            yield Candidate(
                external_id=each.advertiser_id, kind="account", name=_name(each), token_name="access",
                address={"advertiser": each.advertiser_id},
            )  # fmt: skip

    async def revoke(self, keys: Keys) -> None:
        oauth, token = self.oauth(keys.route), keys.secrets["access"].reveal()
        request = self.token_request(oauth, keys, {"access_token": token}, oauth.revoke.url, "revoke")
        self._data(await self.send(request), Shape)

    def error_facts(self, response: Response) -> ErrorFacts:
        said = shaped(error_object(response), Refusal)
        wait = retry_after(response, self._clock.now())
        if wait is None and (response.status == 429 or str(said.code) in _TOO_FAST):
            wait = _MINUTE
        return ErrorFacts(
            status=response.status, codes=frozenset({str(said.code)}), text=f"{said.code} {said.message}".strip(),
            retry_after=wait,
        )  # fmt: skip

    async def _check_advertisers(self, connection: Connection, keys: Keys) -> Answer:
        found = {each.advertiser_id: each for each in await self._advertisers(keys)}
        if connection.external_id not in found:
            raise self._refused("advertiser_gone")
        return Answer(check_id="advertisers", verdict="ok", detail={"name": _name(found[connection.external_id])})

    async def _advertisers(self, keys: Keys) -> list[Advertiser]:
        """App ID and Secret stand in the query: that is how TikTok has it."""
        query = {"app_id": keys.app["client_id"], "secret": self._client_secret(keys)}
        response = await self.send(
            Request(
                method="GET", url=self.url("{api}/open_api/v1.3/oauth2/advertiser/get/"), query=query,
                name="tiktok_business.advertisers", headers={"access-token": keys.secrets["access"].reveal()},
            )
        )  # fmt: skip
        found = self._data(response, Advertisers).found
        if not found:
            raise self._refused("no_advertiser")
        return found

    def _data(self, response: Response, kind: type[T]) -> T:
        """The `data` of an answer. Raises the explained refusal also where it comes with status 200."""
        if not 200 <= response.status < 300:
            raise refusal(self.explain(response))
        body = json_object(response)
        if shaped(body, Envelope).code != 0:
            raise refusal(self.explain(response))
        return shaped(body.get("data") or {}, kind)

    def _refused(self, code: str) -> Exception:
        return refusal(explain(self.spec, ErrorFacts(status=200, codes=frozenset({code}))))


def _name(advertiser: Advertiser) -> str:
    return plain(advertiser.advertiser_name, 64) or advertiser.advertiser_id
