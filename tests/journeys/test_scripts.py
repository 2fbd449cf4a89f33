"""Proof 5: what scripts get. A token and nothing else, under cron, over broken pipes, with a locked keychain."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.journeys.program import Home, Result
from tests.journeys.steps import TELEGRAM, X, connect_telegram, connect_x, grants

PASSPHRASE = "correct horse battery staple"


def as_cron(home: Home, *arguments: str, **environ: str) -> Result:
    """What cron gives a command: hardly any environment, no terminal."""
    names = ("HOME", "PATH", "STAGEDOOR_HOME")
    done = subprocess.run(
        [*home.program, *arguments],
        env={**{name: home.environ[name] for name in names}, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        pass_fds=home.descriptors,
    )
    return Result(done.returncode, done.stdout, done.stderr)


@contextmanager
def descriptor_of(path: Path) -> Iterator[int]:
    opened = os.open(path, os.O_RDONLY)
    try:
        yield opened
    finally:
        os.close(opened)


class TestCron:
    def test_the_sealed_file_with_its_key_beside_it(self, home, visitor):
        token = connect_telegram(home, visitor)
        connect_x(home, visitor)
        assert as_cron(home, "token", TELEGRAM) == (0, token + "\n", "")
        (access,) = home.world.x.valid_access_tokens()
        assert as_cron(home, "token", X) == (0, access + "\n", "")

    @pytest.mark.keychain
    def test_without_a_session_bus_the_way_out_is_named(self, keychain_home, visitor):
        connect_telegram(keychain_home, visitor)
        result = as_cron(keychain_home, "token", TELEGRAM, XDG_RUNTIME_DIR=str(keychain_home.root / "person"))
        assert (result.code, result.out) == (4, "")
        assert "cron" in result.err
        assert "systemd user timer" in result.err
        assert "Traceback" not in result.err
        keychain_home.ok("check", TELEGRAM)
        assert grants(keychain_home) == ["live"]

    def test_a_passphrase_from_a_descriptor(self, tmp_path, world, visitor):
        home = Home(tmp_path, world, {}, [])
        kept = tmp_path / "passphrase"
        kept.write_text(PASSPHRASE + "\n")
        token = visitor.telegram_new_bot("Crumb Bot", "crumb_news_bot")
        bot = world.telegram.bot("crumb_news_bot")
        try:
            with descriptor_of(kept) as number:
                home.descriptors = [number]
                option = ("--passphrase-fd", str(number))
                connect = home.start(*option, "connect", "telegram", "--keys", "-", "--yes")
                connect.say(json.dumps({"token": token}))
                world.until(lambda: any(r.path.endswith("/getUpdates") for r in world.requests))
                world.telegram.set_rights(bot, world.telegram.chat("Crumb Kitchen News"), ["post_messages"])
                assert home.finish(connect).code == 0
            with descriptor_of(kept) as number:
                home.descriptors = [number]
                assert as_cron(home, "--passphrase-fd", str(number), "token", TELEGRAM) == (0, token + "\n", "")
            home.descriptors = []
            locked = as_cron(home, "token", TELEGRAM)
            assert (locked.code, locked.out) == (4, "")
            assert "locked" in locked.err
            wrong = tmp_path / "wrong"
            wrong.write_text("another one\n")
            with descriptor_of(wrong) as number:
                home.descriptors = [number]
                refused = as_cron(home, "--passphrase-fd", str(number), "token", TELEGRAM)
            assert (refused.code, refused.out) == (4, "")
            assert "Traceback" not in refused.err
        finally:
            home.close()


@pytest.mark.keychain
class TestLockedKeychain:
    def test_nothing_is_marked_lost(self, keychain_home, keychain, visitor):
        home = keychain_home
        token = connect_telegram(home, visitor)
        before = home.rows("SELECT id, status, dead_at, dead_code FROM grants")
        with keychain.locked():
            result = as_cron(home, "token", TELEGRAM, **home.bus)
            assert (result.code, result.out) == (4, "")
            assert "locked" in result.err
            assert home.run("check", TELEGRAM).code == 1
            (card,) = json.loads(home.ok("list", "--json"))["connections"]
            assert card["state"] != "reconnect"
        assert home.rows("SELECT id, status, dead_at, dead_code FROM grants") == before
        assert home.ok("token", TELEGRAM) == token + "\n"

    def test_a_keychain_that_never_answers_is_given_up(self, keychain_home, keychain, visitor):
        home = keychain_home
        token = connect_telegram(home, visitor)
        with keychain.silent():
            result = as_cron(home, "token", TELEGRAM, **home.bus)
        assert (result.code, result.out) == (4, "")
        assert home.ok("token", TELEGRAM) == token + "\n"


NOBODY = ('"$@" | true', '"$@" >&-', '"$@" >&- 2>&-', '"$@" <&-', '"$@" >/dev/full')


class TestPurity:
    """Standard output belongs to the script that reads it."""

    COMMANDS = (
        ("token", X), ("token", X, "--json"), ("list",), ("list", "--json"), ("check", X), ("check", "--json"),
        ("doctor", "--json"), ("platforms", "--json"), ("log", "--json"), ("refresh", X), ("post", X, "--dry-run"),
        ("post", X, "--yes", "--delete-after", "0", "--json"), ("exec", X, "--", "true"), ("--version",),
        ("disconnect", X, "--yes"),
    )  # fmt: skip

    def test_a_token_is_a_token_and_a_newline(self, home, visitor):
        home.world.x.engine.rules.access_seconds = 30  # too short to hand out
        connect_x(home, visitor)
        home.world.x.engine.rules.access_seconds = 7200
        before = home.world.x.refresh_count
        for _ in range(2):  # renewed at first, then read the short way
            command = home.start("token", X)
            assert home.finish(command).code == 0
            newest = home.world.x.valid_access_tokens()[-1]
            assert (command.out.data, command.err.data) == (newest.encode() + b"\n", b"")
            assert home.world.x.refresh_count == before + 1

    def test_documents_are_one_line_of_json(self, home, visitor):
        connect_x(home, visitor)
        for command in self.COMMANDS:
            if "--json" in command:
                out = home.ok(*command)
                assert json.loads(out)["schema"] == 1
                assert out.count("\n") == 1

    @pytest.mark.timeout(900)  # a soak tries every way with every command
    @pytest.mark.parametrize("part", range(4))
    def test_nobody_reads(self, home, visitor, part, many):
        """Broken pipe, closed stdout, nothing open, full disk: an exit code, never a traceback."""
        connect_x(home, visitor)
        for number, command in enumerate(self.COMMANDS[part::4]):
            for shell in NOBODY if many > 1 else (NOBODY[number % len(NOBODY)], NOBODY[(number + 2) % len(NOBODY)]):
                done = subprocess.run(
                    ["sh", "-c", shell, "sh", *home.program, *command],
                    env=home.environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                )  # fmt: skip
                assert "Traceback" not in done.stderr, (shell, command, done.stderr)
                assert "Exception ignored" not in done.stderr, (shell, command, done.stderr)
                assert done.returncode in (0, 1, 2), (shell, command, done.stderr)


class TestExec:
    """The command is the script's own; Stagedoor stands beside it and hides the keys."""

    def test_the_command_decides_what_ctrl_c_means(self, home, visitor):
        connect_x(home, visitor)
        script = "trap 'echo caught; exit 5' INT; echo ready; while true; do read -r line; done"
        there = home.sit_down("exec", X, "--", "sh", "-c", script)
        there.expect("ready")
        there.press_ctrl_c()
        there.expect("caught")
        assert there.finish() == 5

    def test_told_to_end_it_ends_the_command(self, home, visitor):
        connect_x(home, visitor)
        handler = "signal.signal(signal.SIGTERM, lambda *_: sys.exit(6)); print('ready', flush=True); signal.pause()"
        running = home.start("exec", X, "--", sys.executable, "-c", f"import signal, sys; {handler}")
        running.out.until("ready")
        running.process.send_signal(signal.SIGTERM)
        assert home.finish(running) == (6, "ready\n", "")

    def test_the_command_ends_when_nobody_reads(self, home, visitor):
        connect_x(home, visitor)
        pipeline = '"$@"; echo "code $?" >&2'
        done = subprocess.run(
            ["sh", "-c", f"({pipeline}) | head -1", "sh", *home.program, "exec", X, "--", "yes"],
            env=home.environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.stdout, done.stderr) == ("y\n", "code 141\n")

    def test_a_token_is_hidden_however_the_command_prints_it(self, home, visitor):
        connect_x(home, visitor)
        (access,) = home.world.x.valid_access_tokens()
        script = 'printf %s "$X_ACCESS_TOKEN"; printf "%s" "$X_ACCESS_TOKEN" | fold -w 7 >&2'
        result = home.run("exec", X, "--", "sh", "-c", script)
        assert result.code == 0
        assert result.out == "[hidden]"
        shown = home.ok("exec", X, "--show-keys", "--", "sh", "-c", 'printf %s "$X_ACCESS_TOKEN"')
        assert shown == access


class TestTheEnd:
    """Ctrl-C or SIGTERM in the middle of anything: what was begun is whole or not there, and it goes on afterwards."""

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
    @pytest.mark.parametrize(
        ("request_line", "command"),
        [
            ("POST /x/api/2/oauth2/token", ("refresh", X)),
            ("POST /x/api/2/tweets", ("post", X, "--yes", "--delete-after", "0")),
            ("DELETE /x/api/2/tweets", ("post", X, "--yes", "--delete-after", "0")),
            ("GET /x/api/2/users/me", ("check", X, "--paid")),
            ("POST /x/api/2/oauth2/revoke", ("disconnect", X, "--yes")),
        ],
        ids=["refresh", "post", "delete", "check", "disconnect"],
    )
    def test_while_the_platform_answers(self, home, visitor, request_line, command, number):
        world = home.world
        connect_x(home, visitor)
        world.faults.add(request_line, "slow", seconds=600)
        running = home.start(*command)
        world.until(lambda: any(r.line.startswith(request_line) and r.fault for r in world.requests))
        running.process.send_signal(number)
        world.faults.clear()
        result = home.finish(running)
        assert "Traceback" not in result.err
        assert "fault of Stagedoor" not in result.err
        assert home.run("check").code in (0, 1)  # tidies up: a post that is still there goes now
        if command[0] != "disconnect":
            assert home.ok("token", X).strip() in world.x.valid_access_tokens()
            assert len(world.x.posts) <= 1
