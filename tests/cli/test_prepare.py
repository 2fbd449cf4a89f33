"""`stagedoor prepare`: a post folder without a window, and clear words for what is no video."""

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.program import Home
from tests.media.films import film

from stagedoor.domain.kits import KIT_FILE


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """Lying, and quiet."""
    return film(tmp_path / "Rye Bread.mp4", width=640, height=360, seconds=1.0, level=0.05)


def document(home: Home, *arguments: str) -> dict[str, Any]:
    found = json.loads(home.ok("prepare", *arguments, "--json"))
    assert found["schema"] == 1
    assert isinstance(found, dict)
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_needs_no_account_and_says_what_is_wrong(home: Home, video: Path) -> None:
    result = home.run("prepare", str(video))
    assert result.code == 0
    lines = result.out.splitlines()
    assert any(line.startswith("! Shape") and "640 × 360" in line for line in lines)
    assert any(line.startswith("! Sound") and "quiet" in line for line in lines)
    assert "add --ready-copy" in result.out
    folder = Path(lines[-2].removeprefix("Folder: "))
    assert names(folder) == ["Rye Bread.mp4", "caption.txt", "kit.json"]
    assert lines[-1].startswith("Publish it: ")


def test_all_at_once(home: Home, video: Path, tmp_path: Path) -> None:
    before = video.read_bytes()
    caption = tmp_path / "caption.txt"
    caption.write_bytes("\ufeffCrust \N{CAT FACE}\r\n#rye\r\n".encode())
    found = document(home, str(video), "--caption-file", str(caption), "--cover", "0.5", "--ready-copy")
    folder = Path(found["folder"])
    assert names(folder) == ["Rye Bread.mp4", "caption.txt", "cover.jpg", "kit.json", "rye-bread-ready.mp4"]
    assert (found["platform"], found["state"], found["video"], found["cover"]) == (
        "tiktok", "ready", "rye-bread-ready.mp4", "cover.jpg"
    )  # fmt: skip
    verdicts = {check["id"]: check["verdict"] for check in found["checks"]}
    assert (verdicts["shape"], verdicts["sound"], verdicts["codec"]) == ("ok", "ok", "ok")
    assert found["caption"]["hashtags"] == 1
    assert "Crust \N{CAT FACE}" in (folder / "caption.txt").read_text(encoding="utf-8")
    assert json.loads((folder / KIT_FILE).read_text())["cover_seconds"] == 0.5
    assert video.read_bytes() == before


def test_with_json_nothing_else_is_said(home: Home, video: Path) -> None:
    result = home.run("prepare", str(video), "--ready-copy", "--json")
    assert len(result.out.splitlines()) == 1
    assert result.err == ""


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "is empty"), (b"no video at all", "damaged, or no video"), (None, "not there")]
)
def test_what_is_no_video_is_said(home: Home, tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "clip\x1b[2J.mp4"
    if content is not None:
        path.write_bytes(content)
    result = home.run("prepare", str(path))
    assert result.code == 2
    assert says in result.err
    assert "fix: " in result.err
    assert "Traceback" not in result.err
    assert "\x1b" not in result.err
    assert names(home.paths.kits) == []


@pytest.mark.parametrize(
    ("caption", "says"), [(b"\xff\xfe\x00", "UTF-8"), (b"a" * 100_001, "no caption"), (None, "cannot be read")]
)
def test_a_caption_that_cannot_be_read_comes_before_the_work(
    home: Home, video: Path, tmp_path: Path, caption: bytes | None, says: str
) -> None:
    file = tmp_path / "caption.txt"
    if caption is not None:
        file.write_bytes(caption)
    result = home.run("prepare", str(video), "--caption-file", str(file))
    assert result.code == 2
    assert says in result.err
    assert names(home.paths.kits) == []


def test_a_caption_that_is_too_long_is_kept_and_named(home: Home, video: Path, tmp_path: Path) -> None:
    file = tmp_path / "caption.txt"
    file.write_text("a" * 2300)
    found = document(home, str(video), "--caption-file", str(file))
    assert found["state"] == "draft"
    assert found["caption"]["problem"]
    assert (Path(found["folder"]) / "caption.txt").read_text() == "a" * 2300 + "\n"


def test_it_is_prepared_for_the_platform_that_is_named(home: Home, video: Path) -> None:
    found = document(home, str(video), "--platform", "linkedin")
    assert (found["platform"], found["caption"]["most"]) == ("linkedin", 3000)
    assert {check["id"]: check["verdict"] for check in found["checks"]}["shape"] == "warn"
    assert "/feed/" in found["upload"]


@pytest.mark.parametrize(
    "arguments",
    [("--cover", "-1"), ("--account", "tiktok/nobody"), ("--platform", "telegram"), ("--platform", "myspace")],
)
def test_a_wrong_argument_makes_nothing(home: Home, video: Path, arguments: tuple[str, ...]) -> None:
    result = home.run("prepare", str(video), *arguments)
    assert result.code != 0
    assert "fix: " in result.err
    assert names(home.paths.kits) == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_ended_while_the_copy_is_made_no_half_of_it_stays(home: Home, tmp_path: Path, how: signal.Signals) -> None:
    long = film(tmp_path / "Long.mp4", width=360, height=640, seconds=4)
    running = home.start("prepare", str(long), "--ready-copy", "--shape", "fit")
    running.err.until(r"Making the copy: (\d+)")
    os.kill(running.process.pid, how)
    result = home.finish(running)
    assert result.code in (1, -signal.SIGKILL)
    (folder,) = home.paths.kits.iterdir()
    assert not [name for name in names(folder) if name.endswith("-ready.mp4")]
    assert json.loads((folder / KIT_FILE).read_text())["ready_copy"] is None
    short = film(tmp_path / "Short.mp4", width=360, height=640, seconds=0.5)
    assert home.run("prepare", str(short)).code == 0
    assert names(folder) == ["Long.mp4", "caption.txt", "kit.json"]
