"""A post at TikTok that only its owner sees, and the app that a review approved."""

import pytest
from tests.platforms.answering import Answering
from tests.platforms.arrange import WAYS, Way
from tests.platforms.bench import Bench, OpenBench
from tests.platforms.scripted import answer

from stagedoor.domain.errors import PlatformRefused, TimedOut
from stagedoor.domain.ports import Http
from stagedoor.practice.person import StuckError

DRAFTS, APPROVED = (way for way in WAYS if way.platform == "tiktok")


@pytest.fixture
def bench(open_bench: OpenBench) -> Bench:
    return open_bench(DRAFTS)


def alone(bench: Bench, http: Http | None = None) -> str:
    """A post that only its owner sees."""
    bench.ready()
    adapter = bench.adapter_over(http or bench.http)
    return bench.run(adapter.publish(bench.made_up(), bench.keys, "Rye", "private")).ref


@pytest.mark.parametrize("way", [DRAFTS, APPROVED], ids=lambda way: way.route)
def test_a_private_account_gets_a_post_that_only_its_owner_sees(open_bench: OpenBench, way: Way) -> None:
    bench = open_bench(way)
    bench.world.tiktok.accounts["crumbkitchen"].private = True
    ref = alone(bench)
    assert bench.world.tiktok.uploads[ref].status == "PUBLISH_COMPLETE"
    assert [(d.text, d.private_post) for d in bench.world.tiktok.live_drafts()] == [("Rye", True)]
    (init,) = [r for r, _ in bench.http.sent if r.name == "tiktok.init"]
    assert init.json["post_info"] == {
        "title": "Rye", "privacy_level": "SELF_ONLY", "disable_comment": True, "disable_duet": True,
        "disable_stitch": True,
    }  # fmt: skip


def test_a_public_account_is_refused_before_anything_is_sent(bench: Bench) -> None:
    with pytest.raises(PlatformRefused) as caught:
        alone(bench)
    assert (caught.value.error_id, bench.world.tiktok.uploads) == ("account_public", {})


def test_an_audience_that_is_not_offered_is_not_tried(bench: Bench) -> None:
    """What TikTok offers is asked each time, as its guidelines want it."""
    offers = {"creator_username": "crumbkitchen", "privacy_level_options": ["PUBLIC_TO_EVERYONE"]}
    said = answer(200, {"data": offers, "error": {"code": "ok", "message": "", "log_id": "1"}})
    http = Answering(bench, "tiktok.creator", said)
    with pytest.raises(PlatformRefused) as caught:
        alone(bench, http)
    assert caught.value.error_id == "privacy_level"
    assert "tiktok.init" not in http.names


def test_a_private_post_of_which_an_answer_is_lost_is_not_announced_again(bench: Bench) -> None:
    bench.world.tiktok.accounts["crumbkitchen"].private = True
    bench.ready()
    http = Answering(bench, "tiktok.status", TimedOut("No answer.", ""), TimedOut("No answer.", ""))
    alone(bench, http)
    assert (http.names.count("tiktok.init"), len(bench.world.tiktok.live_drafts())) == (1, 1)


def test_a_pair_before_its_approval_leads_nowhere(open_bench: OpenBench) -> None:
    bench = open_bench(APPROVED)
    url = bench.authorize_url(bench.attempt())
    (app,) = bench.world.tiktok.apps.values()
    app.production.approved = False
    with pytest.raises(StuckError) as caught:
        bench.visitor.tiktok_consent(url)
    assert bench.route.dead_end["illegal_client"].contains in caught.value.page.text
