"""How a caption counts, and whose link is whose: by the platform's own file."""

import pytest

from stagedoor.catalogue import resource_path
from stagedoor.catalogue.lazy import LazyCatalogue
from stagedoor.domain.by_hand import HandRoute
from stagedoor.domain.kits import Count, Kit, KitLink, count, file_name, found_in, link_of

HOST = "www.tiktok.com"
POST = "https://www.tiktok.com/@crumbkitchen/video/7301234567890123456"


@pytest.fixture(scope="module")
def route() -> HandRoute:
    found = LazyCatalogue(resource_path(), resource_path("none")).spec("tiktok").by_hand
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "used"),
    [("", 0), ("Bread", 5), ("é", 1), ("e\u0301", 2), ("\N{CAT FACE}", 2), ("a\nb", 3), ("\ud83d", 1)],
)
def test_length_is_counted_in_utf16(route: HandRoute, text: str, used: int) -> None:
    assert count(text, route).used == used


def test_only_what_is_too_long_is_a_problem(route: HandRoute) -> None:
    assert count("a" * 2200, route).problem == ""
    assert count("a" * 2199 + "\N{CAT FACE}", route).problem.startswith("Too long by 1:")


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#bread and #butter", 2), ("#bread#butter", 1), ("C# and &#39;", 0), ("#", 0), ("#Brötchen", 1),
        ("(#bread)", 1), ("a\n#bread", 1),
    ],
)  # fmt: skip
def test_hashtags(route: HandRoute, text: str, tags: int) -> None:
    assert count(text, route).hashtags == tags


def hints(text: str, route: HandRoute) -> str:
    counted: Count = count(text, route)
    assert not counted.problem
    return " ".join(counted.hints)


def test_what_is_worth_knowing_is_said_and_hinders_nobody(route: HandRoute) -> None:
    five = "#a #b #c #d #e"
    assert hints(f"Hello {five}", route) == ""
    assert "only 5 hashtags" in hints(f"Hello {five} #f", route)
    assert "@ becomes a link only if" in hints("With @ana.bakes", route)
    assert hints("Write to ana@example.org", route) == ""
    assert "cannot be pressed" in hints("See https://example.org", route)
    assert "Begin with words" in hints("#bread " + "a" * 100, route)
    assert "Begin with words" not in hints("a" * 100 + " #bread", route)


def test_the_address_of_a_post_is_recognised(route: HandRoute) -> None:
    plain = KitLink(url=POST, ref="7301234567890123456", user="crumbkitchen")
    assert link_of(POST, route, HOST) == plain
    assert link_of(f"  Look: {POST}?is_from_webapp=1&sender_device=pc.", route, HOST) == plain
    assert link_of(POST.replace("/video/", "/photo/"), route, HOST) is not None
    assert link_of(POST.replace("www.", "m."), route, HOST) is not None


def test_a_short_one_too(route: HandRoute) -> None:
    assert link_of("https://vm.tiktok.com/ZMabc123/", route, HOST) == KitLink(url="https://vm.tiktok.com/ZMabc123/")


@pytest.mark.parametrize(
    "pasted",
    [
        "", "7301234567890123456", "https://www.tiktok.com/@crumbkitchen", "https://www.tiktok.com/", "https://[",
        POST.replace("tiktok.com", "tiktok.com.evil.example"), POST.replace("https", "ftp"),
        "https://evil.example/www.tiktok.com/@crumbkitchen/video/7301234567890123456",
        "https://vm.tiktok.com.evil.example/ZMabc123/", "https://vm.tiktok.com/", "https://vm.tiktok.com@evil.example/a",
        "https://www.tiktok.com@evil.example/@crumbkitchen/video/7301234567890123456",
    ],
)  # fmt: skip
def test_what_is_no_post_is_not_taken_for_one(route: HandRoute, pasted: str) -> None:
    assert link_of(pasted, route, HOST) is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("My Bread!", "my-bread"), ("", "post"), ("../../etc", "etc"), ("Brötchen", "brotchen"), ("Café", "cafe"),
        ("日本", "post"),
        ("a" * 60, "a" * 40), ("con", "con"),
    ],
)  # fmt: skip
def test_a_folder_gets_a_plain_name(title: str, name: str) -> None:
    assert file_name(title) == name


def test_a_post_is_found_by_its_words() -> None:
    kit = Kit(id="1", folder="/x", platform="tiktok", title="Rye bread", caption="Crust #rye", updated_at=1)
    assert all(found_in(kit, words) for words in ("", "RYE", "bread crust", "draft"))
    assert not found_in(kit, "rye wheat")
