"""Starts the face that was asked for and hands it the composition root."""

from __future__ import annotations

import os
import sys

from stagedoor import __version__


def main(argv: list[str] | None = None) -> int:
    """The program `stagedoor`. Returns the exit code."""
    argv = sys.argv[1:] if argv is None else argv
    if argv == ["--version"]:
        return _version()
    from stagedoor import bootstrap
    from stagedoor.cli.main import run
    from stagedoor.cli.wiring import Wiring
    from stagedoor.system.hardening import harden

    umask = harden(os.environ)
    wiring = Wiring(
        build=bootstrap.build_program,
        fresh_token=bootstrap.fresh_token,
        make_locked_file=bootstrap.make_locked_file,
        practice=bootstrap.practice,
        tour=_tour,
        window=_window,
        umask=umask,
    )
    try:
        return run(argv, wiring, os.environ)
    except Exception as error:  # noqa: BLE001  # the last resort: a bug is said without values, never a traceback
        return _bug(error)


def _version() -> int:
    try:
        print(f"stagedoor {__version__}", flush=True)
    except OSError:  # nobody reads; the end of the program is quiet, too
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _bug(error: Exception) -> int:
    from stagedoor.system.logs import describe

    print(f"stagedoor: This is a fault of Stagedoor. {describe(error)}", file=sys.stderr)
    print("  fix: Try again; if it stays, report this line (it holds no key).", file=sys.stderr)
    return 1


def _tour(pictures: str | None, *, keychain: bool) -> int:
    from stagedoor import tour

    return tour.run(os.environ, pictures, keychain=keychain)


def _window(*, simulated: bool) -> int:
    from stagedoor import bootstrap
    from stagedoor.desktop.app import run

    return run(bootstrap.window(os.environ, simulated=simulated))


if __name__ == "__main__":
    sys.exit(main())
