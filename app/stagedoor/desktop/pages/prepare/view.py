"""What the pages of prepared posts show. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stagedoor.desktop.pages.prepare.checks import CheckLine
from stagedoor.desktop.pages.prepare.covers import COUNT
from stagedoor.desktop.pages.prepare.handing import HandStep
from stagedoor.desktop.pages.prepare.stage import Covered
from stagedoor.desktop.pages.prepare.writing import CaptionView
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme import Tone
from stagedoor.domain.by_hand import HandRoute
from stagedoor.domain.entities import Connection
from stagedoor.domain.kits import Count, Kit, KitState
from stagedoor.domain.videos import Shape, VideoFinding

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

STATES: dict[KitState, tuple[str, Tone, str]] = {
    "draft": ("Draft", "neutral", "mdi6.pencil-outline"),
    "ready": ("Ready", "info", "mdi6.hand-back-right-outline"),
    "posted": ("Posted", "good", "mdi6.check-circle"),
}
"""Words, tone and shape of a state."""


@dataclass(frozen=True)
class Sight:
    """One prepared post as it is kept."""

    kit: Kit
    route: HandRoute
    platform: str
    account: Connection | None
    upload: str
    link: str
    inbox: Connection | None = None
    """The account whose sign-in takes drafts, where there is one."""
    waiting: int = 0
    """Drafts that were sent to it in the last 24 hours."""

    @property
    def file(self) -> Path | None:
        name = self.kit.handed_over
        return Path(self.kit.folder) / name if name else None

    @property
    def who(self) -> str:
        name = self.account.username or self.account.name if self.account else ""
        return f"@{name}" if name else tr("@yourname")


async def read(jobs: Jobs, kit_id: str) -> Sight:
    """Raises NotFound."""
    kit = await jobs.prepare.kit(kit_id)
    post = await jobs.ports.records.post(kit.post_id) if kit.post_id else None
    takers = await jobs.inbox.accounts(kit.platform)
    taker = next((c for c in takers if c.id == kit.connection_id), takers[0] if takers else None)
    return Sight(
        kit=kit, route=jobs.prepare.route(kit.platform), platform=jobs.ports.platforms.spec(kit.platform).name,
        account=await jobs.prepare.account(kit), upload=await jobs.prepare.upload_page(kit),
        link=(post.link or "") if post else "", inbox=taker,
        waiting=await jobs.inbox.waiting(taker) if taker else 0,
    )  # fmt: skip


def title_of(kit: Kit) -> str:
    return kit.title or tr("Without a title")


def shape_of(word: str) -> Shape | None:
    shapes: dict[str, Shape] = {"fit": "fit", "fill": "fill", "blur": "blur"}
    return shapes.get(word)


def check_lines(findings: list[VideoFinding]) -> list[CheckLine]:
    return [CheckLine(f.fit, f.label, f.value, f.meaning) for f in findings]


def caption_view(count: Count) -> CaptionView:
    return CaptionView(
        used=count.used, most=count.most, hashtags=count.hashtags, most_hashtags=count.most_hashtags,
        problem=count.problem, hints=tuple(count.hints),
    )  # fmt: skip


def with_kit(sight: Sight, kit: Kit) -> Sight:
    return replace(sight, kit=kit)


def covered(route: HandRoute) -> Covered:
    """From pixels of the frame to parts of it."""
    width, height = route.frame
    by = route.covered
    return Covered(
        top=by.get("top", 0) / height, bottom=by.get("bottom", 0) / height, left=by.get("left", 0) / width,
        right=by.get("right", 0) / width,
    )  # fmt: skip


def hand_steps(sight: Sight, caption: str, done: set[str]) -> list[HandStep]:
    """In the order in which they are done."""
    file = sight.file
    copied = "copy" in done
    return [
        HandStep(
            "copy", tr("Caption copied") if copied else tr("Copy the caption"),
            tr("Copy again") if copied else tr("Copy caption"), "mdi6.content-copy", copied,
            possible=bool(caption.strip()),
        ),
        HandStep(
            "open", tr("Open {page}", page=sight.route.upload_name), tr("Open"), "mdi6.open-in-new", "open" in done
        ),
        HandStep(
            "file", tr("Drag {file} there", file=file.name if file else tr("the video")), tr("Show file"),
            "mdi6.folder-open-outline", "file" in done, possible=file is not None,
        ),
        HandStep("phone", tr("Or to your phone: cable, AirDrop, cloud folder"), tr("How"), aside=True,
                 possible=file is not None),
        *([_to_inbox(sight, done)] if sight.inbox is not None else []),
    ]  # fmt: skip


def _to_inbox(sight: Sight, done: set[str]) -> HandStep:
    """A draft: it is finished and published on the phone."""
    waiting = tr(" ({count} sent in the last 24 hours)", count=sight.waiting) if sight.waiting else ""
    words = tr("Or send it to your {platform} inbox as a draft{waiting}", platform=sight.platform, waiting=waiting)
    return HandStep("inbox", words, tr("Send"), "mdi6.inbox-arrow-down-outline", "inbox" in done, aside=True,
                    possible=sight.file is not None)  # fmt: skip


def places(seconds: float) -> list[float]:
    """Where the frames are that are offered as the cover: spread over the video, and none of them its last one."""
    return [round(seconds * (number + 0.5) / COUNT, 2) for number in range(COUNT)] if seconds > 0 else []


def time_left(share: float, elapsed: float) -> str:
    """Of a copy that began `elapsed` seconds ago."""
    if share < 0.03:
        return tr("a moment")
    left = elapsed / share * (1 - share)
    if left < 90:
        return tr("{count} s left", count=max(1, round(left)))
    return tr("{count} min left", count=round(left / 60))


def when(at: int) -> str:
    """For people, in this computer's time zone."""
    return f"{datetime.fromtimestamp(at, tz=UTC).astimezone():%d %b, %H:%M}".lstrip("0")
