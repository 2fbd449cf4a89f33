"""Addresses at practice Meta: which one Facebook comes back to, with which one a code is taken, what Publish wants."""

from collections.abc import Callable

import pytest
from tests.practice.client import Reply, answer_of
from tests.practice.meta_client import LISTED, MetaClient, error

from stagedoor.practice import Visitor, World
from stagedoor.practice.person import StuckError

Act = Callable[[MetaClient], Reply]


@pytest.fixture
def meta(world: World, visitor: Visitor) -> MetaClient:
    return MetaClient(world, visitor)


# addresses that Facebook comes back to


def domains(meta: MetaClient, *names: str) -> None:
    meta.visitor.meta_basic(meta.keys["app_id"], domains="\n".join(names))


@pytest.mark.parametrize("odd", ["http://[", "http://localhost:99999/", "https://", "callback", ""])
def test_an_address_that_cannot_be_read_is_blocked(meta: MetaClient, odd: str) -> None:
    with pytest.raises(StuckError, match="URL blocked"):
        meta.visitor.facebook_dialog(meta.authorize_url(redirect_uri=odd))


def test_where_domains_are_named_the_return_address_is_on_one(meta: MetaClient) -> None:
    domains(meta, "crumbkitchen.example")
    with pytest.raises(StuckError, match=r"Can't load URL.*isn't included in the app's domains"):
        meta.visitor.facebook_dialog(meta.authorize_url(redirect_uri=LISTED))
    assert meta.code()  # in Development plain http to this computer needs no entry
    domains(meta, "crumbkitchen.example", "localhost")
    assert meta.visitor.facebook_dialog(meta.authorize_url(redirect_uri=LISTED)).startswith(LISTED)


def test_a_domain_covers_what_is_below_it_and_nothing_that_only_ends_alike(meta: MetaClient) -> None:
    own, other = "https://app.crumb.example/back", "https://uncrumb.example/back"
    meta.visitor.meta_redirects(meta.keys["app_id"], f"{own}\n{other}")
    domains(meta, "Crumb.example")
    assert meta.visitor.facebook_dialog(meta.authorize_url(redirect_uri=own)).startswith(own)
    with pytest.raises(StuckError, match="Can't load URL"):
        meta.visitor.facebook_dialog(meta.authorize_url(redirect_uri=other))


def listed_code(meta: MetaClient) -> str:
    back = meta.visitor.facebook_dialog(meta.authorize_url(redirect_uri=LISTED))
    return answer_of(back)["code"]


def no_longer_listed(m: MetaClient) -> Reply:
    code = listed_code(m)
    m.visitor.meta_redirects(m.keys["app_id"], "https://crumb.example/")
    return m.exchange(code, redirect_uri=LISTED)


def no_longer_covered(m: MetaClient) -> Reply:
    code = listed_code(m)
    domains(m, "crumb.example")
    return m.exchange(code, redirect_uri=LISTED)


def published_since(m: MetaClient) -> Reply:
    code = m.code()
    m.visitor.meta_publish(m.keys["app_id"])
    return m.exchange(code)


REDIRECTS: dict[str, tuple[Act, tuple[int, int]]] = {
    "no address": (lambda m: m.exchange(m.code(), redirect_uri="callback"), (191, 0)),
    "none at all": (lambda m: m.exchange(m.code(), redirect_uri=""), (191, 0)),
    "another one": (lambda m: m.exchange(m.code(), redirect_uri=LISTED), (100, 36008)),
    "no longer listed": (no_longer_listed, (191, 1349168)),
    "no longer covered by a domain": (no_longer_covered, (191, 1349048)),
    "published since": (published_since, (191, 1349187)),
}


@pytest.mark.parametrize("case", REDIRECTS)
def test_a_code_is_taken_with_an_allowed_return_address_only(meta: MetaClient, case: str) -> None:
    act, expected = REDIRECTS[case]
    assert error(act(meta)) == expected


def test_a_domain_is_a_name_and_no_address(meta: MetaClient) -> None:
    for wrong in ("https://crumb.example", "crumb", "127.0.0.1", "crumb.example/privacy"):
        with pytest.raises(StuckError, match="domain without https"):
            domains(meta, wrong)
    assert meta.meta.apps[meta.keys["app_id"]].domains == []


# Publish


@pytest.mark.parametrize(
    "address",
    ["http://crumb.example/", "https://localhost/privacy", "https://127.0.0.1/privacy", "https://192.168.0.2/p",
     "https://crumb/", "https://cr umb.example/", "https://["],
)  # fmt: skip
def test_a_privacy_page_that_the_public_cannot_reach_is_no_valid_address(meta: MetaClient, address: str) -> None:
    with pytest.raises(StuckError, match="name_placeholder"):
        meta.visitor.meta_basic(meta.keys["app_id"], privacy_url=address)


def test_metas_crawler_must_get_the_privacy_page(meta: MetaClient) -> None:
    page = "https://crumb.example/privacy"
    meta.meta.crawled[page] = 404
    with pytest.raises(StuckError, match="name_placeholder"):
        meta.visitor.meta_publish(meta.keys["app_id"], page)
    assert not meta.meta.apps[meta.keys["app_id"]].published
    del meta.meta.crawled[page]
    meta.visitor.meta_publish(meta.keys["app_id"], page)
    assert meta.meta.apps[meta.keys["app_id"]].published


def test_the_page_about_deletion_is_another_one_and_need_not_be_there(meta: MetaClient) -> None:
    privacy = "https://crumb.example/privacy"
    with pytest.raises(StuckError, match="must differ"):
        meta.visitor.meta_basic(meta.keys["app_id"], privacy_url=privacy, deletion_url=privacy)
    meta.visitor.meta_basic(meta.keys["app_id"], privacy_url=privacy, deletion_url="https://crumb.example/deletion")
    app = meta.meta.apps[meta.keys["app_id"]]
    assert (app.privacy_url, app.deletion_url) == (privacy, "https://crumb.example/deletion")
