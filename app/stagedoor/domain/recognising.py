"""Keys in a pasted file or message: told by the names they stand under and by their form. Pure over platform files.

No sentence made here holds a value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from stagedoor.domain.fields import wrong_file
from stagedoor.domain.flow import all_fields
from stagedoor.domain.guidance import Field
from stagedoor.domain.platform import Platform, Route
from stagedoor.domain.secret import Secret

_ENOUGH = 50_000  # characters
_DEEP = 8  # levels of a JSON document
_LINE = re.compile(r"^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w .()-]{0,60}?)[ \t]*[=:][ \t]*(\S+)[ \t]*\r?$", re.MULTILINE)
_QUOTES = "\"'`“”‘’,;<>"
_CALLED = {"x": ("x", "twitter"), "telegram": ("telegram", "tg"), "youtube": ("youtube", "yt", "google")}
_ALSO = {
    "api_key": ("consumer_key",),
    "api_secret": ("consumer_secret", "api_key_secret", "api_secret_key"),
    "bearer": ("bearer_token",),
    "token": ("bot_token",),
}
"""What other programs call a field."""


class Owner(Struct, frozen=True):
    """A field of a platform."""

    platform: str
    id: str
    field: Field


class Found(Struct, frozen=True, kw_only=True):
    """Keys for one way to connect, by field id. `missing`: labels of what else it needs."""

    platform: str
    route: str
    values: dict[str, Secret]
    missing: list[str]
    sentence: str


class Recognised(Struct, frozen=True, kw_only=True):
    """`doubts`: sentences about what was left out, and why."""

    found: list[Found] = []
    doubts: list[str] = []


def recognise(specs: Sequence[Platform], text: str) -> Recognised:
    """What the text holds for these platforms: a .env file, a JSON document, or any message."""
    text = text[:_ENOUGH]
    owners = [owner for spec in specs for owner in _owners(spec)]
    named = list(_named(text))
    keys: dict[tuple[str, str], list[str]] = {}
    wrong = {o.platform: say for o in owners if (say := wrong_file(o.field, text, whole=True))}
    doubts = list(wrong.values())
    owners = [owner for owner in owners if owner.platform not in wrong]
    for name, value, _ in named:
        _take_named(owners, name, value, keys, doubts)
    _take_unnamed(owners, text, {v for name, v, variable in named if variable or _names(owners, name)}, keys, doubts)
    clear = {}
    for owner in owners:
        values = list(dict.fromkeys(keys.get((owner.platform, owner.id), [])))
        if len(values) == 1:
            clear[owner.platform, owner.id] = values[0]
        elif values:
            doubts.append(f"There are {len(values)} different values for {owner.field.label}. None was taken.")
    found = [best for spec in specs if (best := _best(spec, clear))]
    return Recognised(found=found, doubts=list(dict.fromkeys(doubts)))


def _owners(spec: Platform) -> list[Owner]:
    """Every key that some way to connect of the platform asks for; one of two apps may look different in each."""
    found: list[Owner] = []
    for route in spec.route.values():
        asked = _keys(spec, route).items()
        found += [owner for id, field in asked if (owner := Owner(spec.id, id, field)) not in found]
    return found


def _keys(spec: Platform, route: Route) -> dict[str, Field]:
    return all_fields(spec, route) if route.traits.has_keys else {}


def _named(text: str) -> Iterator[tuple[str, str, bool]]:
    """Values with the name that they stand under, and whether a program gave it: then nothing but it counts. Lines of
    a file, entries of a JSON document with their path.
    """
    try:
        yield from _entries("", json.loads(text))
    except (ValueError, RecursionError):
        for line in _LINE.finditer(text):
            yield _plain(line.group(1)), line.group(2).strip(_QUOTES), " " not in line.group(1)


def _entries(name: str, data: object, depth: int = 0) -> Iterator[tuple[str, str, bool]]:
    if isinstance(data, str):
        yield _plain(name), data.strip(), True
    elif isinstance(data, dict | list) and depth < _DEEP:
        inside = data.items() if isinstance(data, dict) else (("", each) for each in data)
        for key, value in inside:
            yield from _entries(f"{name}_{key}", value, depth + 1)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def _names(owners: Sequence[Owner], name: str) -> list[Owner]:
    """The fields that the name means: the longest field name at its end, with a platform's name before it or none."""
    hits: list[tuple[int, int, Owner]] = []
    for owner in owners:
        calls = _CALLED.get(owner.platform, (owner.platform,))
        for id in _called(owner):
            if name == id or name.endswith("_" + id):
                before = name.removesuffix(id).strip("_").split("_")
                others = {c for o in owners if o.platform != owner.platform for c in _CALLED.get(o.platform, ())}
                if not others & set(before):
                    hits.append((len(id), int(bool(set(calls) & set(before))), owner))
    top = max((hit[:2] for hit in hits), default=(0, 0))
    return [owner for length, own, owner in hits if (length, own) == top]


def _called(owner: Owner) -> set[str]:
    file = {_plain(owner.field.file.key)} if owner.field.file else set()
    return {owner.id, _plain(owner.field.label), *_ALSO.get(owner.id, ()), *file}


def _take_named(
    owners: Sequence[Owner], name: str, value: str, keys: dict[tuple[str, str], list[str]], doubts: list[str]
) -> None:
    meant = _names(owners, name)
    fitting = _apart(o for o in meant if _fits(o.field, value))
    if len(fitting) == 1:
        keys.setdefault((fitting[0].platform, fitting[0].id), []).append(value)
    elif fitting:
        doubts.append(f"{name} could be of {' or '.join(o.platform for o in fitting)}. It was not taken.")
    elif meant and value:
        doubts.append(f"{name} does not look like a {meant[0].field.label}. It was not taken.")


def _take_unnamed(
    owners: Sequence[Owner], text: str, named: set[str], keys: dict[tuple[str, str], list[str]], doubts: list[str]
) -> None:
    """Values that no name tells of, by their form alone; only where one field alone has that form."""
    claims: dict[str, list[Owner]] = {}
    for owner in owners:
        if owner.field.find:
            for hit in re.finditer(owner.field.find, text):
                claims.setdefault(hit.group(1) if hit.re.groups else hit.group(0), []).append(owner)
    for value, claimants in claims.items():
        if any(value in other for other in named):
            continue
        claimed = _apart(claimants)
        if len(claimed) == 1:
            keys.setdefault((claimed[0].platform, claimed[0].id), []).append(value)
        else:
            labels = " or ".join(o.field.label for o in claimed)
            doubts.append(f"A value of {len(value)} characters could be the {labels}. It was not taken.")


def _apart(owners: Iterable[Owner]) -> list[Owner]:
    """One of each key, whatever it looks like on different ways to connect."""
    return list({(owner.platform, owner.id): owner for owner in owners}.values())


def _fits(field: Field, value: str) -> bool:
    return bool(value) and (not field.pattern or re.fullmatch(field.pattern, value) is not None)


def _best(spec: Platform, clear: Mapping[tuple[str, str], str]) -> Found | None:
    """The way to connect that these keys complete, or come nearest to."""
    ways: list[tuple[int, Found]] = []
    for id, route in spec.route.items():
        wanted = _keys(spec, route)
        values = {name: Secret(clear[spec.id, name]) for name in wanted if (spec.id, name) in clear}
        missing = [f.label for n, f in wanted.items() if n not in values and not f.optional and not f.required_when]
        if values:
            odd = sum(not _fits(wanted[name], value.reveal()) for name, value in values.items())
            ways.append((odd, _found(spec, id, {name: wanted[name] for name in values}, values, missing)))
    fit = min(ways, key=lambda way: (bool(way[1].missing), way[0], *_nearness(way[1])), default=None)
    return fit[1] if fit else None


def _nearness(found: Found) -> tuple[int, int]:
    return -len(found.values), len(found.missing)


def _found(
    spec: Platform, route: str, fields: Mapping[str, Field], values: dict[str, Secret], missing: list[str]
) -> Found:
    labels = ", ".join(field.label for field in fields.values())
    lacks = f" Still missing: {', '.join(missing)}." if missing else ""
    sentence = f"{spec.name}, {spec.route[route].name}: {labels}.{lacks}"
    return Found(platform=spec.id, route=route, values=values, missing=missing, sentence=sentence)
