"""What the page says about every state, without a window."""

from typing import Any

import pytest
from msgspec.structs import replace
from tests.desktop.screens_accounts import DAY, HOUR, NOW, account, accounts, days, many, overview, setups

from stagedoor.desktop.pages.accounts.acts import place_of
from stagedoor.desktop.pages.accounts.days import days_of, worst
from stagedoor.desktop.pages.accounts.menus import account_entries
from stagedoor.desktop.pages.accounts.view import CardView, account_view, page_view
from stagedoor.desktop.places import Account, Connect, Prepare, Sitting
from stagedoor.domain.entities import MeterRow
from stagedoor.domain.sitting import LegPlace
from stagedoor.services.cards import Card


def view(card: Card, **changes: Any) -> CardView:
    return account_view(card, overview(**changes))


def state(slug: Any, action: Any, **more: Any) -> CardView:
    return view(account("x", "Crumb Kitchen", slug, "Pill", platform_name="X", action=action, **more))


@pytest.mark.parametrize(
    ("slug", "action", "words", "loud", "second"),
    [
        ("reconnect", "sign_in", "Sign in again", "primary", "Why?"),
        ("partial", "fix", "Fix it", "primary", "Why?"),
        ("ends_soon", "sign_in", "Sign in again", "outline", "Test post"),
        ("ends_soon", "try_now", "Try now", "outline", "Test post"),
        ("limited", "see_left", "See what is left", "outline", None),
        ("renew_failed", "try_now", "Try now", "outline", "Why?"),
        ("test_only", "make_public", "Make it public", "outline", "Test post"),
        ("unreachable", "try_again", "Try again", "outline", None),
        ("locked", "unlock", "Unlock", "outline", None),
        ("healthy", "test_post", "Test post", "outline", None),
    ],
)
def test_every_state_has_its_main_action(slug: Any, action: Any, words: str, loud: str, second: str | None):
    seen = state(slug, action, cause="The cause.")
    assert (seen.main.kind, seen.main.words, seen.main.loud) == (action, words, loud)
    assert (seen.second.words if seen.second else None) == second


def by_hand(waiting: int) -> CardView:
    return state("manual", "prepare", grant_id=None, prepares=True, waiting=waiting)


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "You post to this account by hand."), (1, "One prepared post is waiting."),
     (2, "Two prepared posts are waiting."), (12, "12 prepared posts are waiting.")],
)  # fmt: skip
def test_prepared_posts_that_wait_are_said(count: int, said: str):
    assert by_hand(count).text == f"{said} No key is needed for this."


def test_posts_lead_to_those_that_wait_and_else_to_what_was_posted():
    seen = by_hand(2)
    assert seen.second is not None
    assert seen.second.words == "Posts"
    assert place_of(seen, seen.second.kind) == Prepare(seen.key, only=True)
    none = by_hand(0)
    assert none.second is not None
    assert place_of(none, none.second.kind) == Account(none.key, "activity")


def test_an_account_with_keys_says_what_waits_too():
    card = account("tiktok", "C", renews=True, waiting=1)
    assert view(card).text == "One prepared post is waiting. Reads and posts. Renews itself."
    second = view(card).second
    assert second is not None
    assert place_of(view(card), second.kind) == Prepare(card.connection.handle, only=True)


def test_make_it_public_leads_to_where_that_is_done():
    there = state("test_only", "make_public", publish=LegPlace("meta", "publish"))
    assert place_of(there, "make_public") == Sitting("meta", "publish")
    alone = state("test_only", "make_public")
    assert place_of(alone, "make_public") == Account(alone.key, "doctor")


def test_the_menu_leads_to_one_more_account_where_the_window_connects_them():
    words = "Connect another channel or group"
    offered = view(account("telegram", "Crumb Kitchen News", another=words))
    assert ("another", words) in [entry[:2] for entry in account_entries(offered)]
    assert place_of(offered, "another") == Connect("telegram")
    for none in (account("tiktok_business", "Shop"), account("telegram", "C", another=words, grant_id=None)):
        assert "another" not in [entry[0] for entry in account_entries(view(none))]


def test_in_trouble_the_cause_and_what_also_holds_are_said():
    seen = state("reconnect", "sign_in", cause="It ended.", also=["It cannot post.", "A third thing."])
    assert seen.text == "It ended. It cannot post."


@pytest.mark.parametrize(
    ("card", "text"),
    [
        (account("x", "C", test_price=0.025, renews=True),
         "Reads and posts. A test post costs at most $0.025. Renews itself."),
        (account("telegram", "C"), "Reads and posts. No end date."),
        (account("x", "C", abilities=["read"]), "Reads; it was not asked to post. No end date."),
        (account("x", "C", abilities=["post"], ends_kind="unknown"), "Posts. Its end is not known."),
        (account("x", "C", abilities=[], ends_kind="at", ends_at=NOW + 41 * DAY), "Sign in again by 1 Jan 2027."),
        (account("x", "C", abilities=[], ends_kind="at", ends_at=NOW + 41 * DAY, idle=True, renews=True),
         "Renews itself."),
    ],
)  # fmt: skip
def test_a_healthy_card_says_what_is_good_to_know(card: Card, text: str):
    assert view(card).text == text


METER = MeterRow(subject="", name="m", left=98, limit=100, unit="posts today", at=NOW)


@pytest.mark.parametrize(
    ("meters", "said"),
    [
        ([METER], "Left: 98 of 100 posts today."),
        ([METER, replace(METER, left=3, limit=10, unit="posts in 24 hours")], "Left: 3 of 10 posts in 24 hours."),
        ([replace(METER, left=1.5, unit="calls in 15 minutes")], ""),
        ([replace(METER, unit="posts read this month")], ""),
        ([replace(METER, limit=None)], ""),
        ([replace(METER, left=0, resets_at=NOW - 1)], ""),
        ([replace(METER, left=0, resets_at=NOW + 1)], "Left: 0 of 100 posts today."),
    ],
)
def test_what_is_left_is_said_where_it_counts_posts(meters: list[MeterRow], said: str):
    assert view(account("x", "C", abilities=[], meters=meters)).text.removesuffix("No end date.").strip() == said


@pytest.mark.parametrize(
    ("card", "subtitle"),
    [
        (account("x", "Crumb Kitchen", platform_name="X"), "X · @crumbkitchen"),
        (account("facebook", "C", kind="page", followers=12_400), "Facebook Page · 12,400 followers"),
        (account("telegram", "C", kind="channel", followers=1204), "Telegram channel · 1,204"),
        (account("telegram", "C", kind="group", username=None), "Telegram group"),
        (account("linkedin", "C", platform_name="LinkedIn", username=None), "LinkedIn · personal profile"),
        (account("instagram", "C", via=True), "Instagram · through your Page"),
        (account("tiktok", "C", platform_name="TikTok", grant_id=None), "TikTok · by hand"),
        (account("threads", "C", kind="account", username=None), "Threads"),
    ],
)
def test_the_subtitle_tells_which_account(card: Card, subtitle: str):
    assert view(card).subtitle == subtitle


@pytest.mark.parametrize(
    ("card", "age"),
    [
        (account("x", "C", proved_at=NOW - 120), "checked 2 min ago"),
        (account("x", "C", proved_at=None), "never checked"),
        (account("x", "C", "unreachable", proved_at=NOW - HOUR), "last good "),
        (account("x", "C", "manual", grant_id=None, posted={"2026-11-19": NOW - 2 * DAY}), "last post 19 Nov"),
        (account("x", "C", "manual", grant_id=None), "no post yet"),
    ],
)
def test_the_age_of_the_last_proof_is_always_there(card: Card, age: str):
    assert view(card).age.startswith(age)


def test_names_come_from_outside_and_are_shown_as_plain_text():
    wild = account("x", "Crumb\u202eneth\nKitchen\x1b[31m", username="a\u200bb")
    assert (view(wild).title, view(wild).about) == ("Crumbneth Kitchen", "X, @ab")


def test_what_a_screen_reader_says_tells_accounts_apart():
    twins = [account("x", "Twin", username=None, handle=f"x/twin-{n}", platform_name="X") for n in (1, 2)]
    names = [v.name for v in page_view(overview(cards=[*twins, account("x", "Other", platform_name="X")])).cards]
    assert "X, @crumbkitchen, Works" in names
    assert len(set(names)) == len(names)


def test_those_that_need_the_person_come_first():
    seen = page_view(overview())
    order = [v.slug for v in seen.cards]
    assert order == ["reconnect", "partial", "ends_soon", "setup", "manual", *["healthy"] * 4]
    assert seen.needing == 3


def test_an_account_that_could_not_be_asked_stays_where_it_stood():
    lost = account("x", "Lost", "unreachable", "Not checked", action="try_again", username="lost",
                   states=days("unreachable", 1, before="reconnect"))  # fmt: skip
    calm = account("x", "Calm", "unreachable", "Not checked", action="try_again", username="calm")
    seen = page_view(overview(cards=[account("x", "Fine"), calm, lost], setups=[]))
    assert [v.title for v in seen.cards] == ["Lost", "Fine", "Calm"]


def test_a_set_up_says_where_it_goes_on_and_whose_sign_in_it_mends():
    (new,) = (v for v in page_view(overview(cards=[])).cards)
    assert (new.title, new.subtitle, new.again) == ("New account", "YouTube · set-up paused", "")
    assert new.text.startswith("Next: Publish the Google app")
    assert (new.main.kind, new.second.kind if new.second else "") == ("continue", "discard")
    mended = accounts()[1]
    setup = setups()[0]
    again = replace(setup, setup=replace(setup.setup, reconnects=mended.connection.id))
    found = [v for v in page_view(overview(setups=[again])).cards if v.is_setup]
    assert [(v.title, v.again) for v in found] == [("Crumb Kitchen", mended.connection.handle)]


def test_what_ends_next_needs_the_person():
    ends: dict[str, Any] = {"ends_kind": "at"}
    cards = [
        account("x", "Idle", ends_at=NOW + DAY, idle=True, platform_name="X", **ends),
        account("y", "Gone", "reconnect", ends_at=NOW - DAY, platform_name="Y", **ends),
        account("z", "Next", ends_at=NOW + 6 * DAY, platform_name="Zed", **ends),
        account("w", "Later", ends_at=NOW + 7 * DAY, platform_name="W", **ends),
    ]
    assert page_view(overview(cards=cards)).next_end == "Zed, 27 Nov"
    assert page_view(overview(cards=cards[:2])).next_end == ""
    soon = account("x", "Idle", "ends_soon", ends_at=NOW + DAY, idle=True, platform_name="X", **ends)
    assert page_view(overview(cards=[soon])).next_end == "X, 22 Nov"


def test_many_are_a_list_unless_the_person_chose_otherwise():
    assert not page_view(overview()).as_list
    assert page_view(overview(view="list")).as_list
    assert page_view(many(24)).as_list  # and a set-up: 25
    assert not page_view(replace(many(23), view="")).as_list
    assert not page_view(replace(many(), view="cards")).as_list


def test_accounts_that_were_not_asked_for_an_hour_are_asked_the_longest_first():
    cards = [
        account("x", "Fresh", username="fresh", asked_at=NOW - HOUR + 1),
        account("x", "Old", username="old", asked_at=NOW - HOUR),
        account("x", "Never", username="never", asked_at=None),
        account("x", "Hand", "manual", username="hand", asked_at=None, grant_id=None),
    ]
    assert page_view(overview(cards=cards)).stale == ("x/never", "x/old")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("youtube", 2), ("CRUMB tele", 1), ("client b", 1), ("x/crumb", 1), ("nothing like it", 0), ("  ", 9)],
)
def test_accounts_are_found_by_name_platform_handle_and_label(typed: str, found: int):
    assert sum(v.found_by(typed) for v in page_view(overview()).cards) == found


def test_changed_platform_settings_are_said():
    card = account("x", "C", changed_settings=["hosts.api: https://other.invalid", "version"])
    assert view(card).changed == "Changed platform settings: hosts.api: https://other.invalid; version"
    assert view(account("x", "C")).changed == ""


def test_a_day_is_as_bad_as_its_worst_check():
    assert worst(["healthy", "reconnect", "ends_soon"]) == "bad"
    assert worst(["healthy", "limited"]) == "warning"
    assert worst(["healthy", "unreachable"]) == "good"
    assert worst(["unreachable", "locked"]) == "unknown"
    assert worst([]) == "unknown"


def test_days_are_thirty_and_end_today():
    card = account("x", "C", states=days("reconnect", 2))
    assert days_of(card, NOW) == ("good",) * 28 + ("bad",) * 2
    hand = account("x", "C", "manual", grant_id=None, states={}, posted={next(iter(days())): NOW})
    assert days_of(hand, NOW) == ("unknown",) * 29 + ("good",)
