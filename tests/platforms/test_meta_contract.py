"""The readers of Meta's descriptions see mistakes: a check that finds none in anything would hold nothing."""

from urllib.parse import urlencode

import pytest
from tests.helpers.contracts import contract
from tests.helpers.meta_contract import FORM, split

from stagedoor.platforms.meta import photo_form

pytestmark = pytest.mark.contracts
JSON = {"content-type": "application/json"}
PAGE, ACCOUNT = "/v26.0/1001", "/v26.0/17841"


def form(**values: str) -> tuple[dict[str, str], bytes]:
    return {"content-type": FORM}, urlencode(values).encode()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v26.0/me/accounts?fields=id,name,access_token,tasks,picture{url}&limit=100&after=A"),
        ("GET", f"{PAGE}?fields=instagram_business_account{{id,username}}"),
        ("GET", "/v26.0/crumbkitchen?fields=id,name"),
        ("GET", f"{ACCOUNT}/content_publishing_limit?fields=config,quota_usage"),
        ("GET", "/v26.0/5?fields=status_code,status"),
        ("DELETE", "/v26.0/me/permissions"),
        ("DELETE", "/v26.0/5"),
    ],
)
def test_what_the_graph_describes_passes(method: str, path: str) -> None:
    assert contract("graph").request(method, path) == []


@pytest.mark.parametrize(
    ("method", "path", "sees"),
    [
        ("GET", f"{PAGE}?fields=id,followers", "followers"),
        ("GET", f"{PAGE}?fields=username,permalink,images", "images"),  # no node has all three
        ("GET", f"{PAGE}?fields=picture{{adress}}", "adress"),
        ("GET", f"{PAGE}?fields=name{{first}}", "first"),
        ("GET", "/v26.0/me/accounts?fields=quota_usage", "quota_usage"),
        ("GET", f"{PAGE}/accounts?field=id", "field"),
        ("GET", f"{PAGE}/acounts", "no operation"),
        ("PUT", f"{PAGE}/feed", "no operation"),
        ("DELETE", f"{PAGE}/feed/", "no operation"),
        ("GET", "/26.0/me", "path version"),
        ("DELETE", "/v26.0/crumbkitchen", "path id"),
    ],
)
def test_a_question_that_the_graph_does_not_have_is_named(method: str, path: str, sees: str) -> None:
    graph = contract("graph")
    assert graph.operation(method, path)[0] is not None
    assert sees in " ".join(graph.request(method, path))


def test_parts_of_a_post_are_held_too() -> None:
    graph = contract("graph")
    data, headers = photo_form(b"\xff\xd8", published="false", caption="Rye")
    assert graph.request("POST", f"{PAGE}/photos", headers, data) == []
    data, headers = photo_form(b"\xff\xd8", pubished="false")
    assert "pubished" in " ".join(graph.request("POST", f"{PAGE}/photos", headers, data))
    assert graph.request("POST", f"{ACCOUNT}/media", *form(image_url="https://a.example/b.jpg", caption="Rye")) == []
    assert "image" in " ".join(graph.request("POST", f"{ACCOUNT}/media", *form(image="https://a.example/b.jpg")))
    assert "creation_id" in " ".join(graph.request("POST", f"{ACCOUNT}/media_publish", *form(id="1")))
    assert graph.request("POST", f"{ACCOUNT}/media_publish", *form(creation_id="1")) == []


@pytest.mark.parametrize(
    ("path", "good", "bad"),
    [
        (f"{PAGE}?fields=id", b'{"id":"1","tasks":["MANAGE"],"followers_count":3}', b'{"id":1}'),
        (
            f"{PAGE}?fields=id",
            b'{"id":"1","picture":{"data":{"url":"https://a.example/b"}}}',
            b'{"id":"1","picure":{}}',
        ),
        ("/v26.0/me/accounts", b'{"data":[{"id":"1","name":"P"}],"paging":{}}', b'{"data":[{"id":"1","nam":"P"}]}'),
        ("/v26.0/5?fields=status", b'{"id":"5","status_code":"FINISHED"}', b'{"id":"5","status_cod":"FINISHED"}'),
        (f"{ACCOUNT}/content_publishing_limit", b'{"data":[{"quota_usage":3}]}', b'{"data":[{"quota_usage":"3"}]}'),
    ],
)
def test_an_answer_of_another_shape_is_named(path: str, good: bytes, bad: bytes) -> None:
    graph = contract("graph")
    assert graph.response("GET", path, 200, JSON, good) == []
    assert graph.response("GET", path, 200, JSON, bad) != []


def test_calls_to_threads_are_held_by_the_collection() -> None:
    threads = contract("threads")
    assert threads.request("POST", "/v1.0/me/threads?media_type=TEXT&text=Rye&auto_publish_text=true") == []
    assert threads.request("GET", "/v1.0/me/threads_publishing_limit?fields=config,delete_quota_usage") == []
    assert "txt" in " ".join(threads.request("POST", "/v1.0/me/threads?media_type=TEXT&txt=Rye"))
    assert "quota" in " ".join(threads.request("GET", "/v1.0/me/threads_publishing_limit?fields=quota"))
    assert "followers" in " ".join(threads.request("GET", "/v1.0/me?fields=id,followers"))
    assert "no operation" in " ".join(threads.request("PATCH", "/v1.0/me"))
    assert threads.response("GET", "/v1.0/me", 200, JSON, b'{"id":7}') != []


def test_the_token_address_of_threads_takes_its_parameters_as_a_form() -> None:
    threads = contract("threads")
    headers, body = form(client_id="1", client_secret="s", grant_type="authorization_code", code="c", redirect_uri="r")
    assert threads.request("POST", "/oauth/access_token", headers, body) == []
    headers, body = form(client="1")
    assert "client" in " ".join(threads.request("POST", "/oauth/access_token", headers, body))


def test_names_are_parted_at_the_outermost_commas() -> None:
    assert split("id,a{b,c{d}},e") == [("id", ""), ("a", "b,c{d}"), ("e", "")]
    assert split("") == []
