"""Who the simulated browser is at Google: one cookie for console, consent pages and YouTube, as in real life."""

from stagedoor.practice import cookies
from stagedoor.practice.messages import Answer, Ask
from stagedoor.practice.youtube.state import Account, YouTube

COOKIE = "google_account"


def account(google: YouTube, ask: Ask) -> Account | None:
    return google.accounts.get(ask.cookies.get(COOKIE, ""))


def remember(google: YouTube, answer: Answer, email: str) -> Answer:
    return cookies.remember(google.place, answer, COOKIE, email)
