"""Starts the face that was asked for and hands it the composition root."""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """The program `stagedoor`. Returns the exit code."""
    from stagedoor import bootstrap
    from stagedoor.cli.main import Wiring, run
    from stagedoor.system.hardening import harden

    harden(os.environ)
    wiring = Wiring(
        build=bootstrap.build,
        fresh_token=bootstrap.fresh_token,
        make_locked_file=bootstrap.make_locked_file,
        practice=bootstrap.practice,
        tour=_tour,
    )
    return run(sys.argv[1:] if argv is None else argv, wiring, os.environ)


def _tour(pictures: str | None, *, keychain: bool) -> int:
    from stagedoor import tour

    return tour.run(os.environ, pictures, keychain=keychain)


if __name__ == "__main__":
    sys.exit(main())
