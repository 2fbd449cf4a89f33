"""Loads the platform files: all of them, checked as a whole, or one alone, which never reads another.

The checks, the words for faults and overlays are imported where they are needed: a script that asks for a token
loads one sound file and waits for nothing else.
"""

import re
from pathlib import Path as FilePath

import msgspec
from msgspec import Struct

from stagedoor.catalogue.problem import Faulty, Located, Problem, did_you_mean, told
from stagedoor.catalogue.sittings import load_sittings
from stagedoor.catalogue.source import Source, read, typed
from stagedoor.domain.errors import NotFound
from stagedoor.domain.platform import Platform
from stagedoor.domain.sitting import Sitting

_ID = re.compile(r"[a-z][a-z0-9_]{0,40}")


class Catalogue(Struct, frozen=True):
    """The platforms by id, in the order in which they are shown."""

    platforms: dict[str, Platform]
    together: list[Sitting] = []

    def ids(self) -> list[str]:
        return list(self.platforms)

    def spec(self, platform: str) -> Platform:
        """Raises NotFound."""
        if platform not in self.platforms:
            raise _not_found(platform, self.ids())
        return self.platforms[platform]

    def sittings(self) -> list[Sitting]:
        return self.together


def load(resources: FilePath, overlays: FilePath | None = None) -> Catalogue:
    """Every file of `<resources>/platforms`, with the changes in the folder `overlays` (it need not exist).

    Raises BadPlatformFile with all problems of all files.
    """
    found: dict[str, Platform] = {}
    sources: dict[str, Source] = {}
    faults: list[Located] = []
    for file in _files(resources / "platforms"):
        try:
            source = read(file)
            _check_alone(source)
            sources[file.stem], found[file.stem] = source, _with_changes(source, overlays)
        except Faulty as error:
            faults += error.located
    faults += _between(found, sources) if not faults else []
    faults += _strangers(resources, overlays)
    if faults:
        raise told(faults)
    together = load_sittings(resources, found)
    ordered = dict(sorted(found.items(), key=lambda item: (item[1].order, item[1].name)))
    return Catalogue(ordered, together)


def load_one(resources: FilePath, overlays: FilePath | None, platform: str) -> Platform:
    """One platform, with its changes, strict in its types; other files are not opened.

    References inside the file are left to `load`: a slip in a guide must not keep a script from its token.
    Raises NotFound, BadPlatformFile.
    """
    file = resources / "platforms" / f"{platform}.toml"
    if not _ID.fullmatch(platform) or not file.is_file():
        raise _not_found(platform, [known.stem for known in _files(resources / "platforms")])
    try:
        return _with_changes(read(file), overlays)
    except Faulty as error:
        raise told(error.located) from None


def _files(folder: FilePath) -> list[FilePath]:
    return sorted(file for file in folder.glob("*.toml") if not file.name.startswith("."))


def _check_alone(source: Source) -> None:
    from stagedoor.catalogue.check import check

    platform = _convert(source)
    problems = check(platform)
    if platform.id != source.file.stem:
        fix = f'Write id = "{source.file.stem}", or rename the file.'
        problems.append(Problem(path=("id",), cause=f'The file is not that of "{platform.id}".', fix=fix))
    if problems:
        raise Faulty(source.locate(problems))


def _convert(source: Source) -> Platform:
    if "overlay" in source.tables:
        fix = "Take it out: Stagedoor writes there what an overlay changed."
        cause = 'The key "overlay" does not belong into a file.'
        raise Faulty(source.locate([Problem(path=("overlay",), cause=cause, fix=fix)]))
    return typed(source, Platform)


def _with_changes(source: Source, overlays: FilePath | None) -> Platform:
    built_in = _convert(source)
    changes = overlays / source.file.name if overlays else None
    if changes is None or not changes.is_file():
        return built_in
    from stagedoor.catalogue import overlay

    change = read(changes)
    typed(change, overlay.Overlay)
    if problems := list(overlay.problems(change.tables, source.tables)):
        raise Faulty(change.locate(problems))
    return msgspec.convert(overlay.merged(source.tables, change.tables), Platform)


def _between(found: dict[str, Platform], sources: dict[str, Source]) -> list[Located]:
    from stagedoor.catalogue.check import check_between

    return [one for id, problem in check_between(found) for one in sources[id].locate([problem])]


def _strangers(resources: FilePath, overlays: FilePath | None) -> list[Located]:
    """Overlays for platforms that do not exist: a slip in the name would otherwise change nothing, in silence."""
    known = {file.stem for file in _files(resources / "platforms")}
    strange = [file for file in (_files(overlays) if overlays else []) if file.stem not in known]
    return [
        Located(
            file=file,
            line=1,
            problem=Problem(cause=f'There is no platform "{file.stem}" to change.', fix=did_you_mean(file.stem, known)),
        )
        for file in strange
    ]


def _not_found(platform: str, known: list[str]) -> NotFound:
    return NotFound(f'There is no platform "{platform[:40]}".', did_you_mean(platform, known))
