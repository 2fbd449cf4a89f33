"""Loads the sittings: which platforms belong together, and in which order they are connected."""

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath

from stagedoor.catalogue.problem import Faulty, Path, Problem, told
from stagedoor.catalogue.references import answered, known
from stagedoor.catalogue.source import read, typed
from stagedoor.domain.details import DETAILS
from stagedoor.domain.platform import Platform
from stagedoor.domain.sitting import Leg, Sitting


def load_sittings(resources: FilePath, platforms: Mapping[str, Platform] | None = None) -> list[Sitting]:
    """Every file of `<resources>/sittings`; what they name is looked for in `platforms` where these are given.

    Raises BadPlatformFile.
    """
    try:
        return [_sitting(file, platforms) for file in sorted((resources / "sittings").glob("*.toml"))]
    except Faulty as error:
        raise told(error.located) from None


def _sitting(file: FilePath, platforms: Mapping[str, Platform] | None) -> Sitting:
    source = read(file)
    sitting = typed(source, Sitting)
    if platforms is not None and (problems := list(_problems(sitting, platforms))):
        raise Faulty(source.locate(problems))
    return sitting


def _problems(sitting: Sitting, platforms: Mapping[str, Platform]) -> Iterator[Problem]:
    yield from known(sitting.platforms, platforms, ("platforms",), "platform")
    fields = {f"{id}.{f}" for id, spec in platforms.items() for kind in spec.app.values() for f in kind.field}
    yield from known(sitting.app_id, fields, ("app_id",), "field")
    needs = {f"{id}.{need}" for id, spec in platforms.items() for need in spec.need}
    for id, need in sitting.need.items():
        yield from known(need.same, needs, ("need", id, "same"), "need")
    for id, leg in sitting.leg.items():
        yield from _leg(leg, platforms, ("leg", id))


def _leg(leg: Leg, platforms: Mapping[str, Platform], path: Path) -> Iterator[Problem]:
    for key in ("platform", "test_post"):
        name = getattr(leg, key)
        yield from known([name] if name else [], platforms, (*path, key), "platform")
    if leg.route and leg.platform in platforms:
        yield from known([leg.route], platforms[leg.platform].route, (*path, "route"), "way to connect")
    yield from known(leg.details, DETAILS, (*path, "details"), "detail")
    yield from known(leg.answers, platforms, (*path, "answers"), "platform")
    for id, answers in leg.answers.items():
        if id in platforms:
            questions = {name: q for kind in platforms[id].app.values() for name, q in kind.question.items()}
            yield from answered(answers, questions, (*path, "answers", id))
