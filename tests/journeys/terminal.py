"""The real program at a real terminal: a pseudo-terminal that is its controlling one, so that hidden input works."""

import os
import re
import subprocess
import termios
from collections.abc import Mapping, Sequence
from contextlib import suppress

from tests.journeys.streams import SECONDS, Heard


class Terminal:
    """What a person sees and types. `expect` reads on from where the last one stopped."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        master, slave = os.openpty()
        # setsid makes the pseudo-terminal the controlling one, as that of a terminal window is.
        command = ["setsid", "--ctty", *command]
        self.process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environ)
        os.close(slave)
        self._master = os.fdopen(master, "r+b", buffering=0)
        self._screen = Heard(self._master)
        self._read_to = 0

    @property
    def text(self) -> str:
        """Everything on the screen so far."""
        return self._screen.text

    def expect(self, pattern: str) -> re.Match[str]:
        found = self._screen.until(pattern, after=self._read_to)
        self._read_to = found.end()
        return found

    def type(self, line: str = "") -> None:
        self._master.write(line.encode() + b"\n")

    def answer(self, pattern: str, line: str = "") -> None:
        """Waits until it is asked, then types."""
        self.expect(pattern)
        self.type(line)

    @property
    def shows_input(self) -> bool:
        """Whether the terminal echoes what is typed."""
        return bool(termios.tcgetattr(self._master.fileno())[3] & termios.ECHO)

    def press_ctrl_c(self) -> None:
        self._master.write(b"\x03")

    def kill(self) -> None:
        """As a power cut would end it."""
        self.process.kill()
        self.process.wait(SECONDS)

    def finish(self) -> int:
        code = self.process.wait(SECONDS)
        self._screen.to_the_end()
        return code

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(SECONDS)
        self._screen.to_the_end()
        with suppress(OSError):
            self._master.close()
