"""Which way to connect: as ordered, as begun, as the brought keys tell, or as the recommending question says."""

from __future__ import annotations

from collections.abc import Mapping

from stagedoor.domain.asking import Choice
from stagedoor.domain.entities import Setup
from stagedoor.domain.errors import NotFound
from stagedoor.domain.flow import fields, holds, offered
from stagedoor.domain.platform import Platform, Route
from stagedoor.domain.ports import Ask
from stagedoor.services.setups import Setups


class RouteChoice:
    def __init__(self, setups: Setups) -> None:
        self._setups = setups

    async def choose(self, spec: Platform, setup: Setup, *, wanted: str, given: Mapping[str, str], ask: Ask) -> Setup:
        """The set-up with its route. `wanted` is the ordered one or empty. Raises NotFound."""
        if wanted and wanted not in spec.route:
            ways = ", ".join(spec.route)
            raise NotFound(f'{spec.name} has no way to connect called "{wanted}".', f"There are: {ways}.")
        route, answers = wanted or setup.route, dict[str, str]()
        if not route:
            route, answers = await self._recommended(spec, setup, given, ask)
        if hangs_on_today(spec, route):
            answers = {**spec.route[route].recommended_when, **answers}
        if route != setup.route:
            setup = await self._setups.keep(setup, route=route, step=None, answers={**setup.answers, **answers})
        return setup

    async def _recommended(
        self, spec: Platform, setup: Setup, given: Mapping[str, str], ask: Ask
    ) -> tuple[str, dict[str, str]]:
        """The way to connect, and the answer that was given on the way to it."""
        known = offered(spec, setup.answers)  # a way by hand is one of them only where it comes first
        ways = {id: way for id, way in known.items() if way.traits.has_keys or way.is_recommended}
        first = next(iter(ways))
        fitting = [id for id in ways if given and _brings(spec, id, given)]
        if fitting or len(ways) == 1:
            return max(fitting, key=lambda id: sum(f in given for f in spec.route[id].fields), default=first), {}
        if by_question := await self._by_question(spec, ways, ask):
            return by_question
        return next((id for id, way in ways.items() if way.recommended), first), {}

    async def _by_question(
        self, spec: Platform, ways: Mapping[str, Route], ask: Ask
    ) -> tuple[str, dict[str, str]] | None:
        """Asks the question on which recommendations hang; None where no way hangs on one."""
        for kind in spec.app.values():
            for id, question in kind.question.items():
                hanging = {route: way for route, way in ways.items() if id in way.recommended_when}
                if hanging:
                    answer = await ask.choose(
                        Choice(id=id, question=question.ask, why=question.why, options=question.options)
                    )
                    answers = {id: answer}
                    fit = (route for route, way in hanging.items() if holds(way.recommended_when, answers))
                    return next(fit, next(iter(ways))), answers
        return None


def hangs_on_today(spec: Platform, route: str) -> bool:
    """True if this way to connect is the right one only for an answer that may be another one by now."""
    way = spec.route.get(route)
    kind = spec.app.get(way.app) if way else None
    if way is None or kind is None:
        return False
    return any(kind.question[id].again for id in way.recommended_when if id in kind.question)


def _brings(spec: Platform, route_id: str, given: Mapping[str, str]) -> bool:
    """True if the given values hold every required field of the way to connect."""
    route = spec.route[route_id]
    return all(given.get(id) for id, f in fields(spec, route, {}).items() if not f.optional)
