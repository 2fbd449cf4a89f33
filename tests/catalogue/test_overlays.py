"""Overlays: what they may change, what they may not, and what is said about it."""

from pathlib import Path

import pytest
from tests.catalogue.files import MINI, refusal, resources

from stagedoor.catalogue import load, load_one
from stagedoor.domain.platform import Platform

SEEN = "seen = 2026-11-21\n"


def overlay(folder: Path, text: str, name: str = "mini") -> Path:
    (folder / "home").mkdir(exist_ok=True)
    (folder / "home" / f"{name}.toml").write_text(text)
    return folder / "home"


def loaded(folder: Path, text: str) -> Platform:
    """The platform with the overlay, the same from both ways to load it."""
    home = overlay(folder, text)
    whole = load(resources(folder, mini=MINI), home).spec("mini")
    assert load_one(folder, home, "mini") == whole
    return whole


def test_without_overlays_nothing_is_said(tmp_path):
    assert load(resources(tmp_path, mini=MINI), tmp_path / "missing").spec("mini").overlay == []


def test_hosts_move_to_this_computer_and_links_follow(tmp_path):
    hosts = 'web = "http://127.0.0.1:81/w/mini/web"\napi = "http://127.0.0.1:81/w/mini/api"\n'
    mini = loaded(tmp_path, SEEN + "[hosts]\n" + hosts)
    assert mini.simulated
    assert mini.fill(mini.oauth["user"].token.url) == "http://127.0.0.1:81/w/mini/api/token"
    assert mini.overlay == [
        'The address "web" was changed to http://127.0.0.1:81/w/mini/web (built in: https://mini.example).',
        'The address "api" was changed to http://127.0.0.1:81/w/mini/api (built in: https://api.mini.example).',
    ]


def test_version_lifetimes_and_redirect_change_and_the_rest_stays(tmp_path):
    text = '[version]\napi = "v4"\n[lifetimes.user]\naccess = 60\n[redirect.user]\nports = [9000]\n'
    mini = loaded(tmp_path, SEEN + text)
    assert mini.version is not None
    assert mini.version.api == "v4"
    user = mini.oauth["user"]
    assert user.lifetimes == {"access": 60, "refresh": 90000}
    assert (user.redirect.url, user.redirect.ports) == ("http://127.0.0.1:{port}/cb/mini", [9000])
    assert mini.overlay == [
        'The version setting "api" was changed to v4 (built in: v3).',
        'The lifetime of "access" in seconds was changed to 60 (built in: 7200).',
        'The return address setting "ports" was changed to 9000 (built in: 8500, 8501).',
    ]


def test_what_equals_the_built_in_file_is_no_change(tmp_path):
    mini = loaded(tmp_path, 'seen = 2026-01-01\n[version]\napi = "v3"\n')
    assert mini.overlay == []


@pytest.mark.parametrize(("seen", "sentences"), [("2026-11-20", 2), ("2026-11-21", 1), ("2026-11-22", 1)])
def test_an_overlay_older_than_the_built_in_file_says_so(tmp_path, seen, sentences):
    mini = loaded(tmp_path, f'seen = {seen}\n[version]\napi = "v4"\n')
    assert len(mini.overlay) == sentences
    assert ("still needed" in mini.overlay[-1]) == (sentences == 2)


REFUSED = {
    "no date": ('[version]\napi = "v4"\n', 1, "seen", "Add a line: seen = a date"),
    "unknown table": (SEEN + "[host]\n", 2, "host", 'Did you mean "hosts"?'),
    "table that may not change": (SEEN + "[route.browser]\n", 2, "route", "Known here: hosts, lifetimes"),
    "id": ('id = "mini"\n' + SEEN, 1, "id", "Known here:"),
    "unknown host": (SEEN + '[hosts]\nwbe = "https://a.example"\n', 3, "hosts.wbe", 'Did you mean "web"?'),
    "plain host": (SEEN + '[hosts]\nweb = "http://a.example"\n', 3, "hosts.web", "Write https"),
    "loopback by name": (SEEN + '[hosts]\nweb = "http://localhost:81"\n', 3, "hosts.web", "127.0.0.1"),
    "looks like loopback": (SEEN + '[hosts]\nweb = "http://127.0.0.1.a.example"\n', 3, "hosts.web", "127.0.0.1"),
    "loopback as a user name": (SEEN + '[hosts]\nweb = "https://127.0.0.1@a.example"\n', 3, "hosts.web", "https"),
    "host with a question": (SEEN + '[hosts]\nweb = "https://a.example?b"\n', 3, "hosts.web", "Write https"),
    "no host": (SEEN + '[hosts]\nweb = "https://"\n', 3, "hosts.web", "Write https"),
    "other scheme": (SEEN + '[hosts]\nweb = "file:///etc/passwd"\n', 3, "hosts.web", "Write https"),
    "port that is no number": (SEEN + '[hosts]\nweb = "http://127.0.0.1:x"\n', 3, "hosts.web", "Write https"),
    "unknown version key": (SEEN + '[version]\napy = "v4"\n', 3, "version.apy", 'Did you mean "api"?'),
    "unknown sign-in": (SEEN + "[lifetimes.usr]\naccess = 1\n", 2, "lifetimes.usr", 'Did you mean "user"?'),
    "unknown token": (SEEN + "[lifetimes.user]\nacces = 1\n", 3, "lifetimes.user.acces", '"access"?'),
    "lifetime in words": (SEEN + '[lifetimes.user]\naccess = "1h"\n', 3, "lifetimes.user.access", "whole number"),
    "return address elsewhere": (
        SEEN + '[redirect.user]\nurl = "http://a.example:{port}/cb"\n',
        3,
        "redirect.user.url",
        "127.0.0.1",
    ),
    "port of the system": (SEEN + "[redirect.user]\nports = [80]\n", 3, "redirect.user.ports[1]", "1024"),
}


@pytest.mark.parametrize(("text", "line", "key", "mend"), REFUSED.values(), ids=REFUSED)
def test_an_overlay_that_goes_too_far_is_refused(tmp_path, text, line, key, mend):
    home = overlay(tmp_path, text)
    error = refusal(tmp_path, MINI, home)
    assert f"{home}/mini.toml, line {line}, {key}: " in error.cause
    assert mend in error.fix


def test_a_broken_overlay_names_its_own_file(tmp_path):
    home = overlay(tmp_path, SEEN + "[hosts\n")
    assert f"{home}/mini.toml, line 2: This is not TOML" in refusal(tmp_path, MINI, home).cause


def test_a_version_cannot_be_changed_where_there_is_none(tmp_path):
    text = MINI.replace('[version]\napi = "v3"\n', "")
    home = overlay(tmp_path, SEEN + '[version]\napi = "v4"\n')
    assert f"{home}/mini.toml, line 2, version: " in refusal(tmp_path, text, home).cause


def test_an_overlay_of_no_platform_is_not_passed_over_in_silence(tmp_path):
    home = overlay(tmp_path, SEEN, name="mimi")
    error = refusal(tmp_path, MINI, home)
    assert f"{home}/mimi.toml, line 1" in error.cause
    assert error.fix == 'Did you mean "mini"?'
