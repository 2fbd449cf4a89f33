"""A wrong word in a platform file must show: each is changed, one at a time, and the journey has to fail."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from tests.platforms.arrange import WAYS, Way
from tests.platforms.bench import CATALOGUE, PRACTISED, Bench, Line
from tests.platforms.journey import JourneyError, journey

from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.platform import Platform
from stagedoor.practice import Server, Visitor
from stagedoor.practice.person import StuckError

PKCE = ("none", "S256", "S256-hex")
CLIENT_AUTH = ("id-in-body", "secret-in-body", "basic")
CLIENT_NAMES = ("client_id", "client_key")
BODY = ("form", "json")
RED = (StagedoorError, StuckError, JourneyError, msgspec.ValidationError)
"""What a journey fails with: a refusal, a page of the platform that leads nowhere, or something else than expected."""


@dataclass(frozen=True)
class Mutation:
    """One value of a platform file changed. `kind` groups those that are alike."""

    platform: str
    path: tuple[str | int, ...]
    value: Any
    kind: str

    @property
    def name(self) -> str:
        return f"{self.platform}: {'.'.join(map(str, self.path))} = {self.value!r}"

    def spec(self) -> Platform:
        """The platform with this value. Raises ValidationError where the schema itself refuses it."""
        data = msgspec.to_builtins(CATALOGUE.spec(self.platform))
        inner = data
        for part in self.path[:-1]:
            inner = inner[part]
        inner[self.path[-1]] = self.value
        return msgspec.convert(data, Platform)

    def ways(self) -> list[Way]:
        """The ways to connect that the value belongs to."""
        spec = CATALOGUE.spec(self.platform)
        table, name, *rest = self.path
        mine = [way for way in WAYS if way.platform == self.platform]
        if table == "route":
            return [way for way in mine if way.route == name]
        if table == "app":
            return [way for way in mine if spec.route[way.route].app == name]
        kinds = {rest[-1]} if "client_auth" in rest[:-1] else {way.kind for way in mine}
        return [way for way in mine if spec.route[way.route].oauth == name and way.kind in kinds]


def mutations() -> Iterator[Mutation]:
    for id in PRACTISED:
        spec = CATALOGUE.spec(id)
        for name, oauth in spec.oauth.items():
            yield from _of_sign_in(spec, ("oauth", name), oauth)
        for name, kind in spec.app.items():
            if kind.prove and kind.prove.url:
                yield from _urls(spec, ("app", name, "prove", "url"), kind.prove.url)
        for name, route in spec.route.items():
            for number, scope in enumerate(route.scopes):
                yield Mutation(id, ("route", name, "scopes", number), scope + "x", "scope")


def _of_sign_in(spec: Platform, at: tuple[str, ...], oauth: Any) -> Iterator[Mutation]:
    for part in ("authorize", "token", "renew", "revoke", "redirect"):
        if url := getattr(oauth, part).url:
            yield from _urls(spec, (*at, part, "url"), url)
    others: list[tuple[str, tuple[str, ...], tuple[str, ...], str]] = [
        ("separator", ("authorize", "scope_sep"), (" ", ",", "+"), oauth.authorize.scope_sep),
        ("PKCE style", ("authorize", "pkce"), PKCE, oauth.authorize.pkce),
        ("name of the client", ("authorize", "client_id_param"), CLIENT_NAMES, oauth.authorize.client_id_param),
        ("token body", ("token", "body"), BODY, oauth.token.body),
    ]  # fmt: skip
    if oauth.renew.kind != "none":
        kinds = (oauth.renew.grant_type, "refresh")
        others.append(("kind of renewal", ("renew", "grant_type"), kinds, oauth.renew.grant_type))
    ways = oauth.token.client_auth
    for answer, way in [("", ways)] if isinstance(ways, str) else ways.items():
        path: tuple[str, ...] = ("token", "client_auth", answer) if answer else ("token", "client_auth")
        others.append(("client authentication", path, CLIENT_AUTH, way))
    for kind, at_path, values, good in others:
        yield from (Mutation(spec.id, (*at, *at_path), value, kind) for value in values if value != good)
    for error in ([], [e for e, entry in spec.error.items() if entry.kind == "grant_dead" and e not in oauth.dead]):
        yield Mutation(spec.id, (*at, "dead"), error, "dead list")


def _urls(spec: Platform, path: tuple[str | int, ...], url: str) -> Iterator[Mutation]:
    yield Mutation(spec.id, path, url + "x", "address")
    host = url.partition("}")[0].removeprefix("{")
    for other in spec.hosts:
        if url.startswith("{") and other != host:
            yield Mutation(spec.id, path, url.replace("{" + host + "}", "{" + other + "}"), "host")


_NO_PKCE = "Meta's dialogs know no challenge and pass it over"
UNSEEN = {
    "facebook: oauth.user.redirect.url = 'http://localhost:{port}/callback/x'": "in Development any path will do",
    **{
        f"{oauth}.authorize.pkce = '{style}'": _NO_PKCE
        for oauth in ("facebook: oauth.user", "facebook: oauth.published", "instagram: oauth.login")
        for style in ("S256", "S256-hex")
    },
    "threads: oauth.user.authorize.pkce = 'S256'": "Threads documents no PKCE: a challenge is passed over",
    "threads: oauth.user.authorize.pkce = 'S256-hex'": "Threads documents no PKCE: a challenge is passed over",
    "tiktok_business: oauth.advertiser.authorize.pkce = 'S256'": "TikTok API for Business knows no challenge",
    "tiktok_business: oauth.advertiser.authorize.pkce = 'S256-hex'": "TikTok API for Business knows no challenge",
    "youtube: oauth.user.authorize.pkce = 'none'": "Google recommends PKCE and takes sign-ins without it",
    "youtube: oauth.user.token.client_auth = 'basic'": "Google takes the pair in a header, too",
    "youtube: oauth.user.redirect.url = 'http://127.0.0.1:{port}/cb/youtubex'": "a Desktop client takes any path",
}
"""What no platform notices, and why."""
ALL = [mutation for mutation in mutations() if mutation.name not in UNSEEN]
SAMPLES = list({m.kind: m for m in ALL}.values())


def survives(mutation: Mutation, server: Server, line: Line) -> bool:
    """True where every way that the value belongs to works in spite of it."""
    for way in mutation.ways():
        world = server.new_world()
        try:
            journey(Bench(line, world, Visitor(world), way, mutation.spec()))
        except RED:
            return False
    return True


@pytest.mark.parametrize("way", WAYS, ids=[way.name for way in WAYS])
def test_unchanged_files_lead_through(way: Way, practice_server: Server, line: Line) -> None:
    world = practice_server.new_world()
    bench = Bench(line, world, Visitor(world), way)
    journey(bench)
    assert bench.http.problems == []


def test_what_nobody_notices_is_named_exactly() -> None:
    assert UNSEEN.keys() <= {mutation.name for mutation in mutations()}


def test_every_kind_of_word_is_tried() -> None:
    assert {m.kind for m in ALL} == {
        "address", "host", "separator", "PKCE style", "name of the client", "token body", "kind of renewal",
        "client authentication", "scope", "dead list",
    }  # fmt: skip
    assert all(m.ways() for m in ALL)


@pytest.mark.parametrize("mutation", SAMPLES, ids=[m.kind for m in SAMPLES])
def test_one_wrong_word_of_each_kind_shows(mutation: Mutation, practice_server: Server, line: Line) -> None:
    assert not survives(mutation, practice_server, line), mutation.name


@pytest.mark.soak
def test_every_wrong_word_shows(practice_server: Server, line: Line) -> None:
    assert [m.name for m in ALL if survives(m, practice_server, line)] == []
