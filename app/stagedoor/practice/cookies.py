"""Who a simulated browser is: a cookie for all hosts of one platform, as a browser keeps it in real life."""

from urllib.parse import urlsplit

from stagedoor.practice.messages import Answer
from stagedoor.practice.place import Place


def remember(place: Place, answer: Answer, cookie: str, value: str) -> Answer:
    path = urlsplit(place.base).path
    return answer.plus(("set-cookie", f"{cookie}={value}; Path={path}; HttpOnly; SameSite=Lax"))
