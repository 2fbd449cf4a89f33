"""Where practice plays the hosts whose real names a client library knows."""

from urllib.parse import urlsplit

from stagedoor.catalogue import resource_path
from stagedoor.catalogue.load import load
from stagedoor.practice import World

OLDER = {"api.twitter.com": "api.x.com", "twitter.com": "x.com", "youtube.googleapis.com": "www.googleapis.com"}
"""Names that a platform still answers to."""


def bases(world: World) -> dict[str, str]:
    """Every host of every platform that practice plays, by its real name."""
    found: dict[str, str] = {}
    for platform, spec in load(resource_path()).platforms.items():
        for key, url in spec.hosts.items():
            if platform in world.platforms:
                found[urlsplit(url).hostname or ""] = world.hosts(platform)[key] + urlsplit(url).path
    return found | {older: found[now] for older, now in OLDER.items()}
