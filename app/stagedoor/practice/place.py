"""What a simulated platform gets from its world: a clock, a mint, and its own address."""

from dataclasses import dataclass

from stagedoor.practice.clock import Clock
from stagedoor.practice.mint import Mint


@dataclass(frozen=True)
class Place:
    clock: Clock
    mint: Mint
    base: str  # such as http://127.0.0.1:4711/world-1/x

    def host(self, key: str) -> str:
        return f"{self.base}/{key}"

    def now(self) -> float:
        return self.clock.now()
