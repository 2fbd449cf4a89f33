"""The pages of prepared posts: over real videos, real folders and a real database."""

import asyncio
import json
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from tests.desktop.pages.driving import focused, until, words
from tests.media.films import film

from stagedoor.desktop.pages.prepare.listing import KitCard
from stagedoor.desktop.places import Kit
from stagedoor.desktop.widgets import SegmentedControl
from stagedoor.services.by_hand import keep_by_hand
from stagedoor.services.phrases import Phrase

LINK = "https://m.tiktok.com/@crumbkitchen/video/7301234567890123456"


def drop(page, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none))


async def kept(desk, kit_id: str):
    async with desk.home.jobs() as jobs:
        return await jobs.prepare.kit(kit_id)


def test_a_dropped_video_becomes_a_post_and_its_page_opens(desk, video, run):
    async def story() -> None:
        async with desk.listing() as page:
            drop(page, video)
            await until(lambda: desk.desk.went)
            (place,) = desk.desk.went
            assert isinstance(place, Kit)
            await page.refresh()
            await until(page.grid.cards)
            (card,) = page.grid.cards()
            assert isinstance(card, KitCard)
            assert card.kit.id == place.id
            assert card.accessibleName().startswith("focaccia, Draft, ")
            assert (Path(card.kit.folder) / "focaccia.mp4").read_bytes() == video.read_bytes()

    run(story())


def test_the_platform_is_chosen_and_the_next_one_is_for_the_same(desk, run):
    async def story() -> None:
        async with desk.listing() as page:
            control = page.findChild(SegmentedControl)
            assert (control.accessibleName(), page.begin.platform) == ("Where it will be published", "tiktok")
            control.choose("linkedin")
            page.begin.without.click()
            await until(lambda: desk.desk.went)
            (place,) = desk.desk.went
            assert (await kept(desk, place.id)).platform == "linkedin"
        async with desk.listing() as page:
            await until(page.grid.cards)
            assert page.begin.platform == "linkedin"
            assert ", LinkedIn, " in page.grid.cards()[0].accessibleName()
        async with desk.kit(place.id) as page:
            page.writing.area.set_value("Bread #rye")
            assert page.writing.count.text() == "10 of 3,000 · hashtags: 1"
            assert page.handing.row("open").isEnabled()

    run(story())


def test_what_is_no_video_is_said_and_nothing_begins(desk, tmp_path, run):
    async def story() -> None:
        (tmp_path / "notes.mp4").write_text("no video")
        async with desk.listing() as page:
            drop(page, tmp_path / "notes.mp4")
            await until(lambda: page.begin.problem)
            assert "damaged" in page.begin.problem
            assert desk.desk.went == []
            await page.refresh()
            assert page.grid.cards() == []

    run(story())


def test_the_video_is_checked_and_its_frames_are_shown(desk, begun, run):
    async def story() -> None:
        async with desk.kit(begun) as page:
            await until(lambda: any(line.startswith("Sound, quiet") for line in page.checks.lines()))
            lines = page.checks.lines()
            assert lines[0] == "File and codec, MP4, H.264"
            assert page.checks.make.isVisible()
            await until(lambda: page.tasks.names() == [])
            assert page.player.stage.grab().toImage().pixelColor(60, 160).red() > 100

    run(story())


def test_what_is_typed_is_kept_by_itself(desk, begun, run):
    async def story() -> None:
        async with desk.kit(begun) as page:
            page.writing.area.set_value("Bread that never fails. #bread")
            assert page.saved.text() == "Saving…"
            await until(lambda: page.saved.text() == "Saved")
            folder = Path(page.sight.kit.folder)
            assert (folder / "caption.txt").read_text(encoding="utf-8") == "Bread that never fails. #bread\n"
            assert json.loads((folder / "kit.json").read_text())["state"] == "ready"
        assert (await kept(desk, begun)).caption == "Bread that never fails. #bread"

    run(story())


def test_leaving_at_once_loses_no_letter(desk, begun, run):
    async def story() -> None:
        async with desk.kit(begun) as page:
            page.writing.area.set_value("The last letter")
            assert page.may_leave()
            await until(lambda: not page.keeping.names())
        assert (await kept(desk, begun)).caption == "The last letter"

    run(story())


def test_posting_goes_step_by_step(desk, begun, run):
    async def story() -> None:
        async with desk.kit(begun) as page:
            page.writing.area.set_value("Bread")
            page.handing.row("copy").click()
            await until(lambda: "copy" in page.done)
            assert QGuiApplication.clipboard().text() == "Bread"
            assert not page.handing.row("open").calm
            page.handing.row("open").click()
            await until(lambda: "open" in page.done)
            assert desk.browser.opened[-1].endswith("/tiktokstudio/upload?from=webapp")
            page.handing.row("file").click()
            await until(lambda: desk.shown)
            assert desk.shown == [page.sight.file]

    run(story())


def test_a_link_that_is_no_post_is_said_at_the_field_and_a_right_one_counts(desk, begun, run):
    async def story() -> None:
        async with desk.kit(begun) as page:
            page.handing.link.set_value("https://example.org/video/1")
            page.handing.done.click()
            await until(lambda: page.handing.link.problem)
            page.handing.link.set_value(LINK)
            page.handing.done.click()
            await until(lambda: page.sight.kit.state == "posted")
            assert page.handing.link.problem == ""
        async with desk.home.jobs() as jobs:
            kit = await jobs.prepare.kit(begun)
            post = await jobs.ports.records.post(kit.post_id)
            assert (post.link, post.post_ref, post.status) == (LINK, "7301234567890123456", "live")

    run(story())


def test_the_copy_is_made_and_becomes_the_file_to_publish(desk, tmp_path, run):
    async def story() -> None:
        short = film(tmp_path / "focaccia.mp4", width=180, height=320, seconds=0.5, level=0.01)
        async with desk.home.jobs() as jobs:
            kit = await jobs.prepare.begin(short)
        async with desk.kit(kit.id) as page:
            await until(page.checks.make.isVisible)
            page.checks.shapes.choose("fit")
            page.checks.make.click()
            await until(lambda: page.sight.kit.ready)
            assert page.sight.file.name == "focaccia-ready.mp4"
            assert page.sight.file.is_file()
            await until(lambda: not page.video.copying)

    run(story())


def test_a_cancelled_copy_leaves_nothing(desk, begun, run):
    async def story() -> None:
        async with desk.kit(begun) as page:
            await until(page.checks.make.isVisible)
            page.checks.make.click()
            await until(page.checks.cancel.isVisible)
            page.checks.cancel.click()
            await until(lambda: not page.video.copying)
            await until(page.checks.make.isVisible)
            folders.append(Path(page.sight.kit.folder))

    folders: list[Path] = []
    run(story())
    (folder,) = folders
    assert not [file.name for file in folder.iterdir() if "ready" in file.name]


def test_a_frame_becomes_the_cover(desk, begun, run):
    async def story() -> None:
        async with desk.kit(begun) as page:
            await until(lambda: len(page.covers.stops()) > 2)
            page.covers.stops()[3].click()
            await until(lambda: page.sight.kit.cover)
            assert page.sight.kit.cover_at == page.covers.stops()[3].at
            assert (Path(page.sight.kit.folder) / "cover.jpg").read_bytes()[:2] == b"\xff\xd8"

    run(story())


def test_a_video_that_is_gone_is_said_on_the_page(desk, begun, run):
    async def story() -> None:
        kit = await kept(desk, begun)
        (Path(kit.folder) / "focaccia.mp4").unlink()
        async with desk.kit(begun) as page:
            await until(lambda: page.tasks.names() == [])
            assert not page.player.scrubber.isVisible()
            assert page.checks.lines() == []
            assert "not there any more" in page.player.stage.said

    run(story())


def test_another_video_of_the_same_name_is_looked_at(desk, begun, tmp_path, run):
    (tmp_path / "other").mkdir()
    other = film(tmp_path / "other" / "focaccia.mp4", width=480, height=270, seconds=5.0)

    async def story() -> None:
        async with desk.kit(begun) as page:
            await until(lambda: 3000 < page.player.scrubber.maximum() < 4000)
            await page.deeds.take_video(other)
            assert page.sight.kit.video == "focaccia.mp4"
            await until(lambda: page.player.scrubber.maximum() > 4900)

    run(story())


def test_a_set_of_hashtags_goes_to_the_end(desk, begun, run):
    async def story() -> None:
        async with desk.kit(begun) as page:
            page.writing.area.set_value("Bread")
            page.deeds.use(Phrase(name="Bread", kind="tags", text="#bread #baking"))
            assert page.writing.text == "Bread #bread #baking"
            await until(lambda: page.saved.text() == "Saved")

    run(story())


def test_the_list_finds_by_words(desk, home, video, run):
    async def story() -> None:
        async with home.jobs() as jobs:
            for title in ("Rye", "Buns", "Pretzels", "Focaccia", "Sourdough", "Toast"):
                kit = await jobs.prepare.begin(None, platform="tiktok")
                await jobs.prepare.write(kit.id, title=title)
        async with desk.listing() as page:
            await until(lambda: len(page.grid.cards()) == 6)
            assert page.search.isVisible()
            page.search.setText("focac")
            await until(lambda: [card.kit.title for card in page.grid.cards()] == ["Focaccia"])
            page.search.setText("nothing like it")
            await until(page.none.isVisible)

    run(story())


def test_what_waits_for_an_account_is_shown_alone_until_all_is_wanted(desk, home, run):
    async def story() -> None:
        async with home.jobs() as jobs:
            setup = await jobs.setups.keep(await jobs.setups.open("tiktok"), route="manual")
            account = await keep_by_hand(jobs.ports, setup, "crumbkitchen")
            mine = await jobs.prepare.begin(None, platform="tiktok", connection=account)
            posted = await jobs.prepare.begin(None, platform="tiktok", connection=account)
            await jobs.prepare.posted(posted, LINK)
            other = await jobs.prepare.begin(None, platform="tiktok")
            assert (await jobs.cards.card(account)).waiting == 1
        async with desk.listing(account.handle, only=True) as page:
            await until(lambda: [card.kit.id for card in page.grid.cards()] == [mine.id])
            assert "Waiting for @crumbkitchen" in words(page)
            page.only.every.click()
            everything = {mine.id, posted.id, other.id}
            await until(lambda: {card.kit.id for card in page.grid.cards()} == everything)
            assert not page.only.isVisible()
            assert focused() is page.begin.choose

    run(story())


def test_when_nothing_waits_any_more_it_is_said(desk, home, run):
    async def story() -> None:
        async with home.jobs() as jobs:
            setup = await jobs.setups.keep(await jobs.setups.open("tiktok"), route="manual")
            account = await keep_by_hand(jobs.ports, setup, "crumbkitchen")
            await jobs.prepare.begin(None, platform="tiktok")
        async with desk.listing(account.handle, only=True) as page:
            await until(page.none.isVisible)
            assert page.none.text() == "None is waiting any more."

    run(story())


def test_a_reminder_comes_once_when_its_time_has_come(home, run):
    async def story() -> None:
        async with home.jobs() as jobs:
            kit = await jobs.prepare.begin(None, platform="tiktok")
            await jobs.prepare.remind(kit, jobs.ports.now() + 60)
            assert await jobs.prepare.due() == []
            home.clock.ahead += 61
            assert [found.id for found in await jobs.prepare.due()] == [kit.id]
            assert await jobs.prepare.due() == []
            await asyncio.sleep(0)

    run(story())
