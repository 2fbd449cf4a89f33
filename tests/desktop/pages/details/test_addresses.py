"""The pages that portals want: written for the person, and looked at again after a month."""

from tests.desktop.pages.details.visit import Visit
from tests.desktop.pages.driving import until

from stagedoor.desktop.places import PublicPages


def test_a_page_that_is_missing_can_be_written(visit):
    async def body(at: Visit) -> None:
        writable = {key for key, field in at.page.form.fields.items() if field.write is not None}
        assert writable == {"privacy_url", "terms_url", "deletion_url"}
        write = at.page.form.fields["privacy_url"].write
        assert write is not None
        write.click()
        assert at.desk.went == [PublicPages()]

    visit(body)


def test_what_was_found_is_there_the_next_time_and_looked_at_again_after_a_month(visit, website, home):
    async def look(at: Visit) -> None:
        at.type("website", website)
        await at.settled()
        _, reaching = at.address("website")
        reaching.again_button.click()
        await until(lambda: "opens for everybody" in reaching.text)

    async def come_again(at: Visit) -> None:
        _, reaching = at.address("website")
        assert "opens for everybody" in reaching.text
        assert ": " in reaching.text
        assert not at.page.tasks.names()

    async def much_later(at: Visit) -> None:
        _, reaching = at.address("website")
        assert at.page.tasks.names()
        await until(lambda: reaching.text == "The page opens for everybody.")

    visit(look)
    visit(come_again)
    home.clock.ahead = 31 * 86_400
    visit(much_later)
