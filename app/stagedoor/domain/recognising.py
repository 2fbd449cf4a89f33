"""Keys in a pasted file or message: told by the names they stand under and by their form. Pure over platform files.

No sentence made here holds a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from stagedoor.domain.fields import wrong_file
from stagedoor.domain.flow import all_fields
from stagedoor.domain.guidance import Field
from stagedoor.domain.pasted import ENOUGH, named_values
from stagedoor.domain.platform import Platform, Route
from stagedoor.domain.secret import Secret

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


Taken = tuple[Owner, str]
"""A field with a value that was taken for it."""


def recognise(specs: Sequence[Platform], text: str) -> Recognised:
    """What the text holds for these platforms: a .env file, a JSON document, or any message."""
    text = text[:ENOUGH]
    every = [owner for spec in specs for owner in _owners(spec)]
    wrong = {o.platform: say for o in every if (say := wrong_file(o.field, text, whole=True))}
    owners = [owner for owner in every if owner.platform not in wrong]
    named = [(_plain(each.path), each) for each in named_values(text)]
    by_name, strange = _by_name(owners, [(name, each.value) for name, each in named])
    told = {each.value for name, each in named if each.by_program or _names(owners, name)}
    by_form, unsure = _by_form(owners, text, told)
    clear, several = _clear(owners, [*by_name, *by_form])
    doubts = dict.fromkeys([*wrong.values(), *strange, *unsure, *several])
    return Recognised(found=[best for spec in specs if (best := _best(spec, clear))], doubts=list(doubts))


def _clear(owners: Sequence[Owner], taken: Sequence[Taken]) -> tuple[dict[tuple[str, str], str], list[str]]:
    """The values of the fields for which there is one alone, and doubts about the others."""
    keys: dict[tuple[str, str], dict[str, None]] = {}
    for owner, value in taken:
        keys.setdefault((owner.platform, owner.id), {})[value] = None
    doubts = [
        f"There are {len(values)} different values for {owner.field.label}. None was taken."
        for owner in owners if len(values := keys.get((owner.platform, owner.id), {})) > 1
    ]  # fmt: skip
    return {place: next(iter(values)) for place, values in keys.items() if len(values) == 1}, doubts


def _owners(spec: Platform) -> list[Owner]:
    """Every key that some way to connect of the platform asks for; one of two apps may look different in each."""
    found: list[Owner] = []
    for route in spec.route.values():
        asked = _keys(spec, route).items()
        found += [owner for id, field in asked if (owner := Owner(spec.id, id, field)) not in found]
    return found


def _keys(spec: Platform, route: Route) -> dict[str, Field]:
    return all_fields(spec, route) if route.traits.has_keys else {}


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


def _by_name(owners: Sequence[Owner], named: Sequence[tuple[str, str]]) -> tuple[list[Taken], list[str]]:
    """Values that their names tell, and doubts about those that do not fit."""
    taken: list[Taken] = []
    doubts: list[str] = []
    for name, value in named:
        meant = _names(owners, name)
        fitting = _apart(o for o in meant if _fits(o.field, value))
        if len(fitting) == 1:
            taken.append((fitting[0], value))
        elif fitting:
            doubts.append(f"{name} could be of {' or '.join(o.platform for o in fitting)}. It was not taken.")
        elif meant and value:
            doubts.append(f"{name} does not look like a {meant[0].field.label}. It was not taken.")
    return taken, doubts


def _by_form(owners: Sequence[Owner], text: str, told: set[str]) -> tuple[list[Taken], list[str]]:
    """Values that no name tells of, by their form alone; only where one field alone has that form."""
    taken: list[Taken] = []
    doubts: list[str] = []
    for value, claimants in _claims(owners, text).items():
        if any(value in other for other in told):
            continue
        claimed = _apart(claimants)
        if len(claimed) == 1:
            taken.append((claimed[0], value))
        else:
            labels = " or ".join(o.field.label for o in claimed)
            doubts.append(f"A value of {len(value)} characters could be the {labels}. It was not taken.")
    return taken, doubts


def _claims(owners: Sequence[Owner], text: str) -> dict[str, list[Owner]]:
    """By value: the fields that have its form."""
    claims: dict[str, list[Owner]] = {}
    for owner in owners:
        for hit in re.finditer(owner.field.find, text) if owner.field.find else ():
            claims.setdefault(hit.group(1) if hit.re.groups else hit.group(0), []).append(owner)
    return claims


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
