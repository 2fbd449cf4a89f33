"""Who the simulated browser is on X: one cookie for console and consent page, as in real life."""

from stagedoor.practice import cookies
from stagedoor.practice.messages import Answer, Ask
from stagedoor.practice.x.state import Account, X

COOKIE = "x_account"


def account(x: X, ask: Ask) -> Account | None:
    return x.accounts.get(ask.cookies.get(COOKIE, ""))


def remember(x: X, answer: Answer, username: str) -> Answer:
    return cookies.remember(x.place, answer, COOKIE, username)
