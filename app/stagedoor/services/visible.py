"""Posts that nobody but their owner sees until the developer app is published: asked, and then verified by looking."""

from __future__ import annotations

from stagedoor.domain.asking import Confirmation
from stagedoor.domain.entities import App, Connection, Post
from stagedoor.domain.facts import PUBLISHED, only_owner_sees
from stagedoor.services.apps import Apps
from stagedoor.services.health import Health
from stagedoor.services.ports import Ports
from stagedoor.services.sittings import Sittings


class Visible:
    def __init__(self, ports: Ports, apps: Apps, health: Health, sittings: Sittings) -> None:
        self._ports, self._apps, self._health, self._sittings = ports, apps, health, sittings

    async def question(self, connection: Connection, post: Post) -> Confirmation | None:
        """What to ask about a public post; None where everybody sees it anyway, or nobody can look."""
        if post.rung != "public" or not post.link or not only_owner_sees(await self._health.facts(connection)):
            return None
        return Confirmation(
            kind="gate", question="Open it in a private window. Do you see it?", lines=[post.link],
            yes="Yes, I see it", no="No", only_person=True,
        )  # fmt: skip

    async def seen(self, connection: Connection) -> None:
        """The person saw it without being signed in: the developer app is published."""
        app = await self._app(connection)
        if app is not None:
            await self._apps.answered(app, PUBLISHED)

    async def not_seen(self, connection: Connection) -> None:
        """The person looked and saw nothing: the part of the sitting where that is mended knows it then."""
        place = self._sittings.publishing(connection.platform)
        if place is not None:
            await self._sittings.answer(place.sitting, place.leg, "no")

    async def _app(self, connection: Connection) -> App | None:
        grant = await self._ports.records.grant(connection.grant_id or "")
        return await self._ports.records.app(grant.app_id) if grant and grant.app_id else None
