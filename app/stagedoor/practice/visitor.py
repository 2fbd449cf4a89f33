"""The person in the browser of one practice world, without a browser."""

from stagedoor.practice.telegram.visits import TelegramVisits
from stagedoor.practice.world import World
from stagedoor.practice.x.visits import XVisits


class Visitor(XVisits, TelegramVisits):
    """Follows the simulated portals' real forms, one call per errand."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world: World = world
