"""Whether this is `make soak`, and how often a scenario runs: its full count there, a part of it with every commit."""

import os

SOAK = os.environ.get("STAGEDOOR_SOAK") == "1"


def times(full: int, per_commit: int) -> int:
    return full if SOAK else per_commit
