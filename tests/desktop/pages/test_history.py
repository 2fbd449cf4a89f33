"""What happened, as sentences and on its page."""

from typing import Any

import pytest
from PySide6.QtTest import QTest
from tests.desktop.desk import FakeDesk
from tests.desktop.screens_account import X, lines
from tests.desktop.screens_accounts import NOW
from tests.desktop.widgets_under_test import Show

from stagedoor.desktop.pages.activity import ActivityPage
from stagedoor.desktop.pages.history.rows import PORTION
from stagedoor.desktop.pages.history.view import Line, Spoken, by_day, lines_of
from stagedoor.desktop.places import Account, Activity
from stagedoor.desktop.theme import Theme
from stagedoor.desktop.widgets import LinkButton
from stagedoor.domain.entities import Activity as Event
from stagedoor.domain.entities import Post, PostStatus

SPOKEN = Spoken({"x": "X"}, {("x", "refresh_spent"): "X ended this sign-in."})


def many(count: int) -> list[Line]:
    return [Line(at=NOW - n, clock="09:00", text=f"Number {n}.", glyph="mdi6.check", tone="good") for n in range(count)]


def post(status: PostStatus, **more) -> Line:
    told: dict[str, Any] = {"id": "p", "connection_id": "c", "kind": "text", "rung": "public", "text": "Hello"}
    made = Post(status=status, link="https://x.com/1", sent_at=NOW, **told, **more)
    (line,) = lines_of([], {X: [made]}, {X: "X, @crumbs"}, SPOKEN)
    return line


def test_newest_first_by_day():
    days = by_day(lines(), NOW)
    assert [day.title for day in days] == ["Today", "Yesterday", "12 Nov", "3 Oct"]
    every = [line.at for day in days for line in day.lines]
    assert every == sorted(every, reverse=True)


def test_a_post_is_told_once_though_it_is_in_the_history_too():
    events = [Event(at=NOW, actor="window", event="posted", handle=X)]
    told = Post(id="p", connection_id="c", kind="text", rung="public", text="Hello", status="live", sent_at=NOW)
    assert len(lines_of(events, {X: [told]}, {X: "X, @crumbs"}, SPOKEN)) == 1
    assert len(lines_of(events, {}, {}, SPOKEN)) == 1  # its account is gone: only the history knows it


@pytest.mark.parametrize(
    ("status", "more", "said", "opens"),
    [
        ("deleted", {"deleted_at": NOW + 48}, "deleted after 48 s", False),
        ("live", {}, "posted.", True),
        ("live", {"delete_at": NOW + 60}, "is deleted at", True),
        ("unknown", {}, "It may be there: look.", True),
        ("failed", {}, "not posted.", False),
    ],
)
def test_what_became_of_a_post(status: PostStatus, more: dict[str, int], said: str, opens: bool):
    line = post(status, **more)
    assert said in line.text
    assert bool(line.link) == opens


def test_a_link_that_is_no_address_is_not_offered():
    told = Post(id="p", connection_id="c", kind="text", rung="public", text="x", status="live", sent_at=NOW,
                link="file:///etc/passwd")  # fmt: skip
    (line,) = lines_of([], {X: [told]}, {}, SPOKEN)
    assert line.link == ""


def test_the_end_of_a_sign_in_says_the_platforms_reason():
    (line,) = lines_of([Event(at=NOW, actor="round", event="ended", handle=X, reason="refresh_spent")], {}, {}, SPOKEN)
    assert line.text == "X ended this sign-in."
    assert line.handle == ""  # an account that is gone has no page


@pytest.fixture
def desk(theme: Theme) -> FakeDesk:
    return FakeDesk(theme)


@pytest.fixture
def page(desk: FakeDesk, show: Show) -> ActivityPage:
    made = ActivityPage(desk, Activity())
    made.show_lines(lines(), NOW)
    show(made)
    return made


def test_typing_finds(page: ActivityPage):
    QTest.keyClicks(page.search, "sourdough")
    assert page.list.texts() == ["“Fresh sourdough at eight.”: posted."]
    QTest.keyClicks(page.search, " nowhere")
    assert page.list.texts() == []


def test_an_account_leads_to_its_page(page: ActivityPage, desk: FakeDesk):
    names = [b for b in page.list.findChildren(LinkButton) if b.label() == "X, @crumbkitchen"]
    names[0].click()
    assert desk.went == [Account(X)]


def test_beyond_a_hundred_there_is_more(desk: FakeDesk, show: Show):
    page = ActivityPage(desk, Activity())
    page.show_lines(many(PORTION + 30), NOW)
    show(page)
    assert len(page.list.texts()) == PORTION
    assert page.list.more.label() == "Show 30 more"
    page.list.more.click()
    assert len(page.list.texts()) == PORTION + 30
    assert not page.list.more.isVisible()
