"""The end of an account: what goes, what stays and where, and one answer. For every page that offers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from stagedoor.desktop.page import Desk
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import CopyRow, Dialog, PlainLabel
from stagedoor.desktop.widgets.switch import Switch
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import NotFound
from stagedoor.domain.plain import plain
from stagedoor.services.disconnect import DisconnectPlan

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

_NAME, _WAY = 60, 200
_NAMED = 5
"""Names that are listed; more are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FarewellView:
    """`stays`: sentences about what is not ended. `choice`: the platform can end it too. `page`: where to do it by
    hand, `way`: the same in words.
    """

    title: str
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    button: str
    platform: str
    choice: bool = False
    page: str = ""
    way: str = ""


async def disconnect(desk: Desk, over: QWidget, handle: str) -> bool:
    """Asks and does it; True if the account is gone. Pages read again after that: the caller says which one."""

    async def plan(jobs: Jobs) -> tuple[DisconnectPlan, str]:
        connection = await jobs.ports.records.connection(handle)
        if connection is None:
            raise NotFound(tr("This account is not here any more."))
        found = await jobs.disconnect.plan(connection, keep_at_platform=False)
        return found, jobs.ports.platforms.spec(connection.platform).name

    farewell, platform = await desk.do(plan)
    view = farewell_view(farewell, platform)
    dialog = DisconnectDialog(over, view)
    if not await dialog.answer():
        return False
    final = replace(farewell, revokes=farewell.revokes and dialog.ends_there)
    revoked = await desk.do(lambda jobs: jobs.disconnect.run(final))
    _say(desk, view, asked=final.revokes, revoked=revoked)
    return True


def farewell_view(farewell: DisconnectPlan, platform: str) -> FarewellView:
    connection = farewell.connection
    page = farewell.by_hand if farewell.by_hand.startswith("http") else ""
    return FarewellView(
        title=tr("Disconnect {account}?", account=account_name(connection, platform)),
        goes=tuple(_goes(farewell)), stays=tuple(_stays(farewell, platform)), choice=farewell.revokes, page=page,
        button=tr("Disconnect {account}", account=_short(connection)), platform=platform,
        way="" if page else plain(farewell.by_hand, _WAY),
    )  # fmt: skip


def account_name(connection: Connection, platform: str) -> str:
    """As cards say it: platform and account, such as X, @crumbkitchen."""
    return f"{platform}, {_short(connection)}"


class DisconnectDialog(Dialog):
    """Yes disconnects. `ends_there`: the platform is told to end the sign-in as well."""

    def __init__(self, over: QWidget, view: FarewellView) -> None:
        super().__init__(over, view.title, yes=view.button, danger=True)
        self._add(tr("What goes"), view.goes)
        self.there: Switch | None = None
        if view.choice:
            title = tr("End it at {platform} too", platform=view.platform)
            self.there = Switch(title, tr("Off: the sign-in stays listed there until you end it."), parent=self)
            self.there.set_on(on=True)
            self.column.addWidget(self.there)
        self._add(tr("What stays"), view.stays)
        if view.page:
            self.column.addWidget(CopyRow(tr("To end it there yourself"), view.page, parent=self))

    @property
    def ends_there(self) -> bool:
        return self.there is not None and self.there.on

    def _add(self, title: str, sentences: tuple[str, ...]) -> None:
        if sentences:
            self.column.addWidget(PlainLabel(title, "small_strong", parent=self))
            self.column.addWidget(PlainLabel("\n".join(sentences), "small", "muted", parent=self))


def _goes(farewell: DisconnectPlan) -> list[str]:
    if farewell.connection.grant_id is None:
        return [tr("The account goes from your list. No key was kept for it.")]
    if farewell.shares:
        return [tr("Only this account goes from your list.")]
    sentences = [tr("The account goes from your list, and its keys are deleted from this computer.")]
    return [*sentences, tr("Scripts that use {handle} stop working.", handle=farewell.connection.handle)]


def _stays(farewell: DisconnectPlan, platform: str) -> list[str]:
    sentences = [tr("Everything that you posted stays at {platform}.", platform=platform)]
    if farewell.shares:
        sentences.append(
            tr("The sign-in stays, because these use it too and go on working: {accounts}.",
               accounts=_listed(farewell.shares))
        )  # fmt: skip
    for post in farewell.posts:
        what = plain(post.link or post.text, _NAME)
        sentences.append(tr("A test post waits for its deletion, which nobody can do afterwards: {post}.", post=what))
    if farewell.app:
        sentences.append(tr("The keys of {app} stay on this computer, for other accounts.", app=farewell.app))
    if farewell.by_hand and not farewell.revokes and not farewell.shares:
        sentences.append(tr("{platform} is not told. You end it there yourself.", platform=platform))
    if farewell.by_hand and not farewell.by_hand.startswith("http"):
        sentences.append(tr("To end it there yourself: {way}", way=plain(farewell.by_hand, _WAY)))
    return sentences


def _listed(shares: list[Connection]) -> str:
    names = ", ".join(_short(connection) for connection in shares[:_NAMED])
    more = len(shares) - _NAMED
    return tr("{names} and {count} more", names=names, count=more) if more > 0 else names


def _short(connection: Connection) -> str:
    return plain(f"@{connection.username}" if connection.username else connection.name, _NAME)


def _say(desk: Desk, view: FarewellView, *, asked: bool, revoked: bool) -> None:
    if asked and not revoked:
        where = view.page or view.way
        words = tr("Disconnected here. {platform} did not confirm: end it there yourself.", platform=view.platform)
        desk.say(f"{words} {where}".strip(), "warning")
    elif revoked:
        desk.say(tr("Disconnected, and ended at {platform} too.", platform=view.platform))
    else:
        desk.say(tr("Disconnected."))
