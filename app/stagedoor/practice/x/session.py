"""Who the simulated browser is on X: one cookie for console and consent page, as in real life."""

from urllib.parse import urlsplit

from stagedoor.practice.messages import Answer, Ask
from stagedoor.practice.x.state import Account, X

COOKIE = "x_account"


def account(x: X, ask: Ask) -> Account | None:
    return x.accounts.get(ask.cookies.get(COOKIE, ""))


def remember(x: X, answer: Answer, username: str) -> Answer:
    path = urlsplit(x.place.base).path
    return answer.plus(("set-cookie", f"{COOKIE}={username}; Path={path}; HttpOnly; SameSite=Lax"))
