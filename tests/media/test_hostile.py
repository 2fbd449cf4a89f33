"""Files that are called videos and are something else, or lie: a clear sentence, no other file, no address, no wait."""

import asyncio
import os
import random
import socket
import struct
from fractions import Fraction
from pathlib import Path

import av
import pytest
from av.video.frame import VideoFrame
from tests.media.films import film, renamed

from stagedoor.domain.errors import BadInput
from stagedoor.domain.videos import CopyPlan, VideoFacts
from stagedoor.media import Studio

PLAN = CopyPlan(shape="blur", width=90, height=160, fps=30, gain=3.0, bit_rate=1_000_000)
LONG = 5 * 3600


def look(path: Path) -> VideoFacts:
    return asyncio.run(Studio().look(path))


def copied(path: Path) -> VideoFacts:
    to = path.parent / "out.mp4"
    asyncio.run(Studio().copy(path, to, PLAN, lambda _: None))
    return look(to)


def everything(path: Path, folder: Path) -> int:
    """How many of the things that can be done with a video are refused."""

    async def work() -> int:
        studio, refused = Studio(), 0
        for doing in (
            studio.look(path), studio.loudness(path), studio.frame(path, 0, width=90, height=160, shape="fit"),
            studio.frame(path, LONG, width=90, height=160),
            studio.save_cover(path, 0.3, folder / "c.jpg", width=90, height=160),
            studio.copy(path, folder / "out.mp4", PLAN, lambda _: None),
        ):  # fmt: skip
            try:
                await doing
            except BadInput as error:
                refused += bool(error.cause and error.fix)
        studio.close()
        return refused

    return asyncio.run(work())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{other}\n#EXT-X-ENDLIST\n"),
        ("list.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{other}\n#EXT-X-ENDLIST\n"),
        ("concat.mp4", "ffconcat version 1.0\nfile '{name}'\n"),
    ],
)
def test_a_list_of_other_files_is_no_video(tmp_path, name, content):
    other = film(tmp_path / "other.ts", width=180, height=320, seconds=0.5)
    path = tmp_path / name
    path.write_text(content.format(other=other, name=other.name))
    assert everything(path, tmp_path) == 6


@pytest.mark.parametrize("name", ["net.m3u8", "net.sdp", "net.mp4"])
def test_no_file_reaches_the_network(tmp_path, name):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        path = tmp_path / name
        path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:{port}/a.ts\n#EXT-X-ENDLIST\n")
        assert everything(path, tmp_path) == 6
        with pytest.raises(BlockingIOError):
            server.accept()


def test_names_that_look_like_addresses(tmp_path, monkeypatch):
    (tmp_path / "http:").mkdir()
    film(tmp_path / "http:" / "a.mp4", width=180, height=320, seconds=0.5)
    film(tmp_path / "concat:a.mp4", width=180, height=320, seconds=0.5)
    monkeypatch.chdir(tmp_path)
    for name in ("http://a.mp4", "concat:a.mp4"):
        assert look(Path(name)).width == 180


@pytest.mark.parametrize("kind", ["pipe", "passwd", "socket", "endless"])
def test_what_is_no_ordinary_file(tmp_path, kind):
    path = tmp_path / "clip.mp4"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(path))
    else:
        path.symlink_to("/etc/passwd" if kind == "passwd" else "/dev/zero")
    assert everything(path, tmp_path) == 6


def test_odd_names(tmp_path):
    for name in (b"\xff\xfe.mp4", b"a\nb.mp4", "a\u202e4pm.exe.mp4".encode(), b"x" * 240 + b".mp4", b"%d %s.mp4"):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        film(tmp_path / "plain.mp4", width=180, height=320, seconds=0.5).rename(path)
        assert everything(path, tmp_path) == 0


def test_a_length_that_is_a_lie(tmp_path):
    """Five hours, says the header, of half a second."""
    path = film(tmp_path / "lie.mp4", width=180, height=320, seconds=0.5)
    data = bytearray(path.read_bytes())
    for box, scale_at, length_at in ((b"mvhd", 16, 20), (b"mdhd", 16, 20), (b"tkhd", 0, 24)):
        at = -1
        while (at := data.find(box, at + 1)) >= 0:
            scale = struct.unpack(">I", data[at + scale_at :][:4])[0] if scale_at else 1000
            data[at + length_at : at + length_at + 4] = struct.pack(">I", scale * LONG)
    path.write_bytes(bytes(data))
    assert look(path).seconds == pytest.approx(0.5, abs=0.1)
    assert everything(path, tmp_path) == 0
    assert copied(path).seconds < 1


def test_words_about_the_video_in_another_encoding(tmp_path):
    with av.open(str(tmp_path / "tagged.avi"), "w") as out:
        out.metadata["title"] = "Brotzeit"
        shown = out.add_stream("mpeg4", rate=24)
        shown.width, shown.height, shown.pix_fmt = 180, 320, "yuv420p"
        for number in range(12):
            frame = VideoFrame(180, 320, "yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 24)
            out.mux(shown.encode(frame))
        out.mux(shown.encode(None))
    path = tmp_path / "tagged.avi"
    path.write_bytes(path.read_bytes().replace(b"Brotzeit", b"Br\xf6tchen"))
    assert look(path).container == "avi"


def test_codecs_that_nobody_knows(tmp_path):
    silent = renamed(film(tmp_path / "sound.mkv", width=180, height=320, seconds=0.5), b"A_AAC", b"X_AAC")
    assert look(silent).sound == ""
    assert asyncio.run(Studio().loudness(silent)) is None
    assert copied(silent).sound == ""
    for number, other in enumerate((b"evc1", b"zzzz")):
        pictures = renamed(film(tmp_path / f"{number}.mp4", width=180, height=320, seconds=0.5), b"avc1", other)
        with pytest.raises(BadInput, match=r"not known here|no moving pictures"):
            look(pictures)
        assert everything(pictures, tmp_path) == 6


@pytest.mark.parametrize("seed", range(12))
def test_damage_anywhere_ends_in_a_sentence(tmp_path, seed):
    chance = random.Random(seed)  # the same damage each time
    source = film(tmp_path / "clip.mp4", width=180, height=320, seconds=0.5)
    data = bytearray(source.read_bytes())
    for _ in range(chance.choice((1, 5, 40))):
        data[chance.randrange(len(data) if chance.random() < 0.5 else 2000)] = chance.randrange(256)
    source.write_bytes(bytes(data[: chance.randrange(200, len(data))] if chance.random() < 0.3 else data))
    assert 0 <= everything(source, tmp_path) <= 6
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
