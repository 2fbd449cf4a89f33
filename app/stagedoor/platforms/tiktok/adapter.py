"""TikTok's answers to the ten questions, where they differ from what the platform file says.

Behaviour from developers.tiktok.com/doc/login-kit-desktop, .../oauth-user-access-token-management and
.../content-posting-api-reference-upload-video; sandboxes that refuse user/info: README of Ryota-Sotoguchi/post.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from stagedoor.catalogue import resource_path
from stagedoor.domain.attempt import Attempt
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadAnswer, Limited, NetworkError, Offline, PlatformRefused, TimedOut
from stagedoor.domain.exchange import Answer, Candidate, Keys, Proof, Published, Request, Response, TokenAnswer, Who
from stagedoor.domain.limits import Rung
from stagedoor.domain.plain import plain
from stagedoor.domain.secret import Secret
from stagedoor.domain.wire import json_object
from stagedoor.platforms.base import BaseAdapter
from stagedoor.platforms.errors import ErrorFacts, error_object, explain, refusal, retry_after
from stagedoor.platforms.shapes import T, shaped, web_address
from stagedoor.platforms.tiktok.shapes import (
    Begun,
    Creator,
    Envelope,
    Granted,
    Info,
    Part,
    Progress,
    Refusal,
    User,
)
from stagedoor.platforms.tiktok.upload import plan, taken

SEES_CREATOR = "video.publish"
"""The permission with which an account's @name and limits are seen."""

_USER_FIELDS = "open_id,avatar_url,display_name"
_MINUTE = 60.0  # limits are of the last minute, and TikTok does not say when it goes on
_UPLOAD_SECONDS = 300.0  # for one part, on a slow line
_TRIES = 3  # of one part that did not arrive or that TikTok could not take
_PAUSES = (1, 2, *[5] * 12, *[20] * 27)  # seconds between two looks at a video: about ten minutes
SELF_ONLY = "SELF_ONLY"
_ALONE = {"privacy_level": SELF_ONLY, "disable_comment": True, "disable_duet": True, "disable_stitch": True}
_DONE = {"SEND_TO_USER_INBOX", "PUBLISH_COMPLETE"}


class Adapter(BaseAdapter):
    async def prove(self, route: str, keys: Keys) -> Proof:
        """Key and Secret are asked for a token of their own; a pair of two positions of the switch is no pair."""
        prove = self.spec.app[self.spec.route[route].app].prove
        form = {"grant_type": "client_credentials"}
        request = self.token_request(self.oauth(route), keys, form, prove.url if prove else "", "prove")
        self.read_tokens(await self._http.send(request))
        return Proof(by="platform", says="TikTok knows this pair of Client key and Client secret.")

    async def exchange(self, attempt: Attempt, code: Secret, keys: Keys) -> TokenAnswer:
        """TikTok has one word for a dead code and a dead sign-in: only who asks knows which one it is."""
        try:
            return await super().exchange(attempt, code, keys)
        except PlatformRefused as refused:
            if refused.kind != "grant_dead":
                raise
            status = refused.status or 0
        asked = frozenset({"authorization_code"})
        raise refusal(explain(self.spec, ErrorFacts(status=status, types=frozenset({"invalid_grant"}), subcodes=asked)))

    def read_tokens(self, response: Response) -> TokenAnswer:
        """A refusal may come with status 200: only the token itself tells."""
        if not 200 <= response.status < 300:
            return super().read_tokens(response)
        said = shaped(json_object(response), Granted)
        if said.error and not said.access_token:
            raise refusal(self.explain(response))
        return replace(super().read_tokens(response), subject=plain(said.open_id, 64))

    async def identify(self, keys: Keys) -> Who:
        """Who signed in; where TikTok does not say it but knows what the account may post, from there."""
        problem: PlatformRefused | None = None
        user: User | None = None
        try:
            user = await self._user(keys)
        except PlatformRefused as refused:
            if refused.kind != "permission" or not keys.subject:
                raise
            problem = refused
        creator = await self._creator_if_told(keys)
        if problem and creator is None:
            raise problem
        return _who(keys, user, creator)

    async def discover(self, keys: Keys, who: Who) -> AsyncIterator[Candidate]:
        """One sign-in at TikTok is one account."""
        url = self.url("{web}/@{username}", username=who.username) if who.username else None
        yield Candidate(
            external_id=who.id, kind="profile", name=who.name, username=who.username, avatar=who.avatar, url=url,
            address={"open_id": who.id}, token_name="access",
        )  # fmt: skip

    async def check(self, connection: Connection, keys: Keys, *, paid: bool) -> AsyncIterator[Answer]:
        """A sandbox that does not say who this is, but what may be posted, is well (facts of September 2026)."""
        me = await self._asked("me", self._check_me, connection, keys)
        if not _sees_creator(keys):
            yield me
            return
        creator = await self._asked("creator", self._check_creator, connection, keys)
        if creator.verdict == "ok" and (me.verdict == "ok" or me.kind == "permission"):
            me = Answer(check_id="me", verdict="ok", detail={**creator.detail, **me.detail})
        yield me
        yield creator

    async def publish(self, connection: Connection, keys: Keys, text: str, rung: Rung | None = None) -> Published:
        """With a short test video."""
        return await self.publish_video(connection, keys, text, resource_path("media", "upright.mp4"), rung)

    async def publish_video(
        self, connection: Connection, keys: Keys, text: str, video: Path, rung: Rung | None = None
    ) -> Published:
        """A draft in the phone's Inbox, or a post that only its owner sees. Once announced, a video is never announced
        a second time: it could be there twice.
        """
        limit = self.spec.post["text"].media["video"]
        size, media_type = taken(video, limit)
        parts = plan(size, limit.chunk[0])
        if rung == "private":
            await self._offered(keys, SELF_ONLY)
            url, info = "{api}/v2/post/publish/video/init/", {"title": text, **_ALONE}
        else:
            url, info = "{api}/v2/post/publish/inbox/video/init/", {"title": text}
        announced = {"source_info": parts.announced(), "post_info": info}
        begun = await self._call(keys, "POST", url, "init", Begun, json=announced)
        arrived = True
        for request in parts.requests(begun.upload_url, video, media_type):
            arrived = await self._put(request)
            if not arrived:
                break
        await self._follow(keys, begun.publish_id, arrived=arrived)
        return Published(ref=begun.publish_id)

    async def revoke(self, keys: Keys) -> None:
        oauth = self.oauth(keys.route)
        form = {"token": keys.secrets["access"].reveal()}
        response = await self.send(self.token_request(oauth, keys, form, oauth.revoke.url, "revoke"))
        if response.body.strip() and shaped(json_object(response), Refusal).error:
            raise refusal(self.explain(response))

    def error_facts(self, response: Response) -> ErrorFacts:
        """An envelope `{"data", "error": {"code", "message"}}`, or OAuth's flat `{"error", "error_description"}`."""
        said = shaped(error_object(response), Refusal)
        wait = retry_after(response, self._clock.now())
        if isinstance(said.error, Part):
            codes, types, words = {said.error.code}, set[str](), said.error.message
        else:
            codes, types, words = set[str](), {said.error, said.error_type} - {""}, said.error_description
        if wait is None and (response.status == 429 or "rate_limit_exceeded" in codes):
            wait = _MINUTE
        return ErrorFacts(
            status=response.status, codes=frozenset(codes), types=frozenset(types),
            text=" ".join(filter(None, (*types, *codes, words))), retry_after=wait,
        )  # fmt: skip

    async def _check_me(self, connection: Connection, keys: Keys) -> Answer:
        user = await self._user(keys)
        return Answer(check_id="me", verdict="ok", detail={"name": plain(user.display_name, 64)})

    async def _check_creator(self, connection: Connection, keys: Keys) -> Answer:
        creator = await self._creator(keys)
        seen = {
            "name": plain(creator.creator_nickname, 64), "username": plain(creator.creator_username, 64),
            "longest_seconds": creator.max_video_post_duration_sec,
        }  # fmt: skip
        return Answer(check_id="creator", verdict="ok", detail=seen)

    async def _user(self, keys: Keys) -> User:
        """Only what the first permission allows: one field too many refuses the whole call."""
        query = {"fields": _USER_FIELDS}
        return (await self._call(keys, "GET", "{api}/v2/user/info/", "me", Info, query=query)).user

    async def _creator(self, keys: Keys) -> Creator:
        return await self._call(
            keys, "POST", "{api}/v2/post/publish/creator_info/query/", "creator", Creator, json={}
        )  # fmt: skip

    async def _offered(self, keys: Keys, level: str) -> None:
        """Raises before anything is sent where the account does not offer that audience: TikTok wants it asked each
        time (developers.tiktok.com/doc/content-sharing-guidelines).
        """
        if level not in (await self._creator(keys)).privacy_level_options:
            reason = frozenset({"privacy_level_option_mismatch"})
            raise refusal(explain(self.spec, ErrorFacts(status=200, codes=reason)))

    async def _creator_if_told(self, keys: Keys) -> Creator | None:
        """None where the permission is missing, or the account may not post now."""
        if not _sees_creator(keys):
            return None
        try:
            return await self._creator(keys)
        except Limited:
            return None
        except PlatformRefused as refused:
            if refused.kind != "permission":
                raise
            return None

    async def _put(self, request: Request) -> bool:
        """One part; sent again where it surely did not arrive. False where nobody can tell."""
        for last in (*[False] * (_TRIES - 1), True):
            try:
                response = await self._http.send(request, deadline=_UPLOAD_SECONDS)
            except Offline:
                if last:
                    raise
            except NetworkError:
                return False
            else:
                if 200 <= response.status < 300:
                    return True
                if last or response.status < 500:
                    raise refusal(
                        explain(self.spec, ErrorFacts(status=response.status, subcodes=frozenset({"upload"})))
                    )
            await self._clock.sleep(_PAUSES[0])
        return False

    async def _follow(self, keys: Keys, publish_id: str, *, arrived: bool) -> None:
        """Until the draft lies on the phone, or TikTok says why not. After ten minutes of work it is left to TikTok."""
        for pause in _PAUSES:
            progress = await self._progress(keys, publish_id)
            if progress.status in _DONE:
                return
            if progress.status == "FAILED":
                reason = frozenset({progress.fail_reason})
                raise refusal(explain(self.spec, ErrorFacts(status=200, codes=reason, text=progress.fail_reason)))
            await self._clock.sleep(pause)
        if not arrived:
            raise TimedOut("TikTok does not say whether the whole video arrived.", "Look at TikTok on your phone.")

    async def _progress(self, keys: Keys, publish_id: str) -> Progress:
        """A look that is not answered tells nothing about the video."""
        try:
            return await self._call(
                keys, "POST", "{api}/v2/post/publish/status/fetch/", "status", Progress, json={"publish_id": publish_id}
            )
        except (NetworkError, Limited):
            return Progress(status="")
        except PlatformRefused as refused:
            if refused.kind != "platform":
                raise
            return Progress(status="")

    async def _call(
        self, keys: Keys, method: str, url: str, name: str, kind: type[T], *, query: dict[str, str] | None = None,
        json: Any = None,
    ) -> T:  # fmt: skip
        """The `data` of an answer. Raises the explained refusal also where it comes with status 200."""
        response = await self.send(
            Request(
                method=method, url=self.url(url), name=f"tiktok.{name}", query=query or {}, json=json,
                headers={"authorization": f"Bearer {keys.secrets['access'].reveal()}"},
            )
        )  # fmt: skip
        body = json_object(response)
        if shaped(body, Envelope).error.code != "ok":
            raise refusal(self.explain(response))
        return shaped(body.get("data"), kind)


def _sees_creator(keys: Keys) -> bool:
    return keys.scopes is None or SEES_CREATOR in keys.scopes


def _who(keys: Keys, user: User | None, creator: Creator | None) -> Who:
    """The id of the sign-in itself: it stays the same whichever of the two calls answered."""
    id = keys.subject or (user.open_id if user else "")
    name = (user.display_name if user else "") or (creator.creator_nickname if creator else "")
    picture = (user.avatar_url if user else None) or (creator.creator_avatar_url if creator else None)
    username = plain(creator.creator_username, 64) if creator else ""
    if not id or not (name or username):
        raise BadAnswer("TikTok does not say whose account this is.", "Try again in a moment.")
    return Who(
        id=id, name=plain(name, 64) or username, username=username or None,
        avatar=web_address(picture),
    )  # fmt: skip
