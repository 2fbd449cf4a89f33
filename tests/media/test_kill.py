"""kill -9 while a copy is made: what is there under its name is whole, and the next one begins anew."""

import asyncio
import os
import subprocess
import sys
from hashlib import sha256

from tests.media.films import film
from tests.media.plans import PLAN

from stagedoor.media import Studio


def test_a_killed_copy_leaves_nothing_under_its_name(tmp_path):
    path = film(tmp_path / "long.mp4", width=180, height=320, seconds=20)
    before = sha256(path.read_bytes()).hexdigest()
    to = tmp_path / "out" / "ready.mp4"
    to.parent.mkdir()
    command = [sys.executable, "-m", "tests.media.copying_driver", str(path), str(to)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"begun\n"
        running.kill()
    assert [entry.name for entry in to.parent.iterdir()] == [f".ready.mp4.{running.pid}.part"]
    assert sha256(path.read_bytes()).hexdigest() == before

    asyncio.run(Studio().copy(path, to, PLAN, lambda _: None))
    assert asyncio.run(Studio().look(to)).fast_start
