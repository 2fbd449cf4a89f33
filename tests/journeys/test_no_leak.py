"""Proof 4: made-up secrets through every flow, failures included, then a search for them everywhere (H01, H02, H05).

Nothing may be found outside the sealed file and the keychain. The search itself is tested with planted leaks.
"""

import base64
import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from tests.helpers.soak import SOAK
from tests.journeys.program import Home
from tests.journeys.search import Search, Watch, issued, without_authorize_lines, without_browser
from tests.journeys.steps import FOUR, TELEGRAM, X, connect_telegram, connect_x, sign_in, start_sign_in

from stagedoor.practice import Visitor

LOUD = (sys.executable, str(Path(__file__).with_name("loud.py")))
FOR_SCRIPTS = ("token", "--show-keys")  # what these write is the token: it is their purpose
TROUBLE: tuple[str, ...] = (
    "status", "html", "truncated", "wrong_type", "not_json", "cut", "half", "bad_utf8", "empty"
)  # fmt: skip
if not SOAK:
    TROUBLE = TROUBLE[1::3]
PASSPHRASE = "correct horse battery staple, a canary"


def flows_of_x(home: Home, visitor: Visitor, *, kind: str) -> None:
    keys = connect_x(home, visitor, kind)
    for command in (("list",), ("check", X, "--paid"), ("doctor",), ("refresh", X), ("log", "--json"), ("token", X)):
        home.run(*command)
    home.run("post", X, "--delete-after", "0", "--yes")
    home.run("exec", X, "--", "sh", "-c", 'printf %s "$X_ACCESS_TOKEN"; printf %s "$X_ACCESS_TOKEN" >&2')
    if kind == "web" or SOAK:  # it has the most secrets
        failures_of_x(home, visitor, keys)
    access = visitor.x_generate_access_token(keys["app_id"])
    four = {**keys, **access}
    wrong = {name: four[name] for name in FOUR} | {"access_token_secret": four["access_token_secret"][:-1] + "Z"}
    home.run("connect", "x", "--route", "keys", "--keys", "-", "--yes", line=json.dumps(wrong))
    right = json.dumps({name: four[name] for name in FOUR})
    home.ok("connect", "x", "--route", "keys", "--keys", "-", "--yes", line=right)
    home.run("check", X, "--paid")
    home.run("exec", X, "--", "env")
    home.run("disconnect", X, "--yes")


def failures_of_x(home: Home, visitor: Visitor, keys: dict[str, str]) -> None:
    """The token endpoint in every kind of trouble, at sign-in and at renewal; power cuts; No; a pasted address."""
    faults = home.world.faults
    for trouble in TROUBLE:
        for request in ("POST /x/api/2/oauth2/token", "POST /x/api/2/tweets", "GET /x/api/2/users/me"):
            faults.add(request, trouble)
    for command in (("refresh", X), ("post", X, "--yes", "--delete-after", "0"), ("check", X, "--paid")):
        for _ in TROUBLE:
            home.run(*command)
    faults.clear()
    faults.add("POST /x/api/2/oauth2/token", "status", status=500, json={"error": keys["api_secret"]})
    sign_in(home, visitor, keys, "--yes")
    for _ in range(2):
        cut = start_sign_in(home, keys)
        late = visitor.consent(cut.authorize_url())
        cut.process.send_signal(signal.SIGKILL)
        cut.process.wait()
    connect = start_sign_in(home, keys)
    visitor.open(late)
    connect.say(late.partition("code=")[2])
    connect.err.until("A code alone is not taken")
    connect.say(visitor.consent(connect.authorize_url()))
    connect.err.until(r"Is this you\?")
    home.finish(connect, "n")
    assert sign_in(home, visitor, keys, "--yes").code == 0


def flows_of_telegram(home: Home, visitor: Visitor) -> None:
    token = connect_telegram(home, visitor)
    for trouble in TROUBLE:
        home.world.faults.add("POST /telegram/api", trouble)
        home.run("check", TELEGRAM)
    home.world.faults.clear()
    home.run("token", TELEGRAM)
    home.run("post", TELEGRAM, "--delete-after", "0", "--yes")
    home.run("exec", TELEGRAM, "--", "sh", "-c", 'echo "$TELEGRAM_BOT_TOKEN"')
    visitor.telegram_revoke("crumb_news_bot")  # the old token is dead
    home.run("check", TELEGRAM)
    home.run("doctor", "--json")
    home.run("connect", "telegram", "--keys", "-", "--yes", line=json.dumps({"token": token}))
    home.run("connect", "telegram", "--keys", "-", "--yes", line=json.dumps({"token": token[:-9]}))
    home.run("disconnect", TELEGRAM, "--yes")


def assert_clean(home: Home, watch: Watch, secrets: dict[str, str]) -> None:
    search = Search(secrets)
    assert search.in_folder(home.root) == []
    for arguments, result in home.said:
        purpose = any(word in arguments for word in FOR_SCRIPTS)
        assert purpose or search.hits(f"stdout of {arguments}", result.out.encode()) == []
        assert search.hits(f"stderr of {arguments}", without_authorize_lines(result.err).encode()) == []
    for data, path in watch.passing.items():
        assert search.hits(path, data) == []
    assert watch.looks > 10
    for line in without_browser(watch.arguments, "hand_over.py"):
        assert search.hits("arguments", line.replace(b"\0", b" ")) == []


@pytest.fixture
def loud(home):
    home.program = LOUD
    return home


@pytest.mark.timeout(900)  # a soak plays every trouble
@pytest.mark.parametrize("kind", ["native", "web"])
def test_x(loud, visitor, kind):
    with Watch(loud.root) as watch:
        flows_of_x(loud, visitor, kind=kind)
    assert_clean(loud, watch, issued(loud.world))


@pytest.mark.timeout(900)
def test_telegram(loud, visitor):
    with Watch(loud.root) as watch:
        flows_of_telegram(loud, visitor)
    assert_clean(loud, watch, issued(loud.world))


@pytest.mark.keychain
def test_the_keychain_names_nothing(keychain_home, keychain, visitor):
    """Labels and attributes are readable by every program on the bus, also while it is locked."""
    home = keychain_home
    home.program = LOUD
    with Watch(home.root) as watch:
        connect_x(home, visitor, "web")
        connect_telegram(home, visitor)
        during = keychain.names()
        home.run("disconnect", X, "--yes")
    secrets = issued(home.world)
    assert_clean(home, watch, secrets)
    assert during
    assert Search(secrets).hits("names in the keychain", repr(during).encode()) == []
    accounts = ("crumbkitchen", "Crumb Kitchen", "crumb_news_bot")
    assert [name for name in accounts if name in repr(during)] == []


@pytest.mark.browser
def test_the_browser_gets_the_state_and_nothing_else(loud, visitor, console, button):
    keys = visitor.x_make_app("\n".join(loud.callbacks), "web")
    with Watch(loud.root) as watch:
        connect = loud.start("connect", "x", "--keys", "-", "--yes", BROWSER=button.variable)
        connect.say(json.dumps({name: keys[name] for name in ("client_id", "client_secret")}))
        look = partial(watch.until, lambda: any(b"hand_over.py" in line for line in watch.arguments))
        console.consent(button.address(connect, look))
        assert loud.finish(connect).code == 0
    secrets = issued(loud.world)
    assert_clean(loud, watch, secrets)
    but_state = Search({name: value for name, value in secrets.items() if not name.startswith("state")})
    assert [hit for line in watch.arguments for hit in but_state.hits("arguments", line)] == []
    assert any(name.startswith("state") for name in secrets)
    everything = Search(secrets)
    assert [hit for each in watch.environments for hit in everything.hits("environment", each)] == []


def test_a_passphrase(tmp_path, world, visitor):
    home = Home(tmp_path, world, {}, [])
    home.program = LOUD
    reading, writing = os.pipe()
    os.write(writing, PASSPHRASE.encode() + b"\n")
    os.close(writing)
    home.descriptors = [reading]
    bot = visitor.telegram_new_bot("Crumb Bot", "crumb_news_bot")
    try:
        with Watch(home.root) as watch:
            given = json.dumps({"token": bot})
            connect = home.start("--passphrase-fd", str(reading), "connect", "telegram", "--keys", "-", "--yes")
            connect.say(given)
            found = connect.err.until(r"open +(http\S+startchannel\S+)")[1]
            visitor.telegram_add_to_channel(found)
            assert home.finish(connect).code == 0
        assert_clean(home, watch, {**issued(world), "passphrase": PASSPHRASE})
    finally:
        os.close(reading)
        home.close()


class TestTheSearch:
    """A planted leak is found, in every form and place."""

    SECRET = "PRACTICEaB3xQ9zLm4Kt7Vw2Rn5Yp8"

    @pytest.mark.parametrize(
        "leak",
        [
            SECRET, SECRET[::-1], SECRET[:15], SECRET[15:], SECRET[14::-1], SECRET.encode().hex(),
            base64.b64encode(f"Bearer {SECRET}".encode()).decode(), base64.b64encode(f"{SECRET}:".encode()).decode(),
            base64.urlsafe_b64encode(f"id:{SECRET}".encode()).decode(),
        ],
    )  # fmt: skip
    def test_in_a_file(self, tmp_path, leak):
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "log").write_text(f"some words before {leak} and behind")
        assert Search({"token": self.SECRET}).in_folder(tmp_path)

    def test_other_forms(self, tmp_path):
        search = Search({"odd one": "a+b/c=d&e%f g:h(i)j", "wide": self.SECRET})
        (tmp_path / "log").write_text("x=a%2Bb%2Fc%3Dd%26e%25f%20g%3Ah%28i%29j")
        (tmp_path / "wide").write_bytes(b"\0" + self.SECRET.encode("utf-16-le"))
        (tmp_path / self.SECRET).touch()
        assert {hit.form for hit in search.in_folder(tmp_path)} >= {"URL-encoded", "UTF-16", "plain"}

    def test_in_the_database(self, home, visitor):
        """Also one that its pages cut into pieces."""
        token = connect_telegram(home, visitor)
        assert Search({"token": token}).in_folder(home.root) == []
        home.change("UPDATE connections SET name = ?", "x" * 9000 + token)
        assert Search({"token": token}).in_folder(home.root)

    def test_in_arguments_and_passing_files(self, tmp_path):
        code = "import pathlib, sys; sys.stdin.readline()"
        passing = tmp_path / "stagedoor.db-journal"
        with Watch(tmp_path) as watch:
            child = subprocess.Popen([sys.executable, "-c", code, self.SECRET], stdin=subprocess.PIPE)
            passing.write_text(self.SECRET)
            looked = watch.looks
            watch.until(lambda: watch.looks > looked + 1)
            passing.unlink()
            child.communicate(b"\n")
        search = Search({"token": self.SECRET})
        assert any(search.hits("arguments", line) for line in watch.arguments)
        assert any(search.hits(path, data) for data, path in watch.passing.items())

    def test_the_state_may_stand_in_the_address_to_open_and_nothing_else_may(self):
        search = Search({"state": self.SECRET, "verifier": "PRACTICEverifierverifier"})
        line = f"authorize: https://x.example/authorize?state={self.SECRET}"
        assert search.hits("stderr", without_authorize_lines(line).encode()) == []
        assert search.hits("stderr", without_authorize_lines(f"{line}&v=PRACTICEverifierverifier").encode())
        assert search.hits("stderr", without_authorize_lines(f"said: {self.SECRET}").encode())
