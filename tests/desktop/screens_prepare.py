"""The pages of prepared posts in the states that count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QWidget
from tests.desktop.desk import FakeDesk

from stagedoor.catalogue import resource_path
from stagedoor.catalogue.lazy import LazyCatalogue
from stagedoor.desktop.pages.prepare.checks import CopyView
from stagedoor.desktop.pages.prepare.listing import Listed, PreparePage
from stagedoor.desktop.pages.prepare.page import KitPage
from stagedoor.desktop.pages.prepare.view import Sight, places
from stagedoor.desktop.places import Kit as KitPlace
from stagedoor.desktop.places import Prepare
from stagedoor.domain.entities import Connection
from stagedoor.domain.kits import Kit
from stagedoor.domain.videos import VideoFacts

CATALOGUE = LazyCatalogue(resource_path(), Path("overlays-of-nobody"))
PLATFORMS = {"tiktok": "TikTok", "instagram": "Instagram", "linkedin": "LinkedIn"}
CAPTION = "5-minute focaccia that never fails. Flour, water, salt, patience. #focaccia #baking #breadtok"
NOW = 1_795_000_000
KIT = Kit(
    id="k1", folder="/home/ana/kits/focaccia", platform="tiktok", connection_id="c1", title="Focaccia",
    video="focaccia.mov", caption=CAPTION, cover="cover.jpg", cover_at=15.0, state="ready", updated_at=NOW,
)  # fmt: skip
ACCOUNT = Connection(
    id="c1", handle="tiktok/crumbkitchen", platform="tiktok", route="manual", kind="account", grant_id=None,
    external_id="hand:crumbkitchen", name="crumbkitchen", username="crumbkitchen", confirmed_at=NOW,
)  # fmt: skip
FACTS = VideoFacts(
    bytes=38_000_000, container="mp4", video="h264", sound="aac", seconds=42.0, width=1080, height=1920, fps=29.4,
    varies=True, bit_rate=7_000_000, pixels="yuv420p", channels=1, loudness=-26.0, listened=True,
)  # fmt: skip
WIDE = VideoFacts(
    bytes=412_000_000, container="mov", video="hevc", sound="aac", seconds=95.0, width=1920, height=1080, fps=60.0,
    bit_rate=35_000_000, pixels="yuv420p10le", wide_colour=True, channels=2, loudness=-15.0, listened=True,
    fast_start=False,
)  # fmt: skip


def picture(turn: int = 0, width: int = 270, height: int = 480) -> QImage:
    """Bread, from far away."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    ground = QLinearGradient(0, 0, width * (0.2 + turn * 0.1), height)
    for at, name in ((0.0, "#f7b267"), (0.6, "#c1440e"), (1.0, "#4a1504")):
        ground.setColorAt(at, QColor(name))
    painter = QPainter(image)
    painter.fillRect(image.rect(), ground)
    painter.end()
    return image


def sight_of(kit: Kit) -> Sight:
    spec = CATALOGUE.spec(kit.platform)
    assert spec.by_hand is not None
    account = ACCOUNT if kit.platform == ACCOUNT.platform else None
    upload = spec.fill(spec.by_hand.upload)
    return Sight(kit=kit, route=spec.by_hand, platform=spec.name, account=account, upload=upload, link="")


def kit_page(desk: FakeDesk, facts: VideoFacts | None = FACTS, kit: Kit = KIT) -> KitPage:
    page = KitPage(desk, KitPlace(kit.id))
    page.show_sight(sight_of(kit))
    if facts is None:
        page.player.stage.show_instead("Drop a video here")
        return page
    page.player.set_length(facts.seconds)
    page.player.stage.show_image(picture(width=facts.width // 4, height=facts.height // 4))
    page.covers.set_places(places(facts.seconds))
    for number, at in enumerate(places(facts.seconds)):
        page.covers.show_picture(at, picture(number))
    page.covers.show_choice(places(facts.seconds)[2])
    page.video.show_facts(facts)
    page.set_order()
    return page


def copying(desk: FakeDesk) -> KitPage:
    page = kit_page(desk)
    page.done.add("copy")
    page.show_written()
    page.checks.show_copy(CopyView(worth=True, share=0.45, left="20 s left"), other_shape=False)
    return page


def listing(desk: FakeDesk, kits: list[Kit]) -> PreparePage:
    page = PreparePage(desk, Prepare())
    page.show_listed(Listed(kits, {ACCOUNT.id: ACCOUNT}, PLATFORMS))
    return page


def waiting(desk: FakeDesk) -> PreparePage:
    """Come to from the card of an account."""
    page = PreparePage(desk, Prepare(ACCOUNT.handle, only=True))
    page.show_listed(Listed(many(), {ACCOUNT.id: ACCOUNT}, PLATFORMS))
    return page


def many() -> list[Kit]:
    titles = ["Focaccia", "Sourdough at eight", "Rye in a pot", "Why it did not rise", "Buns", "Pretzels", ""]
    states, platforms = ["ready", "draft", "posted"], ["tiktok", "tiktok", "linkedin", "instagram"]
    return [
        Kit(id=f"k{n}", folder="", platform=platforms[n % 4], connection_id="c1" if n % 4 < 2 else None, title=title,
            caption=CAPTION if n % 2 else "", state=states[n % 3], updated_at=NOW - n * 90_000)  # type: ignore[arg-type]
        for n, title in enumerate(titles)
    ]  # fmt: skip


SCREENS: dict[str, Callable[[FakeDesk], QWidget]] = {
    "prepare": kit_page,
    "prepare-copying": copying,
    "prepare-wide": lambda desk: kit_page(desk, WIDE),
    "prepare-instagram": lambda desk: kit_page(desk, kit=replace(KIT, platform="instagram")),
    "prepare-linkedin": lambda desk: kit_page(desk, WIDE, replace(KIT, platform="linkedin")),
    "prepare-empty": lambda desk: kit_page(desk, None, Kit(id="k2", folder="", platform="tiktok", updated_at=NOW)),
    "prepare-list": lambda desk: listing(desk, many()),
    "prepare-waiting": waiting,
    "prepare-none": lambda desk: listing(desk, []),
}
