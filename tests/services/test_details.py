"""Your details: kept where they are good, and a website looked at as anybody would see it."""

from collections.abc import Iterator

import pytest
from tests.helpers.home import Home
from tests.helpers.website import Answer, Asked
from tests.helpers.website import website as serving
from tests.services.rig import story

from stagedoor.domain.errors import BadInput
from stagedoor.services.details import Details

PAGES: dict[str, tuple[int, str]] = {
    "/": (200, ""), "/big": (200, ""), "/old": (301, "/"), "/members": (302, "/wp-login.php"),
    "/round": (302, "/round"), "/inside": (302, "https://printer.local/"), "/plain": (302, "http://crumb.org/"),
    "/secret": (401, ""), "/broken": (503, ""), "/gone": (410, ""), "/odd": (418, ""),
}  # fmt: skip


def page(asked: Asked) -> Answer:
    status, to = PAGES.get(asked.path, (404, ""))
    if asked.path == "/big":  # nobody should read this to the end
        return Answer(status, {"Content-Length": "2000000"}, b"x" * 100_000)
    return Answer(status, {"Location": to} if to else {}, b"x" * 10)


@pytest.fixture(scope="module")
def website() -> Iterator[str]:
    with serving(page) as site:
        yield site.address


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/nowhere", "no page at this address"), ("/members", "leads to a sign-in"), ("/round", "without an end"),
        ("/inside", "only on this computer"), ("/plain", "begins with http."), ("/secret", "without a sign-in (401)"),
        ("/broken", "trouble of its own (503)"), ("/gone", "taken away"), ("/odd", "(418)"),
    ],
)  # fmt: skip
@story
async def test_a_page_that_a_reviewer_would_not_see_is_named(home: Home, website: str, path: str, says: str):
    async with home.jobs() as jobs:
        looked = await Details(jobs.ports, loopback=True).reach("website", website + path)
    assert says in looked.problem


@pytest.mark.parametrize("path", ["/", "/old", "/big"])
@story
async def test_a_page_that_opens_for_everybody_is_fine(home: Home, website: str, path: str):
    async with home.jobs() as jobs:
        looked = await Details(jobs.ports, loopback=True).reach("website", website + path)
    assert (looked.problem, looked.note) == ("", "The page opens for everybody.")


@story
async def test_an_address_of_this_computer_is_not_even_asked(home: Home, website: str):
    async with home.jobs() as jobs:
        assert "begins with http." in (await jobs.details.reach("website", website)).problem


@story
async def test_a_website_that_nobody_answers_at_is_named(home: Home):
    async with home.jobs() as jobs:
        looked = await Details(jobs.ports, loopback=True).reach("website", "http://127.0.0.1:9/")
    assert "takes no connections" in looked.problem
    assert "spelled right" in looked.problem


@story
async def test_good_details_are_kept_and_the_others_named(home: Home):
    values = {"publisher": "Crumb  Kitchen\n", "website": "crumb.org", "email": "ana@crumb.org"}
    async with home.jobs() as jobs:
        problems = await jobs.details.keep(values)
        assert list(problems) == ["website"]
        assert await jobs.details.all() == {"publisher": "Crumb Kitchen", "email": "ana@crumb.org"}
        assert await jobs.details.keep({"email": ""}) == {}
        assert await jobs.details.all() == {"publisher": "Crumb Kitchen"}
        with pytest.raises(BadInput, match="no detail called"):
            await jobs.details.keep({"shoe_size": "43"})


@story
async def test_lines_of_ones_own_words_stay(home: Home):
    words = "I publish my own bread.\n\nNobody else uses this.\u202e"
    async with home.jobs() as jobs:
        assert await jobs.details.keep({"use_case": words, "sentence": "One\tline."}) == {}
        kept = await jobs.details.all()
    assert kept["use_case"] == "I publish my own bread.\n\nNobody else uses this."
    assert kept["sentence"] == "One line."


@story
async def test_who_uses_a_detail_is_told_by_the_guides(home: Home):
    async with home.jobs() as jobs:
        wanted = jobs.details.wanted()
        proposed = jobs.details.propose("Crumb Kitchen")
    assert wanted["website"] == ["TikTok", "X"]
    assert wanted["deletion_url"] == ["Facebook"]  # its sitting ends with publishing the Meta app
    assert "Facebook" in wanted["privacy_url"]
    assert proposed["app_name"] == "Crumb Kitchen Publisher"


@story
async def test_keys_at_hand_are_told_apart_by_platform(home: Home):
    text = "TELEGRAM_BOT_TOKEN=1234567890:PRACTICEexampleExampleExampleExample_abc"
    async with home.jobs() as jobs:
        (found,) = jobs.recognise.run(text).found
        assert jobs.recognise.run(text, ["x"]).found == []
    assert (found.platform, found.route, list(found.values)) == ("telegram", "bot", ["token"])
