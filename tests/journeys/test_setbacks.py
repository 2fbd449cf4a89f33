"""What goes wrong on the way: power cuts, No, Cancel, wrong addresses, late codes, taken ports, pasted addresses."""

import signal
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.journeys.program import Home, Result
from tests.journeys.steps import X, attempts, connect_x, grants, sign_in, start_sign_in

from stagedoor.practice import World
from stagedoor.practice.record import Request


@pytest.fixture
def keys(home, visitor):
    return visitor.x_make_app("\n".join(home.callbacks))


def consents(world: World) -> list[Request]:
    return [r for r in world.requests if r.method == "GET" and r.path.endswith("/i/oauth2/authorize")]


def assert_works(home: Home) -> None:
    """The one token that the platform holds valid is the one that scripts get."""
    assert home.ok("token", X).splitlines() == home.world.x.valid_access_tokens()


def assert_sober(result: Result, code: int) -> None:
    """Known trouble: its exit code, cause and fix, nothing for scripts, never a traceback."""
    assert (result.code, result.out) == (code, ""), result.err
    assert "stagedoor: " in result.err
    assert "Traceback" not in result.err


def test_a_platform_that_cannot_say_who_it_is_leaves_one_step(home, visitor, keys, world):
    fault = world.faults.add("GET /x/api/2/users/me", "status", times=10, status=503)
    result = sign_in(home, visitor, keys, "--yes")
    assert_sober(result, 1)
    assert fault.left < 10
    assert (attempts(home), grants(home)) == (["exchanged"], ["pending"])
    world.faults.clear()

    again = home.run("connect", "x", "--yes")
    assert again.code == 0, again.err
    assert "One step was left from last time: is this you?" in again.err
    assert (world.x.exchange_count, len(consents(world))) == (1, 1)
    assert (attempts(home), grants(home)) == (["confirmed"], ["live"])
    assert_works(home)


def test_a_power_cut_before_the_answer_leaves_one_step(home, visitor, keys, world):
    connect = start_sign_in(home, keys)
    visitor.consent(connect.authorize_url(), follow=True)
    connect.err.until(r"Is this you\?")
    connect.process.kill()

    again = home.run("connect", "x", "--yes")
    assert again.code == 0, again.err
    assert "One step was left" in again.err
    assert (world.x.exchange_count, len(consents(world))) == (1, 1)
    assert_works(home)


@pytest.mark.keychain
def test_no_leaves_nothing_behind(keychain_home, keychain, visitor, world):
    home = keychain_home
    keys = visitor.x_make_app("\n".join(home.callbacks))
    before = keychain.names()
    connect = start_sign_in(home, keys)
    visitor.consent(connect.authorize_url(), follow=True)
    connect.err.until(r"Is this you\?")
    result = home.finish(connect, "n")
    assert result.code == 1
    assert "Nothing was kept." in result.err
    assert world.x.valid_access_tokens() == world.x.valid_refresh_tokens() == []
    assert grants(home) == []
    assert home.rows("SELECT count(*) FROM connections") == [(0,)]
    assert home.rows("SELECT count(*) FROM items WHERE kind IN ('grant', 'setup')") == [(0,)]
    assert keychain.names() == before


def test_no_revokes_nothing_that_another_account_lives_on(home, visitor, world):
    world.x.engine.rules.one_grant = False  # a platform where an older sign-in lives on
    keys = connect_x(home, visitor)
    (works,) = world.x.valid_access_tokens()
    connect = start_sign_in(home, keys)
    visitor.consent(connect.authorize_url(), follow=True)
    connect.err.until(r"Is this you\?")
    assert home.finish(connect, "n").code == 1
    assert home.ok("token", X) == f"{works}\n"
    assert works in world.x.valid_access_tokens()
    assert not any(r.path.endswith("/revoke") for r in world.requests)
    assert grants(home) == ["live"]


@pytest.mark.browser
def test_cancel_on_the_consent_page(home, visitor, keys, console):
    connect = start_sign_in(home, keys)
    console.consent(connect.authorize_url(), allow=False)
    result = home.finish(connect)
    assert_sober(result, 1)
    assert "Cancel was pressed" in result.err
    assert "Stagedoor" in console.page.inner_text("h1")
    assert (attempts(home), grants(home)) == (["denied"], [])
    assert home.world.x.exchange_count == 0


@pytest.mark.browser
def test_another_return_address_is_a_dead_end_in_the_browser(home, visitor, console):
    keys = visitor.x_make_app("http://localhost:9/cb/x")
    connect = start_sign_in(home, keys)
    console.page.goto(connect.authorize_url())
    assert "Something went wrong" in console.page.inner_text("h1")
    connect.process.send_signal(signal.SIGINT)
    result = home.finish(connect)
    assert result.code == 1
    assert "Stopped. What was saved so far is kept." in result.err
    assert "Traceback" not in result.err
    assert (attempts(home), grants(home)) == (["cancelled"], [])


def test_a_code_older_than_its_30_seconds(home, visitor, keys, world):
    connect = start_sign_in(home, keys, "--yes")
    callback = visitor.consent(connect.authorize_url())
    world.clock.advance(31)
    visitor.open(callback)
    result = home.finish(connect)
    assert_sober(result, 1)
    assert "30 seconds" in result.err
    assert "Sign in again" in result.err
    assert grants(home) == []
    world.clock.set_offset(0)
    assert sign_in(home, visitor, keys, "--yes").code == 0
    assert_works(home)


def test_taken_ports(home, visitor, keys):
    """The next registered one is used; where none is left that is said, with its own exit code."""
    with ExitStack() as taken:
        for port in home.ports[:2]:
            taken.enter_context(socket.create_server(("127.0.0.1", port)))
        connect = start_sign_in(home, keys, "--yes")
        assert f"127.0.0.1%3A{home.ports[2]}%2F" in connect.authorize_url()
        visitor.consent(connect.authorize_url(), follow=True)
        assert home.finish(connect).code == 0
        taken.enter_context(socket.create_server(("127.0.0.1", home.ports[2])))
        assert_sober(
            home.run("connect", "x", "--keys", "-", "--yes", line=f'{{"client_id": "{keys["client_id"]}"}}'), 7
        )
    assert_works(home)


def test_a_pasted_address_is_taken_whole_and_a_bare_code_is_not(home, visitor, keys):
    connect = start_sign_in(home, keys, "--yes")
    callback = visitor.consent(connect.authorize_url())
    connect.say(callback.partition("code=")[2])
    connect.err.until("A code alone is not taken")
    middle = len(callback) // 2
    connect.say(f'  "{callback[:middle]}\n{callback[middle:]}" ')
    result = home.finish(connect)
    assert result.code == 0, result.err
    assert_works(home)


def test_an_address_behind_the_keys_in_one_file(home, visitor, keys, tmp_path: Path):
    """What follows the first line of stdin is a pasted address."""
    connect = start_sign_in(home, keys, "--yes")
    connect.say(visitor.consent(connect.authorize_url()))
    assert home.finish(connect).code == 0
    assert_works(home)


def test_a_late_answer_of_a_sign_in_that_crashed_is_named_and_not_used(home, visitor, keys, world):
    crashed = start_sign_in(home, keys, "--yes")
    late = visitor.consent(crashed.authorize_url())
    crashed.process.kill()
    crashed.process.wait()

    connect = start_sign_in(home, keys, "--yes")
    assert attempts(home) == ["abandoned", "open"]
    assert visitor.open(late).status == 403
    visitor.consent(connect.authorize_url(), follow=True)
    result = home.finish(connect)
    assert result.code == 0, result.err
    assert "That was the sign-in of " in result.err
    assert world.x.exchange_count == 1
    assert attempts(home) == ["abandoned", "confirmed"]
    assert_works(home)
