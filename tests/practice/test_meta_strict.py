"""Where practice Meta says no: who may look at tokens, containers that are not ready, numbers that are none, who has
no role, and the end of data access.
"""

from collections.abc import Callable

import pytest
from tests.practice.client import Reply, call
from tests.practice.meta_client import LISTED, MetaClient, error

from stagedoor.practice import Visitor, World
from stagedoor.practice.meta.state import BAKING, KITCHEN
from stagedoor.practice.person import words

DAY = 86_400
Act = Callable[[MetaClient], Reply]


@pytest.fixture
def meta(world: World, visitor: Visitor) -> MetaClient:
    return MetaClient(world, visitor)


# who may look at a token


def debug(meta: MetaClient, token: str, by: str) -> Reply:
    return call("GET", f"{meta.hosts['api']}/v26.0/debug_token?input_token={token}&access_token={by}")


def pair(keys: dict[str, str]) -> str:
    return f"{keys['client_id']}|{keys['client_secret']}"


def bens(meta: MetaClient) -> str:
    """A token of somebody else for the same Meta app."""
    return meta.meta.issue("USER", meta.keys["app_id"], "ben", ("public_profile",), 3600).value


def test_the_app_its_maker_and_whose_token_it_is_may_look(meta: MetaClient) -> None:
    for by in (pair(meta.keys), meta.long, meta.short, meta.page):
        assert debug(meta, meta.page, by).json["data"]["is_valid"] is True
    own = bens(meta)
    assert debug(meta, own, own).json["data"]["is_valid"] is True
    assert debug(meta, own, meta.long).json["data"]["is_valid"] is True


LOOKS: dict[str, tuple[Act, tuple[int, int]]] = {
    "another Meta app": (lambda m: debug(m, m.page, pair(m.visitor.meta_make_app(name="Other"))), (100, 0)),
    "somebody else": (lambda m: debug(m, m.page, bens(m)), (100, 0)),
    "a token that is none": (lambda m: debug(m, m.page, "EAAnobodys"), (190, 0)),
    "nobody": (lambda m: debug(m, m.page, ""), (104, 0)),
    "the secret of Threads": (
        lambda m: debug(m, m.page, f"{m.keys['client_id']}|{m.keys['threads_secret']}"),
        (190, 0),
    ),
    "half of a pair": (lambda m: debug(m, m.page, f"{m.keys['client_id']}|"), (190, 0)),
    "at no token": (lambda m: debug(m, "", pair(m.keys)), (100, 0)),
    "with a token of Instagram": (lambda m: debug(m, m.page, instagrams(m)), (190, 0)),
    "at a token of Instagram": (lambda m: debug(m, instagrams(m), pair(m.keys)), (2, 0)),
}


def instagrams(meta: MetaClient) -> str:
    return meta.meta.issue("INSTAGRAM", meta.keys["app_id"], BAKING, (), 0).value


@pytest.mark.parametrize("case", LOOKS)
def test_nobody_else_may_look_and_not_at_everything(meta: MetaClient, case: str) -> None:
    act, expected = LOOKS[case]
    assert error(act(meta)) == expected


def test_the_refusal_of_another_app_says_why(meta: MetaClient) -> None:
    other = meta.visitor.meta_make_app(name="Other")
    assert "did not match the Viewing App" in debug(meta, meta.page, pair(other)).text


# containers


def handed(meta: MetaClient) -> str:
    """A container, just made."""
    meta.meta.photos["7"] = KITCHEN
    form = {"image_url": f"{meta.hosts['web']}/photo/7", "caption": "Rye"}
    return str(meta.ask("POST", f"{BAKING}/media", meta.page, form=form).json["id"])


def looked(meta: MetaClient, made: str) -> str:
    return str(meta.get(made, meta.page, fields="status_code").json["status_code"])


def published(meta: MetaClient, made: str) -> Reply:
    return meta.ask("POST", f"{BAKING}/media_publish", meta.page, form={"creation_id": made})


def test_a_container_that_failed_is_not_published(meta: MetaClient) -> None:
    meta.meta.media_error = 2207009
    made = handed(meta)
    assert error(published(meta, made)) == (9007, 2207027)
    assert [looked(meta, made), looked(meta, made)] == ["IN_PROGRESS", "ERROR"]
    assert error(published(meta, made)) == (-1, 2207032)
    assert meta.meta.used == 0


def test_a_container_lives_for_a_day(meta: MetaClient) -> None:
    made = handed(meta)
    assert [looked(meta, made), looked(meta, made)] == ["IN_PROGRESS", "FINISHED"]
    meta.world.clock.advance(DAY + 1)
    assert looked(meta, made) == "EXPIRED"
    assert error(published(meta, made)) == (-2, 2207020)


def test_a_published_container_says_so_and_is_not_published_twice(meta: MetaClient) -> None:
    made = handed(meta)
    assert [looked(meta, made), looked(meta, made)] == ["IN_PROGRESS", "FINISHED"]
    assert published(meta, made).status == 200
    assert looked(meta, made) == "PUBLISHED"
    assert error(published(meta, made)) == (24, 2207006)


# numbers that are none, and files that are none


@pytest.mark.parametrize("asked", [{"limit": "abc"}, {"after": "abc"}, {"limit": "-1"}, {"limit": "9" * 40}])
def test_a_part_of_the_list_is_named_by_numbers(meta: MetaClient, asked: dict[str, str]) -> None:
    assert error(meta.get("me/accounts", meta.long, **asked)) == (100, 0)


def test_a_part_of_nothing_is_empty(meta: MetaClient) -> None:
    assert meta.get("me/accounts", meta.long, limit="0").json == {"data": []}
    assert meta.get("me/accounts", meta.long, after="99").json == {"data": []}


def test_the_word_for_a_file_is_no_file(meta: MetaClient) -> None:
    assert error(meta.ask("POST", f"{KITCHEN}/photos", meta.page, form={"source": "abc"})) == (100, 0)
    assert error(meta.ask("POST", f"{KITCHEN}/photos", meta.page, form={"source": "10"})) == (100, 0)


@pytest.mark.parametrize(
    ("photo", "expected"),
    [(b"\xff\xd8" + b"x" * 9, None), (b"\x89PNG", (100, 1366046)), (b"\xff\xd8" + b"x" * 4_000_000, (100, 1366046))],
    ids=["small", "not a JPEG", "too large"],
)
def test_a_photo_is_taken_by_its_bytes(meta: MetaClient, photo: bytes, expected: tuple[int, int] | None) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="source"; filename="a.jpg"\r\n\r\n'
    headers = {"Authorization": f"Bearer {meta.page}", "Content-Type": "multipart/form-data; boundary=x"}
    url = f"{meta.hosts['api']}/v26.0/{KITCHEN}/photos"
    reply = call("POST", url, headers=headers, body=head + photo + b"\r\n--x--\r\n")
    assert (error(reply) if reply.status != 200 else None) == expected


# the Explorer


def test_the_explorer_gives_the_instagram_account_along(meta: MetaClient) -> None:
    wanted = ["pages_show_list", "instagram_basic"]
    token = meta.visitor.meta_explorer_token(meta.keys["app_id"], wanted)
    (page,) = [
        each for each in meta.get("me/accounts", token, fields="id,instagram_business_account").json["data"]
        if each["id"] == KITCHEN
    ]  # fmt: skip
    assert page["instagram_business_account"]["id"] == BAKING
    assert meta.get(BAKING, token, fields="username").json["username"] == "crumbkitchen"


# who may sign in


def test_who_has_no_role_is_told_so_and_may_sign_in_once_it_is_published(meta: MetaClient) -> None:
    meta.meta.signed_in = "ben"
    ben = Visitor(meta.world)
    page = ben.open(meta.authorize_url(redirect_uri=LISTED))
    assert (page.status, "App not active" in words(page.text)) == (400, True)
    meta.visitor.meta_publish(meta.keys["app_id"])
    assert "Signed in as Ben Rye" in words(ben.open(meta.authorize_url(redirect_uri=LISTED)).text)


# the end of data access


def test_ninety_days_after_the_sign_in_nothing_of_the_person_is_read_any_more(meta: MetaClient) -> None:
    page, ends = meta.page, meta.debug(meta.page)["data_access_expires_at"]
    meta.world.clock.advance(90 * DAY - 60)
    assert meta.get(KITCHEN, page, fields="name").status == 200
    meta.world.clock.advance(120)
    assert meta.world.clock.now() > ends
    reads = {"me": "id,name", KITCHEN: "name", BAKING: "username"}
    assert {error(meta.get(path, page, fields=names)) for path, names in reads.items()} == {(190, 493)}
    assert meta.get("me", page, fields="id").json == {"id": KITCHEN}
    assert meta.ask("POST", f"{KITCHEN}/feed", page, form={"message": "Rye"}).status == 200
    found = meta.debug(page)
    assert (found["is_valid"], found["expires_at"], found["data_access_expires_at"]) == (True, 0, ends)


def test_making_a_token_longer_is_no_sign_in(meta: MetaClient) -> None:
    token, ends = meta.long, meta.debug(meta.long)["data_access_expires_at"]
    for _ in range(2):
        meta.world.clock.advance(45 * DAY)
        token = meta.token(grant_type="fb_exchange_token", fb_exchange_token=token).json["access_token"]
    assert meta.debug(token)["data_access_expires_at"] == ends
    lists = ("me/accounts", "me/businesses", "me/permissions")
    said = [error(reply) if reply.status != 200 else None for reply in (meta.get(path, token) for path in lists)]
    assert said == [(190, 493), (190, 493), None]


def test_a_new_sign_in_heals_what_was_there(meta: MetaClient) -> None:
    page = meta.page
    meta.world.clock.advance(91 * DAY)
    assert error(meta.get(KITCHEN, page)) == (190, 493)
    assert meta.exchange(meta.code()).status == 200
    assert meta.get(KITCHEN, page).status == 200
    assert meta.debug(page)["data_access_expires_at"] > meta.world.clock.now() + 89 * DAY
