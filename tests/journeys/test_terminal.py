"""The guide at a real terminal: questions, wrong keys, power cuts, Ctrl-C; nothing typed is lost or shown."""

from tests.journeys.program import Home
from tests.journeys.terminal import Terminal

HANDLE = "x/crumbkitchen"
ENTER = r"Press Enter when this is done"


def begin(home: Home, type_of_app: str = "native") -> Terminal:
    """As far as the page that shows the Client ID."""
    there = home.sit_down("connect", "x", "--no-browser")
    there.answer(r"One X account, or several\?(?s:.)*Number: ", "several")
    there.answer(r"Go on\? .*\] ", "y")
    there.answer(r"Which Type of App(?s:.)*Number: ", type_of_app)
    for title in ("Open X's developer console", "Buy credits", "Make your X app", "Look at Project", "Allow posting"):
        there.answer(rf"Step \d of \d: {title}(?s:.)*?{ENTER}")
    there.expect(r"Step \d of \d: Do not close X's window yet")
    return there


def test_wrong_keys_are_named_and_a_power_cut_loses_nothing(home, visitor):
    keys = visitor.x_make_app("\n".join(home.callbacks), "web")
    there = begin(home, "web")
    there.answer(r"Client ID \(OAuth 2.0\): ", keys["api_key"])
    there.expect("looks like the API Key")
    there.answer(r"Client ID \(OAuth 2.0\): ", keys["client_id"][:4] + "•" * 12)
    there.expect("hidden form")
    there.answer(r"Client ID \(OAuth 2.0\): ", "bWFkZVVwRXhhbXBsZUFwcE1haW46MTpjaQ")
    there.expect("looks like a real key")
    there.answer(r"Client ID \(OAuth 2.0\): ", f'  "{keys["client_id"]}" ')
    there.expect(r"Client Secret \(OAuth 2.0\): ")
    there.kill()

    there = home.sit_down("connect", "x", "--no-browser")
    there.expect(r"Step 6 of 7: Do not close X's window yet")
    there.answer(r"Client Secret \(OAuth 2.0\): ", keys["client_secret"])
    there.answer(rf"Step 7 of 7: Sign in(?s:.)*?{ENTER}")
    url = there.expect(r"authorize: (\S+)")[1]
    there.kill()
    assert "Client ID (OAuth 2.0): " not in there.text

    there = home.sit_down("connect", "x", "--no-browser")
    url = there.expect(r"authorize: (\S+)")[1]
    visitor.consent(url, follow=True)
    there.answer(r"@crumbkitchen(?s:.)*Is this you\? .*\] ", "y")
    assert there.finish() == 0, there.text
    assert keys["client_secret"] not in there.text
    assert home.ok("token", HANDLE).splitlines() == home.world.x.valid_access_tokens()
    assert home.world.x.exchange_count == 1
