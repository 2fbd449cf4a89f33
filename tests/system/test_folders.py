"""Showing files and folders with the file manager of a made-up system, and starting other programs at all."""

from pathlib import Path

import pytest

from stagedoor.system.folders import show
from stagedoor.system.programs import started


@pytest.fixture
def managers(tmp_path: Path) -> Path:
    """A folder for made-up file managers."""
    folder = tmp_path / "programs"
    folder.mkdir()
    return folder


def manager(folder: Path, name: str, *, code: int = 0) -> Path:
    """A program that writes down what it was called with."""
    said = folder / f"{name}.said"
    program = folder / name
    program.write_text(f'#!/bin/sh\necho "$@" > {said}\nexit {code}\n')
    program.chmod(0o700)
    return said


@pytest.mark.parametrize(
    ("platform", "name", "of_folder", "of_file"),
    [("linux", "xdg-open", "{folder}", "{folder}"), ("darwin", "open", "{folder}", "-R {file}"),
     ("win32", "explorer", "{folder}", "/select,{file}")],
)  # fmt: skip
def test_each_system_in_its_own_way(
    managers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, name: str, of_folder: str,
    of_file: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("PATH", f"{managers}:/usr/bin:/bin")
    environ = {"PATH": f"{managers}:/usr/bin:/bin"}
    file = tmp_path / "a b;c.png"
    file.touch()
    said = manager(managers, name)
    assert show(tmp_path, environ, platform=platform)
    assert said.read_text().strip() == of_folder.format(folder=tmp_path, file=file)
    assert show(file, environ, platform=platform)
    assert said.read_text().strip() == of_file.format(folder=tmp_path, file=file)


def test_the_second_program_is_tried_where_the_first_fails(
    managers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{managers}:/usr/bin:/bin")
    manager(managers, "xdg-open", code=3)
    said = manager(managers, "gio")
    assert show(tmp_path, {"PATH": f"{managers}:/usr/bin:/bin"}, platform="linux")
    assert said.read_text().strip() == f"open {tmp_path}"


def test_what_is_not_there_is_not_shown(managers: Path, tmp_path: Path) -> None:
    said = manager(managers, "xdg-open")
    assert not show(tmp_path / "gone" / "file", {"PATH": str(managers)}, platform="linux")
    assert not said.exists()


def test_a_program_that_is_not_there_was_not_started(managers: Path) -> None:
    assert not started([], {})
    assert not started([str(managers / "none")], {})
