"""A prepared video as a draft on the phone, where an account has a sign-in for that; the person finishes it there."""

from __future__ import annotations

from pathlib import Path

from stagedoor.domain.entities import Connection, Post
from stagedoor.domain.errors import BadInput
from stagedoor.domain.kits import Kit
from stagedoor.services.ports import Ports
from stagedoor.services.posting import Posting

_DAY = 86400


class Inbox:
    def __init__(self, ports: Ports, posting: Posting) -> None:
        self._ports, self._posting = ports, posting

    async def accounts(self, platform: str) -> list[Connection]:
        """Those that a draft can be sent to."""
        known = await self._ports.records.connections()
        return [c for c in known if c.platform == platform and c.grant_id is not None and self._takes_drafts(c)]

    async def waiting(self, connection: Connection) -> int:
        """Drafts of the last 24 hours that we sent. Which of them were finished on the phone, nobody tells."""
        since = self._ports.now() - _DAY
        posts = await self._ports.records.posts(connection.id)
        return sum(p.rung == "draft" and p.status in ("live", "unknown") and (p.sent_at or 0) > since for p in posts)

    async def send(self, kit: Kit, connection: Connection) -> Post:
        """The video and the caption of the kit, once. Raises BadInput where one of both does not fit, and what
        `Posting.publish` raises.
        """
        if not kit.handed_over:
            raise BadInput("There is no video yet.", "Drop one on the page.")
        video = Path(kit.folder) / kit.handed_over
        plan = self._posting.plan(connection, "draft", kit.caption, video=video, kit_id=kit.id)
        return await self._posting.publish(plan, delete_after=None)

    def _takes_drafts(self, connection: Connection) -> bool:
        return any(rung.id == "draft" and not rung.why_not for rung in self._posting.rungs(connection))
