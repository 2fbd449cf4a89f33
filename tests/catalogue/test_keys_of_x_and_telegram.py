"""What people paste into the key fields of X and Telegram: the right key out of a message, the wrong one by name."""

import itertools

import pytest

from stagedoor.catalogue import load, resource_path
from stagedoor.domain.errors import BadInput
from stagedoor.domain.fields import Picked, pick
from stagedoor.domain.flow import steps
from stagedoor.domain.guidance import Field

CATALOGUE = load(resource_path())
BOT = CATALOGUE.spec("telegram").route["bot"]
KEYS = CATALOGUE.spec("x").app["main"].field

TOKEN = "7712345678:AAHq3-exampleOnly_kJ8vY2mN5pR7sT9wXzQ"
SAMPLES = {
    "client_id": "Q2xpZW50SWRPZlNvbWVib2R5RWxzZTE6MTpjaQ",
    "api_key": "k3JqPz81mNvR5tYwX2bHs7dLa",
    "access_token": "1500000000000000001-q8Zr3VbN1mKx7TyWc5HsJd2LgFp9Ra",
    "bearer": "AAAAAAAAAAAAAAAAAAAAAB" + "q8Zr3VbN1mKx7TyWc5Hs" * 4 + "%3D" + "kJ8v",
}
MESSAGE = f"""Done! Congratulations on your new bot. You will find it at t.me/crumb_news_bot. You can now add a
description, about section and profile picture for your bot, see /help for a list of commands.

Use this token to access the HTTP API:
{TOKEN}
Keep your token secure and store it safely, it can be used by anyone to control your bot.

For a description of the Bot API, see this page: https://core.telegram.org/bots/api"""


def taken(field: Field, pasted: str, others: dict[str, str] | None = None) -> Picked:
    return pick(field, pasted, simulated=False, others=others or {}, siblings={})


@pytest.mark.parametrize(
    "pasted",
    [
        TOKEN,
        MESSAGE,
        MESSAGE.replace("\n", "\r\n"),
        f"TELEGRAM_BOT_TOKEN={TOKEN}",
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"`{TOKEN}`.",
    ],
    ids=["token", "message", "windows message", "env line", "address of a call", "in quotes"],
)
def test_the_bot_token_is_picked_out(pasted):
    assert taken(BOT.field["token"], pasted).value == TOKEN


@pytest.mark.parametrize(
    ("pasted", "word"),
    [
        ("-1001234567890", "number"),
        ("7712345678", "number"),
        ("@crumb_news_bot", "name"),
        ("t.me/crumb_news_bot", "link"),
        ("https://t.me/crumb_news_bot", "link"),
        (TOKEN[:25], "cut off"),
        (SAMPLES["access_token"], "dash"),
        (SAMPLES["bearer"], "bearer"),
        ("7712345678:AAH••••••••", "hidden"),
    ],
)
def test_what_is_no_bot_token_is_named(pasted, word):
    with pytest.raises(BadInput, match=word):
        taken(BOT.field["token"], pasted)


SISTERS = {
    "client_id": "Client ID",
    "api_key": "API Key",
    "access_token": "Access Token",
    "bearer": "Bearer Token",
}


@pytest.mark.parametrize(
    ("field", "pasted"),
    [
        (field, sister)
        for field, sister in itertools.product(KEYS, SISTERS)
        if field != sister and (field, sister) != ("bearer", "client_id")
    ],
)
def test_a_sister_key_of_x_is_called_by_its_name(field, pasted):
    with pytest.raises(BadInput, match=f"^This looks like (the|an) {SISTERS[pasted]}") as raised:
        taken(KEYS[field], SAMPLES[pasted])
    assert raised.value.code == "twin"


@pytest.mark.parametrize("field", SISTERS)
def test_the_right_key_of_x_is_taken_without_doubt(field):
    picked = taken(KEYS[field], SAMPLES[field])
    assert (picked.value, picked.doubt) == (SAMPLES[field], "")


@pytest.mark.parametrize(
    ("field", "other"),
    [("client_id", "api_key"), ("api_secret", "client_secret"), ("access_token_secret", "api_secret")],
)
def test_equal_values_are_told_apart_by_what_is_stored(field, other):
    value = KEYS[field].example
    with pytest.raises(BadInput) as raised:
        taken(KEYS[field], value, others={f"x.{other}": value})
    assert raised.value.cause.startswith("This is your")


def test_both_keys_of_one_paste_find_their_fields():
    env = f"API_KEY={SAMPLES['api_key']}\nACCESS_TOKEN={SAMPLES['access_token']}\nBEARER={SAMPLES['bearer']}\n"
    for field in ("api_key", "access_token", "bearer"):
        assert taken(KEYS[field], env).value == SAMPLES[field]


@pytest.mark.parametrize("device", BOT.question["device"].options)
@pytest.mark.parametrize("target", BOT.question["target"].options)
@pytest.mark.parametrize("ready", BOT.question["ready"].options)
def test_the_telegram_guide_shows_one_way_through(device, target, ready):
    shown = [id for id, _ in steps(BOT, {"device": device, "target": target, "ready": ready})]
    make = [f"make_{target}"] if ready == "no" else []
    first = "botfather" if device == "computer" else "botfather_phone"
    assert shown == ["start", first, "name", "token", *make, f"add_{target}", "confirm"]


def test_x_shows_its_one_time_keys_on_the_step_where_they_are_entered():
    x = CATALOGUE.spec("x")
    for route, step in (("keys", "create"), ("browser", "client")):
        once = x.route[route].step[step]
        assert once.title == "Do not close X's window yet"
        assert once.fields


def test_scripts_never_get_two_things_under_one_name():
    x = CATALOGUE.spec("x")
    names = [set(route.exec.values()) for route in x.route.values() if route.exec]
    assert not set.intersection(*names)
