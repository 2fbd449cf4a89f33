"""Every error of every catalogue is reached, and is the one that is picked."""

from importlib import import_module

import pytest
from tests.platforms.arrange import BY_NAME, WAYS
from tests.platforms.bench import CATALOGUE, PRACTISED, OpenBench
from tests.platforms.errors_telegram import said, upgraded
from tests.platforms.scripted import Made, Said

from stagedoor.domain.errors import Limited, PlatformRefused

MADE: dict[str, Made] = {id: import_module(f"tests.platforms.errors_{id}").MADE for id in PRACTISED}
SAID: dict[str, Said] = {id: import_module(f"tests.platforms.errors_{id}").SAID for id in PRACTISED}


@pytest.mark.parametrize("id", PRACTISED)
def test_every_error_of_the_catalogue_comes_about(id: str) -> None:
    assert set(CATALOGUE.spec(id).error) == set(MADE[id]) | set(SAID[id])


@pytest.mark.parametrize(("id", "error"), [(id, error) for id, made in MADE.items() for error in made])
def test_practice_refuses_and_the_right_error_is_picked(id: str, error: str, open_bench: OpenBench) -> None:
    way, act = MADE[id][error]
    bench = open_bench(BY_NAME[way])
    with pytest.raises((PlatformRefused, Limited)) as caught:
        act(bench)
    entry = bench.spec.error[error]
    assert (caught.value.code, caught.value.cause, caught.value.fix) == (error, entry.cause, entry.fix)
    assert isinstance(caught.value, Limited) == (entry.kind in ("quota", "credit"))
    assert not any(secret in str(caught.value) for secret in bench.secrets())


@pytest.mark.parametrize(
    ("id", "error", "number"),
    [(id, error, n) for id, said in SAID.items() for error, answers in said.items() for n in range(len(answers))],
)
def test_documented_words_pick_the_right_error(id: str, error: str, number: int, open_bench: OpenBench) -> None:
    way = next(way for way in WAYS if way.platform == id)
    bench = open_bench(way)
    explained = bench.adapter.explain(SAID[id][error][number])
    assert (explained.error_id, explained.kind) == (error, bench.spec.error[error].kind)


def test_a_group_that_became_a_supergroup_names_its_new_number(open_bench: OpenBench) -> None:
    bench = open_bench(BY_NAME["telegram-bot"])
    with pytest.raises(PlatformRefused) as caught:
        upgraded(bench)
    new = next(c for c in bench.world.telegram.chats.values() if c.type == "supergroup" and c.title == "Bake Club")
    assert caught.value.moved_to == str(new.id)
    assert bench.adapter.explain(said(400, "Bad Request: chat not found")).moved_to is None


@pytest.mark.parametrize("id", CATALOGUE.ids())
def test_only_what_ends_a_sign_in_is_on_the_list_of_dead_ones(id: str) -> None:
    """What a renewal may be answered with: only the listed errors end it."""
    spec = CATALOGUE.spec(id)
    for oauth in spec.oauth.values():
        assert oauth.dead
        assert {spec.error[error].kind for error in oauth.dead} == {"grant_dead"}
