"""Your details and what ends next, in every state worth seeing, with made-up answers of the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from msgspec import structs
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QWidget
from tests.desktop.desk import FakeDesk
from tests.desktop.screens_accounts import DAY, HOUR, NOW, account, accounts, overview, setups

from stagedoor.desktop.pages.details import asks
from stagedoor.desktop.pages.details.needs_view import Platform
from stagedoor.desktop.pages.details.page import DetailsPage
from stagedoor.desktop.pages.ends.page import EndsPage
from stagedoor.desktop.pages.ends.view import ends_view
from stagedoor.desktop.places import Details, Ends
from stagedoor.domain.asking import Looked, NeedRow
from stagedoor.domain.details import DETAILS, Known, look, propose
from stagedoor.domain.entities import Post
from stagedoor.services.cards import Overview

FORBIDDEN = {"Facebook": ["Facebook", "Insta", "Gram", "FB"], "TikTok": ["TikTok"]}
WANTED = {"app_name": ["X"], "website": ["X", "TikTok"], "use_case": ["X"], "privacy_url": ["Facebook", "TikTok"]}
SITE = "https://crumbkitchen.com"
GOOD = propose("Crumb Kitchen") | {
    "email": "hello@crumbkitchen.com", "website": SITE, "privacy_url": f"{SITE}/privacy",
}  # fmt: skip
BAD = GOOD | {
    "app_name": "Insta Crumbs & Co!", "email": "hello@crumbkitchen", "website": "http://localhost:8000",
    "privacy_url": f"{SITE}/privacy", "deletion_url": f"{SITE}/privacy", "description": "Crumbs! " * 20,
}  # fmt: skip
NEEDS = [
    Platform("telegram", "Telegram", (
        NeedRow(id="account", text="A Telegram account on any device", minutes=0, ticked=True),
        NeedRow(id="channel", text="A channel of your own", how="Menu, New Channel; it may be private.", minutes=2,
                link="https://telegram.org/faq_channels"),
    )),
    Platform("x", "X", (
        NeedRow(id="account", text="The X account that will post, with a phone number and a password of its own",
                how="Was the account made with Google or Apple? Give it a password first.", minutes=3, ticked=True),
        NeedRow(id="card", text="A payment card", how="The smallest amount is enough for many posts.", minutes=3),
    )),
]  # fmt: skip


def looked(values: dict[str, str]) -> dict[str, Looked]:
    return {key: look(key, values.get(key, ""), Known(forbidden=FORBIDDEN, others=values)) for key in DETAILS}


def read(values: dict[str, str], **changes: Any) -> asks.Read:
    """What the page reads when these values are kept."""
    proposed = propose(values.get("publisher", ""))
    found = asks.Read(
        values={key: values.get(key, "") for key in DETAILS}, looked=looked(values), proposed=proposed, wanted=WANTED,
        icon="", platforms=NEEDS, chosen=frozenset(one.id for one in NEEDS),
    )  # fmt: skip
    return replace(found, **changes)


def logo() -> QImage:
    image = QImage(512, 512, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sky = QLinearGradient(QPointF(0, 0), QPointF(0, 512))
    sky.setColorAt(0, QColor("#FFD9A0"))
    sky.setColorAt(1, QColor("#C4652F"))
    painter.fillRect(image.rect(), sky)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#7A3A16"))
    painter.drawEllipse(QPointF(256, 300), 150, 110)
    painter.end()
    return image


def details(desk: FakeDesk, values: dict[str, str], **changes: Any) -> DetailsPage:
    """The page when everything was read. Reading again gives the same."""
    found = read(values, **changes)

    async def answers(_work: Any) -> Any:
        return found

    desk._answers = answers  # noqa: SLF001  (the desk of the pictures is made before its page)
    page = DetailsPage(desk, Details())
    page.show_read(found, page.form.settled())
    return page


def suggested(desk: FakeDesk) -> QWidget:
    return details(desk, {"publisher": "Crumb Kitchen"})


def with_icon(desk: FakeDesk) -> QWidget:
    page = details(desk, GOOD)
    page.icon.show_icon("/made-up/icon.png", logo())
    website, privacy = page.form.fields["website"].reaching, page.form.fields["privacy_url"].reaching
    assert website is not None
    assert privacy is not None
    website.show_result(Looked(note="The page opens for everybody."))
    privacy.show_looking()
    page.needs.show_platforms(NEEDS, {"x"})
    return page


def with_problems(desk: FakeDesk) -> QWidget:
    page = details(desk, BAD)
    page.form.icon.show_problem("This picture is damaged: it cannot be read to its end. Choose a PNG, JPEG or WebP "
                                "file.")  # fmt: skip
    terms = page.form.fields["terms_url"]
    terms.put(f"{SITE}/terms")
    page.show_settled(page.form.values(), asks.Settled(looked(page.form.values()), {}))
    assert terms.reaching is not None
    terms.reaching.show_result(Looked(problem="There is no page at this address (404)."))
    return page


def waiting_posts() -> list[Post]:
    post = Post(id="post-1", connection_id="id-x/crumbkitchen", kind="text", rung="public", text="A test.",
                status="live", sent_at=NOW - 60, delete_at=NOW + HOUR)  # fmt: skip
    return [post]


def everything() -> Overview:
    """Something in every group."""
    renewing = account("threads", "Crumb Kitchen", platform_name="Threads", username="crumbs", renews=True, idle=True,
                       ends_kind="at", ends_at=NOW + 58 * DAY)  # fmt: skip
    unknown = account("linkedin", "Crumb Company", platform_name="LinkedIn", username=None, ends_kind="unknown",
                      kind="page")  # fmt: skip
    month = account("facebook", "Second Page", platform_name="Facebook", kind="page", username=None, ends_kind="at",
                    ends_at=NOW + 20 * DAY)  # fmt: skip
    cards = [*accounts(), renewing, unknown, month]
    ended = [card for card in cards if card.state.slug == "reconnect"]
    since = structs.replace(ended[0].state, since=NOW - 2 * DAY)
    cards = [structs.replace(card, state=since) if card is ended[0] else card for card in cards]
    return overview(cards=cards, setups=setups())


def ends(desk: FakeDesk, seen: Overview, posts: list[Post]) -> EndsPage:
    view = ends_view(seen, posts)

    async def answers(_work: Any) -> Any:
        return view

    desk._answers = answers  # noqa: SLF001
    page = EndsPage(desk, Ends())
    page.show_view(view)
    return page


def quiet(desk: FakeDesk) -> QWidget:
    """Nothing is near: no primary button."""
    cards = [card for card in accounts() if card.state.slug not in ("reconnect", "ends_soon")]
    return ends(desk, overview(cards=cards, setups=[]), [])


def ends_loading(desk: FakeDesk) -> QWidget:
    return EndsPage(desk, Ends())


SCREENS: dict[str, Callable[[FakeDesk], QWidget]] = {
    "details-empty": lambda desk: details(desk, {}),
    "details-suggested": suggested,
    "details-filled": lambda desk: details(desk, GOOD),
    "details-problems": with_problems,
    "details-icon": with_icon,
    "ends": lambda desk: ends(desk, everything(), waiting_posts()),
    "ends-quiet": quiet,
    "ends-empty": lambda desk: ends(desk, overview(cards=[], setups=[]), []),
    "ends-loading": ends_loading,
}
