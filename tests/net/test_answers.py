"""Whole answers, over a real socket."""

import asyncio
import gzip
import json
from urllib.parse import parse_qsl

import pytest
from tests.net.faulty import Faulty, answer
from tests.net.sending import send

from stagedoor.domain.exchange import Request
from stagedoor.net.client import HttpxHttp


def head_and_body(request: bytes) -> tuple[list[str], bytes]:
    head, _, body = request.partition(b"\r\n\r\n")
    return head.decode().split("\r\n"), body


def test_an_answer_comes_whole_with_lower_case_headers_and_the_servers_clock() -> None:
    headers = {"X-Left": "3", "Date": "Sat, 21 Nov 2026 09:00:00 GMT"}
    with Faulty(answer(b'{"a": 1}', status=201, headers=headers)) as server:
        response = send(f"{server.url}/me")
    assert (response.status, response.body) == (201, b'{"a": 1}')
    assert response.headers["x-left"] == "3"
    assert response.date == 1795251600.0


@pytest.mark.parametrize(
    "date", ["yesterday", "Sat, 99 Nov 2026 09:00:00 GMT", "-", "Sat, 21 Nov 99999999 09:00:00 GMT"]
)
def test_a_date_that_cannot_be_read_is_no_date(date: str) -> None:
    with Faulty(answer(headers={"Date": date})) as server:
        assert send(server.url).date is None


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_nothing_goes_to_the_other_place(status: int) -> None:
    with Faulty(answer()) as other, Faulty(answer(status=status, headers={"Location": other.url})) as server:
        response = send(server.url, method="POST", form={"client_secret": "s3cret"})
        assert response.status == status
        assert other.connections == 0


def test_a_redirect_to_nonsense_is_no_crash() -> None:
    with Faulty(answer(status=308, headers={"Location": "http://[nonsense"})) as server:
        assert send(server.url).status == 308


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_body(status: int) -> None:
    with Faulty(f"HTTP/1.1 {status} Said\r\n\r\n".encode()) as server:
        assert send(server.url).body == b""


def test_chunks_and_gzip_are_unpacked() -> None:
    packed = gzip.compress(b'{"a": 1}')
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (packed[:7], packed[7:]))
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    with Faulty(head + chunks + b"0\r\n\r\n") as server:
        assert send(server.url).body == b'{"a": 1}'


def test_an_early_hint_is_not_the_answer() -> None:
    with Faulty(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer(b"real")) as server:
        assert send(server.url).body == b"real"


def test_the_query_is_appended_with_percent_encoded_blanks() -> None:
    with Faulty(answer()) as server:
        send(f"{server.url}/me?fields=id", query={"scope": "a b,c+d/é", "redirect": "http://127.0.0.1:1/cb?x=1&y"})
        send(f"{server.url}/me", query={"a": "b c"})
    first, second = [head_and_body(request)[0][0] for request in server.requests]
    query = "fields=id&scope=a%20b%2Cc%2Bd%2F%C3%A9&redirect=http%3A%2F%2F127.0.0.1%3A1%2Fcb%3Fx%3D1%26y"
    assert first == f"GET /me?{query} HTTP/1.1"
    assert second == "GET /me?a=b%20c HTTP/1.1"


def test_a_form_a_json_and_bytes_as_body() -> None:
    with Faulty(answer()) as server:
        send(server.url, method="POST", form={"code": "a b&c", "name": "Käse"})
        send(server.url, method="POST", json={"text": "Käse 🧀"})
        send(server.url, method="PUT", data=b"\x00\x01", headers={"Content-Type": "video/mp4"})
    (form_head, form), (json_head, text), (data_head, data) = [head_and_body(request) for request in server.requests]
    assert "content-type: application/x-www-form-urlencoded" in form_head
    assert dict(parse_qsl(form.decode())) == {"code": "a b&c", "name": "Käse"}
    assert "content-type: application/json" in json_head
    assert json.loads(text) == {"text": "Käse 🧀"}
    assert "content-type: video/mp4" in data_head
    assert data == b"\x00\x01"


def test_a_content_type_that_the_request_names_stays() -> None:
    with Faulty(answer()) as server:
        send(server.url, method="POST", json={}, headers={"Content-Type": "application/json; charset=UTF-8"})
    assert "content-type: application/json; charset=UTF-8" in head_and_body(server.requests[0])[0]


def test_it_says_who_it_is_and_keeps_no_cookies() -> None:
    async def twice(url: str) -> None:
        http = HttpxHttp()
        for _ in range(2):
            await http.send(Request(method="GET", url=url, name="platform.call"))
        await http.aclose()

    with Faulty(answer(headers={"Set-Cookie": "session=abc; Path=/"})) as server:
        asyncio.run(twice(server.url))
    for request in server.requests:
        assert b"User-Agent: Stagedoor/" in request
        assert b"cookie" not in request.lower()
    assert server.connections == 2


def test_the_other_loopback_family_is_loopback_too() -> None:
    with Faulty(answer(b"six"), host="::1") as server:
        assert send(f"http://[::1]:{server.port}/").body == b"six"
