"""How many broken answers a call meets: all of them under `make soak`, a stated part of them with every commit."""

from collections.abc import Mapping
from typing import TypeVar

from tests.helpers.soak import SOAK

T = TypeVar("T")
PER_COMMIT = 5  # one in so many


def some(all_of_them: Mapping[str, T], turn: int) -> dict[str, T]:
    """One in five, other ones each turn, so that every one meets some call; all under soak."""
    if SOAK:
        return dict(all_of_them)
    return {name: each for n, (name, each) in enumerate(all_of_them.items()) if n % PER_COMMIT == turn % PER_COMMIT}
