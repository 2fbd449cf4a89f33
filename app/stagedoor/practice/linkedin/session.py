"""Who the simulated browser is on LinkedIn: one cookie for portal, consent page and site."""

from stagedoor.practice import cookies
from stagedoor.practice.linkedin.state import LinkedIn, Member
from stagedoor.practice.messages import Answer, Ask

COOKIE = "li_member"


def member(linkedin: LinkedIn, ask: Ask) -> Member | None:
    return linkedin.members.get(ask.cookies.get(COOKIE, ""))


def remember(linkedin: LinkedIn, answer: Answer, key: str) -> Answer:
    return cookies.remember(linkedin.place, answer, COOKIE, key)
