"""Client libraries that people really use, unmodified and under the platforms' real host names, work with practice."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import pytest
import telegram
import tweepy
from facebook_business.adobjects.page import Page  # type: ignore[import-untyped]
from facebook_business.adobjects.pagepost import PagePost  # type: ignore[import-untyped]
from facebook_business.adobjects.user import User  # type: ignore[import-untyped]
from facebook_business.api import FacebookAdsApi  # type: ignore[import-untyped]
from facebook_business.exceptions import FacebookRequestError  # type: ignore[import-untyped]
from tests.helpers.front import Front
from tests.practice.real_hosts import bases

from stagedoor.practice import Visitor, World

pytestmark = pytest.mark.filterwarnings("default")  # theirs are not ours to mend

CALLBACK = "http://127.0.0.1:8421/cb/x"


def test_tweepy_with_four_keys(world: World, visitor: Visitor, proxy: Front) -> None:
    keys = visitor.x_make_app(CALLBACK)
    keys |= visitor.x_generate_access_token(keys["app_id"])
    client = tweepy.Client(
        consumer_key=keys["api_key"], consumer_secret=keys["api_secret"], access_token=keys["access_token"],
        access_token_secret=keys["access_token_secret"],
    )  # fmt: skip
    assert client.get_me().data.username == "crumbkitchen"
    made = client.create_tweet(text="Rye, still warm.").data
    (post,) = world.x.posts.values()
    assert (str(made["id"]), post.text, post.deleted) == (post.id, "Rye, still warm.", False)
    client.delete_tweet(made["id"])
    assert post.deleted
    with pytest.raises(tweepy.NotFound):
        client.delete_tweet("1")
    assert set(proxy.asked) == {"api.twitter.com"}


def test_tweepy_signs_in_with_the_browser(world: World, visitor: Visitor, proxy: Front) -> None:
    keys = visitor.x_make_app(CALLBACK)
    handler = tweepy.OAuth2UserHandler(
        client_id=keys["client_id"], redirect_uri=CALLBACK, scope=["tweet.read", "tweet.write", "users.read"]
    )
    address = urlsplit(handler.get_authorization_url())
    there = bases(world)[address.hostname or ""]
    returned = visitor.consent(f"{there}{address.path}?{address.query}")
    token = handler.fetch_token(str(returned).replace("http://", "https://", 1))  # it insists on TLS everywhere
    assert token["access_token"] in world.x.valid_access_tokens()
    assert set(token["scope"]) == {"tweet.read", "tweet.write", "users.read"}


def test_facebook_business(world: World, visitor: Visitor, proxy: Front) -> None:
    """Meta's own SDK: it sends the token as a parameter, and the proof with it."""
    keys = visitor.meta_make_app()
    token = visitor.meta_explorer_token(keys["app_id"])
    person = FacebookAdsApi.init(keys["client_id"], keys["client_secret"], token, api_version="v26.0")
    found = list(User("me", api=person).get_accounts(fields=["id", "name", "access_token"]))
    kitchen = next(page for page in found if page["name"] == "Crumb Kitchen")
    api = FacebookAdsApi.init(keys["client_id"], keys["client_secret"], kitchen["access_token"], api_version="v26.0")
    made = Page(kitchen["id"], api=api).create_feed(params={"message": "Rye, still warm."})
    (post,) = world.meta.posts.values()
    assert (made["id"], post.text) == (post.id, "Rye, still warm.")
    PagePost(made["id"], api=api).api_delete()
    assert world.meta.posts == {}
    with pytest.raises(FacebookRequestError) as caught:
        Page("1", api=api).create_feed(params={"message": "Rye"})
    assert (caught.value.api_error_code(), caught.value.api_error_subcode()) == (100, 33)
    assert set(proxy.asked) == {"graph.facebook.com"}


def test_python_telegram_bot(world: World, visitor: Visitor, proxy: Front) -> None:
    token = visitor.telegram_new_bot("Crumb Bot", "crumb_news_bot")
    visitor.telegram_add_to_channel(world.hosts("telegram")["web"] + "/crumb_news_bot?startchannel&admin=post_messages")

    async def story() -> None:
        async with telegram.Bot(token) as bot:
            assert (await bot.get_me()).username == "crumb_news_bot"
            updates = await bot.get_updates(allowed_updates=["my_chat_member"])
            (chat,) = [update.my_chat_member.chat for update in updates if update.my_chat_member]
            assert chat.title == "Crumb Kitchen News"
            message = await bot.send_message(chat.id, "Rye, still warm.", disable_notification=True)
            assert message.text == "Rye, still warm."
            assert await bot.delete_message(chat.id, message.message_id)
            with pytest.raises(telegram.error.TelegramError):
                await bot.send_message(1, "Nobody is there.")

    asyncio.run(story())
    (message,) = [m for m in world.telegram.chat("Crumb Kitchen News").messages.values() if m.text.startswith("Rye")]
    assert message.deleted
    assert set(proxy.asked) == {"api.telegram.org"}
