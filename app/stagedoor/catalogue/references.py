"""Every name that points to something inside the file points to something that is there."""

from collections.abc import Iterable, Iterator, Mapping

from stagedoor.catalogue.problem import Path, Problem, did_you_mean
from stagedoor.domain.guidance import Field, Question, Step
from stagedoor.domain.platform import Platform, Route
from stagedoor.domain.protocol import OAuth


def problems(platform: Platform) -> Iterator[Problem]:
    steps = {f"{id}.{step}" for id, route in platform.route.items() for step in route.step}
    yield from _links(platform, steps)
    if platform.version and platform.version.gone:
        yield from known([platform.version.gone], platform.error, ("version", "gone"), "error")
    yield from _apps(platform)
    questions = {name: question for kind in platform.app.values() for name, question in kind.question.items()}
    for name, scope in platform.scope.items():
        yield from answered(scope.only_when, questions, ("scope", name, "only_when"))
    for id, auth in platform.oauth.items():
        for why, cap in auth.cap.items():
            yield from answered(cap.when, questions, ("oauth", id, "cap", why, "when"))
        yield from _oauth(platform, auth, ("oauth", id))
    for id, route in platform.route.items():
        yield from _route(platform, route, ("route", id))


def _links(platform: Platform, steps: set[str]) -> Iterator[Problem]:
    for id, error in platform.error.items():
        yield from known([error.step] if error.step else [], steps, ("error", id, "step"), "step")
    for id, route in platform.route.items():
        for page, dead_end in route.dead_end.items():
            path: Path = ("route", id, "dead_end", page, "step")
            yield from known([dead_end.step] if dead_end.step else [], steps, path, "step")


def _apps(platform: Platform) -> Iterator[Problem]:
    for id, kind in platform.app.items():
        for key in ("ident", "ident_else"):
            name = getattr(kind, key)
            yield from known([name] if name else [], kind.field, ("app", id, key), "field")
        for name, field in kind.field.items():
            path = ("app", id, "field", name, "required_when")
            yield from answered(field.required_when, kind.question, path)


def _oauth(platform: Platform, auth: OAuth, path: Path) -> Iterator[Problem]:
    yield from known(auth.dead, platform.error, (*path, "dead"), "error")
    for number, id in enumerate(auth.dead):
        if id in platform.error and platform.error[id].kind != "grant_dead":
            cause = f'The error "{id}" ends the sign-in here, but says that it is of another kind.'
            fix = f'Give error.{id} the kind "grant_dead", or take it off this list.'
            yield Problem(path=(*path, "dead", number), cause=cause, fix=fix)
    ways = auth.token.client_auth
    questions = [q for kind in platform.app.values() for q in kind.question.values()]
    if isinstance(ways, dict) and not any(set(ways) == set(q.options) for q in questions):
        fix = "Give a way for each option of one question of the app kind."
        cause = "No question has exactly these answers."
        yield Problem(path=(*path, "token", "client_auth"), cause=cause, fix=fix)


def _route(platform: Platform, route: Route, path: Path) -> Iterator[Problem]:
    yield from known([route.app] if route.app else [], platform.app, (*path, "app"), "app kind")
    yield from known([route.oauth] if route.oauth else [], platform.oauth, (*path, "oauth"), "oauth table")
    yield from known(route.needs, platform.need, (*path, "needs"), "need")
    yield from known(route.scopes, platform.scope, (*path, "scopes"), "scope")
    kind = platform.app.get(route.app)
    fields = platform.fields_of(route)
    questions = {**(kind.question if kind else {}), **route.question}
    yield from known(route.fields, fields, (*path, "fields"), "field")
    yield from answered(route.needs_answer, questions, (*path, "needs_answer"))
    for id, field in route.field.items():
        yield from answered(field.required_when, questions, (*path, "field", id, "required_when"))
    every = {id: question for kind in platform.app.values() for id, question in kind.question.items()}
    yield from _recommended(route, {**every, **questions}, path)
    for id, step in route.step.items():
        yield from _step(platform, route, step, questions, (*path, "step", id))
    yield from _unasked(route, fields, path)


def _recommended(route: Route, questions: Mapping[str, Question], path: Path) -> Iterator[Problem]:
    path = (*path, "recommended_when")
    yield from answered(route.recommended_when, questions, path)
    if route.recommended and route.recommended_when:
        yield Problem(path=path, cause="It is recommended to all already.", fix='Leave out "recommended" or this.')


def _step(
    platform: Platform, route: Route, step: Step, questions: Mapping[str, Question], path: Path
) -> Iterator[Problem]:
    yield from known(step.fields, {*route.fields, *route.field}, (*path, "fields"), "field of this route")
    yield from known(step.questions, questions, (*path, "questions"), "question")
    yield from known(step.checks, platform.check, (*path, "checks"), "check")
    yield from answered(step.only_when, questions, (*path, "only_when"))


def _unasked(route: Route, fields: Mapping[str, Field], path: Path) -> Iterator[Problem]:
    """A guide with steps asks for every value that the route must have."""
    asked = {name for step in route.step.values() for name in step.fields}
    for number, name in enumerate(route.fields):
        if route.step and name in fields and not fields[name].optional and name not in asked:
            fix = f'Add "{name}" to the fields of the step where the person copies it.'
            yield Problem(path=(*path, "fields", number), cause=f'No step asks for "{name}".', fix=fix)


def known(names: Iterable[str], there: Iterable[str], path: Path, what: str) -> Iterator[Problem]:
    words = set(there)
    for name in names:
        if name not in words:
            yield Problem(path=path, cause=f'There is no {what} "{name}".', fix=did_you_mean(name, words))


def answered(answers: Mapping[str, str], questions: Mapping[str, Question], path: Path) -> Iterator[Problem]:
    yield from known(answers, questions, path, "question")
    for name, option in answers.items():
        if name in questions:
            what = f'answer to "{name}" by the name'
            yield from known([option], questions[name].options, (*path, name), what)
