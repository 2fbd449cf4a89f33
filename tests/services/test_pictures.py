"""Pictures of accounts: fetched without telling who asks, and only pictures."""

import asyncio
from dataclasses import replace

import pytest
from tests.helpers.home import Home
from tests.services.rig import connect_x, story

from stagedoor.domain.errors import Offline
from stagedoor.domain.exchange import Request, Response
from stagedoor.practice import Visitor
from stagedoor.services.pictures import MOST
from stagedoor.services.ports import Ports

PNG = b"\x89PNG\r\n\x1a\n"


class OneAnswer:
    """Implements Http: remembers what was asked."""

    def __init__(self, status: int = 200, kind: str = "image/png", error: Exception | None = None) -> None:
        self.asked: list[Request] = []
        self.limits: list[int] = []
        self._response = Response(status=status, headers={"content-type": kind}, body=PNG)
        self._error = error

    async def send(self, request: Request, *, deadline: float = 30.0, limit: int = 0) -> Response:
        self.asked.append(request)
        self.limits.append(limit)
        if self._error:
            raise self._error
        return self._response


async def fetched(home: Home, http: OneAnswer, url: str = "https://pictures.example/face.png") -> bytes:
    def change(ports: Ports) -> Ports:
        return replace(ports, http=http)

    async with home.jobs(change) as jobs:
        return await jobs.pictures.fetch(url)


@story
async def test_the_picture_of_a_made_up_account(home: Home, visitor: Visitor):
    connection = await connect_x(home, visitor)
    assert connection.avatar
    async with home.jobs() as jobs:
        assert await jobs.pictures.fetch(connection.avatar)


@story
async def test_nothing_that_tells_who_asks_is_sent_along(home: Home):
    http = OneAnswer()
    assert await fetched(home, http) == PNG
    (request,) = http.asked
    assert dict(request.headers) == {"accept": "image/*"}
    assert (request.method, http.limits) == ("GET", [MOST])


@pytest.mark.parametrize(
    "url",
    ["", "http://pictures.example/face.png", "http://127.0.0.1.example/a.png", "file:///etc/passwd", "ftp://a/b",
     "data:image/png;base64,AA", "https://", "https://[bad/face.png"],
)  # fmt: skip
def test_other_addresses_are_not_asked(home: Home, url: str):
    http = OneAnswer()
    assert asyncio.run(fetched(home, http, url)) == b""
    assert http.asked == []


@pytest.mark.parametrize(
    "http",
    [OneAnswer(404), OneAnswer(302), OneAnswer(kind="text/html"), OneAnswer(kind="image/svg+xml"),
     OneAnswer(error=Offline("There is no network."))],
    ids=["gone", "moved", "page", "drawing", "offline"],
)  # fmt: skip
def test_what_is_no_picture_is_none(home: Home, http: OneAnswer):
    assert asyncio.run(fetched(home, http)) == b""
