"""What a real browser does: hostile pages get nowhere, a sign-in gets home without a question (L03, L09 to L11, L31).

Numbers are those of the listed scenarios. How often each runs per commit: `counts.PER_COMMIT`.
"""

import logging
import ssl
from collections.abc import Iterator

import pytest
import trustme
from playwright.sync_api import Error, Page
from tests.helpers.chromium import Chromium, chromium
from tests.helpers.website import Answer, Website, website
from tests.listener.attacks import EMBEDDED, VISITS, Attack, hostile_page
from tests.listener.counts import count
from tests.listener.rig import OpenDoor, open_receiver

__all__ = ["chromium"]

pytestmark = pytest.mark.browser

EVIL = "evil.example"
GOOD = "accounts.example"
RESOLVER = f"--host-resolver-rules=MAP {EVIL} 127.0.0.1, MAP {GOOD} 127.0.0.1"
A_CHANCE = 300  # milliseconds for a request that the browser may hold back for good
UNTIL_OVER = """patience => new Promise(go => {
  const look = () => document.title === 'over' ? go() : setTimeout(look, 5);
  look();
  setTimeout(go, patience);
})"""


def address(receiver: OpenDoor, **change: str) -> str:
    return f"http://{receiver.host}{receiver.target(**change)}"


def set_trap(evil: Website, receiver: OpenDoor, attack: Attack) -> str:
    page = hostile_page(attack, right=address(receiver), wrong=address(receiver, state="wrong"))
    evil.pages["/"] = Answer(body=page.encode())
    return f"http://{EVIL}:{evil.port}/"


@pytest.fixture
def evil() -> Iterator[Website]:
    with website() as site:
        yield site


def flags(site: Website, *, public: bool) -> list[str]:
    """Where `public`, the browser takes the site for one of the internet, and guards this computer against it."""
    return [RESOLVER, *([f"--ip-address-space-overrides=127.0.0.1:{site.port}=public"] if public else [])]


def certified(host: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert(host).configure_cert(context)
    return context


def real_sign_in(page: Page, receiver: OpenDoor) -> None:
    page.goto(address(receiver))
    assert page.url == f"http://{receiver.host}/done"
    assert receiver.accepted
    assert receiver.accepted.code


def answers_in(log: pytest.LogCaptureFixture) -> set[str]:
    return {record.getMessage().rpartition(": ")[2] for record in log.records}


@pytest.mark.parametrize("public", [False, True], ids=["same space", "public"])
def test_l09_hostile_page_embeds(chromium: Chromium, evil: Website, caplog, public):
    caplog.set_level(logging.DEBUG, logger="stagedoor.listener")
    page = chromium(*flags(evil, public=public)).new_page()
    for name, attack in EMBEDDED.items():
        for _ in range(count(20)):
            caplog.clear()
            with open_receiver() as receiver:
                page.goto(set_trap(evil, receiver, attack))
                page.evaluate(UNTIL_OVER, A_CHANCE)
                assert receiver.undecided, name
                assert public or answers_in(caplog) & {answer.name for answer in attack.answers}, name
                real_sign_in(page, receiver)


@pytest.mark.parametrize("public", [False, True], ids=["same space", "public"])
def test_l09_hostile_page_sends_the_visitor(chromium: Chromium, evil: Website, caplog, public):
    caplog.set_level(logging.DEBUG, logger="stagedoor.listener")
    page = chromium(*flags(evil, public=public)).new_page()
    for name, attack in VISITS.items():
        for _ in range(count(20)):
            caplog.clear()
            with open_receiver() as receiver:
                page.goto(set_trap(evil, receiver, attack), wait_until="commit")
                page.wait_for_url(f"http://{receiver.host}/**")
                assert receiver.undecided, name
                assert answers_in(caplog) == {answer.name for answer in attack.answers}, name
                real_sign_in(page, receiver)


def test_l10_rebound_name(chromium: Chromium):
    page = chromium(RESOLVER).new_page()
    for name in ["attacker.localhost", EVIL]:
        for _ in range(count(50)):
            with open_receiver() as receiver:
                answer = page.goto(address(receiver).replace("127.0.0.1", name))
                assert answer
                assert answer.status == 421
                assert receiver.undecided
                real_sign_in(page, receiver)


CONSENT = b"""<title>May it?</title><a href='/allow'>Allow</a>
<form method='post' action='/allow'><button>Allow</button></form>"""


@pytest.mark.parametrize("press", ["a", "button"])
def test_l11_redirect_from_a_public_https_page(chromium: Chromium, press):
    with website(secured=certified(GOOD)) as site:
        page = chromium(*flags(site, public=True)).new_context(ignore_https_errors=True).new_page()
        for _ in range(count(50)):
            with open_receiver() as receiver:
                site.pages["/consent"] = Answer(body=CONSENT)
                site.pages["/allow"] = Answer(302, {"Location": address(receiver)})
                page.goto(f"https://{GOOD}:{site.port}/consent")
                page.click(press)
                page.wait_for_url(f"http://{receiver.host}/done")
                assert "Go back to Stagedoor" in page.inner_text("h1")
                assert receiver.accepted


def test_l03_all_that_a_browser_asks_for_beside_the_return(chromium: Chromium):
    page = chromium().new_page()
    for _ in range(count(100)):
        with open_receiver() as receiver:
            for path in ["/favicon.ico", "/", "/cb/x", "/robots.txt"]:
                page.goto(f"http://{receiver.host}{path}")
            real_sign_in(page, receiver)


def test_l31_no_code_in_address_referrer_or_history(chromium: Chromium, evil: Website):
    page = chromium(RESOLVER).new_page()
    for _ in range(count(50)):
        with open_receiver() as receiver:
            evil.pages["/start"] = Answer(body=b"<title>start</title>")
            evil.pages["/next"] = Answer(body=b"<title>next</title>")
            page.goto(f"http://{EVIL}:{evil.port}/start")
            real_sign_in(page, receiver)
            assert page.evaluate("[document.referrer, location.search, performance.getEntries()[0].name]") == [
                "",
                "",
                f"http://{receiver.host}/done",
            ]
            page.evaluate(f"location = 'http://{EVIL}:{evil.port}/next'")
            page.wait_for_url("**/next")
            assert "referer" not in {asked.path: asked.headers for asked in evil.asked}["/next"]
            page.go_back()
            assert page.url == f"http://{receiver.host}/done"
            page.go_back()
            assert page.url == f"http://{EVIL}:{evil.port}/start"


def test_the_return_to_localhost_arrives(chromium: Chromium):
    with open_receiver("http://localhost:{port}/cb/facebook") as receiver:
        real_sign_in(chromium().new_page(), receiver)


def test_the_last_page_loads_nothing_and_runs_nothing(chromium: Chromium):
    page = chromium().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with open_receiver() as receiver:
        real_sign_in(page, receiver)
        assert asked == [address(receiver), f"http://{receiver.host}/done"]
        with pytest.raises(Error, match="Content Security Policy"):
            page.add_script_tag(content="document.title = 'taken over'")
        assert page.title() == "Stagedoor"
