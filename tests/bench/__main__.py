"""`make bench`: what the command line costs, beside what it is compared with, in one run. Asserts nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.bench import checks, starts
from tests.helpers.keychain import private_keychain


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, private_keychain() as keychain:
        environ = {**os.environ, **keychain.environ, "STAGEDOOR_HOME": str(Path(folder) / "home")}
        starts.report(environ)
        checks.report(Path(folder) / "many")


if __name__ == "__main__":
    main()
