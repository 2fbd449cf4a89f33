"""Which steps, questions and fields a person meets, given the answers."""

import pytest
from tests.catalogue.files import MINI, resources

from stagedoor.catalogue import load, resource_path
from stagedoor.domain.flow import EFFECTS, all_fields, fields, holds, offered, questions, steps
from stagedoor.domain.guidance import Effect
from stagedoor.domain.platform import Platform

CATALOGUE = load(resource_path())
ROUTES = [(id, route) for id in CATALOGUE.ids() for route in CATALOGUE.spec(id).route]


@pytest.fixture
def mini(tmp_path) -> Platform:
    more = """
[route.later]
kind = "portal_token"
name = "When published"
app = "main"
oauth = "user"
needs_answer = { type = "web" }
fields = ["client_id"]

[route.hand]
kind = "manual"
name = "By hand"
[route.hand.field.username]
label = "Name"
example = "@a"
[route.hand.field.note]
label = "Note"
example = "b"
optional = true
[route.hand.question.device]
ask = "Where?"
options = { here = "Here", there = "There" }
[route.hand.step.name]
title = "Which?"
do = "Say it."
fields = ["note", "username"]
"""
    return load(resources(tmp_path, mini=MINI + more)).spec("mini")


@pytest.mark.parametrize(
    ("condition", "answers", "does"),
    [
        ({}, {}, True),
        ({}, {"a": "1"}, True),
        ({"a": "1"}, {"a": "1"}, True),
        ({"a": "1"}, {"a": "2"}, False),
        ({"a": "1"}, {}, False),
        ({"a": "1", "b": "2"}, {"a": "1", "b": "2", "c": "3"}, True),
        ({"a": "1", "b": "2"}, {"a": "1"}, False),
    ],
)
def test_holds(condition: dict[str, str], answers: dict[str, str], does: bool) -> None:
    assert holds(condition, answers) is does


def test_a_step_shows_only_where_its_condition_holds(mini: Platform) -> None:
    route = mini.route["browser"]
    assert [id for id, _ in steps(route, {"type": "web"})] == ["keys"]
    assert steps(route, {"type": "native"}) == steps(route, {}) == []


def test_ways_to_connect_appear_with_their_answer(mini: Platform) -> None:
    assert list(offered(mini, {})) == ["browser", "hand"]
    assert list(offered(mini, {"type": "web"})) == ["browser", "later", "hand"]


def test_questions_are_asked_where_something_hangs_on_them(mini: Platform) -> None:
    assert list(questions(mini, mini.route["browser"])) == ["type"]
    assert list(questions(mini, mini.route["later"])) == ["type"]  # the client authentication hangs on it
    assert list(questions(mini, mini.route["hand"])) == ["device"]


def test_fields_follow_the_answers(mini: Platform) -> None:
    route = mini.route["browser"]
    assert list(fields(mini, route, {"type": "native"})) == ["client_id"]
    assert list(fields(mini, route, {"type": "web"})) == ["client_id", "client_secret"]
    assert list(fields(mini, mini.route["hand"], {})) == ["username", "note"]


def test_every_effect_has_a_sentence() -> None:
    assert set(EFFECTS) == set(Effect.__args__)  # type: ignore[attr-defined]  # a Literal


@pytest.mark.parametrize(("id", "way"), ROUTES)
def test_every_needed_field_is_asked_for_on_some_step(id: str, way: str) -> None:
    spec = CATALOGUE.spec(id)
    route = spec.route[way]
    asked = questions(spec, route)
    for answers in _all_answers({name: list(q.options) for name, q in asked.items()}):
        shown = {field for _, step in steps(route, answers) for field in step.fields}
        needed = {name for name, field in fields(spec, route, answers).items() if not field.optional}
        assert needed <= shown, answers


def _all_answers(options: dict[str, list[str]]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = [{}]
    for name, choices in options.items():
        found = [{**answers, name: choice} for answers in found for choice in choices]
    return found


@pytest.mark.parametrize("id", CATALOGUE.ids())
def test_what_is_true_of_a_kind_is_so_in_every_file(id: str) -> None:
    spec = CATALOGUE.spec(id)
    for name, route in spec.route.items():
        traits = route.traits
        assert traits.signs_in <= (spec.oauth_of(name) is not None)
        if not traits.has_keys:
            assert not any(field.secret for field in all_fields(spec, route).values())
        if traits.brings:
            assert any(field.secret for field in all_fields(spec, route).values())
            assert not traits.signs_in


def test_a_way_to_connect_asks_for_the_values_of_its_developer_app_and_its_own() -> None:
    x = CATALOGUE.spec("x")
    route = x.route["browser"]
    assert set(x.app["main"].field) <= set(x.fields_of(route))
    assert list(all_fields(x, route)) == route.fields == ["client_id", "client_secret"]
    own = next(r for r in CATALOGUE.spec("telegram").route.values() if r.kind == "bot")
    assert own.field.items() <= CATALOGUE.spec("telegram").fields_of(own).items()


def test_a_way_to_connect_is_recommended_to_all_or_for_an_answer() -> None:
    x, telegram = CATALOGUE.spec("x"), CATALOGUE.spec("telegram")
    assert telegram.route["bot"].is_recommended
    assert not telegram.route["manual"].is_recommended
    fitting = [
        id for id, way in x.route.items() if way.is_recommended and holds(way.recommended_when, {"accounts": "one"})
    ]
    assert fitting == ["keys"]
