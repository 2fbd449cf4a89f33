"""Instagram's own sign-in: renewals that are refused, and what becomes of a picture at an address."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from tests.platforms.arrange import BY_NAME
from tests.platforms.bench import Bench, OpenBench, without

from stagedoor.domain.errors import BadInput, Limited, PlatformRefused
from stagedoor.practice.meta.site import address
from stagedoor.practice.meta.state import BAKING
from stagedoor.practice.picture import jpeg, png

Act = Callable[[Bench], object]
TOKEN, PASTE = "instagram-token", "instagram-paste"
WAYS = (TOKEN, PASTE)


def renewal_of(token: str) -> Act:
    def act(b: Bench) -> object:
        return b.adapter.read_tokens(b.run(b.http.send(b.adapter.renewal(without(b.keys, access=token)))))

    return act


def ended_before_its_renewal(b: Bench) -> object:
    b.ready()
    b.world.clock.advance(61 * 86_400)
    return b.adapter.read_tokens(b.run(b.http.send(b.adapter.renewal(b.keys))))


WRONG_RENEWALS: Mapping[str, tuple[Act, str, str]] = {
    "Facebook's token": (renewal_of("EAAPRACTICEofFacebook"), "token_foreign", "token.keys"),
    "a token of Threads": (renewal_of("THAAPRACTICEofThreads"), "token_foreign", "token.keys"),
    "after the end": (ended_before_its_renewal, "ended", "page.sign_in"),
}


@pytest.mark.parametrize("case", WRONG_RENEWALS)
def test_a_renewal_that_is_refused_says_why(case: str, open_bench: OpenBench) -> None:
    act, error, step = WRONG_RENEWALS[case]
    bench = open_bench(BY_NAME[TOKEN])
    with pytest.raises(PlatformRefused) as caught:
        act(bench)
    entry = bench.spec.error[error]
    assert (caught.value.error_id, caught.value.cause, caught.value.fix) == (error, entry.cause, entry.fix)
    assert caught.value.step == step
    assert not any(secret in str(caught.value) for secret in bench.secrets())


def posted(b: Bench, name: str = "rye.jpg", **changes: Any) -> object:
    """`changes`: of the practice world, made when all is ready for the post."""
    connection = b.connection()
    for key, value in changes.items():
        setattr(b.world.meta, key, value)
    where = address(b.world.meta, name)
    return b.run(b.adapter.publish_picture(connection, b.keys, "Rye", where))


def at_the_site(data: bytes) -> Act:
    return lambda b: posted(b, "other.jpg", site={"other.jpg": data})


def without_the_permission(b: Bench) -> object:
    b.ready()
    for token in b.world.meta.tokens.values():
        token.scopes = ("instagram_business_basic",)
    return posted(b)


def kept_out(b: Bench) -> object:
    return posted(b, crawled={address(b.world.meta, "rye.jpg"): 403})


def restricted(b: Bench) -> object:
    connection = b.connection()
    b.world.meta.accounts[BAKING].restricted = True
    return b.post(connection, "Rye")


REFUSED_POSTS: Mapping[str, tuple[Act, str]] = {
    "nothing is there": (lambda b: posted(b, "nothing.jpg"), "unfetched"),
    "the crawler is kept out": (kept_out, "unfetched"),
    "a PNG": (at_the_site(png(640, 1, 2, 3)), "image_format"),
    "too wide": (at_the_site(jpeg(2000, 500)), "ratio"),
    "too large": (at_the_site(jpeg(640, 640) + bytes(8_000_000)), "image_size"),
    "a caption too long": (lambda b: b.post(b.connection(), "x" * 2201), "caption"),
    "the posts of the day are used up": (lambda b: posted(b, quota=0), "day_limit"),
    "it never gets ready": (lambda b: posted(b, working=99), "not_ready"),
    "it turns out to be no picture": (lambda b: posted(b, media_error=2207052), "unfetched"),
    "no permission to publish": (without_the_permission, "no_posting"),
    "a restricted account": (restricted, "checkpoint_open"),
    "somebody else's account": (lambda b: b.post(b.made_up("17841400000000009", "account"), "Rye"), "not_found"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", REFUSED_POSTS)
def test_a_post_that_is_refused_says_why(case: str, way: str, open_bench: OpenBench) -> None:
    act, error = REFUSED_POSTS[case]
    bench = open_bench(BY_NAME[way])
    with pytest.raises((PlatformRefused, Limited)) as caught:
        act(bench)
    entry = bench.spec.error[error]
    assert (caught.value.code, caught.value.cause) == (error, entry.cause)
    assert [made.published for made in bench.world.meta.media.values() if made.published] == []


@pytest.mark.parametrize("way", WAYS)
def test_a_picture_goes_to_its_own_host_alone_and_no_proof_with_it(way: str, open_bench: OpenBench) -> None:
    bench = open_bench(BY_NAME[way])
    connection = bench.connection()
    before = len(bench.http.sent)
    published = bench.post(connection, "Rye")
    sent = [request for request, _ in bench.http.sent[before:]]
    assert [request.name.partition(".")[2] for request in sent] == ["container", "status", "status", "publish", "link"]
    assert all(request.url.startswith(f"{bench.spec.hosts['api']}/v26.0/") for request in sent)
    assert not any("appsecret_proof" in request.query for request in sent)
    assert published.link
    with pytest.raises(BadInput, match="no call to delete"):
        bench.run(bench.adapter.delete(connection, bench.keys, published.ref))


@pytest.mark.parametrize("way", WAYS)
def test_the_private_height_stops_before_publishing(way: str, open_bench: OpenBench) -> None:
    bench = open_bench(BY_NAME[way])
    where = address(bench.world.meta, "rye.jpg")
    published = bench.run(bench.adapter.publish_picture(bench.connection(), bench.keys, "Rye", where, "private"))
    (made,) = bench.world.meta.media.values()
    assert (published.ref, published.link, made.published) == (made.id, None, "")


@pytest.mark.parametrize("way", WAYS)
def test_a_picture_of_this_computer_is_not_even_tried(way: str, open_bench: OpenBench) -> None:
    bench = open_bench(BY_NAME[way])
    connection = bench.connection()
    before = len(bench.http.sent)
    with pytest.raises(BadInput, match="only from a public address"):
        bench.run(bench.adapter.publish(connection, bench.keys, "Rye"))
    assert len(bench.http.sent) == before


def test_behind_a_page_an_address_is_taken_without_a_photo_of_ours(open_bench: OpenBench) -> None:
    bench = open_bench(BY_NAME["instagram-page"])
    connection, where = bench.connection(), address(bench.world.meta, "rye.jpg")
    published = bench.run(bench.adapter.publish_picture(connection, bench.keys, "Rye", where))
    assert not [request for request, _ in bench.http.sent if request.url.endswith("/photos")]
    bench.run(bench.adapter.delete(connection, bench.keys, published.ref))
