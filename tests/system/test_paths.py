"""The home folder: where it lies, who may read it, what is said about a bad one."""

import os
import stat
from pathlib import Path

import pytest
from tests.system.programs import run

from stagedoor.domain.errors import StoreError, StoreReadOnly
from stagedoor.system.paths import Paths, find_paths
from stagedoor.system.placement import placement_warnings


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_one_variable_names_one_folder_for_everything(tmp_path: Path) -> None:
    paths = find_paths({"STAGEDOOR_HOME": str(tmp_path / "home")})
    assert paths.home == tmp_path / "home"
    assert all(each == paths.home or paths.home in each.parents for each in paths)
    assert len(set(paths)) == len(paths)


def test_a_relative_home_does_not_move_with_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_paths({"STAGEDOOR_HOME": "here"}).home == tmp_path / "here"


@pytest.mark.parametrize("environ", [{}, {"STAGEDOOR_HOME": ""}])
def test_without_it_the_systems_usual_folder_is_taken(
    environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert find_paths(environ).home == tmp_path / "stagedoor"


def test_practice_never_shares_a_home(tmp_path: Path) -> None:
    for environ in ({}, {"STAGEDOOR_HOME": str(tmp_path)}):
        assert not set(find_paths(environ)) & set(find_paths(environ, practice=True))


def test_a_named_home_needs_no_look_for_the_usual_one(tmp_path: Path) -> None:
    code = """
import os, sys
from stagedoor.system.paths import find_paths
from stagedoor.system.hardening import harden
harden()
find_paths(os.environ).prepare()
heavy = {"platformdirs", "asyncio", "logging", "httpx", "dataclasses", "msgspec", "subprocess", "sqlite3"}
print(sorted(heavy & set(sys.modules)))
"""
    assert run(code, STAGEDOOR_HOME=str(tmp_path / "home")).strip() == "[]"


def test_everything_is_closed_to_others_even_under_an_open_umask(tmp_path: Path) -> None:
    code = """
import os, pathlib, sys
os.umask(0)
from stagedoor.system.paths import Paths
paths = Paths.at(pathlib.Path(sys.argv[1]) / "deep" / "home")
paths.prepare()
for name in ("stagedoor.db", "stray"):
    (paths.home / name).touch(mode=0o666)
paths.locks.chmod(0o777)
paths.prepare()
"""
    run(code, tmp_path)
    found = {path: mode(path) for path in tmp_path.rglob("*")}
    assert {path for path in found if path.is_file()}
    assert {value for path, value in found.items() if path.is_dir()} == {0o700}
    assert {value for path, value in found.items() if path.is_file()} == {0o600}


def test_preparing_twice_changes_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    paths = Paths.at(tmp_path / "home")
    assert paths.prepare() == []
    before = sorted(paths.home.rglob("*"))
    assert paths.prepare() == []
    assert sorted(paths.home.rglob("*")) == before


def test_a_link_of_ones_own_is_fine(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "home").symlink_to(tmp_path / "real")
    Paths.at(tmp_path / "home").prepare()
    assert mode(tmp_path / "real") == 0o700


@pytest.mark.parametrize("home", ["file", "file/below", "dangling", "circle"])
def test_a_home_that_is_no_folder(tmp_path: Path, home: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    with pytest.raises(StoreError) as caught:
        Paths.at(tmp_path / home).prepare()
    assert caught.value.code == "home_missing"
    assert "STAGEDOOR_HOME" in caught.value.fix


def test_a_home_that_cannot_be_created() -> None:
    with pytest.raises(StoreError, match="cannot be created") as caught:
        Paths.at(Path("/proc/stagedoor/home")).prepare()
    assert caught.value.code == "home_missing"


def test_a_home_that_cannot_be_written() -> None:
    with pytest.raises(StoreReadOnly, match="cannot write") as caught:
        Paths.at(Path(f"/proc/{os.getpid()}")).prepare()
    assert caught.value.code == "home_read_only"


def test_a_home_of_another_user(tmp_path: Path) -> None:
    """Root makes a folder of somebody else's; anybody else finds one that is root's."""
    foreign = Path("/usr")
    if os.geteuid() == 0:
        foreign = tmp_path / "foreign"
        foreign.mkdir()
        os.chown(foreign, 12345, 12345)
    (tmp_path / "link").symlink_to(foreign)
    for home in (foreign, tmp_path / "link"):
        with pytest.raises(StoreError) as caught:
            Paths.at(home).prepare()
        assert caught.value.code == "home_foreign"


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive/stagedoor", "OneDrive"),
        ("OneDrive - Crumb Kitchen/stagedoor", "OneDrive"),
        ("Dropbox (Personal)/s", "Dropbox"),
        ("Library/Mobile Documents/com~apple~CloudDocs/s", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-me/s", "a cloud drive"),
    ],
)
def test_a_folder_that_is_copied_elsewhere_is_warned_about(tmp_path: Path, folder: str, service: str) -> None:
    [warning] = Paths.at(tmp_path / folder).prepare()
    assert service in warning
    assert "STAGEDOOR_HOME" in warning


def test_a_link_into_a_synced_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "home").symlink_to(tmp_path / "Dropbox")
    assert "Dropbox" in placement_warnings(tmp_path / "home")[0]


@pytest.mark.parametrize("name", ["Dropboxes", "my-onedrive-notes", "stagedoor"])
def test_a_name_that_only_sounds_alike_is_fine(tmp_path: Path, name: str) -> None:
    assert placement_warnings(tmp_path / name, mounts="") == []


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /srv/team\\040files nfs4 rw 0 0
//server/share /mnt/share cifs rw 0 0
me@host:/ /mnt/far fuse.sshfs rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
server:/hidden /mnt/covered nfs rw 0 0
/dev/sdc1 /mnt/covered ext4 rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "warned"),
    [
        ("/home/me/stagedoor", False),
        ("/srv/team files/stagedoor", True),
        ("/srv/team filesystem", False),
        ("/mnt/share/me", True),
        ("/mnt/share/local/me", False),
        ("/mnt/far", True),
        ("/mnt/covered/me", False),
    ],
)
def test_a_network_drive_is_warned_about(folder: str, warned: bool) -> None:
    assert [("network drive" in each) for each in placement_warnings(Path(folder), MOUNTS)] == [True] * warned
