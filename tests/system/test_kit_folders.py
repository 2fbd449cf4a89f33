"""Folders of prepared posts: files whole or not there, the person's own untouched, leftovers of the dead cleared."""

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stagedoor.domain.errors import BadInput, StoreError
from stagedoor.system.kit_folders import HomeKitFolders


@pytest.fixture
def folders(tmp_path: Path) -> HomeKitFolders:
    return HomeKitFolders(tmp_path / "kits")


@pytest.fixture
def folder(folders: HomeKitFolders) -> Path:
    made = asyncio.run(folders.make("rye", "k1"))
    asyncio.run(folders.settle(made))
    return Path(made)


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "Rye.mp4"
    path.write_bytes(b"pictures")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def dead() -> int:
    """The number of a process that is over."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_video_takes_no_room_twice(folders: HomeKitFolders, folder: Path, original: Path) -> None:
    assert asyncio.run(folders.take(str(folder), original)) == "Rye.mp4"
    assert (folder / "Rye.mp4").samefile(original)
    assert asyncio.run(folders.take(str(folder), original)) == "Rye.mp4"
    assert names(folder) == ["Rye.mp4"]


def test_one_behind_a_link_is_taken_itself(folders: HomeKitFolders, folder: Path, original: Path) -> None:
    link = original.with_name("Link.mp4")
    link.symlink_to(original)
    asyncio.run(folders.take(str(folder), link))
    original.unlink()
    assert (folder / "Link.mp4").read_bytes() == b"pictures"


def test_another_of_the_same_name_takes_its_place(folders: HomeKitFolders, folder: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        other = tmp_path / str(number) / "Rye.mp4"
        other.parent.mkdir()
        other.write_bytes(bytes([number]))
        asyncio.run(folders.take(str(folder), other))
    assert (folder / "Rye.mp4").read_bytes() == b"\2"
    assert names(folder) == ["Rye.mp4"]


@pytest.mark.parametrize("name", ["caption.txt", "kit.json", "cover.jpg"])
def test_a_video_never_has_the_name_of_a_file_of_ours(
    folders: HomeKitFolders, folder: Path, original: Path, name: str
) -> None:
    odd = original.rename(original.with_name(name))
    taken = asyncio.run(folders.take(str(folder), odd))
    asyncio.run(folders.write(str(folder), name, b"ours"))
    assert (folder / taken).read_bytes() == odd.read_bytes() == b"pictures"


def test_a_video_that_is_gone_or_a_folder_is_said(folders: HomeKitFolders, folder: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "gone.mp4", tmp_path):
        with pytest.raises(BadInput) as told:
            asyncio.run(folders.take(str(folder), path))
        assert told.value.fix
    assert names(folder) == []


def test_only_halves_of_the_dead_are_cleared(folders: HomeKitFolders, folder: Path) -> None:
    ours, theirs, unnamed = (folder / f".a.mp4{mark}.part" for mark in (f".{os.getpid()}", f".{dead()}", ""))
    for half in (ours, theirs, unnamed, folder / "a.part"):
        half.write_bytes(b"half")
    asyncio.run(folders.clear())
    assert names(folder) == sorted([ours.name, "a.part"])


def test_clearing_before_there_is_anything(folders: HomeKitFolders) -> None:
    asyncio.run(folders.clear())


def test_only_what_is_ours_is_removed(folders: HomeKitFolders, folder: Path, original: Path) -> None:
    name = asyncio.run(folders.take(str(folder), original))
    asyncio.run(folders.write(str(folder), "caption.txt", b"Crust"))
    mine = folder / "my own.mp4"
    mine.write_bytes(b"mine")
    asyncio.run(folders.remove(str(folder), [name]))
    assert names(folder) == [mine.name]
    mine.unlink()
    asyncio.run(folders.remove(str(folder), [name]))
    assert not folder.exists()
    assert original.read_bytes() == b"pictures"


def test_nothing_is_removed_elsewhere(folders: HomeKitFolders, folder: Path, original: Path) -> None:
    """A row that was changed by hand names any folder, and any file."""
    asyncio.run(folders.remove(str(original.parent), [original.name]))
    asyncio.run(folders.remove(str(folder), [f"../../{original.name}", str(original)]))
    asyncio.run(folders.discard(str(folder.parent), folder.name))
    assert original.exists()


def test_a_file_is_whole_or_the_one_before(folders: HomeKitFolders, folder: Path) -> None:
    asyncio.run(folders.write(str(folder), "caption.txt", b"before"))
    blocked = folder / f".caption.txt.{os.getpid()}.part"
    blocked.mkdir()
    with pytest.raises(StoreError) as told:
        asyncio.run(folders.write(str(folder), "caption.txt", b"after"))
    assert told.value.fix
    assert (folder / "caption.txt").read_bytes() == b"before"


def test_files_are_for_their_owner_only(folders: HomeKitFolders, folder: Path) -> None:
    before = os.umask(0)
    try:
        asyncio.run(folders.write(str(folder), "caption.txt", b"Crust"))
        other = Path(asyncio.run(folders.make("rye", "k1")))
    finally:
        os.umask(before)
    assert (folder / "caption.txt").stat().st_mode & 0o077 == 0
    assert (other.name, other.stat().st_mode & 0o077) == ("rye-2", 0)


def test_a_root_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "kits").write_text("")
    with pytest.raises(StoreError) as told:
        asyncio.run(HomeKitFolders(tmp_path / "kits").make("rye", "k1"))
    assert told.value.fix


def test_handing_out_leaves_no_half(folders: HomeKitFolders, folder: Path, original: Path, tmp_path: Path) -> None:
    name = asyncio.run(folders.take(str(folder), original))
    cloud = tmp_path / "cloud"
    (cloud / folder.name / name).mkdir(parents=True)  # stands in the way
    with pytest.raises(BadInput):
        asyncio.run(folders.hand_out(str(folder), name, cloud))
    assert names(cloud / folder.name) == [name]


def test_handing_out_again_brings_the_newest(folders: HomeKitFolders, folder: Path, tmp_path: Path) -> None:
    cloud = tmp_path / "cloud"
    cloud.mkdir()
    for text in (b"before", b"after"):
        asyncio.run(folders.write(str(folder), "caption.txt", text))
        laid = Path(asyncio.run(folders.hand_out(str(folder), "caption.txt", cloud)))
        assert laid.read_bytes() == text
    assert asyncio.run(folders.hand_out(str(folder), "caption.txt", folder.parent)) == str(folder / "caption.txt")
    assert (folder / "caption.txt").read_bytes() == b"after"
    (cloud / folder.name / "caption.txt").unlink()
    (cloud / folder.name).rmdir()
    (cloud / folder.name).touch()
    with pytest.raises(BadInput):
        asyncio.run(folders.hand_out(str(folder), "caption.txt", cloud))


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_only_ordinary_files_are_handed_out(
    folders: HomeKitFolders, folder: Path, original: Path, tmp_path: Path, kind: str
) -> None:
    odd = folder / "Rye.mp4"
    if kind == "link":
        odd.symlink_to(original)
    elif kind == "pipe":
        os.mkfifo(odd)
    else:
        odd.mkdir()
    (tmp_path / "cloud").mkdir()
    with pytest.raises(BadInput) as told:
        asyncio.run(folders.hand_out(str(folder), odd.name, tmp_path / "cloud"))
    assert told.value.fix
    assert names(tmp_path / "cloud") == []


def test_a_folder_that_was_deleted_is_made_again(folders: HomeKitFolders, folder: Path, original: Path) -> None:
    folder.rmdir()
    assert asyncio.run(folders.take(str(folder), original)) == "Rye.mp4"
    shutil.rmtree(folder)
    asyncio.run(folders.write(str(folder), "caption.txt", b"Crust"))
    assert names(folder) == ["caption.txt"]


def test_what_stands_in_the_place_of_a_folder_or_a_file_keeps_nobody_from_deleting(
    folders: HomeKitFolders, folder: Path
) -> None:
    (folder / "Rye.mp4").mkdir()
    (folder / "caption.txt").write_text("Crust")
    asyncio.run(folders.remove(str(folder), ["Rye.mp4"]))
    assert names(folder) == ["Rye.mp4"]
    shutil.rmtree(folder)
    folder.write_text("mine")
    asyncio.run(folders.remove(str(folder), ["Rye.mp4"]))
    assert folder.read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        (b"a\nb.mp4", "a b.mp4"), ("a\u202e4pm.exe.mp4".encode(), "a4pm.exe.mp4"), (b"\xff\xfe.mp4", "video.mp4"),
        (b"x" * 240 + b".mp4", "x" * 156 + ".mp4"), (b" .mp4", "video.mp4"),
        ("Bröt\N{BREAD}.mp4".encode(), "Bröt\N{BREAD}.mp4"), (b"Kit.JSON", "video-Kit.JSON"),
        ("\N{BREAD}".encode() * 60 + b".mp4", "\N{BREAD}" * 39 + ".mp4"), (b"caption.txt", "video-caption.txt"),
    ],
)  # fmt: skip
def test_a_video_gets_a_name_that_every_disk_takes(
    folders: HomeKitFolders, folder: Path, tmp_path: Path, name: bytes, taken: str
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_bytes(b"pictures")
    assert asyncio.run(folders.take(str(folder), path)) == taken
    assert (folder / taken).read_bytes() == b"pictures"


def test_a_folder_that_was_begun_is_found_with_what_is_in_it(folders: HomeKitFolders, original: Path) -> None:
    begun, settled, empty = (Path(asyncio.run(folders.make("rye", id))) for id in ("k1", "k2", "k3"))
    asyncio.run(folders.take(str(begun), original))
    asyncio.run(folders.settle(str(settled)))
    found = {stray.folder: stray for stray in asyncio.run(folders.strays([]))}
    assert (found[str(begun)].begun, found[str(begun)].files) == ("k1", ["Rye.mp4"])
    assert (found[str(settled)].begun, found[str(empty)].begun) == ("", "k3")
    assert [stray.folder for stray in asyncio.run(folders.strays([str(begun), str(empty)]))] == [str(settled)]
