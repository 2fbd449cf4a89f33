"""Changed platform settings: a small file in the home that mends an address or a number until the next version.

It may change hosts, version, lifetimes and redirect, nothing else, and names the date of the file that it was
written for. So it cannot send a key to a plain address, and it is seen when it outlives its reason.
"""

import copy
import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec

from stagedoor.catalogue.addresses import is_https, is_loopback_http, redirect_problems
from stagedoor.catalogue.problem import Path, Problem, did_you_mean
from stagedoor.domain.claims import Table
from stagedoor.domain.protocol import Redirect


class VersionChange(Table, frozen=True, kw_only=True):
    api: str = ""
    header: str = ""
    ladder: bool = False


class RedirectChange(Table, frozen=True, kw_only=True):
    url: str = ""
    ports: list[int] = msgspec.field(default_factory=list)


class Overlay(Table, frozen=True, kw_only=True):
    """The shape of an overlay file; `lifetimes` and `redirect` by the id of the platform file's `oauth` table."""

    seen: dt.date
    hosts: dict[str, str] = msgspec.field(default_factory=dict)
    version: VersionChange | None = None
    lifetimes: dict[str, dict[str, int]] = msgspec.field(default_factory=dict)
    redirect: dict[str, RedirectChange] = msgspec.field(default_factory=dict)


def problems(overlay: dict[str, Any], built_in: dict[str, Any]) -> Iterator[Problem]:
    """What an overlay of the right shape says that does not fit the built-in file, or that it must not say."""
    yield from _unknown(overlay.get("hosts", {}), built_in["hosts"], ("hosts",))
    oauth = built_in.get("oauth", {})
    for section in ("lifetimes", "redirect"):
        yield from _unknown(overlay.get(section, {}), oauth, (section,))
    for id, lifetimes in overlay.get("lifetimes", {}).items():
        known = oauth.get(id, {}).get("lifetimes", lifetimes)
        yield from _unknown(lifetimes, known, ("lifetimes", id))
    if "version" in overlay and "version" not in built_in:
        yield Problem(path=("version",), cause="This platform has no version to change.", fix="Take it out.")
    for key, url in overlay.get("hosts", {}).items():
        yield from _unsafe_host(url, ("hosts", key))
    for id, changes in overlay.get("redirect", {}).items():
        if id in oauth:
            redirect = msgspec.convert({**oauth[id]["redirect"], **changes}, Redirect)
            yield from redirect_problems(redirect, ("redirect", id))


def _unknown(given: dict[str, Any], known: dict[str, Any], path: Path) -> Iterator[Problem]:
    for key in given:
        if key not in known:
            cause = f'The built-in file has no "{key}" to change.'
            yield Problem(path=(*path, key), cause=cause, fix=did_you_mean(key, known))


def _unsafe_host(url: str, path: Path) -> Iterator[Problem]:
    if not (is_https(url) or is_loopback_http(url)) or set("?#@") & set(url) or url.endswith("/"):
        cause = f'"{url[:80]}" is not an address that keys may go to.'
        fix = (
            "Write https and a host name, without a slash at the end. "
            "Plain http is for this computer alone: http://127.0.0.1 and a port."
        )
        yield Problem(path=path, cause=cause, fix=fix)


def merged(built_in: dict[str, Any], overlay: dict[str, Any]) -> dict[str, Any]:
    """The built-in tables with the changes put in, and under `overlay` what they are, in sentences."""
    tables = copy.deepcopy(built_in)
    said: list[str] = []
    for path, value in _changes(overlay):
        place = tables
        for part in path[:-1]:
            place = place.setdefault(part, {})
        before = place.get(path[-1])
        if before != value:
            place[path[-1]] = value
            said.append(_sentence(path, before, value))
    if built_in["seen"] > overlay["seen"] and said:
        said.append(
            f"These changes were written for the settings of {overlay['seen']}; Stagedoor now brings those of "
            f"{built_in['seen']}. Look whether the changes are still needed."
        )
    return {**tables, "overlay": said}


def _changes(overlay: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for section in ("hosts", "version"):
        for key, value in overlay.get(section, {}).items():
            yield (section, key), value
    for section in ("lifetimes", "redirect"):
        for id, changes in overlay.get(section, {}).items():
            for key, value in changes.items():
                yield ("oauth", id, section, key), value


_NAMES = {
    "hosts": 'The address "{key}"',
    "version": 'The version setting "{key}"',
    "lifetimes": 'The lifetime of "{key}" in seconds',
    "redirect": 'The return address setting "{key}"',
}


def _sentence(path: tuple[str, ...], before: object, value: object) -> str:
    name = _NAMES[path[-2]].format(key=path[-1])
    was = "nothing" if before is None else _shown(before)
    return f"{name} was changed to {_shown(value)} (built in: {was})."


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
