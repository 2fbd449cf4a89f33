"""Who the simulated browser is on Threads: one cookie for the site, the consent page and the portal."""

from urllib.parse import urlsplit

from stagedoor.practice.messages import Answer, Ask
from stagedoor.practice.threads.state import Profile, Threads

COOKIE = "th_profile"


def profile(threads: Threads, ask: Ask) -> Profile:
    """The profile of the cookie; without one, the one that this browser is signed in with."""
    return threads.profiles.get(ask.cookies.get(COOKIE, "")) or threads.profiles[threads.signed_in]


def remember(threads: Threads, answer: Answer, username: str) -> Answer:
    path = urlsplit(threads.place.base).path
    return answer.plus(("set-cookie", f"{COOKIE}={username}; Path={path}; HttpOnly; SameSite=Lax"))
