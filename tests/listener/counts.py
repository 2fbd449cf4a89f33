"""How often a scenario runs: its full count under `make soak`, a stated fraction of it with every commit."""

from tests.helpers.soak import times

PER_COMMIT = 20  # one in so many


def count(full: int) -> int:
    return times(full, max(1, full // PER_COMMIT))
