"""What goes wrong on real computers: a clear error with cause and fix, nothing lost, never a traceback."""

import json
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli import robbed
from tests.helpers.ports import free_ports
from tests.journeys.program import Home, Result
from tests.journeys.steps import TELEGRAM

from stagedoor.practice import Server, Visitor, World

XKeys = Callable[[Home], dict[str, str]]


def explained(result: Result, code: int, *parts: str) -> None:
    """The command ended with the code, and said cause and fix in words."""
    assert result.code == code, result
    assert "Traceback" not in result.err
    assert "fault of Stagedoor" not in result.err
    assert "fix: " in result.err
    for part in parts:
        assert part in result.err, result.err


def token(home: Home) -> str:
    return home.ok("token", TELEGRAM).strip()


class TestPlatformFile:
    def test_a_broken_one_names_file_key_line_and_mend(self, connected: Home) -> None:
        overlay = connected.paths.platforms / "telegram.toml"
        overlay.write_text(overlay.read_text() + '\n[lifetime]\naccess = "long"\n')
        line = overlay.read_text().splitlines().index("[lifetime]") + 1
        explained(connected.run("check", TELEGRAM), 1, "telegram.toml", f"line {line}", "lifetime", "lifetimes")

    def test_it_stands_in_the_way_of_its_own_platform_only(self, connected: Home) -> None:
        (connected.paths.platforms / "x.toml").write_text("[[[")
        assert "telegram" in connected.ok("list")
        assert token(connected)
        explained(connected.run("connect", "x"), 1, "x.toml", "line 1")


class TestDatabase:
    def test_a_damaged_one_is_set_aside_and_said(self, connected: Home) -> None:
        database = connected.paths.database
        database.write_bytes(b"\0" * 4096 + database.read_bytes()[4096:])
        explained(connected.run("list"), 1, "database")
        assert list(database.parent.glob("damaged-*.db")), "the damaged file is kept"

    def test_a_newer_one_is_left_alone(self, connected: Home) -> None:
        before = self._set_version(connected, 999)
        explained(connected.run("check"), 1, "newer")
        assert connected.paths.database.read_bytes() == before

    def _set_version(self, home: Home, version: int) -> bytes:
        content = bytearray(home.paths.database.read_bytes())
        content[60:64] = version.to_bytes(4, "big")
        home.paths.database.write_bytes(content)
        return bytes(content)


class TestDisk:
    def test_a_home_that_can_only_be_read_still_serves_tokens(self, connected: Home) -> None:
        with write_protected(connected.paths.home):
            connected.program = (sys.executable, "-m", "tests.cli.robbed", "rights")
            assert "PRACTICE" in connected.ok("token", TELEGRAM)
            assert TELEGRAM in connected.ok("list")
            explained(connected.run("connect", "x", "--keys", "-", line="{}"), 1, "write")

    def test_a_full_disk_loses_nothing(self, connected: Home) -> None:
        before = token(connected)
        connected.program = (sys.executable, "-m", "tests.cli.robbed", "room")
        result = connected.run("post", TELEGRAM, "--yes")
        explained(result, 1, "full")
        connected.program = (sys.executable, "-m", "stagedoor")
        assert token(connected) == before
        assert not connected.world.telegram.messages, "what cannot be written down is not posted"


@contextmanager
def write_protected(folder: Path) -> Iterator[None]:
    """Nobody may write there, root included (who becomes nobody for it)."""
    parents = [p for p in folder.parents if p.is_relative_to("/tmp") and p != Path("/tmp")]
    everything = [folder, *folder.rglob("*")]
    modes = {p: p.stat().st_mode for p in (*everything, *parents)}
    for path in everything:
        if os.getuid() == 0:
            os.chown(path, robbed.NOBODY, robbed.NOBODY)
        path.chmod(0o500 if path.is_dir() else 0o400)
    for parent in parents:
        parent.chmod(0o755)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


class TestNetwork:
    def test_offline_is_not_dead(self, connected: Home, world: World) -> None:
        """The platforms are gone; the account stays as it was, with one sentence."""
        (nowhere,) = free_ports(1)
        overlay = connected.paths.platforms / "telegram.toml"
        overlay.write_text(overlay.read_text().replace(world.base, f"http://127.0.0.1:{nowhere}/none"))
        assert connected.run("check", TELEGRAM).code == 1
        document = json.loads(connected.ok("list", "--json"))
        assert [c["state"] for c in document["connections"]] == ["unreachable"]
        assert token(connected)
        explained(connected.run("post", TELEGRAM, "--yes"), 5)

    def test_a_page_instead_of_an_answer(self, connected: Home, world: World) -> None:
        world.faults.add(match="* /telegram/api", kind="html", times=20)
        assert connected.run("check", TELEGRAM).code == 1
        assert json.loads(connected.ok("list", "--json"))["connections"][0]["state"] == "unreachable"
        world.faults.clear()
        assert connected.run("check", TELEGRAM).code == 0, "it heals by itself"

    def test_every_registered_port_is_taken(self, home: Home, x_keys: XKeys) -> None:
        given = json.dumps(x_keys(home))
        held = [socket.create_server(("127.0.0.1", port)) for port in home.ports]
        try:
            result = home.run("connect", "x", "--keys", "-", "--yes", "--no-browser", line=given)
        finally:
            for each in held:
                each.close()
        explained(result, 7, str(home.ports[0]))
        assert "authorize:" not in result.err, "no browser before the port is ours"


class TestClock:
    def test_an_hour_off_hands_out_no_ended_token_and_causes_no_storm(
        self, home: Home, world: World, x_keys: XKeys
    ) -> None:
        connect_x(home, world, x_keys)
        faketime = shutil.which("faketime")
        assert faketime, "the set-up installs it"
        home.program = (faketime, "-f", "+1h", sys.executable, "-m", "stagedoor")
        for _ in range(3):
            assert home.ok("token", "x/crumbkitchen").strip() in world.x.valid_access_tokens()
        home.program = (faketime, "-f", "-1h", sys.executable, "-m", "stagedoor")
        for _ in range(3):
            assert home.ok("token", "x/crumbkitchen").strip() in world.x.valid_access_tokens()
        assert world.x.refresh_count <= 1


def connect_x(home: Home, world: World, x_keys: XKeys) -> None:
    running = home.start("connect", "x", "--keys", "-", "--yes", "--no-browser")
    given = x_keys(home)
    running.say(json.dumps(given))
    Visitor(world).consent(running.authorize_url(), follow=True)
    assert home.finish(running).code == 0


class TestVault:
    def test_keys_from_a_backup_are_not_handed_out(
        self, home: Home, world: World, x_keys: XKeys, tmp_path: Path
    ) -> None:
        """The row says that newer ones were kept; those in the vault may be spent."""
        connect_x(home, world, x_keys)
        home.run("refresh", "x/crumbkitchen")
        vault = home.paths.home / "vault.sealed"
        shutil.copy(vault, tmp_path / "kept")
        home.run("refresh", "x/crumbkitchen")
        home.run("refresh", "x/crumbkitchen")
        shutil.copy(tmp_path / "kept", vault)
        result = home.run("token", "x/crumbkitchen")
        assert (result.code, result.out) == (4, "")
        assert "older than the last ones" in result.err


class TestUsage:
    def test_an_unknown_account_platform_and_way(self, connected: Home) -> None:
        explained(connected.run("token", "x/nobody"), 2, TELEGRAM)
        explained(connected.run("connect", "myspace"), 2, "telegram")
        explained(connected.run("connect", "x", "--route", "pigeon"), 2, "browser")

    def test_parts_of_a_handle_are_for_people_not_for_scripts(self, connected: Home) -> None:
        explained(connected.run("token", "crumb"), 2)

    def test_nobody_there_to_answer(self, home: Home) -> None:
        explained(home.run("connect", "telegram"), 2, "terminal")

    def test_a_keys_file_that_is_not_there(self, home: Home, practice_server: Server) -> None:
        explained(home.run("connect", "telegram", "--keys", "/nowhere.json"), 2, "/nowhere.json")

    def test_a_keys_file_that_others_may_read_is_named(self, home: Home, tmp_path: Path) -> None:
        keys = tmp_path / "keys.json"
        keys.write_text("{}")
        for mode, said in ((0o644, True), (0o640, True), (0o600, False)):
            keys.chmod(mode)
            result = home.run("connect", "telegram", "--keys", str(keys))
            assert ("Other people on this computer may read" in result.err) is said

    def test_an_argument_does_not_steer_the_terminal(self, home: Home) -> None:
        result = home.run("token", "x/\x1b]0;evil\x07\x1b[2Jnobody\u202e")
        assert result.code == 2
        assert "nobody" in result.err
        assert not {"\x1b", "\x07", "\u202e"} & set(result.err)
