"""Threads by itself: every error in its own words, what is left of a day, requests as its own collection has them."""

import asyncio
import json
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from tests.helpers import contracts
from tests.platforms.bench import CATALOGUE, Specs
from tests.platforms.errors_threads import SAID

from stagedoor.domain.entities import Connection
from stagedoor.domain.errors import BadAnswer, Limited
from stagedoor.domain.exchange import Keys, Request, Response
from stagedoor.domain.ports import DEFAULT_LIMIT, Adapter
from stagedoor.domain.secret import Secret
from stagedoor.net import outgoing
from stagedoor.platforms.registry import Registry
from stagedoor.system.clock import SystemClock

T = TypeVar("T")
SPEC = CATALOGUE.spec("threads")
KEYS = Keys(
    route="generator", app={"client_id": "2345678901234567"}, scopes=["threads_basic", "threads_content_publish"],
    secrets={"client_secret": Secret("0a1b2c3d4e5f60718293a4b5c6d7e8f9"), "access": Secret("THAAmadeUp")},
)  # fmt: skip
ACCOUNT = Connection(
    id="1", handle="threads/crumbkitchen", platform="threads", route="generator", kind="profile", external_id="42",
    grant_id="1", name="Crumb Kitchen", confirmed_at=0,
)  # fmt: skip


@dataclass
class Answers:
    """Implements Http: gives these answers, one after the other, the last one again."""

    answers: list[Any]
    headers: dict[str, str] = field(default_factory=dict)
    sent: list[Request] = field(default_factory=list)

    async def send(self, request: Request, *, deadline: float = 30.0, limit: int = DEFAULT_LIMIT) -> Response:
        self.sent.append(request)
        said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(said, Response):
            return said
        return Response(status=200, headers=self.headers, body=json.dumps(said).encode())


def adapter(http: Answers) -> Adapter:
    return Registry(Specs(SPEC), http, SystemClock()).adapter("threads")


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


async def checked(http: Answers) -> dict[str, Any]:
    return {answer.check_id: answer async for answer in adapter(http).check(ACCOUNT, KEYS, paid=False)}


def test_every_error_of_the_catalogue_is_here() -> None:
    assert set(SAID) == set(SPEC.error)


@pytest.mark.parametrize(("error", "number"), [(error, n) for error, said in SAID.items() for n in range(len(said))])
def test_documented_words_pick_the_right_error(error: str, number: int) -> None:
    explained = adapter(Answers([{}])).explain(SAID[error][number])
    assert (explained.error_id, explained.kind) == (error, SPEC.error[error].kind)


def test_a_rate_header_says_how_long_to_wait() -> None:
    usage = {"42": [{"type": "threads", "call_count": 100, "estimated_time_to_regain_access": 3}]}
    refused = Response(
        status=400, headers={"x-business-use-case-usage": json.dumps(usage)}, body=SAID["rate"][0].body
    )  # fmt: skip
    with pytest.raises(Limited) as caught:
        run(adapter(Answers([refused])).identify(KEYS))
    assert caught.value.retry_after == 180


def test_a_number_that_is_no_text_stays_whole() -> None:
    who = run(adapter(Answers([{"id": 9007199254740993, "username": "crumbkitchen"}])).identify(KEYS))
    assert (who.id, who.name) == ("9007199254740993", "crumbkitchen")


def test_what_is_left_of_a_day_is_told_with_the_share_of_calls() -> None:
    usage = {"42": [{"type": "threads", "call_count": 2, "total_cputime": 1, "total_time": 5}]}
    token = {"data": {"is_valid": True, "expires_at": 2_000_000_000, "scopes": [], "user_id": "42"}}
    quota = {"data": [{"quota_usage": 7, "config": {"quota_total": 250}, "delete_quota_usage": 3,
                       "delete_config": {"quota_total": 100}}]}  # fmt: skip
    http = Answers([token, {"id": "42", "username": "crumbkitchen"}, quota],
                   headers={"x-business-use-case-usage": json.dumps(usage)})  # fmt: skip
    answers = run(checked(http))
    assert [answer.verdict for answer in answers.values()] == ["ok", "ok", "ok"]
    assert answers["token"].detail["ends_at"] == 2_000_000_000
    assert {m.name: (m.used, m.left, m.limit) for m in answers["limit"].meters} == {
        "calls": (5, 95, 100), "posts": (7, 243, 250), "deletes": (3, 97, 100),
    }  # fmt: skip


def test_a_quota_that_threads_does_not_tell_is_not_made_up() -> None:
    token = {"data": {"is_valid": True, "scopes": [], "user_id": "42"}}
    answers = run(checked(Answers([token, {"id": "42"}, {"data": [{"quota_usage": 7}]}])))
    assert answers["limit"].meters == []
    assert answers["token"].detail == {}


def test_one_question_in_trouble_does_not_hide_the_others() -> None:
    token = {"data": {"is_valid": False, "error": {"code": 190, "message": "", "error_subcode": 460}}}
    answers = run(checked(Answers([token, {"id": "42"}, SAID["no_permission"][0]])))
    assert {id: (answer.verdict, answer.error_id) for id, answer in answers.items()} == {
        "token": ("bad", "password_changed"), "me": ("ok", None), "limit": ("bad", "no_permission"),
    }  # fmt: skip


def test_a_deletion_that_is_not_confirmed_is_none() -> None:
    with pytest.raises(BadAnswer, match="did not say"):
        run(adapter(Answers([{"success": False}])).delete(ACCOUNT, KEYS, "1"))


@pytest.mark.contracts
def test_calls_are_held_against_the_published_collection() -> None:
    http = Answers([{"id": "42", "data": {"is_valid": True, "scopes": []}, "success": True}])
    tested = adapter(http)
    run(tested.identify(KEYS))
    run(checked(Answers([{"data": {"is_valid": True}}], sent=http.sent)))
    run(tested.publish(ACCOUNT, KEYS, "Rye bread & 🥐 at eight"))
    run(tested.delete(ACCOUNT, KEYS, "42"))
    run(http.send(tested.renewal(KEYS)))
    contract, problems = contracts.contract("threads"), []
    for request in http.sent:
        content, headers = outgoing.content(request)
        url = outgoing.address(request).removeprefix(SPEC.hosts["api"])
        problems += contract.request(request.method, url, headers, content or b"")
    assert len(http.sent) == 8
    assert problems == []
