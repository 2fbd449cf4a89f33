"""Who the simulated browser is: one cookie for the developer portal, another one for TikTok itself."""

from stagedoor.practice import cookies
from stagedoor.practice.messages import Answer, Ask
from stagedoor.practice.tiktok.state import Account, TikTok

ACCOUNT, DEVELOPER = "tt_account", "tt_developer"


def account(tiktok: TikTok, ask: Ask) -> Account:
    """Who is signed in to TikTok; a fresh browser is the creator."""
    return tiktok.accounts.get(ask.cookies.get(ACCOUNT, ""), tiktok.accounts[tiktok.signed_in])


def developer(tiktok: TikTok, ask: Ask) -> str:
    """The e-mail of who is signed in to the portal, or nothing."""
    email = ask.cookies.get(DEVELOPER, "")
    return email if email in tiktok.developers else ""


def remember(tiktok: TikTok, answer: Answer, cookie: str, value: str) -> Answer:
    return cookies.remember(tiktok.place, answer, cookie, f'"{value}"')
