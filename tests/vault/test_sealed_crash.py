"""The sealed file under kill -9, a full disk and two writers: the old or the new content, never a broken one."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from stagedoor.domain.errors import SecretUnavailable
from stagedoor.vault.sealed_file import SealedFile, key_file_source

ENVIRON = {"PYTHONPATH": os.pathsep.join(sys.path)}
OLD, NEW = "old" * 1000, "new" * 1000


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], env=ENVIRON, capture_output=True, text=True, timeout=60, check=False
    )


def opened(home: Path) -> SealedFile:
    return SealedFile.open(home / "vault.sealed", key_file_source(home / "vault.key"))


@pytest.fixture
def template(tmp_path: Path) -> Path:
    home = tmp_path / "template"
    vault = SealedFile.create_with_key_file(home)
    vault.write("staying", "stays")
    vault.write("changing", OLD)
    return home


@pytest.mark.parametrize(("action", "after"), [("write", NEW), ("delete", None)])
def test_killed_at_any_step_leaves_old_or_new(
    tmp_path: Path, template: Path, many: int, action: str, after: str | None
) -> None:
    program = str(Path(__file__).with_name("killed.py"))
    rehearsal = shutil.copytree(template, tmp_path / "rehearsal")
    steps = int(python(program, str(rehearsal), action).stdout)
    outcomes = set()
    for step in sorted({1 + number * (steps - 1) // many for number in range(many + 1)}):
        home = shutil.copytree(template, tmp_path / f"{action}-{step}")
        assert python(program, str(home), action, str(step)).returncode == -signal.SIGKILL
        found = opened(home).read("changing")
        assert found in {OLD, after}
        outcomes.add(found)
        assert opened(home).read("staying") == "stays"
        opened(home).write("changing", "written after")
        assert opened(home).read("changing") == "written after"
    assert outcomes == {OLD, after}


def test_a_full_disk_leaves_the_old_content(template: Path, many: int) -> None:
    program = """
import resource, sys
from pathlib import Path
from stagedoor.domain.errors import SecretUnavailable
from stagedoor.vault.sealed_file import SealedFile, key_file_source
home, room = Path(sys.argv[1]), int(sys.argv[2])
vault = SealedFile.open(home / "vault.sealed", key_file_source(home / "vault.key"))
vault.unlock()
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    vault.write("changing", "new" * 5000)
except SecretUnavailable as error:
    print(error.cause)
"""
    before = (template / "vault.sealed").read_bytes()
    for number in range(many):
        done = python("-c", program, str(template), str(number * 15_000 // many))
        assert done.stdout == "The disk is full. The keys are as they were.\n", done.stderr
        assert (template / "vault.sealed").read_bytes() == before
        assert not (template / "vault.sealed.new").exists()
    assert opened(template).read("changing") == OLD


def test_two_writers_lose_nothing(template: Path, many: int) -> None:
    program = """
import sys
from pathlib import Path
from stagedoor.vault.sealed_file import SealedFile, key_file_source
home = Path(sys.argv[1])
vault = SealedFile.open(home / "vault.sealed", key_file_source(home / "vault.key"))
for number in range(int(sys.argv[3])):
    vault.write(f"{sys.argv[2]}-{number}", str(number))
    vault.read("staying")
"""
    command = [sys.executable, "-c", program, str(template)]
    writers = [subprocess.Popen([*command, name, str(many)], env=ENVIRON) for name in ("left", "right")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    vault = opened(template)
    expected = {f"{name}-{number}": str(number) for name in ("left", "right") for number in range(many)}
    assert {name: vault.read(name) for name in expected} == expected
    assert vault.read("changing") == OLD


def test_two_makers_of_a_key_file_agree(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from stagedoor.vault.sealed_file import SealedFile
SealedFile.create_with_key_file(Path(sys.argv[1])).write(sys.argv[2], "kept")
"""
    command = [sys.executable, "-c", program, str(tmp_path / "home")]
    makers = [subprocess.Popen([*command, str(number)], env=ENVIRON) for number in range(4)]
    assert [maker.wait(60) for maker in makers] == [0] * 4
    vault = opened(tmp_path / "home")
    assert [vault.read(str(number)) for number in range(4)] == ["kept"] * 4


def test_a_folder_that_is_gone_is_unavailable(template: Path) -> None:
    vault = opened(template)
    vault.unlock()
    shutil.rmtree(template)
    with pytest.raises(SecretUnavailable):
        vault.read("staying")
