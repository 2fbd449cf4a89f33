"""A guide inside of a sitting: what was done for another platform, what is missing, and what comes next."""

from tests.desktop.pages.driving import button, words
from tests.desktop.screens_sitting import goes_on, shared_step
from tests.desktop.wizard.at_the_page import Seen

from stagedoor.desktop.places import Details, Sitting
from stagedoor.desktop.wizard.page import WizardPage


def test_the_end_of_a_guide_leads_on_in_the_sitting(seen: Seen):
    async def story(page: WizardPage) -> None:
        button(page, "Next: A privacy page").click()

    seen.tell(goes_on(), story)
    assert seen.desk.replaced == [Sitting("meta")]


def test_a_step_names_what_was_done_and_leads_to_what_is_missing_and_back(seen: Seen):
    async def story(page: WizardPage) -> None:
        assert "Done for Facebook already." in words(page)
        assert "Not in your details yet: Contact e-mail." in words(page)
        button(page, "Your details").click()

    seen.tell(shared_step(), story)
    assert seen.desk.went == [Details()]
    assert seen.desk.replaced == []
