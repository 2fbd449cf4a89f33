"""What is YouTube's alone: Google's library over our port, a word for two refusals, and a video that survives a cut."""

import asyncio
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace
from tests.platforms.answering import published
from tests.platforms.arrange import WAYS
from tests.platforms.bench import CATALOGUE, Bench, OpenBench
from tests.platforms.broken import plan

from stagedoor.catalogue import resource_path
from stagedoor.domain.errors import BadAnswer, NetworkError, Offline, PlatformRefused, TimedOut
from stagedoor.domain.exchange import Request, Response
from stagedoor.domain.ports import DEFAULT_LIMIT, Http
from stagedoor.domain.secret import Secret
from stagedoor.net import outgoing
from stagedoor.platforms.youtube import upload

(WAY,) = (way for way in WAYS if way.platform == "youtube")
SCOPE = "https://www.googleapis.com/auth/youtube."


@pytest.fixture
def bench(open_bench: OpenBench) -> Bench:
    return open_bench(WAY)


# ---------------------------------------------------------------- signing in


def test_the_code_goes_out_in_one_form_with_the_pair_in_it(bench: Bench) -> None:
    bench.ready()
    (asked,) = [r for r in bench.world.requests if r.form.get("grant_type") == "authorization_code"]
    assert set(asked.form) == {"grant_type", "code", "client_id", "client_secret", "redirect_uri", "code_verifier"}
    assert "authorization" not in asked.headers
    assert asked.headers["user-agent"].startswith("Stagedoor/")  # our client sent it, no other
    assert asked.raw_query == ""


def test_the_sign_in_page_is_asked_as_googles_own_library_asks_it(bench: Bench) -> None:
    from google_auth_oauthlib.flow import Flow

    real, attempt = CATALOGUE.spec("youtube"), bench.attempt()
    bench.spec = real
    ours = bench.authorize_url(attempt)
    config = {
        "client_id": bench.brought.app["client_id"], "client_secret": "S",
        "auth_uri": real.fill(real.oauth["user"].authorize.url), "token_uri": real.fill(real.oauth["user"].token.url),
    }  # fmt: skip
    assert attempt.verifier is not None
    flow = Flow.from_client_config(
        {"installed": config}, attempt.scopes, redirect_uri=attempt.redirect_uri,
        code_verifier=attempt.verifier.reveal(), autogenerate_code_verifier=False,
    )  # fmt: skip
    theirs, _ = flow.authorization_url(state=attempt.state.reveal(), prompt="consent select_account")
    assert urlsplit(ours)[:3] == urlsplit(theirs)[:3]
    assert parse_qs(urlsplit(ours).query) == parse_qs(urlsplit(theirs).query)


def test_a_box_without_a_tick_loses_nothing_but_the_permission(bench: Bench) -> None:
    """The library raises a warning for it when the code is spent already."""
    attempt = bench.attempt()
    back = bench.visitor.consent(bench.authorize_url(attempt), "untick")
    code = Secret(parse_qs(urlsplit(back).query)["code"][0])
    answer = bench.run(bench.adapter.exchange(attempt, code, bench.brought))
    assert {token.name for token in answer.tokens} == {"access", "refresh"}
    assert set(answer.scopes or ()) == {SCOPE + "readonly", SCOPE + "force-ssl"}


def test_nothing_of_a_sign_in_is_logged(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        bench.ready()
        bench.renewed()
    assert [secret for secret in bench.secrets() if secret in caplog.text] == []
    assert "code_verifier" not in caplog.text


def test_proxies_and_passwords_of_other_programs_have_no_say(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert bench.exchanged().tokens
    assert not [r for r in bench.world.requests if r.path.endswith("/token") and "authorization" in r.headers]


def test_a_network_that_ends_is_told_as_every_other_call_tells_it(bench: Bench) -> None:
    attempt = bench.attempt()
    code = bench.code(attempt)
    bench.http.planned = True
    plan(bench.world, "POST /youtube/oauth", ("cut", {}))
    with pytest.raises(TimedOut):
        bench.run(bench.adapter.exchange(attempt, code, bench.brought))


def test_two_refusals_share_a_word_and_are_told_apart(bench: Bench) -> None:
    with pytest.raises(PlatformRefused) as code:
        bench.run(bench.adapter.exchange(bench.attempt(), Secret("4/0PRACTICE"), bench.brought))
    bench.ready()
    bench.visitor.youtube_take_back()
    with pytest.raises(PlatformRefused) as renewal:
        bench.renewed()
    assert (code.value.kind, renewal.value.kind) == ("ours", "grant_dead")


def test_a_sign_in_that_is_over_already_counts_as_ended(bench: Bench) -> None:
    for _ in range(2):
        bench.run(bench.adapter.revoke(bench.keys))
    assert bench.world.youtube.valid_refresh_tokens() == []


SCRIPT = """
import sys
from stagedoor.platforms.registry import Registry, _adapter_class
_adapter_class("youtube")
print(sorted(n for n in sys.modules if n.split(".")[0] in ("requests", "google", "google_auth_oauthlib", "oauthlib")))
"""


def test_what_needs_no_sign_in_loads_nothing_of_googles_library() -> None:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, env=environ)
    assert ran.stdout.strip() == "[]"


@pytest.mark.contracts
def test_other_libraries_send_the_same_to_the_same_addresses(bench: Bench, contracts: Path) -> None:
    """In the body: one of them puts the pair into a header."""
    shapes = json.loads((contracts / "oauth" / "provider_shapes.json").read_text(encoding="utf-8"))
    bench.ready()
    bench.renewed()
    bench.run(bench.adapter.revoke(bench.keys))
    sent = {request.name: outgoing.content(request)[0] or b"" for request, _ in bench.http.sent}
    oauth = CATALOGUE.spec("youtube").oauth["user"]
    ours = {"code": ("youtube.exchange", oauth.token.url), "refresh": ("youtube.renew", oauth.renew.url),
            "revoke": ("youtube.revoke", oauth.revoke.url)}  # fmt: skip
    compared = 0
    for library in ("arctic", "google-auth-oauthlib"):
        for call, (name, url) in ours.items():
            for capture in shapes[library]["google"].get(call, []):
                theirs = set(parse_qs(capture["body"])) | {"client_id", "client_secret"}
                pair = {"client_id", "client_secret"}
                assert set(parse_qs(sent[name].decode())) | pair == theirs - {"token_type_hint"}, (library, call)
                assert urlsplit(capture["url"])[:3] == urlsplit(CATALOGUE.spec("youtube").fill(url))[:3]
                compared += 1
    assert compared >= 3


# ---------------------------------------------------------------- the channel


def test_a_hidden_number_of_subscribers_is_not_a_zero(bench: Bench) -> None:
    bench.world.youtube.channel("crumbkitchen").hidden = True
    assert bench.who().followers is None


def test_the_account_says_whether_its_videos_can_be_deleted(bench: Bench) -> None:
    assert bench.found().address == {"deletes": "yes"}
    without = [scope for scope in bench.keys.scopes or () if not scope.endswith("force-ssl")]
    keys = replace(bench.keys, scopes=without)

    async def found() -> Any:
        return [c async for c in bench.adapter.discover(keys, await bench.adapter.identify(keys))]

    assert bench.run(found())[0].address == {"deletes": "no"}


# ---------------------------------------------------------------- the test video


def test_the_video_is_private_and_tells_nobody(bench: Bench) -> None:
    made = published(bench)
    (video,) = bench.world.youtube.live_videos()
    assert (video.id, video.privacy, video.notified, video.title) == (made.ref, "private", False, "Rye")
    (begun,) = [r for r in bench.world.requests if r.method == "POST" and "/upload/" in r.path]
    assert begun.json()["status"]["privacyStatus"] == "private"


def test_every_upload_is_a_file_of_its_own() -> None:
    first, second = upload.test_video(), upload.test_video()
    assert first != second
    assert first[:-24] == second[:-24] == resource_path("media", "clip.mp4").read_bytes()


def test_the_clip_is_what_its_script_makes(tmp_path: Path) -> None:
    made = tmp_path / "clip.mp4"
    subprocess.run([sys.executable, str(Path(__file__).with_name("make_clip.py")), str(made)], check=True)
    assert made.read_bytes() == resource_path("media", "clip.mp4").read_bytes()
    assert made.stat().st_size < 4096


@pytest.mark.parametrize("privacy", ["public", "unlisted"])
def test_a_video_that_did_not_become_private_is_never_called_a_success(bench: Bench, privacy: str) -> None:
    bench.world.youtube.forced_privacy = privacy
    with pytest.raises(BadAnswer, match=privacy):
        published(bench)


@pytest.mark.parametrize("fault", ["commit_then_cut", "half", "truncated"])
def test_an_answer_that_got_lost_makes_no_second_video(bench: Bench, fault: str) -> None:
    bench.ready()
    bench.http.planned = True
    bench.world.faults.add("PUT /youtube/api/upload", fault)
    try:
        assert published(bench).ref
    except NetworkError:  # half a body of a status that is good: the video is there, and that is what is told
        assert fault == "truncated"
    assert len(bench.world.youtube.videos) == 1


@pytest.mark.parametrize(("fault", "options"), [("cut", {}), ("status", {"status": 503, "text": ""})])
def test_a_video_that_did_not_arrive_is_sent_once_more(bench: Bench, fault: str, options: dict[str, Any]) -> None:
    bench.ready()
    bench.http.planned = True
    bench.world.faults.add("PUT /youtube/api/upload", fault, **options)
    made = published(bench)
    (video,) = bench.world.youtube.live_videos()
    assert (video.id, video.size > 1000) == (made.ref, True)
    assert len([r for r in bench.world.requests if r.method == "POST" and "/upload/" in r.path]) == 1


def test_trouble_that_stays_is_said_as_such(bench: Bench) -> None:
    bench.ready()
    bench.http.planned = True
    plan(bench.world, "PUT /youtube/api/upload", ("status", {"status": 503, "text": ""}))
    with pytest.raises(PlatformRefused) as caught:
        published(bench)
    assert caught.value.kind == "platform"
    assert len([r for r in bench.world.requests if r.method == "PUT"]) == upload.TRIES


class Scripted(Http):
    """Answers one after the other; remembers what was sent."""

    def __init__(self, *answers: Response | NetworkError) -> None:
        self._answers = list(answers)
        self.sent: list[Request] = []

    async def send(self, request: Request, *, deadline: float = 30.0, limit: int = DEFAULT_LIMIT) -> Response:
        self.sent.append(request)
        answer = self._answers.pop(0)
        if isinstance(answer, NetworkError):
            raise answer
        return answer


def answered(status: int, **headers: str) -> Response:
    return Response(status=status, headers=headers, body=b"{}")


def sending(*answers: Response | NetworkError, video: bytes = bytes(1000)) -> list[tuple[str, int]]:
    """What was sent: the range, and how many bytes."""
    http = Scripted(*answers)
    asyncio.run(upload.sent(http, "http://127.0.0.1/s", video))
    return [(r.headers.get("content-range", ""), len(r.data or b"")) for r in http.sent]


CUTS: dict[str, tuple[Callable[[], list[tuple[str, int]]], list[tuple[str, int]]]] = {
    "a part arrived": (
        lambda: sending(Offline("cut"), answered(308, range="bytes=0-399"), answered(200)),
        [("", 1000), ("bytes */1000", 0), ("bytes 400-999/1000", 600)],
    ),
    "nothing arrived": (
        lambda: sending(TimedOut("cut"), answered(308), answered(201)),
        [("", 1000), ("bytes */1000", 0), ("", 1000)],
    ),
    "all of it arrived": (lambda: sending(TimedOut("cut"), answered(200)), [("", 1000), ("bytes */1000", 0)]),
    "the server wants the rest": (
        lambda: sending(answered(308, range="bytes=0-99"), answered(200)), [("", 1000), ("bytes 100-999/1000", 900)]
    ),
    "the session is gone": (lambda: sending(answered(503), answered(404)), [("", 1000), ("bytes */1000", 0)]),
}  # fmt: skip


@pytest.mark.parametrize("case", CUTS)
def test_after_a_cut_the_servers_number_counts(case: str) -> None:
    run, wanted = CUTS[case]
    assert run() == wanted


def test_a_network_that_stays_away_ends_in_its_own_error() -> None:
    with pytest.raises(TimedOut):
        sending(*[TimedOut("cut")] * upload.TRIES)


def test_a_session_elsewhere_is_not_followed(bench: Bench) -> None:
    bench.ready()
    bench.http.planned = True
    headers = {"location": f"{bench.world.base}/youtube/web/upload/x"}
    bench.world.faults.add("POST /youtube/api/upload", "status", status=200, text="", headers=headers)
    with pytest.raises(BadAnswer):
        published(bench)
    assert [r for r in bench.world.requests if r.method == "PUT"] == []
