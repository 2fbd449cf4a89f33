"""The shared adapter: what most platforms do alike, driven by the platform file."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from stagedoor.domain.attempt import Attempt
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadInput, Limited, NetworkError, PlatformRefused, SignInNeeded, StagedoorError
from stagedoor.domain.exchange import (
    Answer,
    Candidate,
    Explained,
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
from stagedoor.domain.platform import Platform
from stagedoor.domain.ports import Clock, Http, Memory
from stagedoor.domain.protocol import OAuth
from stagedoor.domain.secret import Secret
from stagedoor.domain.wire import json_object
from stagedoor.oauth.answers import error_of, tokens_of
from stagedoor.platforms.errors import ErrorFacts, error_object, explain, refusal, retry_after
from stagedoor.platforms.texts import length
from stagedoor.platforms.versions import Ladder

CheckCall = Callable[[Connection, Keys], Awaitable[Answer]]


class BaseAdapter:
    """Answers six of the ten questions from the platform file; a platform's module answers the rest."""

    checks: ClassVar[Mapping[str, str]] = {}
    """Check id -> name of the method that asks it."""

    def __init__(self, spec: Platform, http: Http, clock: Clock, memory: Memory | None = None) -> None:
        self.spec = spec
        self._http = http
        self._clock = clock
        self._ladder = Ladder(spec, clock, memory)
        self.clock_offset: float | None = None

    async def prove(self, route: str, keys: Keys) -> Proof:
        return Proof(by="form", says=f"{self.spec.name} gives no way to prove these keys before you sign in.")

    async def exchange(self, attempt: Attempt, code: Secret, keys: Keys) -> TokenAnswer:
        """The code for tokens, once. The caller keeps the answer before anything else is asked."""
        oauth = self.oauth(attempt.route)
        form = {
            "grant_type": "authorization_code",
            "code": code.reveal(),
            "redirect_uri": attempt.redirect_uri,
        }
        if attempt.verifier is not None:
            form["code_verifier"] = attempt.verifier.reveal()
        return self.read_tokens(
            await self._http.send(self.token_request(oauth, keys, form, oauth.token.url, "exchange"))
        )

    def renewal(self, keys: Keys) -> Request:
        """The request that renews the sign-in; sending it may spend the refresh token."""
        oauth = self.oauth(keys.route)
        renews_itself = oauth.renew.kind == "self"
        refresh = keys.secrets.get("access" if renews_itself else "refresh")
        if not refresh:
            raise SignInNeeded(f"{self.spec.name} gave nothing to renew this sign-in with.", "Sign in again.")
        if renews_itself:
            query = {"grant_type": oauth.renew.grant_type, "access_token": refresh.reveal()}
            return Request(method="GET", url=self.url(oauth.renew.url), name=f"{self.spec.id}.renew", query=query)
        form = {"grant_type": oauth.renew.grant_type or "refresh_token", "refresh_token": refresh.reveal()}
        return self.token_request(oauth, keys, form, oauth.renew.url or oauth.token.url, "renew")

    def read_tokens(self, response: Response) -> TokenAnswer:
        """The tokens in a token endpoint's answer. Raises the explained refusal."""
        if not 200 <= response.status < 300:
            raise refusal(self.explain(response))
        return tokens_of(json_object(response))

    async def identify(self, keys: Keys) -> Who:
        raise self._cannot("say who this is")

    def discover(self, keys: Keys, who: Who) -> AsyncIterator[Candidate]:
        raise self._cannot("list accounts")

    async def find(self, keys: Keys, who: Who, typed: str) -> Candidate:
        raise self._cannot("look up an account by its name")

    def measure(self, text: str) -> int:
        limit = self.spec.post["text"].text if "text" in self.spec.post else None
        return length(text, limit.unit) if limit else len(text)

    async def check(self, connection: Connection, keys: Keys, *, paid: bool) -> AsyncIterator[Answer]:
        """Asks every check of the platform file that is free, and the priced ones where `paid`.

        An error becomes an answer: one question in trouble does not hide the others.
        """
        for id, spec in self.spec.check.items():
            if id not in self.checks or (spec.price and not paid):
                continue
            ask: CheckCall = getattr(self, self.checks[id])
            yield await self._asked(id, ask, connection, keys)

    async def _asked(self, id: str, ask: CheckCall, connection: Connection, keys: Keys) -> Answer:
        try:
            return await ask(connection, keys)
        except (PlatformRefused, Limited, NetworkError) as error:
            return answer_of(id, error)

    async def publish(self, connection: Connection, keys: Keys, text: str, rung: Rung | None = None) -> Published:
        raise self._cannot("post")

    async def publish_video(
        self, connection: Connection, keys: Keys, text: str, video: Path, rung: Rung | None = None
    ) -> Published:
        raise self._cannot("take a video of yours")

    async def publish_picture(
        self, connection: Connection, keys: Keys, text: str, address: str, rung: Rung | None = None
    ) -> Published:
        raise self._cannot("fetch a picture from an address")

    async def delete(self, connection: Connection, keys: Keys, ref: str) -> None:
        raise self._cannot("delete posts")

    async def revoke(self, keys: Keys) -> None:
        raise self._cannot("end a sign-in")

    async def hindrance(self, keys: Keys) -> Explained | None:
        """What keeps `discover` from finding anything, where it can be cleared if the person agrees."""
        return None

    async def clear_hindrance(self, keys: Keys) -> None:
        raise self._cannot("clear the way")

    def explain(self, response: Response) -> Explained:
        return explain(self.spec, self.error_facts(response))

    def error_facts(self, response: Response) -> ErrorFacts:
        """What the answer says about its error; here in the shape of RFC 6749, section 5.2. Raises BadAnswer."""
        said = error_of(error_object(response))
        return ErrorFacts(
            status=response.status, types=frozenset({said.error}) if said else frozenset(),
            text=f"{said.error} {said.description}".strip() if said else "",
            retry_after=retry_after(response, self._clock.now()),
        )  # fmt: skip

    def meters(self, response: Response) -> list[Meter]:
        """What the answer's headers say about how much is left."""
        found = []
        for name, spec in self.spec.meter.items():
            left = response.headers.get(spec.header.lower(), "") if spec.header else ""
            if left.isdecimal():
                found.append(Meter(name=name, left=float(left), unit=spec.unit))
        return found

    async def send(self, request: Request, *, deadline: float = 30.0) -> Response:
        """The answer if it is a good one. Raises the explained refusal otherwise."""
        response = await self._http.send(request, deadline=deadline)
        if response.date is not None:
            self.clock_offset = response.date - self._clock.now()
        if not 200 <= response.status < 300:
            raise refusal(self.explain(response))
        return response

    async def send_versioned(self, request: Request) -> Response:
        """Like `send`, in a version that the platform still speaks. One that it no longer speaks is refused before
        anything is done, so the same request may go out in another.
        """
        refused: PlatformRefused | None = None
        async for version in self._ladder.versions():
            try:
                response = await self.send(self._ladder.marked(request, version))
            except PlatformRefused as error:
                if not self._ladder.is_gone(error):
                    raise
                refused = error
            else:
                await self._ladder.keep(version)
                return response
        raise refused or self._cannot("be asked")

    def url(self, template: str, **facts: object) -> str:
        return self.spec.fill(template, **{k: quote(str(v), safe="@") for k, v in facts.items()})

    def oauth(self, route: str) -> OAuth:
        """How the way to connect signs in. Raises BadInput for one that brings its keys along."""
        oauth = self.spec.oauth_of(route)
        if oauth is None:
            raise self._cannot("sign in or renew")
        return oauth

    def token_request(self, oauth: OAuth, keys: Keys, form: dict[str, str], url: str, name: str) -> Request:
        """A request to one of the platform's token addresses, with the client authentication that it wants."""
        way = self._client_auth(oauth, keys)
        headers = {}
        client_id = keys.app.get(oauth.authorize.client_id_param) or keys.app["client_id"]
        if way == "basic":
            headers["authorization"] = basic(client_id, self._client_secret(keys))
        else:
            form[oauth.authorize.client_id_param] = client_id
        if way == "secret-in-body":
            form[oauth.token.secret_param] = self._client_secret(keys)
        as_json = oauth.token.body == "json"
        return Request(
            method="POST", url=self.url(url), name=f"{self.spec.id}.{name}", headers=headers,
            form=None if as_json else form, json=form if as_json else None,
        )  # fmt: skip

    def _client_auth(self, oauth: OAuth, keys: Keys) -> str:
        """One way for all, or the way of the answer to the app kind's question that has just these options."""
        ways = oauth.token.client_auth
        if isinstance(ways, str):
            return ways
        asked = self.spec.app[self.spec.route[keys.route].app].question
        question = next((id for id, q in asked.items() if set(q.options) == set(ways)), "")
        return ways.get(keys.answers.get(question, ""), next(iter(ways.values())))

    def _client_secret(self, keys: Keys) -> str:
        secret = keys.secrets.get("client_secret")
        if not secret:
            raise BadInput(f"{self.spec.name} wants a Client Secret here, and none was entered.", "Enter it.")
        return secret.reveal()

    def _cannot(self, what: str) -> StagedoorError:
        return BadInput(f"{self.spec.name} cannot {what} this way.", "Choose another way to connect.")


def basic(user: str, password: str) -> str:
    """An HTTP Basic header value; both parts form-encoded first (RFC 6749, 2.3.1)."""
    pair = f"{quote(user, safe='')}:{quote(password, safe='')}"
    return "Basic " + base64.b64encode(pair.encode()).decode()


def answer_of(check_id: str, error: StagedoorError) -> Answer:
    """A known error as the answer to a check. What only the network broke is unknown, never bad."""
    kind = getattr(error, "kind", "") or ("quota" if isinstance(error, Limited) else "network")
    unknown = isinstance(error, NetworkError) or kind in ("platform", "clock")
    error_id = error.code if isinstance(error, (PlatformRefused, Limited, NetworkError)) else None
    moved_to = getattr(error, "moved_to", None)
    return Answer(
        check_id=check_id, verdict="unknown" if unknown else "bad", error_id=error_id, cause=error.cause,
        fix=error.fix, kind=kind, detail={"moved_to": moved_to} if moved_to else {},
    )  # fmt: skip
