"""What earlier processes left behind when they ended in the middle, put in order at the start of a job."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

from msgspec.structs import replace

from stagedoor.domain.entities import Item
from stagedoor.domain.errors import StagedoorError
from stagedoor.services.disconnect import Disconnect
from stagedoor.services.grants import Grants
from stagedoor.services.keeping import Keeper
from stagedoor.services.ports import Ports
from stagedoor.services.strays import Strays

UNDER_WAY = 900
"""Seconds within which what is half done may still be the work of a living process."""


class Tidy:
    def __init__(
        self, ports: Ports, keeper: Keeper, grants: Grants, disconnect: Disconnect, strays: Strays
    ) -> None:  # fmt: skip
        self._ports, self._keeper, self._strays = ports, keeper, strays
        self._grants, self._disconnect = grants, disconnect

    async def run(self) -> None:
        """What cannot be mended now (keychain locked, home read-only, another process at it) waits for the next job."""
        mends: tuple[Callable[[], Awaitable[object]], ...] = (
            self._attempts, self._sign_ins, self._accounts, self._set_ups, self._posts,
            self._ports.kit_folders.clear, self._strays.take_in,
        )  # fmt: skip
        for mend in mends:
            with suppress(StagedoorError):
                await mend()

    async def _attempts(self) -> None:
        """Attempts of dead processes are over, and those that nobody can end in time any more."""
        for attempt in await self._ports.records.attempts(status="open"):
            if self._is_old(attempt.expires_at) or not self._ports.computer.alive(attempt.pid):
                await self._ports.records.mark_attempt(attempt.id, "abandoned", at=self._ports.now())

    async def _sign_ins(self) -> None:
        """A sign-in that was replaced or refused, and whose secret may still be there."""
        for status in ("replaced", "deleting"):
            for grant in await self._ports.records.grants(status=status):
                await self._grants.delete(grant, wait=0)

    async def _accounts(self) -> None:
        for connection in await self._ports.records.connections():
            if connection.status == "deleting":
                await self._disconnect.finish(connection)

    async def _set_ups(self) -> None:
        """Keys that were pasted for a set-up that is over."""
        for item in await self._ports.records.items(kind="setup"):
            if await self._is_over(item):
                await self._keeper.drop(item.id)

    async def _is_over(self, item: Item) -> bool:
        setup = await self._ports.records.setup(item.owner_id)
        if setup is None or setup.ended_at is not None:
            return True
        return setup.item_id != item.id and self._is_old(item.updated_at)

    async def _posts(self) -> None:
        """A post whose answer was lost with its process may be there or not; only the person can look."""
        for connection in await self._ports.records.connections():
            for post in await self._ports.records.posts(connection.id):
                if post.status == "sending" and self._is_old(post.sent_at or 0):
                    await self._ports.records.keep_post(replace(post, status="unknown", delete_at=None))
                    await self._ports.records.log(self._ports.activity("post_unknown", connection))

    def _is_old(self, at: int) -> bool:
        return self._ports.now() - at > UNDER_WAY
