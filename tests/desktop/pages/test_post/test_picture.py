"""An account whose pictures come from a public address: the field, what is wrong with it, and how it goes on."""

from collections.abc import Callable

import pytest
from tests.desktop.pages.driving import button, until, words
from tests.desktop.pages.test_post.hands import ends, press, segment, sheet
from tests.desktop.pages.test_post.made_up import Seat

from stagedoor.domain.pictures import bad_picture

ADDRESS = "https://crumb.org/images/rye.jpg"
Story = Callable[..., None]
pytestmark = pytest.mark.usefixtures("calm_fingers")


def test_the_field_says_what_the_picture_must_be(story: Story) -> None:
    async def body(seat: Seat) -> None:
        field = sheet(seat).compose.picture
        assert field.isVisible()
        assert "JPEG, up to 8 MB, at least 320 pixels wide" in field.edit.accessibleDescription()
        assert "nobody sees it" in words(seat.page)
        segment(seat, "Public").click()
        assert "delete it yourself, in Instagram on your phone" in words(seat.page)
        assert button(seat.page, "Post and keep it").isEnabled()

    story(body, "instagram")


@pytest.mark.parametrize("platform", ["x", "telegram"])
def test_nobody_else_is_asked_for_an_address(story: Story, platform: str) -> None:
    async def body(seat: Seat) -> None:
        assert not sheet(seat).compose.picture.isVisible()

    story(body, platform)


def test_without_an_address_nothing_is_sent(story: Story) -> None:
    async def body(seat: Seat) -> None:
        field = sheet(seat).compose.picture
        await press(seat, "Send it, publish nothing")
        assert "only from a public address" in field.problem
        assert field.edit.hasFocus()
        field.set_value(ADDRESS)
        assert field.problem == ""
        assert seat.services.sent == []

    story(body, "instagram")


def test_a_check_goes_without_one(story: Story) -> None:
    async def body(seat: Seat) -> None:
        segment(seat, "Check only").click()
        await press(seat, "Check now")
        await until(lambda: sheet(seat).course.ended)
        assert sheet(seat).compose.picture.problem == ""

    story(body, "instagram")


@pytest.mark.parametrize(("far", "go"), [("Public", "Post and keep it"), ("Check only", "Check now")])
def test_a_picture_that_is_refused_says_why_at_its_field_and_what_was_typed_stays(
    story: Story, far: str, go: str
) -> None:
    async def body(seat: Seat) -> None:
        compose = sheet(seat).compose
        segment(seat, far).click()
        compose.picture.set_value(ADDRESS)
        await press(seat, go)
        await until(lambda: compose.isVisible() and compose.picture.problem)
        assert compose.picture.problem == "The picture is a PNG. Save it as JPEG."
        assert compose.area.problem == ""
        assert compose.picture.value == ADDRESS
        assert compose.picture.edit.hasFocus()
        assert seat.services.sent == []

    story(body, "instagram", fails={"picture": bad_picture("The picture is a PNG.", "Save it as JPEG.")})


def test_the_steps_begin_with_the_picture(story: Story) -> None:
    async def body(seat: Seat) -> None:
        segment(seat, "Public").click()
        sheet(seat).compose.picture.set_value(ADDRESS)
        await press(seat, "Post and keep it")
        await ends(seat, "Posting to Instagram works.")
        first, *_ = sheet(seat).running.texts()
        assert first == "The picture opens for everybody | 0.4 s"
        assert "delete it yourself, in Instagram on your phone" in sheet(seat).running.message
        assert [rung for _, rung, _ in seat.services.sent] == ["public"]

    story(body, "instagram")
