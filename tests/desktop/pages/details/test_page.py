"""Your details as a person fills them in: suggested, looked at, kept by themselves, never lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from tests.desktop.pages.details.visit import Visit
from tests.desktop.pages.driving import until
from tests.desktop.widgets_under_test import name_of

from stagedoor.desktop.pages.details import asks
from stagedoor.domain.errors import StoreFull


def test_a_name_fills_what_is_empty_with_one_press(visit):
    async def body(at: Visit) -> None:
        at.type("sentence", "My own words.")
        at.type("publisher", "Crumb Kitchen")
        await at.settled()
        assert at.page.form.fields["app_name"].value == ""
        assert at.page.form.fields["app_name"].suggestion.text() == "Crumb Kitchen Publisher"
        at.page.form.take_all.click()
        await at.settled()
        kept = await at.jobs.details.all()
        assert kept["app_name"] == "Crumb Kitchen Publisher"
        assert kept["sentence"] == "My own words."
        assert len(kept) == 5

    visit(body)


def test_a_single_suggestion_is_taken_alone(visit):
    async def body(at: Visit) -> None:
        at.type("publisher", "Crumb Kitchen")
        await at.settled()
        at.page.form.fields["use_case"].suggestion.button.click()
        await at.settled()
        assert set(await at.jobs.details.all()) == {"publisher", "use_case"}
        assert at.page.form.fields["use_case"].suggestion.text() == ""
        assert at.page.form.fields["app_name"].suggestion.text()

    visit(body)


def test_nothing_is_suggested_that_a_platform_refuses(visit):
    async def body(at: Visit) -> None:
        at.type("publisher", "Insta Kitchen")
        await at.settled()
        assert at.page.form.fields["app_name"].suggestion.text() == ""
        assert at.page.form.fields["sentence"].suggestion.text()

    visit(body)


def test_what_cannot_be_used_says_why_and_is_there_again_next_time(visit):
    async def write(at: Visit) -> None:
        at.type("email", "hello@crumbkitchen.com")
        await at.settled()
        at.type("email", "hello@crumb")
        await at.settled()
        field = at.page.form.fields["email"]
        assert "not an e-mail address" in field.field.problem
        assert field.state.mark == "apart"
        assert "One field needs another look" in at.page.footer.text

    async def come_again(at: Visit) -> None:
        field = at.page.form.fields["email"]
        assert (field.value, field.field.problem) == ("hello@crumb", "This is not an e-mail address.")
        assert await at.jobs.details.all() == {"email": "hello@crumbkitchen.com"}
        at.type("email", "hello@crumb.org")
        await at.settled()
        assert field.state.mark == "saved"

    async def and_again(at: Visit) -> None:
        assert at.page.form.fields["email"].value == "hello@crumb.org"
        assert await at.jobs.details.all() == {"email": "hello@crumb.org"}

    for body in (write, come_again, and_again):
        visit(body)


def test_a_note_stands_beside_a_value_that_is_kept(visit):
    async def body(at: Visit) -> None:
        at.type("app_name", "Crumbs (Publisher)")
        await at.settled()
        field = at.page.form.fields["app_name"]
        assert field.state.note == "Some portals refuse these characters in a name: ()"
        assert field.state.note in field.field.edit.accessibleDescription()
        assert (await at.jobs.details.all())["app_name"] == "Crumbs (Publisher)"

    visit(body)


def test_a_field_that_another_one_mended_is_kept(visit):
    async def body(at: Visit) -> None:
        at.type("privacy_url", "https://crumb.org/privacy")
        await at.settled()
        at.type("deletion_url", "https://crumb.org/privacy")
        await at.settled()
        assert at.page.form.problems() == ["privacy_url", "deletion_url"]
        at.type("privacy_url", "https://crumb.org/other")
        await at.settled()
        assert at.page.form.problems() == []
        kept = await at.jobs.details.all()
        assert (kept["privacy_url"], kept["deletion_url"]) == ("https://crumb.org/other", "https://crumb.org/privacy")

    visit(body)


@pytest.mark.parametrize("leave", ["may_leave", "hide"])
def test_what_was_typed_last_is_kept_when_the_page_is_left_at_once(visit, leave):
    async def body(at: Visit) -> None:
        at.type("publisher", "Crumb Kitchen")
        getattr(at.page, leave)()
        at.page.tasks.close()
        await at.settled()
        assert await at.jobs.details.all() == {"publisher": "Crumb Kitchen"}

    visit(body)


def test_reading_again_leaves_alone_what_is_being_typed(visit):
    async def body(at: Visit) -> None:
        await at.jobs.details.keep({"publisher": "Old", "email": "new@crumb.org"})
        at.type("publisher", "Crum")
        await at.page.refresh()
        values = at.page.form.values()
        assert (values["publisher"], values["email"]) == ("Crum", "new@crumb.org")

    visit(body)


def test_what_was_kept_while_the_page_was_being_read_stays(visit):
    async def body(at: Visit) -> None:
        since, found = at.page.form.settled(), await at.desk.do(asks.read)
        at.type("publisher", "Crum")
        await at.settled()
        at.page.show_read(found, since)
        assert at.page.form.values()["publisher"] == "Crum"

    visit(body)


def test_what_was_never_read_is_not_emptied(visit):
    async def body(at: Visit) -> None:
        await at.jobs.details.keep({"email": "hello@crumb.org"})  # the page was read before
        at.type("publisher", "Crumb Kitchen")
        await at.settled()
        assert await at.jobs.details.all() == {"publisher": "Crumb Kitchen", "email": "hello@crumb.org"}

    visit(body)


def test_a_full_disk_is_said_and_what_was_typed_is_kept_later(visit):
    async def body(at: Visit) -> None:
        at.desk.refuses = StoreFull("The disk is full.", "Make room, then try again.")
        at.type("publisher", "Crumb Kitchen")
        await at.settled()
        assert at.page.errors.banner is not None
        assert "The disk is full." in at.page.errors.banner.words.text()
        assert "not saved yet" in at.page.footer.text
        at.desk.refuses = None
        at.page.errors.banner.acted.emit()
        await at.settled()
        assert await at.jobs.details.all() == {"publisher": "Crumb Kitchen"}
        assert at.page.form.fields["publisher"].value == "Crumb Kitchen"
        assert at.page.errors.banner is None

    visit(body)


def test_an_address_is_looked_at_when_it_is_left(visit, website, qtbot):
    async def body(at: Visit) -> None:
        edit, reaching = at.address("website")
        edit.setFocus()
        qtbot.keyClicks(edit, website)
        at.page.form.fields["email"].setFocus()
        await until(lambda: reaching.text == "The page opens for everybody.")
        assert reaching.again_button.label() == "Look again"
        qtbot.keyClicks(edit, "/nowhere")
        assert reaching.text == ""
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        await until(lambda: "no page at this address" in reaching.text)
        await at.settled()
        assert at.page.form.problems() == []
        assert (await at.jobs.details.all())["website"] == website + "/nowhere"

    visit(body)


def test_an_address_that_stood_there_is_looked_at_on_request_only(visit, website):
    async def write(at: Visit) -> None:
        await at.jobs.details.keep({"privacy_url": website + "/privacy"})

    async def body(at: Visit) -> None:
        edit, reaching = at.address("privacy_url")
        edit.editingFinished.emit()
        assert "look at privacy_url" not in at.page.tasks.names()
        reaching.again_button.click()
        await until(lambda: reaching.text == "The page opens for everybody, also for Meta's crawler.")

    visit(write)
    visit(body)


def test_an_address_opens_in_the_browser_and_only_one_that_is_good(visit):
    async def body(at: Visit) -> None:
        _, reaching = at.address("terms_url")
        at.type("terms_url", "file:///etc/passwd")
        await at.settled()
        assert not reaching.open_button.isVisible()
        at.type("terms_url", "https://crumb.org/terms")
        await at.settled()
        reaching.open_button.click()
        await until(lambda: at.browser.opened)
        assert at.browser.opened == ["https://crumb.org/terms"]
        at.browser.works = False
        await until(lambda: not at.page.tasks.names())
        reaching.open_button.click()
        await until(lambda: at.desk.said)
        assert "https://crumb.org/terms" in at.desk.said[0][0]

    visit(body)


def picture(folder: Path, width: int, height: int) -> Path:
    path = folder / "picture.png"
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(path))
    return path


def drop(at: Visit, *urls: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(QPoint(9, 9)), Qt.DropAction.CopyAction, data, buttons, keys)
    at.page.form.icon.dropEvent(event)


def test_a_dropped_picture_becomes_the_icon(visit, tmp_path):
    async def body(at: Visit) -> None:
        assert at.page.form.icon.show_button.isHidden()
        drop(at, QUrl.fromLocalFile(str(picture(tmp_path, 900, 600))).toString())
        await until(lambda: at.page.form.icon.preview.has_image)
        path = Path(await at.jobs.icons.path())
        assert QImage(str(path)).size().toTuple() == (1024, 1024)
        assert at.page.footer.text.startswith("1 of 11 filled in.")
        assert name_of(at.page.form.icon.preview) == "Your icon"
        at.page.form.icon.show_button.click()
        await until(lambda: at.shown)
        assert at.shown == [path]

    async def come_again(at: Visit) -> None:
        assert at.page.form.icon.preview.has_image
        assert at.page.form.icon.button.label() == "Another picture"

    visit(body)
    visit(come_again)


def test_a_file_that_is_no_picture_is_refused_and_the_icon_stays(visit, tmp_path):
    async def body(at: Visit) -> None:
        drop(at, QUrl.fromLocalFile(str(picture(tmp_path, 300, 300))).toString())
        await until(lambda: at.page.form.icon.preview.has_image)
        assert "small (300 by 300 pixels)" in at.page.form.icon.text
        text = tmp_path / "notes.txt"
        text.write_text("no picture")
        drop(at, QUrl.fromLocalFile(str(text)).toString())
        await until(lambda: at.page.form.icon.problem)
        assert at.page.form.icon.problem.startswith("This is not a picture that can be used.")
        assert at.page.form.icon.preview.has_image
        assert at.page.form.icon.button.isEnabled()

    visit(body)


def test_what_is_dropped_from_the_web_or_in_numbers_is_refused(visit):
    async def body(at: Visit) -> None:
        drop(at, "https://crumb.org/logo.png")
        assert "of this computer" in at.page.form.icon.problem
        drop(at, "file:///a.png", "file:///b.png")
        assert "one picture at a time" in at.page.form.icon.problem

    visit(body)


def test_ticks_and_chosen_platforms_are_there_again(visit):
    async def body(at: Visit) -> None:
        needs = at.page.needs
        before = needs.sum.text()
        box = next(iter(needs.sections["x"].rows.values())).box
        assert not box.isChecked()
        box.click()
        assert needs.sum.text() != before
        needs.chips["telegram"].click()
        assert needs.sections["telegram"].isHidden()
        needs.copy_button.click()
        assert "[x] The X account" in QGuiApplication.clipboard().text()
        assert "Telegram" not in QGuiApplication.clipboard().text()
        await at.settled()

    async def come_again(at: Visit) -> None:
        needs = at.page.needs
        assert next(iter(needs.sections["x"].rows.values())).box.isChecked()
        assert needs.sections["telegram"].isHidden()
        assert not needs.sections["x"].isHidden()

    visit(body)
    visit(come_again)


def test_done_goes_back(visit):
    async def body(at: Visit) -> None:
        at.page.footer.button.click()
        assert at.desk.backs == 1

    visit(body)
