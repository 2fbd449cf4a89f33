"""practice: the made-up accounts."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import MutableMapping
from typing import TYPE_CHECKING

from stagedoor.cli import exits
from stagedoor.cli.display import has_display
from stagedoor.domain.variables import HOME

if TYPE_CHECKING:
    from stagedoor.cli.wiring import Wiring


def practice(args: argparse.Namespace, wiring: Wiring, environ: MutableMapping[str, str]) -> int:
    if args.tour:
        return wiring.tour(args.pictures, keychain=args.keychain)
    if not args.serve:
        return _window(args, wiring, environ)
    with wiring.practice(environ, port=args.port, keychain=args.keychain) as world:
        print("Made-up accounts. Nothing here is real.")
        for platform in world.platforms:
            for name, url in world.hosts(platform).items():
                print(f"  {platform:<10}{name:<8}{url}")
        print("In another terminal:")
        print(f"  export {HOME}='{environ[HOME]}'")
        print("  stagedoor connect telegram")
        print("Ctrl-C ends it.", flush=True)
        threading.Event().wait()
    return exits.OK


def _window(args: argparse.Namespace, wiring: Wiring, environ: MutableMapping[str, str]) -> int:
    if not has_display(environ):
        print("There is no display here. Use --tour, or --serve with the command line.", file=sys.stderr)
        return exits.USAGE
    with wiring.practice(environ, port=args.port, keychain=args.keychain):
        return wiring.window(simulated=True)
