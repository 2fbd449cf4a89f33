"""Facebook Pages: a person's sign-in made lasting, and a token of its own for every Page that they may post on.

Behaviour from developers.facebook.com/documentation/facebook-login and .../pages-api; Pages that a portfolio owns or
that the list leaves out: getopenpost/openpost#216, trypostit/trypost#292.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import suppress
from urllib.parse import parse_qsl, urlsplit

from msgspec import field
from msgspec.structs import replace

from stagedoor.catalogue import resource_path
from stagedoor.domain.attempt import Attempt
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadAnswer, BadInput, PlatformRefused
from stagedoor.domain.exchange import Answer, Candidate, Keys, Proof, Published, Response, TokenAnswer, TokenDraft, Who
from stagedoor.domain.limits import Rung
from stagedoor.domain.plain import plain
from stagedoor.domain.secret import Secret
from stagedoor.domain.wire import json_object
from stagedoor.platforms.errors import ErrorFacts, explain, refusal
from stagedoor.platforms.meta import Debugged, MetaAdapter, Node, PictureData, Success, photo_form
from stagedoor.platforms.shapes import Shape, shaped

POSTING = "pages_manage_posts"
LISTING = "pages_show_list"
BUSINESSES = "business_management"

_PAGE_FIELDS = "id,name,username,link,access_token,tasks,followers_count,picture{url}"
_RIGHTS = {"CREATE_CONTENT", "MANAGE", "MODERATE"}
_MOST = 20  # pages of a list; a hundred accounts stand on each
_UPLOAD_SECONDS = 120.0
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?")
_NAME = re.compile(r"[\w.-]*[A-Za-z0-9][\w.-]*")
_NUMBER = re.compile(r"\d{5,20}$")
_OTHER_APP = ErrorFacts(
    status=400, codes=frozenset({"100"}), text="The App_id in the input_token did not match the Viewing App"
)
"""What Meta says of a token of another Meta app, where it does not only name that one."""


class Person(Shape, frozen=True, kw_only=True):
    id: str
    name: str = ""
    picture: PictureData = PictureData()


class Page(Shape, frozen=True, kw_only=True):
    """`tasks` says what the person may do there; only the list names them."""

    id: str
    name: str
    username: str | None = None
    access_token: str = ""
    tasks: list[str] | None = None
    followers_count: int | None = None
    picture: PictureData = PictureData()


class Cursors(Shape, frozen=True, kw_only=True):
    after: str = ""


class Paging(Shape, frozen=True, kw_only=True):
    cursors: Cursors = Cursors()
    next: str = ""


class Pages(Shape, frozen=True, kw_only=True):
    data: list[Page] = field(default_factory=list)
    paging: Paging = Paging()


class Businesses(Shape, frozen=True, kw_only=True):
    data: list[Node] = field(default_factory=list)


class Adapter(MetaAdapter):
    async def prove(self, route: str, keys: Keys) -> Proof:
        """The pair by a token of the Meta app itself; a token of the Explorer by asking about it. It is short: the
        lasting one that comes for it is what is kept.
        """
        prove = self.spec.app[self.spec.route[route].app].prove
        form = {"grant_type": "client_credentials"}
        request = self.token_request(self.oauth(route), keys, form, prove.url if prove else "", "prove")
        self.read_tokens(await self._http.send(request))
        if "access" not in keys.secrets:
            return Proof(by="platform", says="Meta knows this App ID and its App secret.")
        short = await self._debugged(keys.secrets["access"], keys)
        self.refuse_dead(short)
        if short.app_id and short.app_id != keys.app["client_id"]:
            raise refusal(explain(self.spec, _OTHER_APP))
        answer = await self._lasting(keys.secrets["access"], keys)
        return Proof(by="platform", token=answer, says="Facebook made a lasting sign-in out of this token.")

    async def exchange(self, attempt: Attempt, code: Secret, keys: Keys) -> TokenAnswer:
        """The code for a short token, and that at once for a lasting one: whose life it is that Pages inherit."""
        answer = await super().exchange(attempt, code, keys)
        return await self._lasting(answer.tokens[0].value, keys)

    async def identify(self, keys: Keys) -> Who:
        query = {"fields": "id,name,picture{url}"}
        response = await self._get(keys, "me", "me", query)
        person = shaped(json_object(response), Person)
        return Who(id=person.id, name=plain(person.name, 64) or person.id, avatar=person.picture.address)

    async def discover(self, keys: Keys, who: Who) -> AsyncIterator[Candidate]:
        """Every Page that the sign-in reaches: by the list, by what was ticked, by the businesses that own some."""
        seen: set[str] = set()
        async for page in self._pages(keys):
            if page.id not in seen:
                seen.add(page.id)
                yield await self._candidate(keys, page)

    async def find(self, keys: Keys, who: Who, typed: str) -> Candidate:
        """The Page behind an address, a name or a number. A personal profile is not one."""
        page = shaped(
            json_object(await self._get(keys, _node(typed, self.spec.hosts["web"]), "page", {"fields": _PAGE_FIELDS})),
            Page,
        )
        known = await self._listed(keys, page.id)
        return await self._candidate(keys, known or page)

    async def check(self, connection: Connection, keys: Keys, *, paid: bool) -> AsyncIterator[Answer]:
        yield await self._asked("me", self._check_me, connection, keys)
        yield await self._asked("access", self._check_access, connection, keys)

    async def publish(self, connection: Connection, keys: Keys, text: str, rung: Rung | None = None) -> Published:
        """A post in words; at the private height a picture that is never published, which proves the same right."""
        if rung == "private":
            return await self._unpublished(connection, keys, text)
        url = self._url("{page}/feed", page=connection.external_id)
        response = await self.graph("POST", url, "post", _token(connection, keys), keys=keys, form={"message": text})
        ref = shaped(json_object(response), Node).id
        link = self.url("{web}/{page}/posts/{post}", page=connection.external_id, post=ref.rpartition("_")[2])
        return Published(ref=ref, link=link, meters=self.meters(response))

    async def delete(self, connection: Connection, keys: Keys, ref: str) -> None:
        response = await self.graph(
            "DELETE", self._url("{ref}", ref=ref), "delete", _token(connection, keys), keys=keys
        )
        if not shaped(json_object(response), Success).success:
            raise BadAnswer("Facebook did not say that the post is deleted.", "Delete it by hand on Facebook.")

    async def revoke(self, keys: Keys) -> None:
        """Everything of this person and Meta app ends: every Page, and Instagram where it came along."""
        url = self.url(self.oauth(keys.route).revoke.url)
        await self.graph("DELETE", url, "revoke", keys.secrets["access"], keys=keys)

    async def _lasting(self, short: Secret, keys: Keys) -> TokenAnswer:
        """The long-lived token for a short one, with its permissions and its end as Meta names them."""
        token = self.oauth(keys.route).token
        response = await self.long(short, keys, self.url(token.url), **token.then, get=False)
        (draft,) = self.read_tokens(response).tokens
        said = await self._debugged(draft.value, keys)
        self.refuse_dead(said)
        told = said.draft("access", draft.value, self._clock.now())
        if draft.lives is not None:
            told = replace(told, ends="at", lives=draft.lives, ends_from="answer")
        known = [scope for scope in said.scopes if scope in self.spec.scope]
        return TokenAnswer(tokens=[told], scopes=known, subject=said.user_id)

    async def _pages(self, keys: Keys) -> AsyncIterator[Page]:
        async for page in self._list(keys, "me/accounts"):
            yield page
        for id in await self._ticked(keys):
            with suppress(PlatformRefused):  # ticked once and gone since, or the right to it is
                yield shaped(json_object(await self._get(keys, id, "page", {"fields": _PAGE_FIELDS})), Page)
        if keys.scopes is not None and BUSINESSES not in keys.scopes:
            return
        for business in await self._businesses(keys):
            for edge in ("owned_pages", "client_pages"):
                with suppress(PlatformRefused):  # somebody else's business need not show what it owns
                    async for page in self._list(keys, f"{business}/{edge}"):
                        yield page

    async def _list(self, keys: Keys, path: str) -> AsyncIterator[Page]:
        """Followed by its cursors, never by the address that it names: that one holds a token."""
        query = {"fields": _PAGE_FIELDS, "limit": "100"}
        for _ in range(_MOST):
            found = shaped(json_object(await self._get(keys, path, "pages", query)), Pages)
            for page in found.data:
                yield page
            if not found.paging.next or not found.paging.cursors.after:
                return
            query = {**query, "after": found.paging.cursors.after}

    async def _ticked(self, keys: Keys) -> list[str]:
        """The Pages that were ticked one by one on Facebook's page."""
        said = await self._debugged(keys.secrets["access"], keys)
        return list(dict.fromkeys([*said.targets(LISTING), *said.targets(POSTING)]))

    async def _businesses(self, keys: Keys) -> list[str]:
        try:
            response = await self._get(keys, "me/businesses", "businesses", {"fields": "id", "limit": "100"})
        except PlatformRefused as refused:
            if refused.kind not in ("permission", "app"):
                raise
            return []
        return [each.id for each in shaped(json_object(response), Businesses).data]

    async def _listed(self, keys: Keys, id: str) -> Page | None:
        """The Page as the list knows it: only there stands what the person may do on it."""
        async for page in self._list(keys, "me/accounts"):
            if page.id == id:
                return page
        return None

    async def _candidate(self, keys: Keys, page: Page) -> Candidate:
        token = await self._page_token(keys, page)
        right = page.tasks is None or bool(_RIGHTS & set(page.tasks))
        return Candidate(
            external_id=page.id, kind="page", name=plain(page.name, 64) or page.id,
            username=plain(page.username, 64) if page.username else None,
            url=self.url("{web}/{page}", page=page.username or page.id), avatar=page.picture.address,
            followers=page.followers_count, address={"page_id": page.id}, token_name=f"page:{page.id}", token=token,
            problem="" if token and right else self.spec.error["no_content_right"].cause,
        )  # fmt: skip

    async def _page_token(self, keys: Keys, page: Page) -> TokenDraft | None:
        """The Page's own token, and whether it has an end: only Meta knows, the fields look alike either way."""
        if not page.access_token:
            return None
        value = Secret(page.access_token)
        return (await self._debugged(value, keys)).draft(f"page:{page.id}", value, self._clock.now())

    async def _unpublished(self, connection: Connection, keys: Keys, text: str) -> Published:
        picture = resource_path("media", "square.jpg").read_bytes()
        data, headers = photo_form(picture, published="false", caption=text)
        response = await self.graph(
            "POST", self._url("{page}/photos", page=connection.external_id), "photo", _token(connection, keys),
            keys=keys, data=data, headers=headers, deadline=_UPLOAD_SECONDS,
        )  # fmt: skip
        return Published(ref=shaped(json_object(response), Node).id, meters=self.meters(response))

    async def _check_me(self, connection: Connection, keys: Keys) -> Answer:
        url = self._url("{page}", page=connection.external_id)
        query = {"fields": "id,name,username,followers_count"}
        response = await self.graph("GET", url, "page", _token(connection, keys), keys=keys, query=query)
        page = shaped(json_object(response), Page)
        detail = {"name": plain(page.name, 64), "followers": page.followers_count}
        if page.username:
            detail["username"] = plain(page.username, 64)
        return Answer(check_id="me", verdict="ok", detail=detail, meters=self.meters(response))

    async def _check_access(self, connection: Connection, keys: Keys) -> Answer:
        """The permission to post, and that it was given for this Page."""
        said = await self._debugged(_token(connection, keys), keys)
        self.refuse_dead(said)
        targets = said.targets(POSTING)
        if POSTING in said.scopes and (not targets or connection.external_id in targets):
            return Answer(check_id="access", verdict="ok", detail={"ends_at": said.expires_at})
        entry = self.spec.error["no_posting"]
        return Answer(
            check_id="access", verdict="bad", error_id="no_posting", cause=entry.cause, fix=entry.fix, kind=entry.kind
        )

    async def _debugged(self, token: Secret, keys: Keys) -> Debugged:
        return await self.debug(token, keys, self._url("debug_token"))

    async def _get(self, keys: Keys, path: str, name: str, query: dict[str, str]) -> Response:
        """A question in the person's own name."""
        url = self._url("{path}").replace("{path}", path)
        return await self.graph("GET", url, name, keys.secrets["access"], keys=keys, query=query)

    def _url(self, path: str, **facts: object) -> str:
        return self.url("{api}/{version}/" + path, **facts)


def _token(connection: Connection, keys: Keys) -> Secret:
    """The Page's own token; a person's token cannot post."""
    return keys.secrets.get(connection.token_name or "") or keys.secrets["access"]


def _node(typed: str, web: str) -> str:
    """The number or name of a Page in what was typed. Raises BadInput."""
    text = typed.strip().removeprefix(web).lstrip("@")
    if "/" in text:
        text = _in_address(text)
    if not _NAME.fullmatch(text):
        raise BadInput("That is no address of a Page.", "Open your Page on Facebook and copy its address.")
    return text


def _in_address(text: str) -> str:
    """Of /name/..., /profile.php?id=N, /pages/Name/N and /people/Name/N, what names the Page; else ""."""
    host, _, rest = text.partition("://")[2].partition("/") if "://" in text else text.partition("/")
    if host and not _HOST.fullmatch(host):
        return ""
    address = urlsplit(f"/{rest}")
    parts = [part for part in address.path.split("/") if part]
    if not parts:
        return ""
    if parts[0] == "profile.php":
        return dict(parse_qsl(address.query)).get("id", "")
    if parts[0] in ("pages", "people", "p"):
        found = _NUMBER.search(parts[-1])
        return found[0] if found else ""
    return parts[0]
