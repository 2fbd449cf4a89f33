"""How often a scenario runs: its full count under `make soak`, a stated fraction of it with every commit."""

import os

SOAK = os.environ.get("STAGEDOOR_SOAK") == "1"
PER_COMMIT = 20  # one in so many


def count(full: int) -> int:
    return full if SOAK else max(1, full // PER_COMMIT)
