"""A browser without a browser: keeps cookies, reads forms, presses buttons. For tests and the tour."""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

NAVIGATION = {
    "Accept": "text/html,application/xhtml+xml",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Site": "cross-site",
    "Connection": "close",
}
HOPS = 10


class Page(NamedTuple):
    """Where the browser stands and what it shows."""

    text: str
    url: str
    status: int


class StuckError(Exception):
    """The page does not offer what was to be done, or refuses it; `page` is what the person sees."""

    def __init__(self, say: str, page: Page) -> None:
        super().__init__(f"{say} ({page.status} at {page.url}): {words(page.text)[:300]}")
        self.page = page


@dataclass
class DrawnForm:
    """A form as it stands on a page."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)  # as filled in already
    choices: set[str] = field(default_factory=set)  # names of boxes and lists, ticked or not
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)  # text: name and value


class _Reader(HTMLParser):
    """Forms, links, texts and labelled values of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[DrawnForm] = []
        self.links: dict[str, str] = {}
        self.values: dict[str, str] = {}  # a strong label followed by a code value
        self.texts: list[str] = []
        self._label = ""
        self._in = ""
        self._attributes: dict[str, str] = {}
        self._buffer = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(DrawnForm(has.get("action", "")))
        elif tag == "input":
            self._input(has)
        elif tag == "select":
            self._select = has["name"]
            self.forms[-1].choices.add(self._select)
        elif tag == "option" and "selected" in has:
            self.forms[-1].fields.append((self._select, has.get("value", "")))
        if tag in ("a", "button", "strong", "code", "textarea", "style"):
            self._in, self._attributes, self._buffer = tag, has, ""

    def _input(self, has: dict[str, str]) -> None:
        form = self.forms[-1]
        form.choices.add(has["name"])
        if has.get("type") not in ("radio", "checkbox") or "checked" in has:
            form.fields.append((has["name"], has.get("value", "")))

    def handle_data(self, data: str) -> None:
        self._buffer += data
        if self._in != "style":
            self.texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag != self._in:
            return
        text, has, self._in = self._buffer.strip(), self._attributes, ""
        if tag == "a":
            self.links[text] = has.get("href", "")
        elif tag == "strong":
            self._label = text
        elif tag == "code":
            self.values[self._label] = text
        elif tag == "textarea":
            self.forms[-1].fields.append((has["name"], self._buffer))
            self.forms[-1].choices.add(has["name"])
        elif tag == "button":
            self.forms[-1].buttons[text] = (has.get("name", ""), has.get("value", ""))


def read(page: Page) -> _Reader:
    reader = _Reader()
    reader.feed(page.text)
    reader.close()
    return reader


def words(text: str) -> str:
    """The text of a page without its markup."""
    reader = _Reader()
    reader.feed(text)
    return " ".join(" ".join(reader.texts).split())


class Person:
    """Somebody in front of a browser of their own."""

    def __init__(self) -> None:
        self._cookies: dict[tuple[str, str], dict[str, str]] = {}  # host and path to names and values
        self.page = Page("", "about:blank", 0)

    def open(self, url: str, *, follow: bool = True) -> Page:
        """Goes to an address; with `follow`, through redirects."""
        return self._go("GET", url, b"", follow=follow)

    def click(self, link: str) -> Page:
        links = read(self.page).links
        if link not in links:
            raise StuckError(f"no link {link!r}", self.page)
        return self.open(urljoin(self.page.url, links[link]))

    def press(self, button: str, *, follow: bool = True, **values: str | list[str]) -> Page:
        """Fills the form that has this button, field by field, and presses it.

        A list ticks several boxes, an empty one none; what is not named stays as the page shows it.
        """
        form = next((f for f in read(self.page).forms if button in f.buttons), None)
        if form is None:
            raise StuckError(f"no button {button!r}", self.page)
        if unknown := set(values) - form.choices:
            raise StuckError(f"no field {', '.join(sorted(unknown))}", self.page)
        pairs = [(name, value) for name, value in form.fields if name not in values]
        for name, value in values.items():
            pairs += [(name, each) for each in ([value] if isinstance(value, str) else value)]
        pairs += [form.buttons[button]] if form.buttons[button][0] else []
        url = urljoin(self.page.url, form.action)
        return self._go("POST", url, urlencode(pairs).encode(), follow=follow)

    def value(self, label: str) -> str:
        """What the page shows under a label."""
        values = read(self.page).values
        if label not in values:
            raise StuckError(f"no value {label!r}", self.page)
        return values[label]

    def _go(self, method: str, url: str, body: bytes, *, follow: bool) -> Page:
        for _ in range(HOPS):
            page, location = self._send(method, url, body)
            if not location:
                self.page = page
                return page
            url, method, body = urljoin(url, location), "GET", b""
            if not follow:
                self.page = Page("", url, page.status)
                return self.page
        raise StuckError("too many redirects", page)

    def _send(self, method: str, url: str, body: bytes) -> tuple[Page, str]:
        parts = urlsplit(url)
        headers = dict(NAVIGATION)
        if cookies := self._cookies_for(parts.netloc, parts.path):
            headers["Cookie"] = cookies
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        try:
            target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
            connection.request(method, target, body or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            self._keep_cookies(parts.netloc, answer.headers.get_all("Set-Cookie") or [])
        finally:
            connection.close()
        location = answer.headers.get("Location", "") if answer.status in (301, 302, 303, 307, 308) else ""
        return Page(text, url, answer.status), location

    def _cookies_for(self, host: str, path: str) -> str:
        found = (v for (at, start), v in self._cookies.items() if at == host and path.startswith(start))
        return "; ".join(f"{name}={value}" for values in found for name, value in values.items())

    def _keep_cookies(self, host: str, headers: list[str]) -> None:
        for header in headers:
            for name, morsel in SimpleCookie(header).items():
                self._cookies.setdefault((host, morsel["path"] or "/"), {})[name] = morsel.value
