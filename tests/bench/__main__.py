"""`make bench`: what the command line and the window cost, beside what they are compared with, in one run.

Asserts nothing about it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.bench import checks, copying, starts, window
from tests.helpers.keychain import private_keychain


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, private_keychain() as keychain:
        environ = {**os.environ, **keychain.environ, "STAGEDOOR_HOME": str(Path(folder) / "home")}
        starts.report(environ)
        checks.report(Path(folder) / "many")
        copying.report(Path(folder) / "films")
        print()
        window.report(Path(folder), keychain)


if __name__ == "__main__":
    main()
