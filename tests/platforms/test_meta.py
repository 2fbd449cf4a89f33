"""What Facebook, Instagram and Threads share: proof of the secret, rate headers, ends of tokens; Pages and accounts."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from msgspec.structs import replace
from tests.helpers.clocks import FixedClock
from tests.platforms import errors_facebook, errors_instagram
from tests.platforms.bench import everything
from tests.platforms.graph_errors import graph
from tests.platforms.scripted import Said, answer

from stagedoor.catalogue import load_one, resource_path
from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadAnswer, BadInput, Limited, PlatformRefused
from stagedoor.domain.exchange import Candidate, Keys, Request, Response, Who
from stagedoor.domain.ports import DEFAULT_LIMIT
from stagedoor.domain.secret import Secret
from stagedoor.platforms import facebook, instagram
from stagedoor.platforms.meta import METER, Debugged, appsecret_proof, photo_form, rate_meters

NOW = 1_800_000_000
KEYS = Keys(
    route="browser", app={"client_id": "1234567890123456"},
    secrets={"client_secret": Secret("s" * 32), "access": Secret("EAAuser"), "page:1": Secret("EAApage")},
)  # fmt: skip
PAGE = Connection(
    id="1", handle="facebook/crumbkitchen", platform="facebook", route="browser", kind="page", grant_id="1",
    token_name="page:1", external_id="1", name="Crumb Kitchen", confirmed_at=0,
)  # fmt: skip


class Scripted:
    """Implements Http: answers by the last part of the path, one after the other; remembers what was sent."""

    def __init__(self, **answers: Any) -> None:
        self._answers = {name: list(given) if isinstance(given, list) else [given] for name, given in answers.items()}
        self.sent: list[Request] = []

    async def send(self, request: Request, *, deadline: float = 30.0, limit: int = DEFAULT_LIMIT) -> Response:
        self.sent.append(request)
        left = self._answers[request.name.partition(".")[2]]
        said = left.pop(0) if len(left) > 1 else left[0]
        return said if isinstance(said, Response) else answer(200, said)


def pages(http: Scripted) -> facebook.Adapter:
    return facebook.Adapter(load_one(resource_path(), None, "facebook"), http, FixedClock(NOW))


def accounts(http: Scripted) -> instagram.Adapter:
    return instagram.Adapter(load_one(resource_path(), None, "instagram"), http, FixedClock(NOW))


def debugged(**more: Any) -> dict[str, Any]:
    said = {"is_valid": True, "expires_at": 0, "scopes": ["pages_manage_posts"], "app_id": KEYS.app["client_id"]}
    return {"data": said | more}


def discovered(http: Scripted) -> list[Candidate]:
    return asyncio.run(everything(pages(http).discover(KEYS, Who(id="77", name="Ana"))))


def test_the_proof_is_the_one_of_metas_documentation() -> None:
    """HMAC-SHA256, RFC 4231 test case 2."""
    proof = appsecret_proof(Secret("what do ya want for nothing?"), Secret("Jefe"))
    assert proof == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_every_call_proves_the_secret_and_no_token_stands_in_an_address() -> None:
    http = Scripted(page={"id": "1", "name": "Crumb"}, debug_token=debugged())
    asyncio.run(everything(pages(http).check(PAGE, KEYS, paid=False)))
    (asked, about) = http.sent
    assert asked.headers["authorization"] == "Bearer EAApage"
    assert asked.query["appsecret_proof"] == appsecret_proof(Secret("EAApage"), Secret("s" * 32))
    assert "access_token" not in asked.query
    assert about.query["access_token"].startswith("1234567890123456|")


@pytest.mark.parametrize(
    ("headers", "used"),
    [
        ({"x-app-usage": '{"call_count":28,"total_cputime":25,"total_time":19}'}, 28),
        ({"x-app-usage": '{"call_volume":3,"cpu_time":44}'}, 44),
        ({"x-business-use-case-usage": '{"1":[{"type":"pages","call_count":5,"total_time":71}]}'}, 71),
        ({"x-app-usage": '{"call_count":250}'}, 100),
    ],
)
def test_the_rate_headers_of_all_three_are_one_number(headers: dict[str, str], used: float) -> None:
    (meter,) = rate_meters(Response(status=200, headers=headers, body=b"{}"))
    assert (meter.name, meter.used, meter.left, meter.limit) == (METER, used, 100 - used, 100)


@pytest.mark.parametrize(
    "said", ["", "no", "[]", "3", '{"call_count":"many"}', '{"call_count":-1}', '{"1":[3]}', "[" * 9999]
)
def test_a_rate_header_that_says_nothing_says_nothing(said: str) -> None:
    assert rate_meters(Response(status=200, headers={"x-app-usage": said}, body=b"{}")) == []


def test_a_named_wait_is_in_minutes() -> None:
    usage = json.dumps({"1": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 17}]})
    refused = replace(graph(80001), headers={"content-type": "application/json", "x-business-use-case-usage": usage})
    explained = pages(Scripted()).explain(refused)
    assert (explained.error_id, explained.retry_after) == ("page_rate", 17 * 60)


@pytest.mark.parametrize(
    ("expires_at", "ends", "lives"),
    [(0, "never", None), (NOW + 3600, "at", 3600), (NOW - 5, "at", 1), (None, "unknown", None)],
)
def test_only_what_meta_says_never_ends_never_ends(expires_at: int | None, ends: str, lives: int | None) -> None:
    draft = Debugged(is_valid=True, expires_at=expires_at).draft("page:1", Secret("EAA"), NOW)
    assert (draft.ends, draft.lives, draft.ends_from) == (ends, lives, "asked")


def test_the_end_of_data_access_is_no_end_of_the_token() -> None:
    draft = Debugged(expires_at=0, data_access_expires_at=NOW + 9).draft("page:1", Secret("EAA"), NOW)
    row = draft.row("1", issued_at=NOW)
    assert (row.ends, row.ends_at, row.data_access_ends_at) == ("never", None, NOW + 9)


def test_the_list_is_followed_by_its_cursors_and_never_to_another_address() -> None:
    first = {
        "data": [{"id": "1", "name": "A", "access_token": "EAA1"}],
        "paging": {"cursors": {"after": "NEXT"}, "next": "https://graph.example/steal?access_token=EAAuser"},
    }
    last = {"data": [{"id": "2", "name": "B", "access_token": "EAA2"}], "paging": {"cursors": {"after": "END"}}}
    http = Scripted(pages=[first, last], debug_token=debugged(), businesses={"data": []})
    assert [c.external_id for c in discovered(http)] == ["1", "2"]
    assert {r.url.split("/")[2] for r in http.sent} == {"graph.facebook.com"}
    assert [r.query.get("after") for r in http.sent if r.name == "facebook.pages"] == [None, "NEXT"]


def test_a_page_of_a_portfolio_is_found_although_the_list_is_empty() -> None:
    owned = {"data": [{"id": "9", "name": "Owned", "access_token": "EAA9"}]}
    http = Scripted(
        pages=[{"data": []}, owned, graph(10, "no", status=403)], debug_token=debugged(),
        businesses={"data": [{"id": "55"}]},
    )  # fmt: skip
    (found,) = discovered(http)
    assert (found.external_id, found.token_name, found.problem) == ("9", "page:9", "")
    assert any("/55/owned_pages" in r.url for r in http.sent)


def test_a_ticked_page_that_is_gone_stops_nothing() -> None:
    ticked = debugged(granular_scopes=[{"scope": "pages_show_list", "target_ids": ["8"]}])
    http = Scripted(pages={"data": []}, debug_token=ticked, page=graph(100, "gone", 33), businesses={"data": []})
    assert discovered(http) == []


def test_a_page_token_with_an_end_is_kept_with_its_end() -> None:
    """All fields look right; only the question about the token tells (sandeepkesarkar/fieldkit#48)."""
    http = Scripted(
        pages={"data": [{"id": "1", "name": "A", "access_token": "EAA1"}]}, businesses={"data": []},
        debug_token=debugged(expires_at=NOW + 5400),
    )  # fmt: skip
    (found,) = discovered(http)
    assert found.token is not None
    assert (found.token.ends, found.token.lives) == ("at", 5400)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("https://www.facebook.com/crumbkitchen", "crumbkitchen"),
        ("facebook.com/crumbkitchen/posts/12?x=1", "crumbkitchen"),
        ("@crumbkitchen", "crumbkitchen"), (" 100100100100 ", "100100100100"),
        ("https://www.facebook.com/profile.php?id=100100100100", "100100100100"),
        ("https://www.facebook.com/pages/Crumb-Kitchen/100100100100", "100100100100"),
        ("https://www.facebook.com/people/Crumb-Kitchen/100100100100/", "100100100100"),
    ],
)  # fmt: skip
def test_a_page_is_found_by_whatever_names_it(typed: str, asked: str) -> None:
    page = {"id": "1", "name": "Crumb", "access_token": "EAA1"}
    http = Scripted(page=page, pages={"data": []}, debug_token=debugged())
    found = asyncio.run(pages(http).find(KEYS, Who(id="77", name="Ana"), typed))
    assert found.external_id == "1"
    assert http.sent[0].url.endswith("/" + asked)


@pytest.mark.parametrize("typed", ["", "   ", "../me/permissions", "a b c", "https://www.facebook.com/"])
def test_what_names_no_page_is_not_asked_about(typed: str) -> None:
    http = Scripted()
    with pytest.raises(BadInput):
        asyncio.run(pages(http).find(KEYS, Who(id="77", name="Ana"), typed))
    assert http.sent == []


def test_a_personal_profile_is_no_page() -> None:
    http = Scripted(page={"id": "77", "name": "Ana"}, pages={"data": []})
    found = asyncio.run(pages(http).find(KEYS, Who(id="77", name="Ana"), "ana.crumb"))
    assert found.problem


def test_a_permission_that_was_not_given_for_this_page_is_missing() -> None:
    other = debugged(granular_scopes=[{"scope": "pages_manage_posts", "target_ids": ["2"]}])
    http = Scripted(page={"id": "1", "name": "Crumb"}, debug_token=other)
    (_, access) = asyncio.run(everything(pages(http).check(PAGE, KEYS, paid=False)))
    assert (access.verdict, access.error_id, access.kind) == ("bad", "no_posting", "permission")


def test_a_token_of_another_app_is_refused_before_anything_is_made_of_it() -> None:
    http = Scripted(prove={"access_token": "app"}, debug_token=debugged(app_id="999"))
    with pytest.raises(PlatformRefused) as caught:
        asyncio.run(pages(http).prove("explorer", replace(KEYS, route="explorer")))
    assert caught.value.error_id == "app_other"
    assert [r.name for r in http.sent] == ["facebook.prove", "facebook.debug_token"]


@pytest.mark.parametrize("subcode", [458, 460, 463, 467])
def test_a_dead_token_is_named_by_what_killed_it(subcode: int) -> None:
    dead = {"data": {"is_valid": False, "error": {"code": 190, "subcode": subcode, "message": "x"}}}
    http = Scripted(page={"id": "1", "name": "Crumb"}, debug_token=dead)
    (_, access) = asyncio.run(everything(pages(http).check(PAGE, KEYS, paid=False)))
    assert access.kind == "grant_dead"
    assert access.error_id in pages(http).spec.oauth["user"].dead


def test_a_deletion_that_does_not_say_so_did_not_happen() -> None:
    with pytest.raises(BadAnswer):
        asyncio.run(pages(Scripted(delete={"success": False})).delete(PAGE, KEYS, "1_2"))


def test_a_picture_is_sent_as_a_form_with_a_file() -> None:
    body, headers = photo_form(b"\xff\xd8", published="false")
    boundary = headers["content-type"].partition("boundary=")[2]
    assert body.count(f"--{boundary}".encode()) == 3
    assert b'name="published"\r\n\r\nfalse' in body
    assert b"\xff\xd8\r\n" in body


def test_an_account_that_is_linked_to_no_page_is_not_found() -> None:
    keys = replace(KEYS, route="page")
    http = Scripted(page={"id": "1"})
    assert asyncio.run(everything(accounts(http).discover(keys, Who(id="77", name="Ana")))) == []


@pytest.mark.parametrize(
    "body",
    [
        {"data": [{"access_token": "IGAA1", "user_id": 17, "permissions": "instagram_business_basic, b"}]},
        {"access_token": "IGAA1", "user_id": 17, "permissions": ["instagram_business_basic", "b"]},
    ],
)
def test_instagrams_token_is_read_in_both_shapes(body: Mapping[str, Any]) -> None:
    read = accounts(Scripted()).read_tokens(answer(200, body))
    assert [t.value.reveal() for t in read.tokens] == ["IGAA1"]
    assert read.scopes == ["instagram_business_basic", "b"]


def test_a_picture_that_never_gets_ready_is_said_and_not_published() -> None:
    connection = replace(PAGE, platform="instagram", route="page", address={"page_id": "1", "way": "page"})
    http = Scripted(
        photo={"id": "7"}, photo_address={"images": [{"source": "https://cdn.example/a.jpg", "width": 9}]},
        container={"id": "8"}, status={"status_code": "IN_PROGRESS"}, photo_away={"success": True},
    )  # fmt: skip
    with pytest.raises(PlatformRefused) as caught:
        asyncio.run(accounts(http).publish(connection, replace(KEYS, route="page"), "Rye"))
    assert caught.value.error_id == "not_ready"
    assert http.sent[-1].name == "instagram.photo_away"
    assert not any(r.name == "instagram.publish" for r in http.sent)


MODULES: list[tuple[Callable[[Scripted], Any], Said]] = [
    (pages, errors_facebook.SAID), (accounts, errors_instagram.SAID)
]  # fmt: skip


@pytest.mark.parametrize(("make", "said"), MODULES)
def test_every_error_is_picked_by_its_documented_words(make: Callable[[Scripted], Any], said: Said) -> None:
    adapter = make(Scripted())
    assert set(said) == set(adapter.spec.error)
    for id, answers in said.items():
        for each in answers:
            assert adapter.explain(each).error_id == id


def test_a_sign_in_that_ended_has_the_same_names_at_both() -> None:
    """An account that came along shares the sign-in of its Page, and says why it ended in the same words."""
    at, along = pages(Scripted()).spec, accounts(Scripted()).spec
    for id in {*at.oauth["user"].dead}:
        assert along.error[id].cause == at.error[id].cause


def test_a_limit_is_no_end() -> None:
    http = Scripted(page=graph(4, "limit"), debug_token=debugged())
    (me, access) = asyncio.run(everything(pages(http).check(PAGE, KEYS, paid=False)))
    assert (me.verdict, me.kind, access.verdict) == ("bad", "quota", "ok")
    with pytest.raises(Limited):
        asyncio.run(pages(Scripted(post=graph(341))).publish(PAGE, KEYS, "Rye"))
