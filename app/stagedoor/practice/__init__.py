"""A flight simulator for developer portals: simulated platforms on a real port of this computer.

    server = Server.start()
    world = server.new_world()
    world.hosts("x")                # addresses to use in place of the real ones
    Visitor(world).consent(url)     # the person in the browser, without a browser

Nothing of Stagedoor is used here, so that a wrong path or rule of the app cannot agree with itself.
"""

from stagedoor.practice.faults import FAULTS
from stagedoor.practice.server import Server
from stagedoor.practice.visitor import Visitor
from stagedoor.practice.world import World

__all__ = ["FAULTS", "Server", "Visitor", "World"]
