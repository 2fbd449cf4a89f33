"""A disk that takes no more: said as that, and nothing half is left. The limit of a file's size stands in for it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.media.films import film

ROOT = Path(__file__).resolve().parents[2]
DRIVER = """
import asyncio, json, resource, sys
from pathlib import Path
from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.videos import CopyPlan
from stagedoor.media import Studio
from stagedoor.system.kit_folders import HomeKitFolders
work, video, folder, room = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
studio, folders = Studio(), HomeKitFolders(folder.parent)
plan = CopyPlan(shape="fit", width=360, height=640, fps=30, gain=0.0, bit_rate=4_000_000)
do = {
    "copy": lambda: studio.copy(video, folder / "ready.mp4", plan, lambda _: None),
    "cover": lambda: studio.save_cover(video, 0.2, folder / "cover.jpg", width=1080, height=1920),
    "take": lambda: folders.take(str(folder), video),
    "hand out": lambda: folders.hand_out(str(folder), "old.mp4", folder.parent / "cloud"),
    "caption": lambda: folders.write(str(folder), "caption.txt", b"a" * 50_000),
}[work]
if work == "take":
    import os
    def link(*_):
        raise OSError("another disk")
    os.link = link
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    asyncio.run(do())
except StagedoorError as error:
    print(json.dumps([error.cause, error.fix]))
"""


@pytest.mark.parametrize(
    ("work", "says"),
    [
        ("copy", "ready.mp4 could not be written"), ("cover", "cover.jpg could not be written"),
        ("take", "clip.mp4 could not be copied"), ("hand out", "old.mp4 could not be copied"),
        ("caption", "cannot write"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("room", [0, 2000])
def test_it_is_said_and_nothing_half_is_left(tmp_path: Path, work: str, says: str, room: int) -> None:
    video = film(tmp_path / "clip.mp4", width=360, height=640, seconds=0.5)
    folder = tmp_path / "kits" / "rye"
    folder.mkdir(parents=True)
    (folder.parent / "cloud").mkdir()
    (folder / "caption.txt").write_text("before")
    film(folder / "old.mp4", width=180, height=320, seconds=0.5)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = subprocess.run(
        [sys.executable, "-B", "-c", DRIVER, work, str(video), str(folder), str(room)],
        capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT / "app"), "PATH": ""},
    )  # fmt: skip
    cause, fix = json.loads(done.stdout)
    assert says in cause
    assert fix
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
