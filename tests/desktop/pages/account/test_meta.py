"""What the doctor says about accounts at Meta: two steps for a permission, how a sign-in will end, one incident."""

import asyncio

import pytest
from tests.desktop.desk import FakeDesk
from tests.desktop.pages.driving import button, words
from tests.desktop.screens_account import shown
from tests.desktop.screens_meta import PAGE, cards, incident, unpublished, unticked
from tests.helpers.home import Home
from tests.services.facebook import by_name, connect, person
from tests.services.meta import Dialog, over

from stagedoor.desktop.pages.account.doctor_view import account_checkup
from stagedoor.desktop.pages.account.overview_view import abilities
from stagedoor.desktop.pages.account.sight import Sight, read_sight
from stagedoor.desktop.pages.accounts.card import AccountCard
from stagedoor.desktop.pages.accounts.page import AccountsPage
from stagedoor.desktop.pages.checkup.view import Trouble
from stagedoor.desktop.places import Connect, Sitting
from stagedoor.practice import Visitor
from stagedoor.services.connect import ConnectRequest

PASTING = "Your Meta app is published, so this ends on a page that does not load."


def trouble(seen: Sight) -> Trouble:
    """The first, and only, one."""
    (found,) = account_checkup(seen).troubles
    return found


def mends(found: Trouble) -> list[str]:
    return [step.mend.kind for step in found.steps if step.mend is not None]


def test_a_permission_is_added_at_the_platform_first_and_then_given():
    found = trouble(unticked(published=False))
    assert (found.title, found.cause) == (
        "Reading works, posting does not", "The permission to post was not given (pages_manage_posts).",
    )  # fmt: skip
    assert mends(found) == ["page", "sign_in"]
    first, second = found.steps
    assert first.mend is not None
    assert first.mend.link.endswith("/apps/1234567890123456/use_cases/")
    assert first.where[-1] == "Permissions and features"
    assert second.note == ""


def test_once_published_it_is_said_before_that_the_address_will_be_pasted():
    _, second = trouble(unticked(published=True)).steps
    assert second.note.startswith(PASTING)
    (only,) = trouble(incident(0, published=True)).steps
    assert only.note.startswith(PASTING)
    assert mends(trouble(incident(0))) == ["sign_in"]


def test_of_several_that_ended_with_one_sign_in_one_tells_why():
    first, other = trouble(incident(0)), trouble(incident(1))
    assert "password" in first.cause
    assert first.also[0] == "The same sign-in also serves Crumb Bakery, crumbkitchen: one mends all of them."
    assert other.also == ()
    assert other.cause == "Same cause as Crumb Kitchen (Facebook)."
    assert other.steps[0].text.startswith("Sign in again once: it mends all of them.")


def test_permissions_are_called_what_they_are_for():
    assert [(one.name, one.can, one.without) for one in abilities(unticked(published=False))] == [
        ("List your Pages", "yes", ""), ("Read what people did", "yes", ""), ("Post to the Page", "no", ""),
        ("Pages of a business", "yes", ""),
    ]  # fmt: skip


UNKNOWN = ("unsure", "", "not known until you sign in again")
ON_INSTAGRAM = [
    ("Read the account", "instagram_basic", "yes"), ("Post", "instagram_content_publish", "yes"),
    ("Delete what it posted", "instagram_manage_contents", "yes"),
]  # fmt: skip


def test_a_page_and_the_instagram_account_along_each_say_what_they_can_do(home: Home, visitor: Visitor):
    """Over practice: without the permission to post to the Page, and once the whole sign-in has ended."""
    dialog = Dialog(visitor)
    dialog.declined = ["pages_manage_posts"]

    async def story() -> None:
        async with home.jobs(over(dialog)) as jobs:
            ask = await person(dialog, yes=lambda question: question.yes != "Sign in again")
            found = by_name(await jobs.connect.run(ConnectRequest(platform="facebook"), ask))
            handles = [found[name].handle for name in ("Crumb Kitchen", "Crumb on Instagram")]
            page, along = [await read_sight(jobs, handle) for handle in handles]
            assert [(one.name, one.can) for one in abilities(page)] == [
                ("List your Pages", "yes"), ("Read what people did", "yes"), ("Post to the Page", "no"),
                ("Pages of a business", "yes"),
            ]  # fmt: skip
            assert [(one.name, one.code, one.can) for one in abilities(along)] == ON_INSTAGRAM
            assert (page.card.state.slug, along.card.state.slug) == ("partial", "healthy")
            dialog.meta.kill(460)
            await jobs.health.check_all(list(found.values()), by="person", paid=False)
            for seen in [await read_sight(jobs, handle) for handle in handles]:
                assert {(one.can, one.without, one.note) for one in abilities(seen)} == {UNKNOWN}
                assert not any("permission" in sentence for sentence in seen.card.state.also)

    asyncio.run(story())


def test_what_only_the_person_sees_is_made_public_in_the_sitting(theme, show):
    desk = FakeDesk(theme)
    page = shown(desk, unpublished(), "doctor")
    show(page)
    button(page, "Make it public").click()
    assert desk.went == [Sitting("meta", "publish")]


def test_one_incident_counts_once_and_has_one_loud_button(theme, show):
    page = cards(FakeDesk(theme))
    assert isinstance(page, AccountsPage)
    show(page)
    assert page.head.need.label() == "1 needs you"
    shown_ = [card for card in page.findChildren(AccountCard) if card.isVisible()]
    assert [card.view.key for card in shown_ if card.view.main.loud == "primary"] == [PAGE]
    assert words(page).count("Same cause as Crumb Kitchen (Facebook). One sign-in mends all of them.") == 2
    page.tasks.close()


@pytest.mark.parametrize("published", [False, True])
def test_the_page_of_an_account_says_the_same_as_its_card(home: Home, visitor: Visitor, *, published: bool):
    """Over practice: a changed password behind several accounts, before and after the Meta app was published."""
    dialog = Dialog(visitor)

    async def story() -> None:
        async with home.jobs(over(dialog)) as jobs:
            found = by_name(await connect(jobs, dialog))
            if published:
                await asyncio.to_thread(dialog.visitor.meta_publish, dialog.made["app_id"])
                await jobs.visible.seen(found["Crumb Kitchen"])
            dialog.meta.kill(460)
            await jobs.health.check_all(list(found.values()), by="person", paid=False)
            for card in await jobs.cards.all():
                seen = await read_sight(jobs, card.connection.handle)
                assert (seen.card.state.cause, seen.card.same_as) == (card.state.cause, card.same_as)
                assert trouble(seen).cause == card.state.cause
                (step,) = trouble(seen).steps
                assert step.mend is not None
                assert (step.mend.kind, step.mend.words) == ("sign_in", "Sign in again")
                assert step.note.startswith(PASTING) is published

    asyncio.run(story())


def test_a_sign_in_that_is_mended_begins_where_the_button_is(theme, show):
    desk = FakeDesk(theme)
    page = shown(desk, incident(1), "doctor")
    show(page)
    button(page, "Sign in again").click()
    assert desk.went == [Connect("facebook", "browser", again="facebook/crumb-bakery")]
