"""Every address comes from `hosts`: links name it as `{host key}`, and no text smuggles one in."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from stagedoor.catalogue.problem import Path, Problem, did_you_mean
from stagedoor.catalogue.walk import walk
from stagedoor.domain.platform import Platform
from stagedoor.domain.protocol import Redirect

FACTS = frozenset(
    {
        *("version", "port", "redirect", "app_name", "project_id"),
        *("id", "name", "username", "title", "kind", "followers", "bot", "channel", "channel_slug", "date", "ref"),
        "accounts",
    }
)
"""Names that the program fills in where they stand in a text, beside hosts and the ids of fields."""

_LINKS = {"url", "link", "by_hand"}
_FREE = {"source", "pattern", "find", "example", "hosts", "overlay", "scopes"}
"""Keys whose values are no texts of ours: sources name pages, patterns and examples their own forms, and some
platforms call their permissions by an address that nobody opens."""

_PLACE = re.compile(r"\{([^{}]*)\}")
_LITERAL = re.compile(r"\b(?:https?|tg)://[^\s{]", re.IGNORECASE)


def problems(platform: Platform) -> Iterator[Problem]:
    yield from _hosts(platform)
    known = {*FACTS, *platform.hosts, *_field_ids(platform), *(f"redirect_{id}" for id in platform.oauth)}
    for path, value in walk(platform):
        if isinstance(value, Redirect):
            yield from redirect_problems(value, path)
        elif isinstance(value, str) and not _FREE & set(path):
            yield from _places(value, known, path)
            yield from _address(value, platform, path)


def _field_ids(platform: Platform) -> set[str]:
    ids = {id for kind in platform.app.values() for id in kind.field}
    return ids | {id for route in platform.route.values() for id in route.field}


def _hosts(platform: Platform) -> Iterator[Problem]:
    for key, url in platform.hosts.items():
        if not is_https(url) or url.endswith("/") or _split(url).query:
            fix = "Write https, the host name, and no slash at the end."
            yield Problem(path=("hosts", key), cause=f'"{url}" is not an address of a host.', fix=fix)


def _places(text: str, known: set[str], path: Path) -> Iterator[Problem]:
    for name in _PLACE.findall(text):
        if name not in known:
            cause = f'Nothing is known by the name "{{{name}}}".'
            yield Problem(path=path, cause=cause, fix=did_you_mean(name, known))


def _address(text: str, platform: Platform, path: Path) -> Iterator[Problem]:
    if path[-2:] == ("redirect", "url"):
        return
    if path[-1] in _LINKS and text:
        opening = _PLACE.match(text)
        if not opening or opening[1] not in platform.hosts:
            fix = "Begin with one of: " + ", ".join(f"{{{key}}}" for key in platform.hosts) + "."
            yield Problem(path=path, cause="An address begins with a key of hosts.", fix=fix)
    elif found := _LITERAL.search(text):
        cause = f'An address stands in a text (at "{text[found.start() : found.start() + 30]}").'
        yield Problem(path=path, cause=cause, fix="Name the host by its key from hosts.")


def redirect_problems(redirect: Redirect, path: Path) -> Iterator[Problem]:
    url = redirect.url.replace("{port}", "1")
    if not (is_https(url) or is_loopback_http(url, names=True)):
        fix = "Write http with 127.0.0.1, [::1] or localhost, or an https address."
        yield Problem(path=(*path, "url"), cause="A return address stays on this computer.", fix=fix)
    if ("{port}" in redirect.url) != bool(redirect.ports):
        fix = "Give both {port} in the address and a list of ports, or neither."
        yield Problem(path=(*path, "ports"), cause="The address and the ports do not fit together.", fix=fix)
    for number, port in enumerate(redirect.ports):
        if not 1024 <= port <= 65535 or port in redirect.ports[:number]:
            fix = "Take ports from 1024 to 65535, each once."
            yield Problem(path=(*path, "ports", number), cause=f"Port {port} cannot be used here.", fix=fix)


def is_https(url: str) -> bool:
    parts = _split(url)
    return parts.scheme == "https" and bool(parts.hostname)


def is_loopback_http(url: str, *, names: bool = False) -> bool:
    """True for http to a loopback address written as a number, or with `names` to localhost too."""
    parts = _split(url)
    if parts.scheme != "http" or not parts.hostname:
        return False
    if names and parts.hostname == "localhost":
        return True
    try:
        return ip_address(parts.hostname).is_loopback
    except ValueError:
        return False


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # a port that is no number shows only when it is asked for
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts
