"""What the command line says of keys that stay or lie open, and what it lets nobody say through it."""

import asyncio
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import HANDLE
from tests.journeys.program import Home

from stagedoor import bootstrap
from stagedoor.practice import Visitor


def test_a_keys_file_that_others_may_read_is_named(home: Home, tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text("{}")
    for mode, said in ((0o644, True), (0o640, True), (0o600, False)):
        keys.chmod(mode)
        result = home.run("connect", "telegram", "--keys", str(keys))
        assert ("Other people on this computer may read" in result.err) is said


def test_an_argument_does_not_steer_the_terminal(home: Home) -> None:
    result = home.run("token", "x/\x1b]0;evil\x07\x1b[2Jnobody\u202e")
    assert result.code == 2
    assert "nobody" in result.err
    assert not {"\x1b", "\x07", "\u202e"} & set(result.err)


def test_keys_of_the_app_and_posts_that_stay_are_said_before_a_disconnect(home: Home) -> None:
    visitor = Visitor(home.world)
    made = visitor.x_make_app("\n".join(home.callbacks))
    made |= visitor.x_generate_access_token(made["app_id"])
    four = {k: made[k] for k in ("api_key", "api_secret", "access_token", "access_token_secret")}
    running = home.start("connect", "x", "--route", "keys", "--keys", "-", "--yes")
    running.say(json.dumps(four))
    assert home.finish(running).code == 0
    result = home.run("disconnect", "x/crumbkitchen", "--yes")
    assert "The keys of your X app stay on this computer" in result.err


def test_keys_from_a_backup_are_not_handed_out(
    home: Home, x_keys: Callable[[Home], dict[str, str]], tmp_path: Path
) -> None:
    """The row says that newer ones were kept; those in the vault may be spent."""
    running = home.start("connect", "x", "--keys", "-", "--yes", "--no-browser")
    running.say(json.dumps(x_keys(home)))
    Visitor(home.world).consent(running.authorize_url(), follow=True)
    assert home.finish(running).code == 0
    home.run("refresh", "x/crumbkitchen")
    vault = home.paths.home / "vault.sealed"
    shutil.copy(vault, tmp_path / "kept")
    home.run("refresh", "x/crumbkitchen")
    home.run("refresh", "x/crumbkitchen")
    shutil.copy(tmp_path / "kept", vault)
    result = home.run("token", "x/crumbkitchen")
    assert (result.code, result.out) == (4, "")
    assert "older than the last ones" in result.err


def test_check_finishes_what_a_crash_left(connected: Home) -> None:
    async def begin() -> None:
        async with bootstrap.build(dict(connected.environ)) as jobs:
            found = await jobs.world.records.connection(HANDLE)
            assert found is not None
            await jobs.world.records.begin_disconnect(found.id)

    asyncio.run(begin())
    assert connected.run("token", HANDLE).code == 2
    assert connected.run("check").code == 0
    assert json.loads(connected.run("list", "--json").out)["connections"] == []


def test_a_command_under_exec_makes_files_as_the_person_would(connected: Home, tmp_path: Path) -> None:
    made = tmp_path / "made"
    before = os.umask(0o027)
    try:
        connected.ok("exec", HANDLE, "--", "touch", str(made))
    finally:
        os.umask(before)
    assert made.stat().st_mode & 0o777 == 0o640
