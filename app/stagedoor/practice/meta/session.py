"""Who the simulated browser is at Meta: one cookie for portal, dialog and site, at each of the three platforms."""

from urllib.parse import urlsplit

from stagedoor.practice.messages import Answer, Ask
from stagedoor.practice.meta.state import Meta, Person

COOKIE = "meta_person"


def person(meta: Meta, ask: Ask) -> Person | None:
    return meta.people.get(ask.cookies.get(COOKIE, ""))


def remember(meta: Meta, answer: Answer, key: str) -> Answer:
    path = urlsplit(meta.place.base).path.rpartition("/")[0]
    return answer.plus(("set-cookie", f"{COOKIE}={key}; Path={path}; HttpOnly; SameSite=Lax"))
