"""Who the simulated browser is at Google: one cookie for console, consent pages and YouTube, as in real life."""

from urllib.parse import urlsplit

from stagedoor.practice.messages import Answer, Ask
from stagedoor.practice.youtube.state import Account, YouTube

COOKIE = "google_account"


def account(google: YouTube, ask: Ask) -> Account | None:
    return google.accounts.get(ask.cookies.get(COOKIE, ""))


def remember(google: YouTube, answer: Answer, email: str) -> Answer:
    path = urlsplit(google.place.base).path
    return answer.plus(("set-cookie", f"{COOKIE}={email}; Path={path}; HttpOnly; SameSite=Lax"))
