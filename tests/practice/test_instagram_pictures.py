"""Practice Instagram fetches a picture from its address, on its own host too, and from the made-up site alone."""

from typing import Any

import pytest
from tests.practice.client import Reply, call
from tests.practice.instagram_client import InstagramClient
from tests.practice.meta_client import error

from stagedoor.practice import Visitor, World
from stagedoor.practice.meta.site import CRAWLER, address
from stagedoor.practice.meta.state import BAKING, DAY
from stagedoor.practice.picture import jpeg, png

SITE: dict[str, bytes] = {
    "rye.png": png(640, 1, 2, 3), "wide.jpg": jpeg(2000, 1000), "tall.jpg": jpeg(1000, 1300),
    "small.jpg": jpeg(300, 300), "large.jpg": jpeg(640, 640) + bytes(8_000_000), "closed.jpg": jpeg(640, 640),
}  # fmt: skip
WRONG = {
    "rye.png": (36001, 2207005), "wide.jpg": (36003, 2207009), "tall.jpg": (36003, 2207009),
    "small.jpg": (36003, 2207009), "large.jpg": (36000, 2207004), "closed.jpg": (9004, 2207052),
    "nothing.jpg": (9004, 2207052),
}  # fmt: skip


class Client(InstagramClient):
    def post(self, path: str, **form: str) -> Reply:
        headers = {"authorization": f"Bearer {self.token}"}
        return call("POST", f"{self.hosts['api']}/v26.0/{path}", headers=headers, form=form)

    def node(self, id: str, fields: str) -> Reply:
        return self.get(f"/v26.0/{id}", fields=fields, access_token=self.token)

    def container(self, name: str = "rye.jpg", **more: str) -> Reply:
        return self.post(f"{BAKING}/media", image_url=address(self.world.meta, name), **more)

    def published(self, **more: str) -> str:
        id = str(self.container(**more).json["id"])
        said = [self.node(id, "status_code").json["status_code"] for _ in range(self.world.meta.working + 1)]
        assert said == ["IN_PROGRESS", "FINISHED"]
        return str(self.post(f"{BAKING}/media_publish", creation_id=id).json["id"])


@pytest.fixture
def client(world: World, visitor: Visitor) -> Client:
    client = Client(world, visitor)
    world.meta.site.update(SITE)
    world.meta.crawled[address(world.meta, "closed.jpg")] = 403
    return client


def test_from_the_address_to_the_post(client: Client) -> None:
    post = client.published(caption="Rye bread")
    link = client.node(post, "permalink").json["permalink"]
    assert "Rye bread" in client.visitor.open(link).text
    assert client.node(post, "permalink,shortcode").json["id"] == post


def test_too_early_and_too_late_it_is_not_published(client: Client, world: World) -> None:
    id = client.container().json["id"]
    assert error(client.post(f"{BAKING}/media_publish", creation_id=id)) == (9007, 2207027)
    world.clock.advance(DAY + 1)
    assert client.node(id, "status_code,status").json["status_code"] == "EXPIRED"
    assert error(client.post(f"{BAKING}/media_publish", creation_id=id)) == (-2, 2207020)


@pytest.mark.parametrize("name", WRONG)
def test_what_it_cannot_take_is_refused(client: Client, name: str) -> None:
    assert error(client.container(name)) == WRONG[name]


@pytest.mark.parametrize("image", ["", "https://crumb.org/rye.jpg", "http://127.0.0.1:9/rye.jpg", "rye.jpg"])
def test_no_other_address_is_ever_fetched(client: Client, image: str) -> None:
    assert error(client.post(f"{BAKING}/media", image_url=image)) == (9004, 2207052)


def test_only_the_account_itself_and_with_the_right(client: Client, world: World) -> None:
    other = next(id for id in world.meta.accounts if id != BAKING)
    assert error(client.post(f"{other}/media", image_url="")) == (100, 33)
    assert error(client.post(f"{BAKING}/media_publish", creation_id="1")) == (24, 2207006)
    assert error(client.node("1", "status_code")) == (100, 33)
    world.meta.tokens[client.token].scopes = ("instagram_business_basic",)
    assert error(client.container())[0] == 10
    assert error(client.post(f"{BAKING}/media_publish", creation_id="1"))[0] == 10


def test_no_call_takes_a_post_away_and_others_posts_are_not_seen(client: Client, world: World) -> None:
    post = client.published()
    url = f"{client.hosts['api']}/v26.0/{post}"
    assert call("DELETE", url, headers={"authorization": f"Bearer {client.token}"}).status == 400
    (made,) = world.meta.media.values()
    made.account = next(id for id in world.meta.accounts if id != BAKING)
    assert error(client.node(post, "permalink")) == (100, 33)


@pytest.mark.parametrize(("name", "agent", "status"), [
    ("rye.jpg", "Stagedoor/1", 200), ("rye.jpg", f"{CRAWLER}/1.1", 200), ("closed.jpg", "Stagedoor/1", 200),
    ("closed.jpg", f"{CRAWLER}/1.1", 403), ("nothing.jpg", "Stagedoor/1", 404),
])  # fmt: skip
def test_the_made_up_site_shows_its_pictures_to_whom_it_likes(
    client: Client, name: str, agent: str, status: int
) -> None:
    reply = call("GET", address(client.world.meta, name), headers={"user-agent": agent})
    known: Any = client.world.meta.site.get(name)
    assert reply.status == status
    assert (reply.body == known) == (status == 200)


def test_the_profile_leads_to_a_picture(client: Client) -> None:
    client.visitor.open(client.hosts["web"] + "/crumbkitchen/")
    client.visitor.click("A picture on this person's made-up website")
    assert client.world.requests[-1].path.endswith("/site/rye.jpg")
