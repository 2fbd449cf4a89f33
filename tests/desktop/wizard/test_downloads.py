"""Files of keys that arrive while their step is open: only those, offered, used and deleted only when told to."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.desktop.pages.driving import button, words
from tests.desktop.widgets_under_test import Runs, Show

from stagedoor.desktop.wizard.downloads import MOST, Arrivals, ArrivedOffer


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "Downloads"
    folder.mkdir()
    (folder / "old.json").write_text("{}")
    return folder


def test_a_file_that_arrives_is_seen_and_older_ones_are_not(downloads: Path, qtbot: QtBot):
    owner = QWidget()
    qtbot.addWidget(owner)
    arrivals = Arrivals(downloads, owner)
    seen: list[Path] = []
    arrivals.arrived.connect(seen.append)
    (downloads / "holiday.jpg").write_bytes(b"x")
    (downloads / "empty.json").write_bytes(b"")
    (downloads / "huge.json").write_bytes(b"x" * (MOST + 1))
    (downloads / "client_secret_1.json").write_text("{}")
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [downloads / "client_secret_1.json"]


def test_a_file_that_is_renamed_into_place_as_browsers_do_is_seen(downloads: Path, qtbot: QtBot):
    owner = QWidget()
    qtbot.addWidget(owner)
    arrivals = Arrivals(downloads, owner)
    seen: list[Path] = []
    arrivals.arrived.connect(seen.append)
    part = downloads / "client.json.part"
    part.write_text("{}")
    part.rename(downloads / "client.json")
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [downloads / "client.json"]


def test_without_a_downloads_folder_nothing_is_watched(tmp_path: Path, qtbot: QtBot):
    owner = QWidget()
    qtbot.addWidget(owner)
    assert Arrivals(tmp_path / "none", owner).parent() is owner


def test_a_used_file_is_offered_for_deletion_once_its_keys_are_kept(downloads: Path, show: Show, run: Runs):
    file = downloads / "old.json"
    holder = QWidget()
    offer = ArrivedOffer(holder)
    window = show(holder)
    used: list[Path] = []
    deleted: list[Path] = []
    offer.used.connect(used.append)
    offer.deleted.connect(deleted.append)
    offer.offer(file)
    assert "old.json arrived just now." in words(window)
    button(window, "Use it").click()
    offer.take(used[0])
    assert not offer.isVisible()
    offer.forget()
    offer.keys_kept()
    assert "holds a secret" in words(window)
    button(window, "Delete it").click()
    assert deleted == [file]
    run(offer.delete(file))
    assert not file.exists()
    offer.keys_kept()
    assert not offer.isVisible()


def test_a_file_that_was_not_used_is_never_offered_for_deletion(downloads: Path, show: Show):
    holder = QWidget()
    offer = ArrivedOffer(holder)
    show(holder)
    offer.offer(downloads / "old.json")
    offer.forget()
    offer.keys_kept()
    assert not offer.isVisible()
    assert (downloads / "old.json").exists()


def test_a_file_that_cannot_be_deleted_is_said(downloads: Path, show: Show, run: Runs):
    (downloads / "folder.json").mkdir()
    holder = QWidget()
    offer = ArrivedOffer(holder)
    show(holder)
    said: list[str] = []
    offer.failed.connect(said.append)
    run(offer.delete(downloads / "folder.json"))
    assert said[0].startswith("folder.json could not be deleted:")
