"""The simulated pages in a real browser, found as a person finds them: by label, role and visible text."""

import pytest
from playwright.sync_api import Page, expect
from tests.helpers.chromium import Chromium, chromium
from tests.practice.client import VERIFIER, s256
from tests.practice.x_client import REDIRECT

from stagedoor.practice import World

__all__ = ["chromium"]

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Chromium) -> Page:
    return chromium().new_page()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_person_makes_an_app_and_gives_consent(page: Page, world: World) -> None:
    page.goto(world.hosts("x")["portal"])
    page.get_by_label("Crumb Kitchen (@crumbkitchen)").check()
    press(page, "Sign in")
    page.get_by_label("Describe all of your use cases of X's data and API").fill("My own posts.")
    page.get_by_label("You accept the Terms & Conditions").check()
    press(page, "Submit")
    page.get_by_role("link", name="Apps").click()
    page.get_by_role("link", name="Create App").click()
    page.get_by_label("Application Name").fill("Poster")
    page.get_by_label("Environment").select_option("Production")
    press(page, "Create")
    expect(page.get_by_text("Consumer Secret")).to_be_visible()
    page.get_by_role("link", name="Yes, I saved them").click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_label("Read and write", exact=True).check()
    page.get_by_label("Native App").check()
    page.get_by_label("Callback URI / Redirect URL").fill(REDIRECT)
    page.get_by_label("Website URL").fill("https://localhost")
    press(page, "Save Changes")
    expect(page.get_by_role("alert")).to_contain_text("localhost is not accepted")
    page.get_by_label("Website URL").fill("https://crumbkitchen.example")
    press(page, "Save Changes")
    client = page.locator("code").inner_text()
    page.route(f"{REDIRECT}*", lambda route: route.fulfill(body="arrived"))
    page.goto(
        f"{world.hosts('x')['web']}/i/oauth2/authorize?response_type=code&client_id={client}&redirect_uri={REDIRECT}"
        f"&scope=tweet.read%20users.read&state=s&code_challenge={s256(VERIFIER)}&code_challenge_method=S256"
    )
    allow = page.get_by_role("button", name="Authorize app")
    expect(allow).to_be_disabled()
    page.get_by_label("I trust Poster with these permissions.").check()
    allow.click()
    page.wait_for_url(f"{REDIRECT}?*")
    assert page.url.startswith(f"{REDIRECT}?state=s&code=PRACTICE")


def test_a_person_makes_a_bot_and_adds_it(page: Page, world: World) -> None:
    web = world.hosts("telegram")["web"]
    page.goto(f"{web}/BotFather")
    for text in ("/newbot", "Crumbs Daily", "crumbs_daily_bot"):
        page.get_by_label("Message").fill(text)
        press(page, "Send")
    expect(page.get_by_text("Use this token to access the HTTP API")).to_be_visible()
    page.goto(f"{web}/crumbs_daily_bot?startchannel&admin=post_messages+delete_messages")
    page.get_by_label("Crumb Kitchen News").check()
    expect(page.get_by_label("Post messages")).to_be_checked()
    expect(page.get_by_label("Edit messages")).not_to_be_checked()
    press(page, "Add Bot as Admin")
    expect(page.get_by_text("Crumbs Daily was added to Crumb Kitchen News.")).to_be_visible()
