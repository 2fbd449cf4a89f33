"""The life of the real window: it shows a page, there is one of it, it ends in time, whatever hangs."""

import json
import re

import pytest
from tests.journeys.window.seat import Seat

from stagedoor.practice import Visitor

pytestmark = [pytest.mark.keychain, pytest.mark.timeout(90)]

ENDS_WITHIN = 5.0  # seconds from the cross to the end of the process
WELCOME = "Connect your accounts to your own tools"
NEWS = "telegram/crumbkitchennews"


def connect_telegram(seat: Seat, visitor: Visitor) -> None:
    """An account that is there before the window is, made at the command line."""
    home = seat.home
    connect = home.start("connect", "telegram", "--keys", "-", "--yes")
    connect.say(json.dumps({"token": visitor.telegram_new_bot("Crumb Bot", "crumb_news_bot")}))
    visitor.telegram_add_to_channel(connect.err.until(r"open +(http\S+startchannel\S+)")[1])
    assert home.finish(connect).code == 0


def test_a_first_start_welcomes_and_ends_when_it_is_closed(seat):
    window = seat.open()
    window.see(WELCOME)
    window.see("Keys: GNOME Keyring, working")
    assert window.close() < ENDS_WITHIN


def test_a_second_start_raises_the_first_window(seat, other_home):
    first = seat.open()
    frame = first.see(WELCOME) and first.app.children[0]
    over_it = Seat(other_home, seat.display, seat.desktop, seat.button).open()
    over_it.see(WELCOME)
    assert frame.wait_until(lambda: "active" not in frame.states)
    second = seat.home.start()
    assert seat.home.finish(second).code == 0
    assert frame.wait_until(lambda: "active" in frame.states)
    assert first.close() < ENDS_WITHIN + 1  # both windows on this screen are asked to
    assert over_it.running.process.wait(ENDS_WITHIN) == 0


def test_a_killed_window_is_no_obstacle(seat):
    killed = seat.open()
    killed.see(WELCOME)
    killed.kill()
    again = seat.open()
    again.see(WELCOME)
    assert again.close() < ENDS_WITHIN


def test_made_up_accounts_have_a_window_and_a_home_of_their_own(seat):
    window = seat.open("practice")
    window.see(re.compile("^Made-up accounts."))
    window.see(WELCOME)
    window.see("Keys: your locked file, working")
    assert window.close() < ENDS_WITHIN
    assert not seat.home.paths.database.exists()


def test_a_damaged_list_of_accounts_is_a_page_that_says_what_is_safe(seat):
    database = seat.home.paths.database
    database.parent.mkdir(parents=True, exist_ok=True)
    database.write_bytes(b"this is no database " * 500)
    window = seat.open()
    window.see("The list of your accounts is damaged", "label")
    window.see(re.compile("^Your keys: they are kept apart"))
    window.press("Try again")
    window.see(WELCOME)
    assert any(b"no database" in file.read_bytes() for file in database.parent.iterdir() if file.is_file())
    assert window.close() < ENDS_WITHIN


@pytest.mark.parametrize("stalled", ["keychain", "network", "database"])
def test_the_window_goes_on_and_ends_while_work_hangs(seat, visitor, stalls, stalled):
    connect_telegram(seat, visitor)
    window = seat.open()
    window.press("Test post, Telegram, @crumbkitchennews")
    window.press(re.compile("^Check only"), "radio button")
    with stalls(stalled):
        window.press("Check now")
        for page in ("Settings", "What ends next", "Settings"):
            window.press(re.compile(f"^{page}"))
            window.see(page, "label")
        assert window.close() < ENDS_WITHIN + 0.5
