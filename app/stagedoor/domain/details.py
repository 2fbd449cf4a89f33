"""The details that portals ask of everybody: what they are, what is proposed, and what is wrong with one. Pure."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec import Struct

from stagedoor.domain.asking import Looked

_SHORT = 4  # characters: so short a word is forbidden only where it stands alone
_NAME = (3, 50)
_DAY = 86_400  # seconds
_MONTH = 30 * _DAY
_NOT_PUBLIC = ("localhost", "local", "internal", "intranet", "lan", "home", "test", "invalid", "example", "onion")
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}")


class Known(Struct, frozen=True, kw_only=True):
    """What a detail is looked at with. `forbidden`: words that no name may hold, by the name of the platform."""

    forbidden: Mapping[str, list[str]] = {}
    others: Mapping[str, str] = {}
    loopback: bool = False


class Detail(NamedTuple):
    """`longest` in characters. `looks` returns what is wrong with a value, or ""."""

    label: str
    longest: int
    looks: Callable[[str, Known], str]


def look(key: str, text: str, known: Known) -> Looked:
    """What would be made of it. An empty detail is fine: it is asked for where a guide needs it."""
    detail, text = DETAILS[key], text.strip()
    if not text:
        return Looked()
    if len(text) > detail.longest:
        return Looked(problem=f"{detail.label}: {len(text):,} characters. At most {detail.longest:,} are taken.")
    problem = detail.looks(text, known)
    return Looked(problem=problem, note="" if problem or key != "app_name" else _uncommon(text))


class Seen(Struct, frozen=True, kw_only=True):
    """What was found at an address, and when (UTC seconds). `doubted_at`: since when it could not be reached, for a
    reason that may pass by itself.
    """

    url: str
    at: int
    problem: str = ""
    note: str = ""
    doubted_at: int | None = None

    def is_due(self, now: float) -> bool:
        """Whether it is time to look again: pages move, and portals look again, too. Sooner where it is not there."""
        if self.doubted_at is not None:
            return now - self.doubted_at >= _DAY
        return now - self.at >= (_DAY if self.problem else _MONTH)


class Missing(Struct, frozen=True, kw_only=True):
    """A page of one's own that does not answer: which detail holds its address, and what is wrong since when."""

    key: str
    label: str
    seen: Seen


_DESCRIPTION = "Publishes the posts of {who} to their own accounts. One user: the creator."
_USE_CASE = (
    "I am a creator and the only user of this app. With it I publish my own posts, pictures and videos to my own "
    "account, check that they were published, and delete test posts. I do not read, store or analyse other people's "
    "data."
)


def propose(name: str) -> dict[str, str]:
    """Details for somebody who publishes under that name, to be changed as they like."""
    name = " ".join(name.split())[: _NAME[1] - len(" Publisher")].strip()
    return {
        "publisher": name,
        "app_name": f"{name} Publisher",
        "sentence": f"{name} publishes its own posts to its own accounts."[:120],
        "description": _DESCRIPTION.format(who=name)[:120],
        "use_case": f"I publish as {name}. {_USE_CASE}",
    }


def address_problem(url: str, *, loopback: bool) -> str:
    """Why nobody else could open that address, or ""."""
    try:
        parts = urlsplit(url)
        host, user, port = parts.hostname or "", parts.username, parts.port
    except ValueError:
        return "This is not an address of a web page."
    if loopback and host in ("127.0.0.1", "::1"):
        return ""
    if parts.scheme == "http":
        return "The address begins with http. Only addresses that begin with https are taken."
    if parts.scheme != "https" or not host or re.search(r"\s", url):
        return "Write the whole address, beginning with https://"
    if user is not None or port == 0:
        return "The address holds a user name or a port that does not belong there."
    return _host_problem(host.rstrip("."))


def _host_problem(host: str) -> str:
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        if "." in host and host.rsplit(".", 1)[-1] not in _NOT_PUBLIC and not host.endswith(".home.arpa"):
            return ""
        return f"{host} exists only on this computer or network. The address must be public."
    if not number.is_global:
        return f"{host} is a number of this computer or network. The address must be public."
    return ""


def _any(_text: str, _known: Known) -> str:
    return ""


def _name(text: str, known: Known) -> str:
    if len(text) < _NAME[0]:
        return f"The name is too short: at least {_NAME[0]} characters."
    for platform, words in known.forbidden.items():
        for word in words:
            if _holds(text, word):
                return f'{platform} does not allow "{word}" in the name of an app. Take another name.'
    return ""


def _holds(text: str, word: str) -> bool:
    """A long word counts inside of others too, a short one alone: "FB" forbids "FB Tool", not "Surfboard"."""
    if len(word) > _SHORT:
        return word.casefold() in text.casefold()
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE))


def _uncommon(text: str) -> str:
    strange = "".join(dict.fromkeys(c for c in text if not (c.isalnum() or c in " -_.&'")))
    return f"Some portals refuse these characters in a name: {strange}" if strange else ""


def _email(text: str, _known: Known) -> str:
    return "" if _EMAIL.fullmatch(text) else "This is not an e-mail address."


def _address(text: str, known: Known) -> str:
    return address_problem(text, loopback=known.loopback)


def _deletion(text: str, known: Known) -> str:
    same = _page(text) == _page(known.others.get("privacy_url", ""))
    return _DIFFERENT if same else _address(text, known)


def _privacy(text: str, known: Known) -> str:
    same = _page(text) == _page(known.others.get("deletion_url", ""))
    return _DIFFERENT if same else _address(text, known)


def _page(url: str) -> str:
    """An address without its place in the page: "/privacy#delete" is the page "/privacy"."""
    return url.strip().partition("#")[0].rstrip("/")


_DIFFERENT = "The privacy page and the page about deleting data need two different addresses."

DETAILS = {
    "publisher": Detail("Publishing name", 80, _any),
    "app_name": Detail("App name", _NAME[1], _name),
    "email": Detail("Contact e-mail", 254, _email),
    "website": Detail("Website", 500, _address),
    "privacy_url": Detail("Privacy page", 500, _privacy),
    "terms_url": Detail("Terms page", 500, _address),
    "deletion_url": Detail("Page about deleting data", 500, _deletion),
    "sentence": Detail("One sentence", 200, _any),
    "description": Detail("Description", 120, _any),
    "use_case": Detail("What I use it for", 1000, _any),
}
"""Every detail, by its key in the database and in the texts of guides, in the order in which they are asked."""

DEFAULTS = {
    **dict.fromkeys(DETAILS, ""),
    "publisher": "My Publisher",
    "app_name": "My Publisher",
    "description": _DESCRIPTION.format(who="one creator"),
    "use_case": _USE_CASE,
    "channel": "My Channel",
}
"""What guides put in where the person has not filled in their details yet."""
