"""The order of a guide: which steps a person sees, given the answers. Pure, so that terminal and wizard agree."""

from __future__ import annotations

from collections.abc import Mapping

from stagedoor.domain.guidance import Field, Question, Step
from stagedoor.domain.platform import Platform, Route

EFFECTS = {
    "none": "This step cannot post or change anything.",
    "cannot_post": "This step cannot post anything.",
    "costs_money": "This step can cost money.",
    "visible_to_others": "Other people can see the result of this step.",
    "cannot_be_undone": "This step cannot be undone.",
}


def holds(condition: Mapping[str, str], answers: Mapping[str, str]) -> bool:
    """True if every answer that the condition names was given so."""
    return all(answers.get(question) == value for question, value in condition.items())


def steps(route: Route, answers: Mapping[str, str]) -> list[tuple[str, Step]]:
    """The steps of the way to connect that apply, in order."""
    return [(id, step) for id, step in route.step.items() if holds(step.only_when, answers)]


def questions(spec: Platform, route: Route) -> dict[str, Question]:
    """The questions that this way to connect asks: its own, and those of its app kind that something depends on."""
    kind = spec.app.get(route.app)
    if kind is None:
        return route.question
    used = {name for step in route.step.values() for name in (*step.questions, *step.only_when)}
    known = spec.fields_of(route)
    used |= {name for id in route.fields for name in known[id].required_when}
    if route.oauth and isinstance(auth := spec.oauth[route.oauth].token.client_auth, dict):
        used |= {name for name, q in kind.question.items() if set(auth) == set(q.options)}
    return {**route.question, **{name: q for name, q in kind.question.items() if name in used}}


def offered(spec: Platform, answers: Mapping[str, str]) -> dict[str, Route]:
    """The ways to connect that apply now, recommended first (the order of the file)."""
    return {id: route for id, route in spec.route.items() if holds(route.needs_answer, answers)}


def fields(spec: Platform, route: Route, answers: Mapping[str, str]) -> dict[str, Field]:
    """The values to copy from the portal for this way to connect, by id, optional ones included."""
    return {id: field for id, field in all_fields(spec, route).items() if holds(field.required_when, answers)}


def all_fields(spec: Platform, route: Route) -> dict[str, Field]:
    """The same, whatever the answers will be."""
    known = spec.fields_of(route)
    return {id: known[id] for id in dict.fromkeys([*route.fields, *route.field])}
