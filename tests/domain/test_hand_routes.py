"""The routes by hand of the other platforms, as their files say them: links, limits, shapes and hints."""

from functools import cache

import pytest
from msgspec.structs import replace
from tests.domain.videos import GOOD

from stagedoor.catalogue import resource_path
from stagedoor.catalogue.lazy import LazyCatalogue
from stagedoor.domain.by_hand import HandRoute
from stagedoor.domain.kits import KitLink, count, link_of
from stagedoor.domain.videos import VideoFacts, judge, other_shape, plan, size_of

NUMBER = "7123456789012345678"
WIDE = replace(GOOD, width=3840, height=2160)
POSTS = [
    ("instagram", "https://www.instagram.com/reel/DAbc-12_x/?igsh=MzRl", "DAbc-12_x", ""),
    ("instagram", "https://www.instagram.com/p/DAbc123", "DAbc123", ""),
    ("instagram", "https://instagram.com/crumb.kitchen/reel/DAbc123/", "DAbc123", "crumb.kitchen"),
    ("instagram", "https://www.instagram.com/share/reel/BAabc", "", ""),
    ("linkedin", f"https://www.linkedin.com/feed/update/urn:li:activity:{NUMBER}/", NUMBER, ""),
    ("linkedin", f"https://www.linkedin.com/feed/update/urn:li:ugcPost:{NUMBER}", NUMBER, ""),
    ("linkedin", f"https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A{NUMBER}", NUMBER, ""),
    (
        "linkedin",
        f"https://www.linkedin.com/posts/ana-crumb_rye-bread-activity-{NUMBER}-Ab_d?utm=1",
        NUMBER,
        "ana-crumb",
    ),
    ("linkedin", f"https://linkedin.com/posts/crumb-kitchen_share-{NUMBER}/", NUMBER, "crumb-kitchen"),
]
NO_POSTS = [
    ("instagram", "https://www.instagram.com/crumbkitchen/"), ("instagram", "https://www.instagram.com/reels/"),
    ("instagram", "https://www.instagram.com/accounts/login/"), ("instagram", "https://www.instagram.com/share/"),
    ("instagram", "https://www.instagram.com.evil.example/reel/DAbc123/"),
    ("instagram", "https://www.facebook.com/reel/123456789012345"),
    ("linkedin", "https://www.linkedin.com/in/ana-crumb/"), ("linkedin", "https://lnkd.in/eAbc123"),
    ("linkedin", f"https://www.linkedin.com/messaging/{NUMBER}"), ("linkedin", "https://www.linkedin.com/feed/"),
    ("linkedin", f"https://evil.example/feed/update/urn:li:activity:{NUMBER}/"),
]  # fmt: skip


@cache
def route(platform: str) -> HandRoute:
    found = LazyCatalogue(resource_path(), resource_path("none")).spec(platform).by_hand
    assert found is not None
    return found


def fit(platform: str, facts: VideoFacts) -> dict[str, str]:
    return {finding.id: finding.fit for finding in judge(facts, route(platform)) if finding.fit != "ok"}


@pytest.mark.parametrize(("platform", "pasted", "ref", "user"), POSTS)
def test_the_address_of_a_post_is_recognised(platform: str, pasted: str, ref: str, user: str) -> None:
    link = link_of(f"Look: {pasted}", route(platform), f"www.{platform}.com")
    assert link == KitLink(url=pasted.partition("?")[0], ref=ref, user=user)


@pytest.mark.parametrize(("platform", "pasted"), NO_POSTS)
def test_what_is_no_post_is_not_taken_for_one(platform: str, pasted: str) -> None:
    assert link_of(pasted, route(platform), f"www.{platform}.com") is None


@pytest.mark.parametrize("platform", ["instagram", "linkedin"])
def test_a_good_video_is_fine_all_over(platform: str) -> None:
    assert fit(platform, GOOD) == {}


def test_what_instagram_takes() -> None:
    assert fit("instagram", replace(GOOD, seconds=901)) == {"length": "bad"}
    assert fit("instagram", replace(GOOD, bytes=301_000_000)) == {"size": "warn"}
    assert fit("instagram", WIDE) == {"shape": "bad"}
    assert fit("instagram", replace(GOOD, video="hevc")) == {"codec": "warn"}
    assert fit("instagram", replace(GOOD, fps=20)) == {"rate": "bad"}


def test_what_linkedin_takes() -> None:
    assert fit("linkedin", replace(GOOD, seconds=900)) == {}
    assert fit("linkedin", replace(GOOD, seconds=901)) == {"length": "bad"}
    assert fit("linkedin", replace(GOOD, container="mov", video="hevc")) == {"codec": "bad"}
    assert fit("linkedin", replace(GOOD, width=1920, height=1080)) == {}
    assert fit("linkedin", replace(GOOD, width=2000, height=800)) == {"shape": "warn"}


def test_unsure_limits_are_said_as_such() -> None:
    told = {f.id: f.meaning for f in judge(replace(GOOD, video="hevc", fps=90), route("linkedin"))}
    assert told["codec"].startswith("It should be refused by")
    assert told["rate"].startswith("It should be")


def test_where_any_shape_is_shown_the_copy_keeps_it() -> None:
    linkedin, instagram = route("linkedin"), route("instagram")
    assert not other_shape(WIDE, linkedin)
    assert other_shape(WIDE, instagram)
    assert size_of(WIDE, linkedin) == (1920, 1080)
    assert size_of(replace(GOOD, width=801, height=599), linkedin) == (800, 600)
    assert size_of(replace(GOOD, width=4000, height=1000), linkedin) == (1080, 1920)
    made = plan(WIDE, linkedin, "blur")
    assert (made.width, made.height) == (1920, 1080)
    assert size_of(WIDE, instagram) == (1080, 1920)


def test_captions() -> None:
    text = "See https://example.org with @ana #rye"
    assert count("a" * 2201, route("instagram")).problem
    assert not count("a" * 3000, route("linkedin")).problem
    assert count("a" * 3001, route("linkedin")).problem.endswith("LinkedIn takes 3,000 characters.")
    assert count("#a " * 31, route("instagram")).hints[0] == "Instagram should count only 30 hashtags a post."
    assert "cannot be pressed" in " ".join(count(text, route("instagram")).hints)
    assert count(text, route("linkedin")).hints == [
        "A name with @ becomes a link only if you pick it from the list in LinkedIn."
    ]
