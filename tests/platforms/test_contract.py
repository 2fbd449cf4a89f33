"""The one contract suite: what every platform's adapter answers, whichever platform it is."""

from typing import Any

import pytest
from msgspec.structs import replace
from tests.platforms.arrange import WAYS
from tests.platforms.bench import CATALOGUE, DESCRIBED, PRACTISED, Bench, called, without

from stagedoor.domain.errors import BadInput, PlatformRefused, SignInNeeded
from stagedoor.domain.secret import Secret

TEXT = "Rye bread on the table at eight"


def signs_in(bench: Bench) -> bool:
    """Ways that bring their keys along have nothing to exchange or renew: for them that is what is tried."""
    if bench.signs_in:
        return True
    if bench.route.oauth:  # a token that the portal made is ended like one of a sign-in, or renews itself
        assert bench.spec.oauth[bench.route.oauth].renew.kind in ("none", "self")
        return False
    with pytest.raises(BadInput, match="another way to connect"):
        bench.adapter.renewal(bench.brought)
    with pytest.raises(BadInput, match="another way to connect"):
        bench.run(bench.adapter.revoke(bench.brought))
    return False


def test_every_way_to_connect_is_arranged() -> None:
    """A platform that joins must say here how a person gets its keys. By hand there is nothing to ask."""
    wanted = {
        (id, route) for id in PRACTISED for route, way in CATALOGUE.spec(id).route.items() if way.kind != "manual"
    }
    assert {(way.platform, way.route) for way in WAYS} == wanted


def test_good_keys_are_proved_as_far_as_the_platform_can(bench: Bench) -> None:
    proof = bench.run(bench.adapter.prove(bench.way.route, bench.brought))
    assert proof.by == bench.way.proof
    assert proof.says
    assert not any(secret in proof.says for secret in bench.secrets())
    if proof.who:
        assert called(proof.who) == bench.way.identity


def test_keys_that_the_platform_does_not_know_are_refused(bench: Bench) -> None:
    spoilt = without(bench.keys, **bench.way.spoils)
    proves = bench.way.proof == "platform"
    with pytest.raises(PlatformRefused) as caught:
        bench.run(bench.adapter.prove(bench.way.route, spoilt) if proves else bench.adapter.identify(spoilt))
    assert caught.value.kind in ("app", "grant_dead")
    assert caught.value.error_id in bench.spec.error
    route, step = caught.value.step.split(".") if caught.value.step else ("", "")
    assert step in bench.spec.route[route].step
    assert not any(secret in str(caught.value) for secret in (*bench.secrets(), *bench.way.spoils.values()))


def test_a_sign_in_gives_what_was_asked_for(bench: Bench) -> None:
    if not signs_in(bench):
        return
    answer = bench.exchanged()
    tokens = {t.name: t for t in answer.tokens}
    oauth = bench.spec.oauth[bench.route.oauth]
    assert tokens["access"].lives == oauth.lifetimes.get("access")
    assert set(answer.scopes or ()) == set(bench.route.scopes)
    assert ("refresh" in tokens) == (oauth.renew.kind == "refresh_token")


def test_a_code_counts_once_and_for_its_own_attempt_only(bench: Bench) -> None:
    if not signs_in(bench):
        return
    attempt = bench.attempt()
    code = bench.code(attempt)
    refused = [replace(attempt, redirect_uri=attempt.redirect_uri + "/")] if bench.way.bound else []
    if attempt.verifier:
        refused.append(replace(attempt, verifier=bench.attempt().verifier))
    bench.run(bench.adapter.exchange(attempt, code, bench.brought))
    for other in (attempt, *refused):
        fresh = code if other is attempt else bench.code(attempt)
        with pytest.raises(PlatformRefused) as caught:
            bench.run(bench.adapter.exchange(other, fresh, bench.brought))
        assert caught.value.kind == "ours"
        assert caught.value.error_id in bench.spec.error


def test_a_renewal_gives_new_tokens(bench: Bench) -> None:
    if not bench.renews:
        return
    old = bench.keys
    answer = bench.renewed()
    fresh = bench.with_tokens(old, answer)
    assert fresh.secrets["access"] != old.secrets["access"]
    assert called(bench.run(bench.adapter.identify(fresh))) == bench.way.identity
    if fresh.secrets.get("refresh") != old.secrets.get("refresh"):
        with pytest.raises(PlatformRefused) as caught:
            bench.renewed()
        assert caught.value.error_id in bench.spec.oauth[bench.route.oauth].dead


def test_nothing_to_renew_with_means_signing_in_again(bench: Bench) -> None:
    if not signs_in(bench):
        return
    with pytest.raises(SignInNeeded):
        bench.adapter.renewal(replace(bench.brought, secrets={**bench.brought.secrets, "refresh": Secret("")}))


def test_it_says_who_signed_in(bench: Bench) -> None:
    who = bench.who()
    assert called(who) == bench.way.identity
    assert who.id
    assert who.name
    assert all(answer.check_id in bench.spec.check for answer in who.answers)


def test_the_account_appears(bench: Bench) -> None:
    found = bench.found()
    assert (called(found), found.problem) == (bench.way.account, "")
    assert bool(found.followers) == bench.way.told
    if not found.url:
        assert not bench.way.told
        return
    assert found.url.startswith(bench.spec.hosts["web"])
    assert bench.visitor.open(found.url).status == 200


def test_the_account_is_found_by_what_is_typed(bench: Bench) -> None:
    found, who = bench.found(), bench.who()
    if not bench.way.typed:
        with pytest.raises(BadInput):
            bench.run(bench.adapter.find(bench.keys, who, bench.way.account))
        return
    for typed in (f"@{bench.way.account}", f" {bench.way.account} ", found.url or "", found.external_id):
        again = bench.run(bench.adapter.find(bench.keys, who, typed))
        assert replace(again, token=None) == replace(found, token=None)  # what is left of its life may be a second less
        assert (again.token is None) == (found.token is None)


def test_every_check_answers(bench: Bench) -> None:
    answers = bench.checked(bench.connection())
    assert {a.verdict for a in answers} == {"ok"}
    assert {a.check_id for a in answers} <= set(bench.spec.check)
    assert len({a.check_id for a in answers}) == len(answers) > 0
    abilities = {ability for a in answers for ability in bench.spec.check[a.check_id].abilities}
    assert "read" in abilities


def test_nothing_is_spent_without_being_asked_for(bench: Bench) -> None:
    connection = bench.connection()
    before = len(bench.world.x.ledger)
    answers = bench.checked(connection, paid=False)
    assert not [a.check_id for a in answers if bench.spec.check[a.check_id].price]
    assert len(bench.world.x.ledger) == before


def test_a_post_can_be_seen_and_taken_away(bench: Bench) -> None:
    if not bench.posts:
        return
    connection = bench.connection()
    published = bench.post(connection, TEXT)
    assert published.ref
    assert bool(published.link) != bool(bench.way.shows)
    link = published.link or bench.spec.hosts["web"] + bench.way.shows
    assert link.startswith(bench.spec.hosts["web"])
    assert TEXT in bench.visitor.open(link).text
    if not bench.deletes:
        with pytest.raises(BadInput):
            bench.run(bench.adapter.delete(connection, bench.keys, published.ref))
        return
    bench.run(bench.adapter.delete(connection, bench.keys, published.ref))
    assert TEXT not in bench.visitor.open(link).text
    if not bench.way.deletes_once:
        bench.run(bench.adapter.delete(connection, bench.keys, published.ref))
        return
    with pytest.raises(PlatformRefused) as caught:
        bench.run(bench.adapter.delete(connection, bench.keys, published.ref))
    assert caught.value.error_id in bench.spec.error


@pytest.mark.parametrize(
    "text", ["Käse & <b>bread</b> at 8", "🥐 👩‍👩‍👧‍👦 مرحبا", 'say "hi" \\ {x} 100 %', "two\n\nlines"]
)
def test_a_text_arrives_as_it_was_written(bench: Bench, text: str) -> None:
    if not bench.posts:
        return
    limit = bench.spec.post["text"].text
    if limit and set(limit.forbidden) & set(text):
        with pytest.raises(PlatformRefused):
            bench.post(bench.connection(), text)
        return
    bench.post(bench.connection(), text)
    world = bench.world
    posts: list[Any] = [
        *world.x.live_posts(),
        *world.telegram.messages,
        *world.linkedin.live_posts(),
        *world.tiktok.drafts,
        *world.threads.live_posts(),
        *world.meta.posts.values(),
        *world.meta.media.values(),
    ]
    assert text in [*(post.text for post in posts), *(video.title for video in world.youtube.live_videos())]


def test_a_text_at_its_limit_is_taken_and_one_more_is_not(bench: Bench) -> None:
    if not bench.posts:
        return
    connection, limit = bench.connection(), bench.spec.post["text"].text
    assert limit is not None
    text = "x" * limit.max
    assert bench.adapter.measure(text) == limit.max
    bench.post(connection, text)
    assert bench.adapter.measure(text + "y") == limit.max + 1
    with pytest.raises(PlatformRefused):
        bench.post(connection, text + "y")


def test_a_sign_in_that_is_ended_is_over(bench: Bench) -> None:
    signs_in(bench)
    if not bench.route.oauth or bench.spec.oauth[bench.route.oauth].revoke.reach == "none":
        return
    bench.run(bench.adapter.revoke(bench.keys))
    with pytest.raises(PlatformRefused) as caught:
        bench.who()
    assert caught.value.kind == "grant_dead"
    if not bench.renews:
        assert caught.value.error_id in bench.spec.oauth[bench.route.oauth].dead
        return
    with pytest.raises(PlatformRefused) as ended:
        bench.renewed()
    assert ended.value.error_id in bench.spec.oauth[bench.route.oauth].dead


def test_nothing_stands_in_the_way_by_itself(bench: Bench) -> None:
    assert bench.run(bench.adapter.hindrance(bench.keys)) is None


@pytest.mark.contracts
def test_messages_are_held_against_the_published_contract(bench: Bench) -> None:
    if bench.way.platform not in DESCRIBED:
        return
    connection = bench.connection()
    bench.post(connection, TEXT)
    bench.checked(connection)
    assert bench.http.described >= 4
    assert bench.http.problems == []
