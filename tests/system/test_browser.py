"""The browser is a program of the person's: what it is given, and what it is not."""

import asyncio
import json
import os
import stat
import sys
from pathlib import Path

import pytest

from stagedoor.system.browser import SystemBrowser

URL = "https://platform.invalid/authorize?state=a%20b&scope=x;touch+pwned&q=$(id)'\"|"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A browser that writes down how it was started."""
    return written(tmp_path / "my browser", tmp_path / "seen.json")


def written(path: Path, seen: Path, then: str = "") -> Path:
    path.write_text(
        f"#!{sys.executable}\n"
        "import json, os, sys, pathlib\n"
        f"seen = pathlib.Path({str(seen)!r})\n"
        "told = {'argv': sys.argv[1:], 'environ': dict(os.environ), 'leads': os.getsid(0) == os.getpid(),\n"
        "        'tty': any(os.isatty(fd) for fd in range(3))}\n"
        "seen.with_suffix('.new').write_text(json.dumps(told))\n"
        "seen.with_suffix('.new').replace(seen)\n"
        f"{then}\n"
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def opened(environ: dict[str, str], url: str = URL, *, settle: float = 60) -> bool:
    path = {"PATH": os.environ["PATH"]}
    return asyncio.run(SystemBrowser({**path, **environ}, settle=settle).open(url))


def seen(tmp_path: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads((tmp_path / "seen.json").read_text())
    return told


def test_the_named_browser_gets_the_address_as_one_argument(script: Path, tmp_path: Path) -> None:
    assert opened({"BROWSER": f"'{script}'"})
    assert seen(tmp_path)["argv"] == [URL]


def test_percent_s_stands_for_the_address(script: Path, tmp_path: Path) -> None:
    assert opened({"BROWSER": f"'{script}' --app=%s --new"})
    assert seen(tmp_path)["argv"] == [f"--app={URL}", "--new"]


def test_it_is_a_session_of_its_own_without_our_terminal(script: Path, tmp_path: Path) -> None:
    assert opened({"BROWSER": f"'{script}'"})
    assert seen(tmp_path)["leads"] is True
    assert seen(tmp_path)["tty"] is False


def test_nothing_of_ours_is_in_its_environment(script: Path, tmp_path: Path) -> None:
    private = {
        "STAGEDOOR_HOME": "/home/me/practice",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "KEYRING_PROPERTY_KEYCHAIN": "/tmp/x",
        "SSLKEYLOGFILE": "/tmp/keys",
        "OAUTHLIB_INSECURE_TRANSPORT": "1",
        "X_ACCESS_TOKEN": "secret",
        "Meta_App_Secret": "secret",
    }
    harmless = {"DISPLAY": ":7", "XDG_ACTIVATION_TOKEN": "once", "LANG": "C.UTF-8"}
    assert opened({"BROWSER": f"'{script}'", **private, **harmless})
    environ = seen(tmp_path)["environ"]
    assert isinstance(environ, dict)
    assert not set(private) & set(environ)
    assert harmless.items() <= environ.items()


def test_a_frozen_build_lends_its_libraries_to_nobody(script: Path, tmp_path: Path) -> None:
    assert opened({"BROWSER": f"'{script}'", "LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": "/mine"})
    environ = seen(tmp_path)["environ"]
    assert isinstance(environ, dict)
    assert environ["LD_LIBRARY_PATH"] == "/mine"


def test_the_next_browser_is_tried_when_one_fails(script: Path, tmp_path: Path) -> None:
    assert opened({"BROWSER": f"/no/such/browser:false:'{script}'"})
    assert seen(tmp_path)["argv"] == [URL]


@pytest.mark.parametrize("named", ["/no/such/browser", "false", "'unbalanced", ":", "  :  "])
def test_it_says_when_none_could_be_started(named: str) -> None:
    assert not opened({"BROWSER": named})


def test_a_browser_that_keeps_running_has_been_started_and_outlives_the_question(tmp_path: Path) -> None:
    wait = f"\nwhile not pathlib.Path({str(tmp_path / 'stop')!r}).exists(): pass\nseen.with_suffix('.end').touch()"
    script = written(tmp_path / "browser", tmp_path / "seen.json", wait)
    assert opened({"BROWSER": str(script)}, settle=0.01)
    assert not (tmp_path / "seen.end").exists()
    (tmp_path / "stop").touch()
    while not (tmp_path / "seen.end").exists():
        pass


def test_without_a_screen_and_without_a_named_browser_there_is_none() -> None:
    assert not opened({})


def test_with_a_screen_the_systems_opener_is_asked(tmp_path: Path) -> None:
    written(tmp_path / "xdg-open", tmp_path / "seen.json")
    assert opened({"PATH": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0"})
    assert seen(tmp_path)["argv"] == [URL]


@pytest.mark.parametrize("url", ["", "--help", "file:///etc/passwd", "javascript:alert(1)", " https://a.invalid/"])
def test_only_web_addresses_are_opened(script: Path, tmp_path: Path, url: str) -> None:
    assert not opened({"BROWSER": f"'{script}'"}, url)
    assert not (tmp_path / "seen.json").exists()


def choices(environ: dict[str, str]) -> list[tuple[str, str, bool]]:
    found = asyncio.run(SystemBrowser(environ).choices())
    return [(each.id, each.name, each.private) for each in found]


def test_the_browsers_on_the_path_are_offered_with_their_private_windows(tmp_path: Path) -> None:
    for name in ("firefox", "google-chrome-stable", "something-else"):
        written(tmp_path / name, tmp_path / "seen.json")
    assert choices({"PATH": str(tmp_path)}) == [
        ("", "Usual browser", False),
        ("firefox", "Firefox", False), ("firefox-private", "Firefox, private window", True),
        ("chrome", "Chrome", False), ("chrome-private", "Chrome, private window", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("program", "browser", "arguments"),
    [
        ("firefox", "firefox", []),
        ("firefox", "firefox-private", ["--private-window"]),
        ("chromium-browser", "chromium-private", ["--incognito"]),
        ("microsoft-edge", "edge-private", ["--inprivate"]),
        ("vivaldi", "vivaldi-private", ["--incognito"]),
    ],
)
def test_a_chosen_browser_is_started_as_it_wants(
    tmp_path: Path, program: str, browser: str, arguments: list[str]
) -> None:
    written(tmp_path / program, tmp_path / "seen.json")
    environ = {"PATH": str(tmp_path), "BROWSER": "false"}
    assert asyncio.run(SystemBrowser(environ, settle=60).open(URL, browser))
    assert seen(tmp_path)["argv"] == [*arguments, URL]


@pytest.mark.parametrize("browser", ["firefox", "firefox-private", "netscape", "-private"])
def test_a_browser_that_is_not_here_is_not_started(tmp_path: Path, browser: str) -> None:
    assert not asyncio.run(SystemBrowser({"PATH": str(tmp_path), "DISPLAY": ":7"}).open(URL, browser))
