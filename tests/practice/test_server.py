"""The port, the worlds behind it, their clock and their log."""

import http.client
import tomllib
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest
from tests.practice.client import call
from tests.practice.telegram_client import TelegramClient
from tests.practice.x_client import XClient

from stagedoor.catalogue import resource_path
from stagedoor.practice import Server, Visitor, World


def test_a_stopped_server_is_gone() -> None:
    server = Server.start()
    world = server.new_world()
    assert call("GET", world.hosts("x")["web"] + "/crumbkitchen").status == 200
    server.stop()
    with pytest.raises(ConnectionRefusedError):
        call("GET", server.base)


def test_stop_cuts_a_request_that_waits() -> None:
    server = Server.start()
    world = server.new_world()
    bot = TelegramClient(world, Visitor(world))
    parts = urlsplit(bot.url("getUpdates?timeout=50"))
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    connection.request("GET", f"{parts.path}?{parts.query}")
    world.until(lambda: world.requests[-1].path.endswith("/getUpdates"))
    server.stop()
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        connection.getresponse()
    connection.close()


def test_a_port_can_be_chosen_and_is_refused_when_taken() -> None:
    server = Server.start()
    try:
        with pytest.raises(OSError):
            Server.start(urlsplit(server.base).port or 0)
    finally:
        server.stop()


def test_worlds_know_nothing_of_each_other(practice_server: Server, world: World, visitor: Visitor) -> None:
    token = TelegramClient(world, visitor).token
    other = practice_server.new_world()
    assert call("GET", f"{other.hosts('telegram')['api']}/bot{token}/getMe").status == 401
    assert other.telegram.bots == {}
    assert not set(world.secrets()) & set(other.secrets())


def test_a_world_may_be_named_once(practice_server: Server) -> None:
    assert practice_server.new_world("kitchen").base == f"{practice_server.base}/kitchen"
    with pytest.raises(ValueError, match="kitchen"):
        practice_server.new_world("kitchen")


def test_hosts_are_those_of_the_platform_files(world: World) -> None:
    files = {file.stem: tomllib.loads(file.read_text()) for file in resource_path("platforms").glob("*.toml")}
    assert set(world.platforms) == set(files)
    for platform, file in files.items():
        assert world.hosts(platform) == {key: f"{world.base}/{platform}/{key}" for key in file["hosts"]}


@pytest.mark.parametrize("path", ["/nowhere/x", "", "/"])
def test_no_such_world(practice_server: Server, path: str) -> None:
    assert call("GET", practice_server.base + path).status == 404


@pytest.mark.parametrize("path", ["/myspace/web/", "/x/cdn/", "/x"])
def test_no_such_platform_or_host(world: World, path: str) -> None:
    assert call("GET", world.base + path).status == 404


def test_answers_carry_the_date_of_the_world(world: World) -> None:
    world.clock.set_offset(0)
    world.clock.advance(40 * 86400)
    said = parsedate_to_datetime(call("GET", world.hosts("x")["web"] + "/crumbkitchen").headers["date"])
    assert abs(said.timestamp() - world.clock.now()) < 60


def test_the_log_says_what_was_asked_and_answered(world: World) -> None:
    call("POST", world.hosts("x")["api"] + "/2/oauth2/token?a=1", headers={"X-Probe": "yes"}, form={"grant_type": "x"})
    request = world.requests[-1]
    assert (request.line, request.query, request.form) == (
        "POST /x/api/2/oauth2/token",
        {"a": "1"},
        {"grant_type": "x"},
    )
    assert request.headers["x-probe"] == "yes"
    assert request.body == b"grant_type=x"
    assert request.status == 401
    assert world.refused == [request]
    assert "Missing valid authorization header" in request.reason


def test_the_log_holds_json(world: World) -> None:
    call("POST", world.hosts("x")["api"] + "/2/tweets", send={"text": "hi"})
    assert world.requests[-1].json() == {"text": "hi"}


def test_every_secret_says_practice_and_is_remembered(world: World, visitor: Visitor) -> None:
    x = XClient(world, visitor, "web")
    pair = visitor.x_generate_access_token(x.keys["app_id"])
    shown = {x.keys[k] for k in ("api_key", "api_secret", "bearer", "client_secret")} | set(pair.values())
    shown |= {x.tokens["access_token"], x.tokens["refresh_token"], TelegramClient(world, visitor).token}
    assert shown <= set(world.secrets())
    assert all("PRACTICE" in secret for secret in world.secrets())
    assert x.keys["client_id"].startswith("PRACTICE")


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [("/2/nothing", "GET", 404), ("/2/tweets", "PUT", 405), ("/2/oauth2/token", "GET", 405)],
)
def test_x_names_a_wrong_path_or_method_in_its_own_shape(world: World, path: str, method: str, status: int) -> None:
    reply = call(method, world.hosts("x")["api"] + path)
    assert (reply.status, reply.json["status"], reply.json["type"]) == (status, status, "about:blank")


def test_portal_and_web_answer_unknown_paths_as_pages(world: World) -> None:
    reply = call("GET", world.hosts("x")["portal"] + "/no/such/page/at/all")
    assert (reply.status, reply.headers["content-type"]) == (404, "text/html; charset=utf-8")
