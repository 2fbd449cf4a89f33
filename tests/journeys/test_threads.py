"""Threads as a person would do it: with a token of the portal, and with an address that is pasted."""

import json
import re

import pytest
from tests.journeys.program import Home
from tests.journeys.threads import REDIRECT, ThreadsPortal

pytestmark = pytest.mark.browser

HANDLE = "threads/crumbkitchen"


def card(home: Home) -> dict[str, object]:
    (found,) = json.loads(home.ok("list", "--json"))["connections"]
    assert isinstance(found, dict)
    return found


def test_from_the_portal_to_a_deleted_post_and_out_again(home: Home, threads: ThreadsPortal) -> None:
    threads.create_app()
    threads.add_permissions()
    threads.add_tester()
    threads.accept()
    keys = threads.pair() | {"access": threads.make_token()}
    home.ok("connect", "threads", "--keys", "-", "--yes", line=json.dumps(keys))

    shown = card(home)
    assert (shown["handle"], shown["route"], shown["state"]) == (HANDLE, "generator", "healthy")
    assert shown["abilities"] == ["identify", "post", "delete"]
    home.ok("check", HANDLE)
    assert home.ok("token", HANDLE).splitlines() == [keys["access"]]
    home.ok("exec", HANDLE, "--", "sh", "-c", 'test "$THREADS_USER_ID" = 9007199254740993')
    home.ok("post", HANDLE, "--text", "Rye, still warm, at 8", "--delete-after", "0", "--yes")
    (post,) = home.world.threads.posts.values()
    assert (post.text, post.deleted) == ("Rye, still warm, at 8", True)
    home.ok("disconnect", HANDLE, "--yes")
    assert json.loads(home.ok("list", "--json"))["connections"] == []
    assert home.world.refused == []


def test_the_address_of_a_page_that_does_not_load_is_pasted(home: Home, threads: ThreadsPortal) -> None:
    threads.create_app()
    threads.add_permissions()
    threads.add_tester()
    threads.accept()
    threads.register()
    keys = threads.pair()
    connect = home.start("connect", "threads", "--keys", "-", "--yes", "--no-browser")
    connect.say(json.dumps(keys))
    connect.say(threads.consent(connect.authorize_url()))
    result = home.finish(connect)
    assert result.code == 0, result.err
    assert re.search(r"does not load|can't be reached", result.err)

    shown = card(home)
    assert (shown["handle"], shown["route"], shown["state"]) == (HANDLE, "paste", "healthy")
    assert [token.short for token in home.world.threads.tokens.values()] == [True, False]
    assert home.world.refused == []


def test_an_address_of_something_else_is_said_and_the_right_one_taken(home: Home, threads: ThreadsPortal) -> None:
    threads.create_app()
    threads.add_tester()
    threads.accept()
    threads.add_permissions()
    threads.register()
    keys = threads.pair()
    connect = home.start("connect", "threads", "--keys", "-", "--yes", "--no-browser")
    connect.say(json.dumps(keys))
    address = connect.authorize_url()
    connect.say(f"{REDIRECT}?code=made-up&state=not-ours")
    connect.say(threads.consent(address))
    assert home.finish(connect).code == 0
    assert card(home)["state"] == "healthy"
