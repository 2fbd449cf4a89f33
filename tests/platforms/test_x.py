"""What is X's alone: two kinds of keys, the permission that keys keep, counts by either name, and the bill."""

import pytest
from msgspec.structs import replace
from tests.platforms.arrange import WAYS, Way
from tests.platforms.bench import Bench, OpenBench

from stagedoor.domain.errors import BadInput
from stagedoor.domain.exchange import Answer

NATIVE, WEB, KEYS = (way for way in WAYS if way.platform == "x")


def by_id(answers: list[Answer]) -> dict[str, Answer]:
    return {a.check_id: a for a in answers}


@pytest.mark.parametrize("names", ["post", "tweet"])
def test_counts_come_by_either_name(open_bench: OpenBench, names: str) -> None:
    bench = open_bench(NATIVE)
    bench.http.planned = True  # the published contract knows the newer name alone
    bench.world.x.metric_names = names
    who = bench.who()
    assert (who.followers, who.facts["posts"]) == (1284, 640)


def test_the_picture_is_large_enough_to_be_recognised(open_bench: OpenBench) -> None:
    avatar = open_bench(NATIVE).who().avatar
    assert avatar is not None
    assert avatar.endswith("face_400x400.png")


def test_keys_that_may_only_read_are_said_before_the_first_post(open_bench: OpenBench) -> None:
    bench = open_bench(KEYS)
    bench.ready()
    for pair in bench.world.x.key_pairs.values():
        pair.level = "read"
    who = bench.who()
    assert [(a.check_id, a.verdict, a.error_id) for a in who.answers] == [
        ("me", "ok", None),
        ("access", "bad", "read_only"),
    ]
    assert bench.found().problem == bench.spec.error["read_only"].cause
    assert by_id(bench.checked(bench.made_up()))["access"].kind == "permission"


@pytest.mark.parametrize(
    ("level", "verdict"), [("read", "bad"), ("read-write", "ok"), ("read-write-directmessages", "ok")]
)
def test_the_level_of_the_keys(open_bench: OpenBench, level: str, verdict: str) -> None:
    bench = open_bench(KEYS)
    bench.ready()
    for pair in bench.world.x.key_pairs.values():
        pair.level = level
    assert by_id(bench.checked(bench.made_up()))["access"].verdict == verdict


@pytest.mark.parametrize("way", [NATIVE, WEB], ids=["native", "web"])
def test_a_sign_in_has_no_level(open_bench: OpenBench, way: Way) -> None:
    """X promises the header for OAuth 1.0a only; a sign-in's permissions are its scopes."""
    assert set(by_id(open_bench(way).checked(open_bench(way).made_up()))) == {"me"}


def test_usage_is_free_and_says_what_is_left(open_bench: OpenBench) -> None:
    bench = open_bench(KEYS)
    bench.ready()
    answers = by_id(bench.checked(bench.made_up(), paid=False))
    assert set(answers) == {"usage"}
    (meter,) = answers["usage"].meters
    assert (meter.name, meter.limit, meter.used) == ("reads", 3_000_000, 0)
    assert meter.left == 3_000_000
    assert bench.world.x.ledger == []


def test_one_check_costs_one_cent_once_a_day(open_bench: OpenBench) -> None:
    bench = open_bench(NATIVE)
    bench.checked(bench.made_up())
    bench.checked(bench.made_up())
    assert [(c.what, c.price) for c in bench.world.x.ledger] == [("user read", 0.010)]
    assert bench.spec.check["me"].price == 0.010


def test_a_post_costs_what_the_file_says(open_bench: OpenBench) -> None:
    bench = open_bench(NATIVE)
    rung = bench.spec.post["text"].rung["public"]
    plain = bench.run(bench.adapter.publish(bench.made_up(), bench.keys, "Rye"))
    bench.run(bench.adapter.publish(bench.made_up(), bench.keys, "Rye https://example.com"))
    bench.run(bench.adapter.delete(bench.made_up(), bench.keys, plain.ref))
    assert [c.price for c in bench.world.x.ledger] == [rung.price, rung.price_with_link, rung.delete_price]


def test_what_is_left_of_the_window_comes_with_every_answer(open_bench: OpenBench) -> None:
    bench = open_bench(NATIVE)
    published = bench.run(bench.adapter.publish(bench.made_up(), bench.keys, "Rye"))
    assert [(m.name, m.left) for m in published.meters] == [("window", 99)]


def test_a_sign_in_without_renewal_is_ended_by_its_access_token(open_bench: OpenBench) -> None:
    bench = open_bench(NATIVE)
    only = {name: value for name, value in bench.keys.secrets.items() if name != "refresh"}
    bench.run(bench.adapter.revoke(replace(bench.keys, secrets=only)))
    assert bench.world.x.valid_access_tokens() == []


def test_four_keys_have_nothing_to_end_or_renew(open_bench: OpenBench) -> None:
    bench = open_bench(KEYS)
    with pytest.raises(BadInput):
        bench.run(bench.adapter.revoke(bench.keys))
    assert not [r for r in bench.world.requests if "oauth2/revoke" in r.path]


def test_a_client_id_cannot_be_proved_and_that_is_said(open_bench: OpenBench) -> None:
    bench = open_bench(WEB)
    proof = bench.run(bench.adapter.prove("browser", bench.brought))
    assert (proof.by, proof.who) == ("form", None)
    assert "before you sign in" in proof.says
    assert [r for r in bench.world.requests if r.path.startswith("/x/api")] == []


def test_the_secret_goes_where_x_wants_it(open_bench: OpenBench) -> None:
    native, web = open_bench(NATIVE), open_bench(WEB)
    for bench in (native, web):
        bench.ready()
    asked = [r for r in native.world.requests if r.path == "/x/api/2/oauth2/token"]
    assert [("client_id" in r.form, "authorization" in r.headers) for r in asked] == [(True, False), (False, True)]
    assert not any("client_secret" in r.form for r in asked)


def test_tokens_travel_in_headers_only(open_bench: OpenBench) -> None:
    for way in (NATIVE, KEYS):
        bench: Bench = open_bench(way)
        bench.checked(bench.connection())
    secrets = [s for s in bench.world.secrets() if s]
    for request in bench.world.requests:
        if request.path.startswith("/x/api/2/") and "oauth2" not in request.path:
            assert not any(secret in request.path + request.raw_query for secret in secrets)
