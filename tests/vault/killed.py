"""A program that writes to a sealed file and dies at its n-th step there (run by test_sealed_crash.py).

A step is a call of the operating system or of C code from the files that write. Without n it lives and prints how
many steps there were.
"""

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from stagedoor.vault.sealed_file import SealedFile, key_file_source

WRITERS = ("files.py", "sealed_file.py")


class Steps:
    def __init__(self, fatal: int | None) -> None:
        self.count = 0
        self._fatal = fatal

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        if event == "c_call" and frame.f_code.co_filename.endswith(WRITERS):
            self.count += 1
            if self.count == self._fatal:
                os.kill(os.getpid(), signal.SIGKILL)


def main(home: Path, action: str, fatal: int | None) -> None:
    vault = SealedFile.open(home / "vault.sealed", key_file_source(home / "vault.key"))
    vault.unlock()
    steps = Steps(fatal)
    sys.setprofile(steps)
    if action == "write":
        vault.write("changing", "new" * 1000)
    else:
        vault.delete("changing")
    sys.setprofile(None)
    print(steps.count)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
