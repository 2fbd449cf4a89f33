"""What the welcome page says, as plain values: made beside the services, drawn by the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stagedoor.desktop.places import Connect, Details, Place, Sitting
from stagedoor.desktop.text import tr
from stagedoor.domain.details import DETAILS
from stagedoor.domain.platform import Platform, Route
from stagedoor.domain.sitting import Progress
from stagedoor.services.cards import SetupCard

QUICK = 30
"""Minutes up to which a set-up counts as quick."""


@dataclass(frozen=True, slots=True)
class Tile:
    """Something to begin with, and where it leads. `glyph` stands in the place of a platform's tile; `together` are the
    platforms of a sitting.

    `minutes` is "6 min" or "now"; `going` says where a set-up goes on.
    """

    title: str
    note: str
    place: Place
    platform: str = ""
    glyph: str = ""
    minutes: str = ""
    needs: str = ""
    going: str = ""
    together: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.platform} {self.title}"

    @property
    def spoken(self) -> str:
        """What a screen reader says on arrival."""
        return ", ".join(part for part in (self.title, self.minutes, self.going) if part)


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """`first`: what is good to do before anything else, or needs nothing at all. `more`: there are accounts already."""

    first: tuple[Tile, ...]
    groups: tuple[Group, ...]
    more: bool = False


def welcome_view(
    specs: Sequence[Platform], setups: Sequence[SetupCard], details: Mapping[str, str], *, more: bool,
    sittings: Sequence[Progress] = (),
) -> WelcomeView:  # fmt: skip
    """From the platform files that there are, in their own order. The platforms of a sitting have one tile."""
    ordered = sorted((spec for spec in specs if not spec.cli_only), key=lambda spec: (spec.order, spec.name))
    going = {card.setup.platform: card for card in reversed(setups)}
    together = {platform for sitting in sittings for platform in sitting.platforms}
    guided = [(spec, _minutes(spec)) for spec in ordered if _recommended(spec) and spec.id not in together]
    quick = tuple(_tile(spec, minutes, going.get(spec.id)) for spec, minutes in guided if minutes <= QUICK)
    longer = tuple(_tile(spec, minutes, going.get(spec.id)) for spec, minutes in guided if minutes > QUICK)
    usual, other = _by_hand(ordered, usual=True), _by_hand(ordered, usual=False)
    groups = [
        Group(tr("Quick"), quick),
        Group(tr("Longer; you can leave at any step"), (*map(_sitting_tile, sittings), *longer)),
        Group(tr("By hand, without keys"), other),
    ]  # fmt: skip
    return WelcomeView((_details(details), *usual), tuple(group for group in groups if group.tiles), more)


def keys_sentence(name: str) -> str:
    """Where the keys will lie; before it is known, that they stay here. `name` is the keychain's."""
    if not name:
        return tr("Stagedoor walks you through each platform's developer page and keeps the keys on this computer.")
    return tr(
        "Stagedoor walks you through each platform's developer page and keeps the keys on this computer, "
        "in {keychain}.",
        keychain=name,
    )


def promise() -> str:
    return tr(
        "They go only to the platform they belong to. Nothing is posted unless you press a button that says so. "
        "You can stop at any step; what cannot be undone is marked."
    )


def _tile(spec: Platform, minutes: int, going: SetupCard | None) -> Tile:
    way = going.setup.route or "" if going else ""
    return Tile(
        title=spec.name, platform=spec.id, note=tr(spec.intro), needs=_needs(spec),
        minutes=tr("{count} min", count=minutes), place=Connect(spec.id, way if way in spec.route else ""),
        going=tr("Continue: {where}", where=tr(going.state.pill)) if going else "",
    )  # fmt: skip


def _sitting_tile(sitting: Progress) -> Tile:
    begun = any(leg.state in ("done", "going") for leg in sitting.legs)
    counted = tr("{count} of {all} done", count=sitting.done, all=len(sitting.legs))
    return Tile(
        title=tr(sitting.name), note=tr(sitting.intro), place=Sitting(sitting.id), together=tuple(sitting.platforms),
        minutes=tr("{count} min", count=sitting.minutes), going=counted if begun else "",
    )  # fmt: skip


def _by_hand(specs: Sequence[Platform], *, usual: bool) -> tuple[Tile, ...]:
    """`usual`: of platforms where by hand is the way for nearly everybody; else of all others."""
    return tuple(
        _hand_tile(spec, id)
        for spec in specs
        for id, way in spec.route.items()
        if way.kind == "manual" and way.recommended is usual
    )


def _hand_tile(spec: Platform, route: str) -> Tile:
    return Tile(
        title=tr("{platform} by hand", platform=spec.name), platform=spec.id, place=Connect(spec.id, route),
        note=tr("You publish there yourself; its card stands here. No keys."), minutes=tr("now"),
    )  # fmt: skip


def _details(details: Mapping[str, str]) -> Tile:
    filled = sum(1 for key in DETAILS if details.get(key))
    return Tile(
        title=tr("Your details, asked once"), glyph="mdi6.account-check-outline", place=Details(),
        note=tr("Name, website, privacy page, icon: every portal wants them."), minutes=tr("5 min"),
        going=tr("{count} of {all} filled in", count=filled, all=len(DETAILS)) if filled else "",
    )  # fmt: skip


def _recommended(spec: Platform) -> list[Route]:
    """The ways that a guide begins with: by itself, or after one question. A way by hand is never one of them."""
    guided = [way for way in spec.route.values() if way.kind != "manual"]
    return [way for way in guided if way.is_recommended and not way.aside] or guided[:1]


def _minutes(spec: Platform) -> int:
    """Of the longest, where a question in the guide decides: nobody minds being done sooner."""
    return max(way.minutes for way in _recommended(spec))


def _needs(spec: Platform) -> str:
    ids = dict.fromkeys(id for way in _recommended(spec) for id in way.needs)
    names = [need.short or need.text for id in ids if (need := spec.need.get(id))]
    return tr("Needs: {things}", things=", ".join(tr(name) for name in names)) if names else ""
