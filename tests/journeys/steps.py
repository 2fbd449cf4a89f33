"""Parts of journeys that several tests walk, with the practice visitor where the browser is not what matters."""

import json

from tests.journeys.program import Home, Result, Running

from stagedoor.practice import Visitor

X = "x/crumbkitchen"
TELEGRAM = "telegram/crumbkitchennews"
ADD_LINK = r"open +(http\S+startchannel\S+)"
FOUR = ("api_key", "api_secret", "access_token", "access_token_secret")


def start_sign_in(home: Home, keys: dict[str, str], *options: str) -> Running:
    """As far as the printed address of the consent page."""
    connect = home.start("connect", "x", "--keys", "-", "--no-browser", *options)
    names = ("client_id", "client_secret")
    connect.say(json.dumps({name: keys[name] for name in names if name in keys}))
    connect.authorize_url()
    return connect


def sign_in(home: Home, visitor: Visitor, keys: dict[str, str], *options: str) -> Result:
    """From the keys to the end; `options` such as --yes."""
    connect = start_sign_in(home, keys, *options)
    visitor.consent(connect.authorize_url(), follow=True)
    return home.finish(connect)


def connect_x(home: Home, visitor: Visitor, kind: str = "native") -> dict[str, str]:
    """An X account that works, and the keys of its app."""
    keys = visitor.x_make_app("\n".join(home.callbacks), "web" if kind == "web" else "native")
    result = sign_in(home, visitor, keys, "--yes")
    assert result.code == 0, result.err
    return keys


def connect_telegram(home: Home, visitor: Visitor) -> str:
    """A channel that works, and its bot's token."""
    token = visitor.telegram_new_bot("Crumb Bot", "crumb_news_bot")
    connect = home.start("connect", "telegram", "--keys", "-", "--yes")
    connect.say(json.dumps({"token": visitor.last_message}))
    visitor.telegram_add_to_channel(connect.err.until(ADD_LINK)[1])
    result = home.finish(connect)
    assert result.code == 0, result.err
    return token


def attempts(home: Home) -> list[object]:
    """How the sign-ins so far ended, oldest first."""
    return [status for (status,) in home.rows("SELECT status FROM attempts ORDER BY rowid")]


def grants(home: Home) -> list[object]:
    return [status for (status,) in home.rows("SELECT status FROM grants ORDER BY rowid")]
