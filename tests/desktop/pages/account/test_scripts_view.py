"""Lines for scripts: they must work when they are pasted."""

import shlex
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tests.desktop.screens_account import LINUX, healthy, read_only, telegram

from stagedoor.desktop.keys import LOCKED_FILE
from stagedoor.desktop.pages.account.scripts_view import (
    Machine,
    cron_line,
    one_line,
    sections,
    service_text,
    this_machine,
    timer_text,
    variables,
)

ODD = Machine(system="linux", program=("/home/ana b/50% $off/stagedoor",), typed=("/home/ana b/50% $off/stagedoor",),
              home="/mnt/my home")  # fmt: skip


def texts(machine: Machine = LINUX, seen=healthy) -> str:
    found = sections(seen(), machine)
    return "\n".join([*(t for s in found for t in s.text), *(r.value for s in found for r in s.rows)])


def test_a_token_is_the_shortest_way():
    assert one_line(healthy(), LINUX).value == "stagedoor token x/crumbkitchen"


def test_several_keys_are_handed_over_by_exec_only():
    assert one_line(read_only(), LINUX).value.startswith("stagedoor exec x/crumbkitchen -- ")
    assert "stagedoor token" not in texts(seen=read_only)


@pytest.mark.parametrize(
    ("seen", "names"),
    [
        (healthy, {"X_ACCESS_TOKEN": "a token that is valid now"}),
        (telegram, {"TELEGRAM_BOT_TOKEN": "Bot token", "TELEGRAM_CHAT_ID": "the number of the channel or group"}),
        (read_only, {"X_API_KEY": "API Key (Consumer Key)", "X_OAUTH1_ACCESS_TOKEN": "Access Token"}),
    ],
)
def test_every_variable_says_what_it_holds(seen, names: dict[str, str]):
    found = {v.name: v.holds for v in variables(seen().spec, seen().route)}
    assert set(found) == set(seen().route.exec.values())
    assert names.items() <= found.items()


def test_a_shell_reads_the_line_as_it_is_meant():
    words = shlex.split(one_line(healthy(), ODD).value)
    assert words == ["STAGEDOOR_HOME=/mnt/my home", "/home/ana b/50% $off/stagedoor", "token", "x/crumbkitchen"]


def test_systemd_reads_the_unit_as_it_is_meant(tmp_path: Path):
    """Percent and dollar signs mean something there, and a program is named by its whole path."""
    text = service_text(healthy(), ODD)
    assert 'ExecStart="/home/ana b/50%% $$off/stagedoor" exec x/crumbkitchen -- /path/to/your/script' in text
    assert 'Environment="STAGEDOOR_HOME=/mnt/my home"' in text
    assert "Persistent=true" in timer_text(healthy())


def test_cron_reads_the_line_as_it_is_meant():
    line = cron_line(healthy(), ODD)
    assert line.startswith("0 9 * * * STAGEDOOR_HOME='/mnt/my home' ")
    assert line.count("%") == line.count("\\%") == 1
    command = line.removeprefix("0 9 * * * ").replace("\\%", "%").replace("3< /path/to/passphrase", "")
    told = subprocess.run(["/bin/sh", "-c", f"set -- {command.partition(' ')[2].partition(' ')[2]}; echo $#"],
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert int(told.stdout) >= 6


def test_cron_is_told_honestly_where_it_cannot_work():
    assert "does not reach" in texts()
    assert "does not reach" not in texts(seen=lambda: replace(healthy(), backend=LOCKED_FILE))


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_get_no_lines_of_linux(system: str):
    machine = replace(LINUX, system=system, typed=("stagedoor",))
    assert not {"systemd", "crontab"} & set(texts(machine).lower().split())


def test_the_program_is_found_as_it_was_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.argv", [str(tmp_path / "elsewhere" / "stagedoor")])
    assert this_machine().typed == (str(tmp_path / "elsewhere" / "stagedoor"),)
    found = tmp_path / "stagedoor"
    found.write_text("#!/bin/sh\n")
    found.chmod(0o755)
    machine = this_machine("/home")
    assert (machine.typed, machine.program, machine.home) == (("stagedoor",), (str(found),), "/home")
