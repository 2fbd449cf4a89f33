"""Nonsense at every path of practice Meta: it is refused in Meta's way or passed over, and never breaks practice."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from tests.practice.client import call
from tests.practice.instagram_client import InstagramClient
from tests.practice.meta_client import MetaClient
from tests.practice.threads_client import ThreadsClient

from stagedoor.practice import Visitor, World
from stagedoor.practice.facebook import platform as facebook
from stagedoor.practice.instagram import platform as instagram
from stagedoor.practice.meta.state import BAKING, KITCHEN
from stagedoor.practice.threads import platform as threads

HOSTS = {"facebook": facebook.HOSTS, "instagram": instagram.HOSTS, "threads": threads.HOSTS}
ODD = [
    "", "-1", "0", "1.5", "abc", "9" * 400, "٣", "²", "true", "null", "[]", "{", "}{", "a{b{c", ",", "%", "%00", "\0",
    "é" * 9, "\ud83d", "http://[", "https://[::1", "http://localhost:99999999/", "http://localhost/\r\nX: y", "//", "|",
    "a|b|c", "../..", "<script>", "' or 1=1", "x" * 900,
]  # fmt: skip
FIELDS = (
    "account", "after", "app", "auto_publish_text", "back", "business", "caption", "client_id", "client_secret", "code",
    "creation_id", "decision", "delete", "deletion_url", "do", "domains", "email", "fb_exchange_token", "fields",
    "grant_type", "image_url", "input_token", "limit", "media_type", "message", "name", "pages", "permissions",
    "privacy_url", "published", "redirect_uri", "redirects", "remove", "request", "response_type", "role", "scope",
    "scopes", "source", "state", "text", "to", "typed", "understand", "uninstall", "url", "use_cases", "username",
)  # fmt: skip
FORM = "application/x-www-form-urlencoded"
METHODS = ("GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH")
BODIES = [
    ("", b""),
    ("application/json", b'{"limit": {"a": [null]}, "access_token": 7}'),
    ("application/json", b'{"limit": '),
    (FORM, bytes(range(256))),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data"),
    ("multipart/form-data", b"--\r\n\r\n--"),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="source"; filename=""\r\n\r\n\r\n--x--\r\n',
    ),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n\xff\xfe\r\n--x\r\n\r\n--x--"),
    ("text/\xff;;=", b"\x00"),
]
"""Kinds of bodies: none, JSON and half of one, bytes as a form, forms of parts without end, boundary, file or names."""


class Everything:
    """A Meta app that was used at all three platforms, so that nonsense comes as far as it can."""

    def __init__(self, world: World, visitor: Visitor) -> None:
        self.world = world
        self.meta, self.threads = MetaClient(world, visitor), ThreadsClient(world, visitor)
        self.instagram = InstagramClient(world, visitor)
        self.tokens = {"facebook": self.meta.page, "instagram": self.instagram.token, "threads": self.threads.token}
        self._granted = dict(world.meta.granted)

    def paths(self, platform: str, host: str, id: str) -> Iterator[tuple[str, str]]:
        """Method and address of every path, with this in its parts."""
        for route, _ in HOSTS[platform][host]._routes:  # noqa: SLF001 - also those that come later
            filled = {name: "v26.0" if name == "version" else id for name in route.param_convertors}
            url = self.world.hosts(platform)[host] + route.path.format(**filled)
            yield from ((method, url) for method in sorted(route.methods or ()))

    def good(self, platform: str, host: str) -> list[tuple[str, str]]:
        """Every path with something that there is, and the lists with the person's own token."""
        app = {"threads": self.threads.keys["meta_id"]}.get(platform, self.meta.keys["app_id"])
        ids = [app] if host == "portal" else [KITCHEN, BAKING]
        return [each for id in ids for each in self.paths(platform, host, id)]

    def ask(self, platform: str, method: str, url: str, **sent: Any) -> None:
        """Answered by a platform, never by a crash, and not by the end of what the next one needs."""
        token = self.meta.long if "/me/" in url and platform != "threads" else self.tokens[platform]
        cookies = "meta_person=ana; th_profile=crumbkitchen"
        headers = {"Authorization": f"Bearer {token}", "Cookie": cookies, **sent.pop("headers", {})}
        reply = call(method, url, headers=headers, **sent)
        assert self.world.crashes == [], (method, url, sent)
        assert reply.status < 500 or "debug_token" in url  # 500 is Meta's own answer about Instagram's tokens
        self.world.meta.granted = dict(self._granted)
        for given in self.world.meta.tokens.values():
            given.dead = 0
        for own in self.world.threads.tokens.values():
            own.dead = 0


@pytest.fixture
def everything(world: World, visitor: Visitor) -> Everything:
    return Everything(world, visitor)


@pytest.mark.parametrize("platform", HOSTS)
def test_odd_values_break_nothing(everything: Everything, platform: str) -> None:
    for host in HOSTS[platform]:
        for method, url in everything.good(platform, host):
            for odd in ODD:
                text = urlencode(dict.fromkeys(FIELDS, odd), errors="replace")
                everything.ask(platform, method, f"{url}?{text}", headers={"Content-Type": FORM}, body=text.encode())


@pytest.mark.parametrize("platform", HOSTS)
def test_odd_bodies_methods_and_numbers_break_nothing(everything: Everything, platform: str) -> None:
    for host in HOSTS[platform]:
        for id in (KITCHEN, "me", "0", "%C3%A9", "%2e%2e", "%00", "9" * 300):
            for number, url in enumerate(sorted({url for _, url in everything.paths(platform, host, id)})):
                bodies = BODIES if id == KITCHEN else [BODIES[number % len(BODIES)]]
                for n, (kind, body) in enumerate(bodies):
                    for method in ("POST", METHODS[(number + n) % len(METHODS)]):
                        everything.ask(platform, method, url, headers={"Content-Type": kind}, body=body)


def test_one_odd_value_among_good_ones_breaks_nothing(everything: Everything) -> None:
    asks = [
        ("facebook", everything.meta.authorize_url()), ("instagram", everything.instagram.authorize_url()),
        ("threads", everything.threads.authorize_url()), ("facebook", _exchange(everything.meta)),
        ("facebook", f"{everything.meta.hosts['api']}/v26.0/me/accounts?limit=1&after=0&fields=id&appsecret_proof="),
    ]  # fmt: skip
    for platform, url in asks:
        good = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
        for name in good:
            for odd in ODD:
                everything.ask(platform, "GET", f"{url.partition('?')[0]}?{_asked(good, name, odd)}")


def _exchange(meta: MetaClient) -> str:
    code = meta.code()
    query = {"code": code, "redirect_uri": "", "grant_type": "authorization_code", "client_secret": ""}
    pair = {name: meta.keys[name] for name in ("client_id", "client_secret")}
    return f"{meta.hosts['api']}/v26.0/oauth/access_token?{urlencode(query | pair)}"


def _asked(good: Mapping[str, str], name: str, odd: str) -> str:
    kept = {key: value for key, value in good.items() if key != name and (value or key != "appsecret_proof")}
    return "&".join([urlencode(kept), f"{name}={quote(odd, errors='replace')}"])
