"""The ready copy of ten seconds of film, beside the program `ffmpeg` doing the same with the same encoder."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import time
from pathlib import Path

from tests.media.films import film

from stagedoor.domain.videos import CopyPlan
from stagedoor.media import Studio

_SECONDS = 10
_FFMPEG = (
    "-vf scale=w=1080:h=1920:force_original_aspect_ratio=decrease:force_divisible_by=2,"
    "pad=1080:1920:(ow-iw)/2:(oh-ih)/2:black,setsar=1,fps=30,format=yuv420p "
    "-af volume=-6dB,alimiter=limit=0.9:level=disabled -ar 48000 -ac 2 "
    "-c:v libx264 -preset veryfast -crf 19 -profile:v high -maxrate 16M -bufsize 32M "
    "-c:a aac -b:a 192k -movflags +faststart"
)
"""What `stagedoor.media.convert` does, as one would type it."""


def report(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    source = film(folder / "wide.mp4", width=1280, height=720, fps=30, seconds=_SECONDS)
    plan = CopyPlan(shape="fit", width=1080, height=1920, fps=30, gain=-6.0, bit_rate=16_000_000)
    started = time.perf_counter()
    asyncio.run(Studio().copy(source, folder / "ours.mp4", plan, lambda _: None))
    ours = time.perf_counter() - started
    print(f"ready copy of {_SECONDS} s of film: {ours:.1f} s")
    program = shutil.which("ffmpeg")
    if program is None:
        print("  not compared: there is no ffmpeg on this computer")
        return
    started = time.perf_counter()
    command = [program, "-v", "error", "-y", "-i", str(source), *_FFMPEG.split(), str(folder / "theirs.mp4")]
    subprocess.run(command, check=True)
    theirs = time.perf_counter() - started
    print(f"  ffmpeg: {theirs:.1f} s, ours takes {ours / theirs:.2f} times as long")
