"""The real program as a process of its own, in a home of its own, with everything that it says kept.

What is typed and said goes through real pipes; `terminal.py` has the same with a real terminal.
"""

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from tests.journeys.streams import SECONDS, Heard
from tests.journeys.terminal import Terminal

from stagedoor import bootstrap
from stagedoor.practice import World
from stagedoor.system.paths import Paths, find_paths
from stagedoor.vault.sealed_file import SealedFile

PROGRAM = (sys.executable, "-m", "stagedoor")
_HAND_OVER = Path(__file__).with_name("hand_over.py")


class Result(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Said(NamedTuple):
    """One finished command for the search after secrets."""

    arguments: tuple[str, ...]
    result: Result


class Running:
    """A command while it runs."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], *, pass_fds: Sequence[int] = ()) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, env=environ, stdin=pipe, stdout=pipe, stderr=pipe, pass_fds=pass_fds)
        assert self.process.stdin
        assert self.process.stdout
        assert self.process.stderr
        self._stdin = self.process.stdin
        self.out, self.err = Heard(self.process.stdout), Heard(self.process.stderr)

    def say(self, line: str) -> None:
        self._stdin.write(line.encode() + b"\n")
        self._stdin.flush()

    def authorize_url(self) -> str:
        return self.err.until(r"^authorize: (\S+)$")[1]

    def end_of_input(self) -> None:
        with suppress(BrokenPipeError):
            self._stdin.close()

    def finish(self, line: str | None = None) -> Result:
        """Waits for the end. Input stays open, as at a terminal: a command ends by itself or it hangs."""
        if line is not None:
            self.say(line)
        code = self.process.wait(SECONDS)
        self.out.to_the_end()
        self.err.to_the_end()
        return Result(code, self.out.text, self.err.text)

    def close(self) -> None:
        """Nothing stays open, whatever happened."""
        if self.process.poll() is None:
            self.process.kill()
        self.end_of_input()
        self.process.wait(SECONDS)
        for heard, stream in ((self.out, self.process.stdout), (self.err, self.process.stderr)):
            heard.to_the_end()
            assert stream
            stream.close()


class Home:
    """A person's computer: their home folder, temporary folder and Stagedoor's folder, pointed at a practice world."""

    def __init__(self, root: Path, world: World, environ: Mapping[str, str], ports: Sequence[int]) -> None:
        self.root, self.world, self.ports = root, world, list(ports)
        self.bus = dict(environ)  # the way to the keychain
        for folder in ("person", "tmp"):
            (root / folder).mkdir()
        self.environ = {
            "HOME": str(root / "person"),
            "PATH": os.environ["PATH"],
            "TMPDIR": str(root / "tmp"),
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            **environ,
            "STAGEDOOR_HOME": str(root / "stagedoor"),
        }
        self.program: tuple[str, ...] = PROGRAM
        self.descriptors: list[int] = []  # open ones that commands inherit
        self.said: list[Said] = []
        self._open: list[Running | Terminal] = []
        self.paths.prepare()
        hosts = {platform: world.hosts(platform) for platform in world.platforms}
        signing_in = ("x", "linkedin", "youtube", "tiktok", "facebook")
        bootstrap.write_overlays(self.paths, hosts, ports=dict.fromkeys(signing_in, self.ports))

    @property
    def paths(self) -> Paths:
        return find_paths(self.environ)

    @property
    def callbacks(self) -> list[str]:
        """The return addresses to register at X."""
        return [f"http://127.0.0.1:{port}/cb/x" for port in self.ports]

    @property
    def linkedin_callbacks(self) -> list[str]:
        """The same for LinkedIn."""
        return [f"http://localhost:{port}/cb/linkedin" for port in self.ports]

    def seal(self) -> None:
        """Keys go into the sealed file of this home, with its key beside it."""
        SealedFile.create_with_key_file(self.paths.home)

    def start(self, *arguments: str, **environ: str) -> Running:
        running = Running([*self.program, *arguments], {**self.environ, **environ}, pass_fds=self.descriptors)
        self._open.append(running)
        return running

    def sit_down(self, *arguments: str, **environ: str) -> Terminal:
        """The command at a terminal."""
        terminal = Terminal([*self.program, *arguments], {**self.environ, **environ})
        self._open.append(terminal)
        return terminal

    def finish(self, running: Running, line: str | None = None) -> Result:
        """Like `running.finish`, and remembers what was said."""
        result = running.finish(line)
        arguments = running.process.args
        assert isinstance(arguments, list)
        self.said.append(Said(tuple(map(str, arguments[len(self.program) :])), result))
        return result

    def run(self, *arguments: str, line: str | None = None, **environ: str) -> Result:
        """From start to end. `line` is what is typed."""
        running = self.start(*arguments, **environ)
        if line is not None:
            running.say(line)
        running.end_of_input()
        return self.finish(running)

    def ok(self, *arguments: str, line: str | None = None, **environ: str) -> str:
        """What a command that must succeed wrote to stdout."""
        result = self.run(*arguments, line=line, **environ)
        assert result.code == 0, f"{arguments} ended with {result.code}:\n{result.out}\n{result.err}"
        return result.out

    def rows(self, question: str) -> list[tuple[object, ...]]:
        """What the database says, read without the program."""
        with closing(sqlite3.connect(f"file:{self.paths.database}?mode=ro", uri=True)) as database:
            return database.execute(question).fetchall()

    def change(self, statement: str, *values: object) -> None:
        """Damages the database behind the program's back."""
        with closing(sqlite3.connect(self.paths.database)) as database, database:
            database.execute(statement, values)

    def close(self) -> None:
        for each in self._open:
            each.close()


class BrowserButton:
    """Stands behind $BROWSER: the program starts a small script, and the test gets the address."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "browser"
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(self._path))
        self._listening.listen()
        self._listening.settimeout(SECONDS)

    @property
    def variable(self) -> str:
        return f"{sys.executable} -I -S {_HAND_OVER} {self._path} %s"

    def address(self, program: Running, look: Callable[[], object] = lambda: None) -> str:
        """The address that the program opens; `look` is called while the script still runs.

        Fails the test when the program opens none.
        """
        program.authorize_url()
        return self.next_address(look)

    def next_address(self, look: Callable[[], object] = lambda: None) -> str:
        """The address that any program opens next."""
        connection, _ = self._listening.accept()
        with connection:
            connection.settimeout(SECONDS)
            address = b"".join(iter(lambda: connection.recv(65_536), b"")).decode()
            look()
        return address

    def close(self) -> None:
        self._listening.close()
