"""The contract of every platform file that Stagedoor brings: dated, sourced, honest about what is not sure."""

import re
import tomllib
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from stagedoor.catalogue import load, load_one, resource_path
from stagedoor.catalogue.check import check
from stagedoor.catalogue.problem import Path
from stagedoor.catalogue.walk import walk
from stagedoor.domain.claims import Claim
from stagedoor.domain.errors import BadInput
from stagedoor.domain.fields import Picked, pick
from stagedoor.domain.guidance import DeadEnd, Expect, Field, Need, Step
from stagedoor.domain.limits import PostRung
from stagedoor.domain.platform import AnotherAccount, Check, ErrorEntry, Platform, Scope

IDS = sorted(file.stem for file in resource_path("platforms").glob("*.toml"))
SPOKEN = (AnotherAccount, Check, DeadEnd, ErrorEntry, Expect, Need, PostRung, Scope, Step)
"""Claims that are made of sentences; the others are addresses and numbers."""

HEDGE = {
    "should": re.compile(r"\bshould\b", re.IGNORECASE),
    "unknown": re.compile(r"\b(should|may|might|perhaps|probably|unknown|not known)\b", re.IGNORECASE),
}
APP = re.compile(r"(\S+) app\b")
ADDRESS = re.compile(r"\b(?:https?|tg)://|\bwww\.")


@pytest.fixture(scope="module")
def catalogue():
    return load(resource_path())


@pytest.fixture(params=IDS)
def platform(request, catalogue):
    return catalogue.spec(request.param)


def claims(platform: Platform) -> list[tuple[Path, Claim]]:
    return [(path, value) for path, value in walk(platform) if isinstance(value, Claim)]


def texts(value: object) -> str:
    """The sentences of a claim, without its source."""
    return " ".join(text for path, text in walk(value) if isinstance(text, str) and path[-1] != "source")


def test_the_first_two_are_there(catalogue):
    assert {"telegram", "x"} <= set(catalogue.ids())


def test_nothing_is_wrong_with_it(platform):
    assert check(platform) == []
    assert load_one(resource_path(), None, platform.id) == platform


def test_every_claim_is_dated_and_sourced(platform):
    written = tomllib.loads(resource_path("platforms", f"{platform.id}.toml").read_text())
    for path, claim in claims(platform):
        if not _written(written, path):
            continue  # a default of the schema says nothing about the platform
        assert claim.seen, path
        assert date(2026, 1, 1) <= claim.seen <= platform.seen, path
        assert len(claim.source) > 5, path


def _written(tables: Any, path: Path) -> bool:
    for part in path:
        if part not in tables:
            return False
        tables = tables[part]
    return True


def test_what_is_only_probable_says_so(platform):
    for path, claim in claims(platform):
        if claim.sure != "is" and isinstance(claim, SPOKEN):
            assert HEDGE[claim.sure].search(texts(claim)), path


def test_every_scope_and_error_has_a_consequence(platform):
    for path, value in walk(platform):
        if isinstance(value, Scope):
            assert value.ability, path
            assert value.missing.endswith("."), path
        if isinstance(value, ErrorEntry):
            assert value.cause.endswith((".", "?")), path
            assert value.fix.endswith((".", "?")), path
            assert any((value.status, value.code, value.subcode, value.type, value.text)), path


def test_no_error_is_hidden_behind_a_more_general_one(platform):
    """Errors are tried in order: an entry that asks for no more than an earlier one would never be reached."""
    earlier: list[tuple[str, dict[str, set[str]]]] = []
    for id, entry in platform.error.items():
        wanted = _matchers(entry)
        for other, less in earlier:
            assert not _implied(less, wanted), f"{id} stands behind {other}"
        earlier.append((id, wanted))


def _matchers(entry: ErrorEntry) -> dict[str, set[str]]:
    values = {name: getattr(entry, name) for name in ("status", "code", "subcode", "type", "text")}
    return {k: {str(v).lower() for v in (vs if isinstance(vs, list) else [vs])} for k, vs in values.items() if vs}


def _implied(less: dict[str, set[str]], more: dict[str, set[str]]) -> bool:
    return all(key in more and more[key] <= accepted for key, accepted in less.items())


def test_no_text_holds_an_address(platform):
    for path, value in walk(platform):
        if isinstance(value, str) and not {"hosts", "pattern", "find", "example", "scopes"} & set(path):
            assert path[-2:] == ("redirect", "url") or not ADDRESS.search(value), path


def test_nobody_is_left_to_guess_which_app_is_meant(platform):
    for path, value in walk(platform):
        if isinstance(value, str) and path and path[-1] in {"do", "cause", "fix", "mistake", "why", "missing", "say"}:
            for word in APP.findall(value):
                assert word[0].isupper() or word == "phone", (path, word)


def test_every_guide_says_what_a_step_can_do_and_how_to_go_back(platform):
    for id, route in platform.route.items():
        for name, step in route.step.items():
            assert step.do.strip().endswith((".", "?", "!", '"')), (id, name)
            if step.effect in {"visible_to_others", "cannot_be_undone"}:
                assert step.undo or step.effect == "cannot_be_undone", (id, name)


def test_ways_that_cost_money_say_so_before_the_first_step(platform):
    paid = any(isinstance(v, PostRung) and v.price for _, v in walk(platform))
    for route in platform.route.values():
        if paid and route.kind != "manual":
            assert any("$" in gate for gate in route.gates), route.name


def test_post_rungs_are_complete(platform):
    for kind in platform.post.values():
        assert set(kind.rung) - {"draft"} == {"dry", "private", "public"}
        for rung in kind.rung.values():
            assert rung.audience


def test_days_that_are_counted_begin_where_the_world_has_a_midnight(platform):
    for meter in platform.meter.values():
        if meter.midnight:
            assert (ZoneInfo(meter.midnight).key, meter.limit > 0) == (meter.midnight, True)


def test_every_question_is_asked_or_decides_between_routes(platform):
    used = {q for r in platform.route.values() for s in r.step.values() for q in s.questions}
    used |= {q for r in platform.route.values() for q in r.recommended_when}
    used |= {q for r in platform.route.values() for q in r.needs_answer}
    for holder in (*platform.app.values(), *platform.route.values()):
        assert set(holder.question) <= used


def fields(platform: Platform) -> list[tuple[Path, Field]]:
    return [(path, value) for path, value in walk(platform) if isinstance(value, Field)]


def taken(field: Field, pasted: str) -> Picked:
    return pick(field, pasted, simulated=False, others={}, siblings={})


def test_every_example_is_taken_as_it_is(platform):
    for path, field in fields(platform):
        picked = taken(field, field.example)
        assert (picked.value, picked.doubt) == (field.example, ""), path


def test_every_key_is_picked_out_of_what_surrounds_it(platform):
    for path, field in fields(platform):
        if not field.secret or field.example.startswith("http"):
            continue
        for pasted in (
            f"  {field.example}\r\n",
            f'"{field.example}"',
            f"SOME_KEY={field.example}\n",
            f'export SOME_KEY="{field.example}"',
            f'{{"some": "{field.example}"}}',
        ):
            assert taken(field, pasted).value == field.example, (path, pasted)


def test_a_hidden_form_is_told_in_the_words_of_its_field(platform):
    for path, field in fields(platform):
        hidden = f"{field.example[:3]}••••••••"
        said = [twin.say for twin in field.twins if twin.pattern and re.fullmatch(twin.pattern, hidden)]
        if said:
            with pytest.raises(BadInput) as refused:
                taken(field, hidden)
            assert refused.value.cause == said[0], path


def test_followers_stand_in_the_sentence_so_that_they_can_be_left_out(platform):
    """An account need not say how many there are."""
    sentence = platform.identity.sentence
    assert "{followers}" not in sentence.replace(f" ({{followers}} {platform.identity.audience})", "")
