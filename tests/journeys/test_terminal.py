"""The guide at a real terminal: questions, wrong keys, power cuts, Ctrl-C; nothing typed is lost or shown."""

import pytest
from tests.journeys.program import Home
from tests.journeys.steps import grants, sign_in
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


def test_four_keys_survive_a_power_cut_between_two_of_them(home, visitor):
    """Secrets typed before the cut are asked for no more; the guide goes on at the same step."""
    keys = visitor.x_make_app("\n".join(home.callbacks))
    there = home.sit_down("connect", "x", "--route", "keys")
    there.answer(r"Go on\? .*\] ", "y")
    there.answer(rf"Open X's developer console(?s:.)*?{ENTER}")
    there.answer(rf"Buy credits(?s:.)*?{ENTER}")
    there.answer(r"API Key \(Consumer Key\): ", keys["api_key"])
    there.answer(r"API Key Secret \(Consumer Secret\): ", keys["api_secret"])
    there.expect("Bearer Token")
    there.kill()

    there = home.sit_down("connect", "x", "--route", "keys")
    there.expect(r"Step 3 of \d: Do not close X's window yet")
    there.answer("Bearer Token.*: ")
    there.answer(rf"Look at Project Access(?s:.)*?{ENTER}")
    there.answer(rf"Allow posting(?s:.)*?{ENTER}")
    access = visitor.x_generate_access_token(keys["app_id"])
    there.answer("Access Token: ", access["access_token"])
    there.answer("Access Token Secret: ", access["access_token_secret"])
    there.expect("X knows this API Key and its Secret.")
    there.answer(r"@crumbkitchen(?s:.)*Is this you\? .*\] ", "y")
    assert there.finish() == 0, there.text
    assert "API Key (Consumer Key): " not in there.text
    assert not [key for key in (*keys.values(), *access.values()) if key in there.text]
    home.ok("post", HANDLE, "--delete-after", "0", "--yes")
    assert [post.deleted for post in home.world.x.posts.values()] == [True]
    assert home.rows("SELECT count(*) FROM items WHERE kind = 'setup'") == [(0,)]


def test_ctrl_c_at_a_hidden_question_gives_the_terminal_back(home, visitor):
    """What was typed so far is not shown, input shows again, and the guide goes on where it was."""
    visitor.telegram_new_bot("Crumb Bot", "crumb_news_bot")
    there = home.sit_down("connect", "telegram")
    there.answer(r"Go on\? .*\] ", "y")
    for answer in ("phone", "channel", "yes"):
        there.answer("Number: ", answer)
    there.answer(rf"Three short questions(?s:.)*?{ENTER}")
    there.answer(rf"on your phone(?s:.)*?{ENTER}")
    there.answer(rf"Give the bot a name(?s:.)*?{ENTER}")
    there.expect("Bot token: ")
    assert not there.shows_input
    there.press_ctrl_c()
    assert there.finish() == 1
    assert there.shows_input
    assert "Stopped. What was saved so far is kept." in there.text
    assert "Traceback" not in there.text

    there = home.sit_down("connect", "telegram")
    there.expect("Copy the token")
    there.expect("Bot token: ")


def test_ctrl_c_while_the_browser_is_open(home, visitor):
    keys = visitor.x_make_app("\n".join(home.callbacks))
    there = home.sit_down("connect", "x", "--no-browser", "--keys", "-")
    there.type(f'{{"client_id": "{keys["client_id"]}"}}')
    there.expect("authorize: ")
    there.press_ctrl_c()
    assert there.finish() == 1
    assert "Traceback" not in there.text
    assert home.rows("SELECT status FROM attempts") == [("cancelled",)]
    assert sign_in(home, visitor, keys, "--yes").code == 0


def test_no_at_a_terminal_and_the_next_line_is_heard(home, visitor):
    """The line typed after the browser came back answers the question, although a pasted address was waited for."""
    keys = visitor.x_make_app("\n".join(home.callbacks))
    there = home.sit_down("connect", "x", "--no-browser", "--keys", "-")
    there.type(f'{{"client_id": "{keys["client_id"]}"}}')
    visitor.consent(there.expect(r"authorize: (\S+)")[1], follow=True)
    there.answer(r"Is this you\? .*\] ", "n")
    assert there.finish() == 1
    assert "Nothing was kept" in there.text
    assert home.world.x.valid_access_tokens() == []


class TestWrongKeysThatLookRight:
    """What only the platform can tell: the guide goes back to the step that mends it, and asks there again."""

    def test_a_wrong_client_secret(self, home, visitor):
        keys = visitor.x_make_app("\n".join(home.callbacks), "web")
        there = begin(home, "web")
        there.answer(r"Client ID \(OAuth 2.0\): ", keys["client_id"])
        there.answer(r"Client Secret \(OAuth 2.0\): ", keys["client_secret"][:-1] + "Z")
        there.answer(rf"Step 7 of 7: Sign in(?s:.)*?{ENTER}")
        visitor.consent(there.expect(r"authorize: (\S+)")[1], follow=True)
        there.expect("Client Secret(?s:.)*fix: ")
        assert there.finish() == 1

        there = home.sit_down("connect", "x", "--no-browser")
        there.answer(r"Which Type of App(?s:.)*Number: ", "web")
        there.answer(rf"Step 5 of 7: Allow posting(?s:.)*?{ENTER}")
        there.answer(r"Client ID \(OAuth 2.0\): ", keys["client_id"])
        there.answer(r"Client Secret \(OAuth 2.0\): ", keys["client_secret"])
        there.answer(rf"Step 7 of 7: Sign in(?s:.)*?{ENTER}")
        visitor.consent(there.expect(r"authorize: (\S+)")[1], follow=True)
        there.answer(r"Is this you\? .*\] ", "y")
        assert there.finish() == 0, there.text

    @pytest.mark.parametrize("wrong", ["api_secret", "access_token_secret"])
    def test_one_of_four_keys(self, home, visitor, wrong):
        keys = visitor.x_make_app("\n".join(home.callbacks))
        keys |= visitor.x_generate_access_token(keys["app_id"])
        there = home.sit_down("connect", "x", "--route", "keys")
        there.answer(r"Go on\? .*\] ", "y")
        there.answer(rf"Open X's developer console(?s:.)*?{ENTER}")
        there.answer(rf"Buy credits(?s:.)*?{ENTER}")
        self.four_keys(there, {**keys, wrong: keys[wrong][:-1] + "Z"})
        there.expect("fix: Copy")
        assert there.finish() == 1
        assert grants(home) == []

        there = home.sit_down("connect", "x", "--route", "keys")
        self.four_keys(there, keys)
        there.answer(r"Is this you\? .*\] ", "y")
        assert there.finish() == 0, there.text
        assert grants(home) == ["live"]

    def four_keys(self, there: Terminal, keys: dict[str, str]) -> None:
        """From the third step on."""
        there.expect(r"Step 3 of 6: Do not close X's window yet")
        there.answer(r"API Key \(Consumer Key\): ", keys["api_key"])
        there.answer(r"API Key Secret \(Consumer Secret\): ", keys["api_secret"])
        there.answer("Bearer Token.*: ")
        there.answer(rf"Look at Project Access(?s:.)*?{ENTER}")
        there.answer(rf"Allow posting(?s:.)*?{ENTER}")
        there.answer("Access Token: ", keys["access_token"])
        there.answer("Access Token Secret: ", keys["access_token_secret"])

    def test_a_bot_token_is_asked_for_until_it_is_right(self, home, visitor):
        token = visitor.telegram_new_bot("Crumb Bot", "crumb_news_bot")
        there = home.sit_down("connect", "telegram")
        there.answer(r"Go on\? .*\] ", "y")
        for answer in ("computer", "channel", "yes"):
            there.answer("Number: ", answer)
        there.answer(rf"Three short questions(?s:.)*?{ENTER}")
        there.answer(rf"Open BotFather(?s:.)*?{ENTER}")
        there.answer(rf"Give the bot a name(?s:.)*?{ENTER}")
        there.answer("Bot token: ", token[:-1] + "Z")
        there.expect("Telegram no longer knows this bot token")
        there.answer("Bot token: ", token)
        there.expect("belongs to @crumb_news_bot")
