"""LinkedIn for Pages: which of them appear, in whose name they speak, and what a check finds."""

import pytest
from tests.platforms.answering import verdicts
from tests.platforms.arrange import WAYS
from tests.platforms.bench import Bench, OpenBench, everything

from stagedoor.domain.errors import PlatformRefused
from stagedoor.domain.exchange import Candidate

COMPANY = next(way for way in WAYS if (way.platform, way.route) == ("linkedin", "company"))


def pages_of(bench: Bench) -> dict[str, Candidate]:
    found = bench.run(everything(bench.adapter.discover(bench.keys, bench.who())))
    return {page.name: page for page in found}


def test_every_page_on_which_one_may_post_appears_once(open_bench: OpenBench) -> None:
    bench = open_bench(COMPANY)
    bench.world.linkedin.pages["Rye & Sons"].editors.add("crumbkitchen")
    found = pages_of(bench)
    assert list(found) == ["Crumb Kitchen", "Rye & Sons", "Flour Power"]
    assert {c.kind for c in found.values()} == {"page"}
    assert (found["Rye & Sons"].username, found["Rye & Sons"].followers) == ("rye-and-sons", 1290)


def test_somebody_without_a_role_has_no_page(open_bench: OpenBench) -> None:
    bench = open_bench(COMPANY)
    bench.ready()
    for page in bench.world.linkedin.pages.values():
        page.admin, page.editors = "ben_rye", set()
    with pytest.raises(PlatformRefused) as caught:
        pages_of(bench)
    assert caught.value.error_id == "no_page"


def test_a_page_speaks_to_everybody_and_in_its_own_name(open_bench: OpenBench) -> None:
    bench = open_bench(COMPANY)
    page = pages_of(bench)["Rye & Sons"]
    bench.run(bench.adapter.publish(bench.connection(page), bench.keys, "Rye"))
    (post,) = bench.world.linkedin.live_posts()
    assert (post.author, post.visibility) == ("urn:li:organization:20304050", "PUBLIC")
    assert page.address == {"author": post.author}


def test_a_page_that_was_lost_is_seen_and_how_many_follow_it(open_bench: OpenBench) -> None:
    bench = open_bench(COMPANY)
    connection = bench.connection(pages_of(bench)["Rye & Sons"])
    answers = {a.check_id: a for a in bench.checked(connection)}
    assert answers["page"].detail["followers"] == 1290
    bench.world.linkedin.pages["Rye & Sons"].admin = "ben_rye"
    assert verdicts(bench.checked(connection))["page"] == ("bad", "access_denied")


def test_a_page_without_its_permission_says_so(open_bench: OpenBench) -> None:
    bench = open_bench(COMPANY)
    connection = bench.connection(pages_of(bench)["Rye & Sons"])
    (grant,) = bench.world.linkedin.engine.grants
    grant.scopes = ("r_basicprofile", "rw_organization_admin")
    assert verdicts(bench.checked(connection))["access"] == ("bad", "no_posting_page")
