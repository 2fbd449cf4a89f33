"""What is TikTok's alone: hex PKCE, refusals inside 200, sandboxes that are coy, parts of a file, a draft's way."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.platforms.answering import Answering
from tests.platforms.arrange import WAYS
from tests.platforms.bench import Bench, OpenBench
from tests.platforms.errors_tiktok import too_fast

from stagedoor.domain.errors import BadAnswer, BadInput, Limited, Offline, PlatformRefused, TimedOut
from stagedoor.domain.exchange import Answer, Response, TokenAnswer
from stagedoor.domain.secret import Secret
from stagedoor.platforms.tiktok.upload import plan

DRAFTS = next(way for way in WAYS if way.platform == "tiktok")
MB = 1_000_000


@pytest.fixture
def bench(open_bench: OpenBench) -> Bench:
    return open_bench(DRAFTS)


def publish_over(bench: Bench, http: Answering) -> str:
    bench.ready()
    adapter = bench.adapter_over(http)
    return bench.run(adapter.publish(bench.made_up(), bench.keys, "Rye")).ref


def by_id(answers: list[Answer]) -> dict[str, Answer]:
    return {a.check_id: a for a in answers}


def test_the_challenge_is_the_digest_in_hex(bench: Bench) -> None:
    attempt = bench.attempt()
    assert attempt.verifier is not None
    assert attempt.challenge == hashlib.sha256(attempt.verifier.reveal().encode()).hexdigest()


@pytest.mark.parametrize("status", [200, 400, 401])
def test_a_refusal_counts_whatever_its_status(bench: Bench, status: int) -> None:
    bench.world.tiktok.oauth_error_status = status
    bench.renewed()
    with pytest.raises(PlatformRefused) as caught:
        bench.renewed()
    assert (caught.value.error_id, caught.value.kind) == ("ended", "grant_dead")


def test_one_word_means_two_things(bench: Bench) -> None:
    """invalid_grant: of a code it is a late answer, of a refresh token the end of the sign-in."""
    attempt = bench.attempt()
    code = bench.code(attempt)
    bench.run(bench.adapter.exchange(attempt, code, bench.brought))
    with pytest.raises(PlatformRefused) as caught:
        bench.run(bench.adapter.exchange(attempt, code, bench.brought))
    assert (caught.value.error_id, caught.value.kind) == ("code_late", "ours")


def test_ends_come_from_the_answer(bench: Bench) -> None:
    """The documentation changed them in November 2026; old ones may still be about."""
    rules = bench.world.tiktok.engine.rules
    rules.access_seconds, rules.refresh_seconds = 86_400, 365 * 86_400
    assert {t.name: t.lives for t in bench.exchanged().tokens} == {"access": 86_400, "refresh": 365 * 86_400}


def test_the_sign_in_says_whose_it_is(bench: Bench) -> None:
    answer = bench.exchanged()
    assert answer.subject == bench.world.tiktok.open_id(bench.brought.app["client_id"], "crumbkitchen")
    assert bench.who().id == answer.subject


def coy(bench: Bench) -> Bench:
    """A sandbox that does not say who it is, though it was allowed to."""
    bench.ready()
    bench.world.tiktok.refuses_user_info = True
    return bench


def test_a_coy_sandbox_is_known_by_what_it_may_post(bench: Bench) -> None:
    who = coy(bench).who()
    assert (who.id, who.name, who.username) == (bench.keys.subject, "Crumb Kitchen", "crumbkitchen")
    assert {a.verdict for a in bench.checked(bench.made_up())} == {"ok"}


def test_without_either_answer_it_is_no_sign_in(bench: Bench) -> None:
    coy(bench).world.tiktok.accounts["crumbkitchen"].banned = True
    with pytest.raises(PlatformRefused) as caught:
        bench.who()
    assert caught.value.error_id == "scope_missing"


def test_a_scope_error_alone_is_bad(bench: Bench) -> None:
    coy(bench)
    bench.keep(TokenAnswer(tokens=[], scopes=["user.info.basic", "video.upload"]))
    answers = by_id(bench.checked(bench.made_up()))
    assert set(answers) == {"me"}
    assert (answers["me"].verdict, answers["me"].error_id) == ("bad", "scope_missing")


def test_a_new_name_at_tiktok_is_seen(bench: Bench) -> None:
    bench.ready()
    answers = by_id(bench.checked(bench.made_up()))
    assert answers["me"].detail["username"] == "crumbkitchen"
    assert answers["creator"].detail["longest_seconds"] == 180


@pytest.mark.parametrize(
    ("change", "error"),
    [({"users_left": 0}, "user_cap"), ({"posts_left": 0}, "too_many_posts"), ({"banned": True}, "banned")],
)
def test_what_comes_with_status_200_is_a_refusal(bench: Bench, change: dict[str, Any], error: str) -> None:
    bench.ready()
    for name, value in change.items():
        here = bench.world.tiktok if name == "users_left" else bench.world.tiktok.accounts["crumbkitchen"]
        setattr(here, name, value)
    answers = by_id(bench.checked(bench.made_up()))
    assert (answers["creator"].verdict, answers["creator"].error_id) == ("bad", error)
    assert answers["me"].verdict == "ok"


def test_a_limit_does_not_hide_who_signed_in(bench: Bench) -> None:
    bench.ready()
    bench.world.tiktok.accounts["crumbkitchen"].posts_left = 0
    who = bench.who()
    assert (who.name, who.username) == ("Crumb Kitchen", None)


@pytest.mark.parametrize(
    ("size", "parts"),
    [
        (6_124, (6_124, 1)),
        (5 * MB - 1, (5 * MB - 1, 1)),
        (9 * MB, (9 * MB, 1)),
        (10 * MB, (5 * MB, 2)),
        (50_000_123, (5 * MB, 10)),
        (4000 * MB, (5 * MB, 800)),
    ],
)
def test_parts_are_counted_downwards(size: int, parts: tuple[int, int]) -> None:
    made = plan(size, 5 * MB)
    assert (made.chunk, made.count) == parts
    assert made.count == max(1, size // made.chunk)


def test_the_last_part_takes_the_rest(tmp_path: Path) -> None:
    """Ranges as in the documentation: end to end, nothing left out, nothing twice, no token."""
    size = 11 * MB + 7
    video = tmp_path / "rye.mp4"
    video.write_bytes(bytes(size))
    sent = list(plan(size, 5 * MB).requests("https://upload.invalid/x", video, "video/mp4"))
    assert [r.headers["content-range"] for r in sent] == [
        f"bytes 0-{5 * MB - 1}/{size}",
        f"bytes {5 * MB}-{size - 1}/{size}",
    ]
    assert [len(r.data or b"") for r in sent] == [5 * MB, 6 * MB + 7]
    assert all(r.headers.keys() == {"content-type", "content-range"} for r in sent)


def test_a_file_that_shrinks_meanwhile_is_said_so(tmp_path: Path) -> None:
    video = tmp_path / "rye.mp4"
    video.write_bytes(bytes(12 * MB))
    parts = plan(12 * MB, 5 * MB).requests("https://upload.invalid/x", video, "video/mp4")
    assert len(next(parts).data or b"") == 5 * MB
    video.write_bytes(bytes(6 * MB))
    with pytest.raises(BadInput, match="was changed"):
        next(parts)


def test_practice_takes_a_large_file_in_parts(bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    clip = b"\0\0\0\x20ftypisom" + bytes(10 * MB)
    (tmp_path / "upright.mp4").write_bytes(clip)
    monkeypatch.setattr("stagedoor.platforms.tiktok.adapter.resource_path", lambda *parts: tmp_path / parts[-1])
    bench.run(bench.adapter.publish(bench.made_up(), bench.keys, "Rye"))
    (upload,) = bench.world.tiktok.uploads.values()
    assert (upload.count, upload.received == clip, upload.status) == (2, True, "SEND_TO_USER_INBOX")


def test_the_clip_is_what_tiktok_takes(bench: Bench) -> None:
    """Five seconds upright, 25 pictures a second: told by the file itself, not by its name."""
    bench.run(bench.adapter.publish(bench.made_up(), bench.keys, "Rye"))
    (upload,) = bench.world.tiktok.uploads.values()
    assert upload.received[4:8] == b"ftyp"
    at = upload.received.index(b"mvhd") + 16
    per_second, length = (int.from_bytes(upload.received[n : n + 4]) for n in (at, at + 4))
    assert (length / per_second, per_second) == (5, 25)
    at = upload.received.index(b"avc1", upload.received.index(b"stsd")) + 28
    assert [int.from_bytes(upload.received[n : n + 2]) for n in (at, at + 2)] == [720, 1280]


def test_no_key_travels_with_the_bytes(bench: Bench) -> None:
    bench.run(bench.adapter.publish(bench.made_up(), bench.keys, "Rye"))
    (put,) = [r for r in bench.world.requests if r.method == "PUT"]
    assert "authorization" not in put.headers
    tokens = [*bench.world.tiktok.valid_access_tokens(), *bench.world.tiktok.valid_refresh_tokens()]
    assert not any(token in put.raw_query for token in tokens)


def test_a_slow_video_is_waited_for(bench: Bench) -> None:
    bench.world.tiktok.looks_needed = 25
    before = bench.world.clock.now()
    bench.run(bench.adapter.publish(bench.made_up(), bench.keys, "Rye"))
    assert len(bench.world.tiktok.live_drafts()) == 1
    assert 120 < bench.world.clock.now() - before < 600
    assert [r for r in bench.world.requests if r.status == 429] == []


def test_after_ten_minutes_it_is_left_to_tiktok(bench: Bench) -> None:
    bench.world.tiktok.looks_needed = 10_000
    published = bench.run(bench.adapter.publish(bench.made_up(), bench.keys, "Rye"))
    assert published.ref in bench.world.tiktok.uploads


def test_what_came_back_broken_is_followed_up(bench: Bench) -> None:
    """Something answered the upload, and not what TikTok documents: the bytes may have arrived."""
    http = Answering(bench, "tiktok.upload", BadAnswer("Half an answer.", ""))
    with pytest.raises(TimedOut):
        publish_over(bench, http)
    assert http.names.count("tiktok.init") == 1


def test_a_part_that_surely_did_not_arrive_is_sent_again(bench: Bench) -> None:
    http = Answering(bench, "tiktok.upload", Offline("No network.", ""), Response(status=502, headers={}, body=b""))
    publish_over(bench, http)
    assert (http.names.count("tiktok.upload"), http.names.count("tiktok.init")) == (3, 1)


def test_three_times_is_enough(bench: Bench) -> None:
    with pytest.raises(Offline):
        publish_over(bench, Answering(bench, "tiktok.upload", *[Offline("No network.", "")] * 3))
    answers = [Response(status=503, headers={}, body=b"")] * 3
    with pytest.raises(PlatformRefused) as caught:
        publish_over(bench, Answering(bench, "tiktok.upload", *answers))
    assert caught.value.kind == "platform"


@pytest.mark.parametrize(
    "lost", [TimedOut("No answer.", ""), Offline("No network.", ""), Response(status=503, headers={}, body=b"")]
)
def test_a_look_that_is_not_answered_says_nothing(bench: Bench, lost: Response | Exception) -> None:
    http = Answering(bench, "tiktok.status", *[lost] * 4)
    assert publish_over(bench, http) in bench.world.tiktok.uploads


def test_a_draft_cannot_be_taken_away_by_a_call(bench: Bench) -> None:
    with pytest.raises(BadInput, match="cannot delete"):
        bench.run(bench.adapter.delete(bench.made_up(), bench.keys, "v_inbox_file~v2.1"))
    assert not any(rung.delete for rung in bench.spec.post["text"].rung.values())


def test_without_a_time_a_minute_is_waited(bench: Bench) -> None:
    with pytest.raises(Limited) as caught:
        too_fast(bench)
    assert caught.value.retry_after == 60


def test_an_error_in_a_revocation_is_heard(bench: Bench) -> None:
    """With status 200, as TikTok does."""
    odd = replace(bench.keys, secrets={**bench.keys.secrets, "client_secret": Secret("PRACTICEwrong")})
    with pytest.raises(PlatformRefused) as caught:
        bench.run(bench.adapter.revoke(odd))
    assert caught.value.error_id == "client_wrong"
    assert bench.world.tiktok.valid_access_tokens()
