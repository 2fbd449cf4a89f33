"""YouTube through the Data API v3 (developers.google.com/youtube/data), signed in by Google's OAuth 2.0."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from typing import Any, ClassVar

from msgspec import field
from msgspec.structs import replace

from stagedoor.domain.attempt import Attempt
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadAnswer, Limited, NetworkError, PlatformRefused
from stagedoor.domain.exchange import Answer, Candidate, Keys, Proof, Published, Request, Response, TokenAnswer, Who
from stagedoor.domain.limits import Rung
from stagedoor.domain.plain import plain
from stagedoor.domain.secret import Secret
from stagedoor.domain.wire import json_object
from stagedoor.platforms.base import BaseAdapter
from stagedoor.platforms.errors import ErrorFacts, error_object, explain, refusal, retry_after
from stagedoor.platforms.shapes import Shape, shaped, web_address
from stagedoor.platforms.youtube import upload

CHANNELS = "youtube#channelListResponse"
CATEGORY = "22"  # People & Blogs, which every region has
_WORKING = "uploaded"  # and not "processed" yet
_PAUSES = (5, 15, 30)
"""Seconds between two looks at a video that YouTube works on."""
_MARKUP = re.compile(r"<[^>]{0,300}>")


class Picture(Shape, frozen=True, kw_only=True):
    url: str = ""


class Snippet(Shape, frozen=True, kw_only=True):
    title: str
    customUrl: str = ""  # noqa: N815  (Google's name)
    thumbnails: dict[str, Picture] = field(default_factory=dict)


class Statistics(Shape, frozen=True, kw_only=True):
    """Numbers come as texts; the first is rounded, and left out where the channel hides it."""

    subscriberCount: int | None = None  # noqa: N815
    videoCount: int | None = None  # noqa: N815


class Channel(Shape, frozen=True, kw_only=True):
    id: str
    snippet: Snippet
    statistics: Statistics = Statistics()


class Channels(Shape, frozen=True, kw_only=True):
    kind: str
    items: list[Channel] = field(default_factory=list)


class Status(Shape, frozen=True, kw_only=True):
    privacyStatus: str = ""  # noqa: N815
    uploadStatus: str = ""  # noqa: N815
    failureReason: str = ""  # noqa: N815
    rejectionReason: str = ""  # noqa: N815


class Video(Shape, frozen=True, kw_only=True):
    id: str
    status: Status


class Videos(Shape, frozen=True, kw_only=True):
    items: list[Video] = field(default_factory=list)


class Part(Shape, frozen=True, kw_only=True):
    """One of `errors`."""

    reason: str = ""
    domain: str = ""
    message: str = ""


class Refusal(Shape, frozen=True, kw_only=True):
    """The envelope of the API's errors."""

    message: str = ""
    status: str = ""
    errors: list[Part] = field(default_factory=list)
    details: list[dict[str, Any]] = field(default_factory=list)


class Adapter(BaseAdapter):
    checks: ClassVar[Mapping[str, str]] = {"channel": "_check_channel"}

    async def prove(self, route: str, keys: Keys) -> Proof:
        """A code that nobody gave is refused in other words than a pair that Google does not know."""
        oauth = self.oauth(route)
        redirect = oauth.redirect.url.replace("{port}", str(oauth.redirect.ports[0]))
        form = {"grant_type": "authorization_code", "code": "none", "redirect_uri": redirect}
        prove = self.spec.app["desktop"].prove
        response = await self._http.send(
            self.token_request(oauth, keys, form, prove.url if prove else oauth.token.url, "prove")
        )
        if 200 <= response.status < 300:
            raise BadAnswer("Google gave an answer where it should have refused.", "Try again in a moment.")
        refused = self._code_refused(response)
        if not isinstance(refused, PlatformRefused) or refused.error_id != "code_refused":
            raise refused
        return Proof(by="platform", says="Google knows this Client ID and its Client secret.")

    async def exchange(self, attempt: Attempt, code: Secret, keys: Keys) -> TokenAnswer:
        from stagedoor.platforms.youtube.flow import exchanged

        response = await exchanged(
            self._http, attempt, code, client_id=keys.app["client_id"],
            client_secret=Secret(self._client_secret(keys)), url=self.url(self.oauth(attempt.route).token.url),
        )  # fmt: skip
        if not 200 <= response.status < 300:
            raise self._code_refused(response)
        return self.read_tokens(response)

    async def identify(self, keys: Keys) -> Who:
        who = await self._channel(keys)
        return replace(who, answers=[_seen(who)])

    async def discover(self, keys: Keys, who: Who) -> AsyncIterator[Candidate]:
        """One sign-in is one channel: the one that was chosen on Google's page."""
        given = [self.spec.scope[scope].ability for scope in keys.scopes or () if scope in self.spec.scope]
        yield Candidate(
            external_id=who.id, kind="channel", name=who.name, username=who.username, avatar=who.avatar,
            followers=who.followers, url=self.url("{web}/channel/{id}", id=who.id), token_name="access",
            address={"deletes": "yes" if "delete" in given else "no"},
        )  # fmt: skip

    async def publish(self, connection: Connection, keys: Keys, text: str, rung: Rung | None = None) -> Published:
        """A private video with that title. Without a word about privacy YouTube would publish it."""
        video = upload.test_video()
        begun = await self.send(self._begin(keys, text, len(video)))
        session = begun.headers.get("location", "")
        if not session.startswith(self.url("{api}/upload/")):
            raise BadAnswer("YouTube did not say where the video may go.", "Try again in a moment.")
        response = await upload.sent(self._http, session, video)
        if response.status in upload.GONE:
            raise refusal(explain(self.spec, ErrorFacts(status=response.status)))
        if not 200 <= response.status < 300:
            raise refusal(self.explain(response))
        made = shaped(json_object(response), Video)
        if made.status.privacyStatus != "private":
            said = plain(made.status.privacyStatus, 32)
            raise BadAnswer(f'YouTube made the video "{said}" and not private.', "Delete it in YouTube Studio.")
        await self._follow(keys, made.id)
        return Published(ref=made.id, link=self.url("{web}/watch?v={ref}", ref=made.id))

    async def _follow(self, keys: Keys, id: str) -> None:
        """Until YouTube has worked on it, for about a minute: that it arrived is a good test already. A look that is
        not answered tells nothing about the video.
        """
        for pause in _PAUSES:
            status = await self._status(keys, id)
            if refused := self._unfit(status):
                raise refused
            if status.uploadStatus != _WORKING:
                return
            await self._clock.sleep(pause)

    async def _status(self, keys: Keys, id: str) -> Status:
        query = {"part": "status", "id": id}
        try:
            response = await self._call(keys, "GET", "{api}/youtube/v3/videos", "processing", query=query)
            found = shaped(json_object(response), Videos).items
        except (NetworkError, Limited, PlatformRefused):
            return Status(uploadStatus=_WORKING)
        return found[0].status if found else Status(uploadStatus=_WORKING)

    def _unfit(self, status: Status) -> Exception | None:
        """A test video may look like an earlier one: that is no failure."""
        facts = {
            "failed": ErrorFacts(
                status=200, types=frozenset({status.failureReason}), subcodes=frozenset({"processing"}),
                text=status.failureReason,
            ),
            "rejected": ErrorFacts(status=200, subcodes=frozenset({"rejected"}), text=status.rejectionReason),
        }.get(status.uploadStatus)  # fmt: skip
        if facts is None or status.rejectionReason == "duplicate":
            return None
        return refusal(explain(self.spec, facts))

    async def delete(self, connection: Connection, keys: Keys, ref: str) -> None:
        response = await self._call(keys, "DELETE", "{api}/youtube/v3/videos", "delete", query={"id": ref})
        if response.status != 204:
            raise BadAnswer("YouTube did not delete the video and did not say why.", "Delete it in YouTube Studio.")

    async def revoke(self, keys: Keys) -> None:
        """Ends all permissions of that Google account for the whole project; what is over already counts as ended."""
        token = keys.secrets.get("refresh") or keys.secrets["access"]
        url = self.url(self.oauth(keys.route).revoke.url)
        try:
            await self.send(Request(method="POST", url=url, name="youtube.revoke", form={"token": token.reveal()}))
        except PlatformRefused as error:
            if error.error_id != "token_gone":
                raise

    def error_facts(self, response: Response) -> ErrorFacts:
        """Two shapes: the API's envelope, and OAuth's words with Google's `error_subtype`."""
        said = error_object(response)
        if not isinstance(said.get("error"), dict):
            subtype = said.get("error_subtype")
            return replace(super().error_facts(response), subcodes=frozenset({str(subtype)} if subtype else ()))
        refused = shaped(said["error"], Refusal)
        types = [*(part.reason for part in refused.errors), *(str(d.get("reason", "")) for d in refused.details)]
        texts = dict.fromkeys([refused.message, *(part.message for part in refused.errors)])
        return ErrorFacts(
            status=response.status,
            types=frozenset(t for t in (*types, refused.status) if t),
            subcodes=frozenset(part.domain for part in refused.errors if part.domain),
            text=" ".join(_MARKUP.sub("", text) for text in texts if text),
            retry_after=retry_after(response, self._clock.now()),
        )

    def _code_refused(self, response: Response) -> Exception:
        """Google has one word for a code and a sign-in that it does not take; only we know which was sent."""
        facts = self.error_facts(response)
        return refusal(explain(self.spec, replace(facts, subcodes=facts.subcodes | {"code"})))

    async def _check_channel(self, connection: Connection, keys: Keys) -> Answer:
        return _seen(await self._channel(keys))

    async def _channel(self, keys: Keys) -> Who:
        query = {"part": "snippet,statistics", "mine": "true"}
        response = await self._call(keys, "GET", "{api}/youtube/v3/channels", "channel", query=query)
        found = shaped(json_object(response), Channels)
        if found.kind != CHANNELS:
            raise BadAnswer("The answer is not what YouTube documents.", "Try again in a moment.")
        if not found.items:
            raise refusal(explain(self.spec, ErrorFacts(status=response.status, types=frozenset({"noChannel"}))))
        channel = found.items[0]
        picture = channel.snippet.thumbnails.get("medium", Picture()).url
        return Who(
            id=channel.id, name=plain(channel.snippet.title, 64),
            username=plain(channel.snippet.customUrl.removeprefix("@"), 64) or None,
            avatar=web_address(picture),
            followers=channel.statistics.subscriberCount, facts={"videos": channel.statistics.videoCount},
        )  # fmt: skip

    def _begin(self, keys: Keys, title: str, size: int) -> Request:
        query = {"uploadType": "resumable", "part": "snippet,status", "notifySubscribers": "false"}
        body = {
            "snippet": {"title": title, "description": "", "categoryId": CATEGORY},
            "status": {
                "privacyStatus": "private", "selfDeclaredMadeForKids": False, "embeddable": True,
                "license": "youtube", "containsSyntheticMedia": False,
            },
        }  # fmt: skip
        headers = {
            "authorization": f"Bearer {keys.secrets['access'].reveal()}",
            "content-type": "application/json; charset=UTF-8",
            "x-upload-content-length": str(size),
            "x-upload-content-type": upload.TYPE,
        }
        url = self.url("{api}/upload/youtube/v3/videos")
        return Request(method="POST", url=url, name="youtube.begin", headers=headers, query=query, json=body)

    async def _call(self, keys: Keys, method: str, url: str, name: str, *, query: Mapping[str, str]) -> Response:
        headers = {"authorization": f"Bearer {keys.secrets['access'].reveal()}"}
        request = Request(method=method, url=self.url(url), name=f"youtube.{name}", headers=headers, query=query)
        return await self.send(request)


def _seen(who: Who) -> Answer:
    detail = {"name": who.name, "username": who.username, "followers": who.followers, "videos": who.facts["videos"]}
    return Answer(check_id="channel", verdict="ok", detail=detail)
