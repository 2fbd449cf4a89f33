"""practice: the made-up accounts."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import MutableMapping
from typing import TYPE_CHECKING

from stagedoor.cli import exits

if TYPE_CHECKING:
    from stagedoor.cli.wiring import Wiring


def practice(args: argparse.Namespace, wiring: Wiring, environ: MutableMapping[str, str]) -> int:
    if args.tour:
        return wiring.tour(args.pictures, keychain=args.keychain)
    if not args.serve:
        print("The window for practice is not there yet. Use --serve or --tour.", file=sys.stderr)
        return exits.USAGE
    with wiring.practice(environ, port=args.port, keychain=args.keychain) as world:
        print("Made-up accounts. Nothing here is real.")
        for platform in world.platforms:
            for name, url in world.hosts(platform).items():
                print(f"  {platform:<10}{name:<8}{url}")
        print("In another terminal:")
        print(f"  export STAGEDOOR_HOME='{environ['STAGEDOOR_HOME']}'")
        print("  stagedoor connect telegram")
        print("Ctrl-C ends it.", flush=True)
        threading.Event().wait()
    return exits.OK
