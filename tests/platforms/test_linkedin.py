"""What is LinkedIn's alone: little text, versions that die, tokens asked about, and quotas that end at midnight."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.platforms.answering import verdicts
from tests.platforms.arrange import WAYS, Way
from tests.platforms.bench import CATALOGUE, Bench, OpenBench, without
from tests.platforms.broken import plan

from stagedoor.domain.errors import BadAnswer, Limited, PlatformRefused
from stagedoor.net import outgoing
from stagedoor.oauth import attempt as attempts
from stagedoor.platforms.base import BaseAdapter
from stagedoor.platforms.texts import little_text
from stagedoor.platforms.versions import Ladder
from stagedoor.practice.linkedin import text as server

BROWSER, GENERATOR, _PAGES = (way for way in WAYS if way.platform == "linkedin")
DAY = 86_400


class Notes:
    """Implements Memory."""

    def __init__(self, **known: str) -> None:
        self.known = known

    async def learn(self, platform: str, key: str, value: str, *, at: int) -> None:
        self.known[key] = value

    async def learned(self, platform: str) -> dict[str, str]:
        return dict(self.known)


def versions_tried(bench: Bench) -> list[str]:
    asked = [r for r in bench.world.requests if r.path.startswith("/linkedin/api/rest/posts")]
    return [r.headers["linkedin-version"] for r in asked]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_shown_as_it_was_written(text: str) -> None:
    assert server.shown(little_text(text)) == text


@pytest.mark.parametrize("sign", "\\|{}[]()<>@#*_~")
def test_without_its_backslash_a_sign_ends_the_text(sign: str) -> None:
    assert little_text(f"a {sign} b") == f"a \\{sign} b"
    assert server.shown(f"a {sign} b") == "a "


def test_signs_that_travel_with_a_backslash_count_twice(open_bench: OpenBench) -> None:
    bench = open_bench(GENERATOR)
    assert bench.adapter.measure("Rye (warm)") == 12
    connection = bench.connection()
    bench.run(bench.adapter.publish(connection, bench.keys, "(" * 1500))
    assert bench.adapter.measure("(" * 1500) == 3000
    assert [p.text for p in bench.world.linkedin.live_posts()] == ["(" * 1500]


def test_a_post_is_for_connections_and_names_its_author(open_bench: OpenBench) -> None:
    bench = open_bench(BROWSER)
    published = bench.run(bench.adapter.publish(bench.connection(), bench.keys, "Rye"))
    (post,) = bench.world.linkedin.posts.values()
    assert (post.visibility, post.author, post.urn) == ("CONNECTIONS", f"urn:li:person:{bench.who().id}", published.ref)
    assert published.link == f"{bench.spec.hosts['web']}/feed/update/{post.urn}"


def test_the_version_of_the_file_is_tried_first(open_bench: OpenBench) -> None:
    bench = open_bench(GENERATOR)
    bench.run(bench.adapter.publish(bench.connection(), bench.keys, "Rye"))
    assert bench.spec.version
    assert versions_tried(bench) == [bench.spec.version.api]


def test_a_dead_version_is_followed_by_the_months_before_this_one(open_bench: OpenBench) -> None:
    bench = open_bench(GENERATOR)
    ladder = Ladder(bench.spec, bench.clock, None)

    async def all_of_them() -> list[str]:
        return [version async for version in ladder.versions()]

    first, *months = bench.run(all_of_them())
    assert bench.spec.version
    assert first == bench.spec.version.api
    assert months == sorted(months, reverse=True)
    assert len({first, *months}) == len(months) + 1
    assert all(len(month) == 6 and "01" <= month[4:] <= "12" for month in months)
    assert bench.spec.version.back - 1 <= len(months) <= bench.spec.version.back


def test_what_answered_once_is_asked_first_the_next_time(open_bench: OpenBench) -> None:
    bench = open_bench(GENERATOR)
    notes = Notes()
    bench.world.linkedin.versions[:] = ["202604"]
    for turn in range(2):
        adapter = bench.adapter_over(bench.http, memory=notes)
        bench.run(adapter.publish(bench.connection(), bench.keys, f"Rye {turn}"))
    tried = versions_tried(bench)
    assert tried[-2:] == ["202604", "202604"]
    assert tried.count("202604") == 2
    assert notes.known == {"version": "202604"}


def test_where_every_version_is_refused_nothing_is_posted(open_bench: OpenBench) -> None:
    bench = open_bench(GENERATOR)
    bench.ready()
    bench.world.linkedin.versions.clear()
    with pytest.raises(PlatformRefused) as caught:
        bench.run(bench.adapter.publish(bench.made_up(), bench.keys, "Rye"))
    assert caught.value.error_id == "version"
    assert len(versions_tried(bench)) == len(set(versions_tried(bench))) > 5
    assert bench.world.linkedin.posts == {}


def test_another_refusal_is_not_tried_in_other_versions(open_bench: OpenBench) -> None:
    """A duplicate is a duplicate in every version; and what may have been done is never sent twice."""
    bench = open_bench(GENERATOR)
    connection = bench.connection()
    bench.run(bench.adapter.publish(connection, bench.keys, "Rye"))
    with pytest.raises(PlatformRefused):
        bench.run(bench.adapter.publish(connection, bench.keys, "Rye"))
    assert len(versions_tried(bench)) == 2


def test_a_good_answer_without_the_posts_name_is_no_post(open_bench: OpenBench) -> None:
    bench = open_bench(GENERATOR)
    connection = bench.connection()
    plan(bench.world, "POST /linkedin/api/rest", ("status", {"status": 201, "text": ""}))
    with pytest.raises(BadAnswer, match="did not say which post") as caught:
        bench.run(bench.adapter.publish(connection, bench.keys, "Rye"))
    assert "Look at your profile" in caught.value.fix


def test_a_deletion_that_only_looks_done_is_said(open_bench: OpenBench) -> None:
    bench = open_bench(GENERATOR)
    bench.ready()
    plan(bench.world, "DELETE /linkedin/api", ("status", {"status": 200, "json": {}}))
    with pytest.raises(BadAnswer):
        bench.run(bench.adapter.delete(bench.made_up(), bench.keys, "urn:li:share:1"))


@pytest.mark.parametrize("way", [BROWSER, GENERATOR], ids=["browser", "generator"])
def test_a_check_uses_none_of_the_calls_that_are_counted(open_bench: OpenBench, way: Way) -> None:
    bench = open_bench(way)
    connection = bench.connection()
    before = dict(bench.world.linkedin.calls)
    assert verdicts(bench.checked(connection)) == {"token": ("ok", None), "access": ("ok", None)}
    assert bench.world.linkedin.calls == before


def test_what_a_check_finds_wrong(open_bench: OpenBench) -> None:
    bench = open_bench(GENERATOR)
    bench.ready()
    (grant,) = bench.world.linkedin.engine.grants
    grant.scopes = ("openid", "profile")
    assert verdicts(bench.checked(bench.made_up())) == {"token": ("ok", None), "access": ("bad", "no_posting")}
    bench.world.clock.advance(60 * DAY)
    assert verdicts(bench.checked(bench.made_up())) == {"token": ("bad", "token_expired")}
    grant.ended = "removed"
    assert verdicts(bench.checked(bench.made_up())) == {"token": ("bad", "token_revoked")}


@pytest.mark.parametrize("unit", [1, 1000], ids=["seconds", "milliseconds"])
def test_the_end_of_a_token_in_either_unit(open_bench: OpenBench, unit: int) -> None:
    bench = open_bench(GENERATOR)
    end = int(bench.clock.now()) + 40 * DAY
    said = {"active": True, "status": "active", "scope": "openid,w_member_social", "expires_at": end * unit}
    brought = bench.brought
    plan(bench.world, "POST /linkedin/web", ("status", {"status": 200, "json": said}))
    proof = bench.run(bench.adapter.prove("generator", brought))
    assert proof.token
    (token,) = proof.token.tokens
    assert (token.ends, token.ends_from) == ("at", "asked")
    assert token.lives == pytest.approx(40 * DAY, abs=2)
    assert proof.token.scopes == ["openid", "w_member_social"]


def test_an_active_token_without_an_end_has_an_unknown_one(open_bench: OpenBench) -> None:
    bench = open_bench(GENERATOR)
    brought = bench.brought
    plan(bench.world, "POST /linkedin/web", ("status", {"status": 200, "json": {"active": True}}))
    proof = bench.run(bench.adapter.prove("generator", brought))
    assert proof.token
    assert [(t.ends, t.lives) for t in proof.token.tokens] == [("unknown", None)]


def test_keys_are_proved_without_a_token_of_the_person(open_bench: OpenBench) -> None:
    bench = open_bench(BROWSER)
    proof = bench.run(bench.adapter.prove("browser", bench.brought))
    assert proof.by == "platform"
    (asked,) = [r for r in bench.world.requests if r.path.endswith("/introspectToken")]
    assert asked.form["client_id"] == bench.brought.app["client_id"]
    assert not [secret for secret in bench.world.secrets() if secret == asked.form["token"]]


def test_a_platform_that_reads_the_token_first_proves_nothing_and_stops_nobody(open_bench: OpenBench) -> None:
    bench = open_bench(BROWSER)
    brought = bench.brought
    said = {"error": "invalid_request", "error_description": "Unable to decode the token"}
    plan(bench.world, "POST /linkedin/web", ("status", {"status": 400, "json": said}))
    proof = bench.run(bench.adapter.prove("browser", brought))
    assert (proof.by, proof.token) == ("form", None)


@pytest.mark.parametrize("way", [BROWSER, GENERATOR], ids=["browser", "generator"])
def test_a_wrong_secret_is_known_before_anything_else(open_bench: OpenBench, way: Way) -> None:
    bench = open_bench(way)
    with pytest.raises(PlatformRefused) as caught:
        bench.run(bench.adapter.prove(bench.way.route, without(bench.brought, client_secret="PRACTICEunknown1")))
    assert (caught.value.error_id, caught.value.step) == ("client_wrong", "browser.keys")


def test_the_day_begins_at_midnight_universal_time(open_bench: OpenBench) -> None:
    bench = open_bench(GENERATOR)
    bench.ready()
    bench.world.linkedin.limits["MEMBER"] = 0
    with pytest.raises(Limited) as caught:
        bench.who()
    assert caught.value.retry_after is not None
    assert (bench.clock.now() + caught.value.retry_after) % DAY == pytest.approx(0, abs=2)


def test_words_of_a_refused_sign_in_come_without_markup(open_bench: OpenBench) -> None:
    bench = open_bench(BROWSER)
    brought = bench.brought
    said = {"error": "something_new", "error_description": "Scope &quot;a&quot; &amp; others"}
    plan(bench.world, "* /linkedin", ("status", {"status": 400, "json": said}))
    with pytest.raises(PlatformRefused):
        bench.run(bench.adapter.prove("browser", brought))
    _, response = bench.http.sent[-1]
    assert response is not None
    assert isinstance(bench.adapter, BaseAdapter)
    assert 'Scope "a" & others' in bench.adapter.error_facts(response).text


def test_tokens_travel_in_headers_or_bodies_only(open_bench: OpenBench) -> None:
    for way in (BROWSER, GENERATOR):
        bench = open_bench(way)
        bench.checked(bench.connection())
        secrets = [secret for secret in bench.secrets() if secret]
        for request in bench.world.requests:
            if request.path.startswith("/linkedin/api") or request.method == "POST":
                assert not any(secret in request.path + request.raw_query for secret in secrets)


@pytest.mark.contracts
def test_the_sign_in_is_what_another_library_sends(open_bench: OpenBench, contracts: Path) -> None:
    shapes = json.loads((contracts / "oauth" / "provider_shapes.json").read_text(encoding="utf-8"))
    theirs: dict[str, Any] = shapes["arctic"]["linkedin"]
    bench = open_bench(BROWSER)
    bench.spec = CATALOGUE.spec("linkedin")
    adapter = bench.adapter_over(bench.http)
    assert isinstance(adapter, BaseAdapter)
    attempt = bench.attempt()
    authorize = bench.spec.oauth["member"].authorize
    ours = urlsplit(attempts.authorize_url(authorize, bench.spec.fill(authorize.url), attempt, "CID"))
    peer = urlsplit(theirs["authorize"])
    assert (ours.scheme, ours.netloc, ours.path) == (peer.scheme, peer.netloc, peer.path)
    assert set(parse_qs(ours.query)) == set(parse_qs(peer.query))
    assert parse_qs(ours.query)["scope"] == parse_qs(peer.query)["scope"]

    keys = without(bench.brought, client_secret="SECRET")
    form = {"grant_type": "authorization_code", "code": "CODE", "redirect_uri": bench.redirect}
    oauth = bench.spec.oauth["member"]
    request = adapter.token_request(oauth, keys, form, oauth.token.url, "exchange")
    content, headers = outgoing.content(request)
    (capture,) = theirs["code"]
    assert (request.method, outgoing.address(request)) == (capture["method"], capture["url"])
    assert headers["content-type"] == capture["headers"]["content-type"]
    assert set(dict(parse_qsl((content or b"").decode()))) == set(dict(parse_qsl(capture["body"])))
