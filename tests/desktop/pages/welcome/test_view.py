"""What the welcome page offers, from the platform files that there are."""

from msgspec.structs import replace
from tests.desktop.screens_pages import going_on, made_up, platforms, spec
from tests.desktop.screens_sitting import progress

from stagedoor.desktop.pages.welcome.view import WelcomeView, keys_sentence, promise, welcome_view
from stagedoor.desktop.places import Connect, Details, Sitting
from stagedoor.domain.details import DETAILS


def view(*specs, setups=(), details=None, more=False) -> WelcomeView:
    return welcome_view(specs or platforms(), setups, details or {}, more=more)


def test_platforms_stand_in_the_order_of_their_files_quick_ones_first():
    groups = {group.title: [tile.title for tile in group.tiles] for group in view().groups}
    assert groups == {
        "Quick": ["Telegram", "YouTube", "LinkedIn", "X"], "Longer; you can leave at any step": ["Facebook Page"],
        "By hand, without keys": ["Telegram by hand", "X by hand"],
    }  # fmt: skip


def test_a_group_without_platforms_is_not_there():
    facebook = made_up("facebook", "Facebook Page", "", 45, 1)
    assert [group.title for group in view(spec("x")).groups] == ["Quick", "By hand, without keys"]
    assert [group.title for group in view(facebook).groups] == ["Longer; you can leave at any step"]
    assert welcome_view([], (), {}, more=False).groups == ()


def test_a_tile_says_how_long_it_takes_and_what_it_needs():
    (tile,) = view(spec("x")).groups[0].tiles
    assert (tile.minutes, tile.place) == ("25 min", Connect("x"))
    assert tile.needs == "Needs: an X account with a phone number, a payment card, a website"
    assert tile.spoken == "X, 25 min"


def test_your_details_come_first_and_by_hand_where_it_is_the_usual_way():
    """Nearly nobody gets an app of TikTok's; for X it is the way of those who want no keys."""
    seen = view(spec("tiktok"), spec("x"))
    assert [(tile.title, tile.minutes) for tile in seen.first] == [
        ("Your details, asked once", "5 min"), ("TikTok by hand", "now"),
    ]  # fmt: skip
    assert seen.first[0].place == Details()
    assert seen.first[1].place == Connect("tiktok", "manual")
    (hand,) = seen.groups[-1].tiles
    assert (hand.title, hand.place) == ("X by hand", Connect("x", "manual"))


def test_what_is_for_scripts_alone_or_for_few_is_not_offered():
    assert [tile.title for group in view(spec("tiktok_business"), spec("x")).groups for tile in group.tiles] == [
        "X", "X by hand",
    ]  # fmt: skip
    (tile, *_) = view(spec("linkedin")).groups[0].tiles
    assert (tile.title, tile.minutes) == ("LinkedIn", "20 min")
    assert "company" not in tile.needs


def test_details_that_are_filled_in_are_counted():
    filled = dict.fromkeys(list(DETAILS)[:3], "Crumb Kitchen") | {list(DETAILS)[4]: ""}
    assert view(details=filled).first[0].going == f"3 of {len(DETAILS)} filled in"
    assert view().first[0].going == ""


def test_a_set_up_goes_on_where_it_was():
    (tile,) = view(spec("x"), setups=[going_on()]).groups[0].tiles
    assert (tile.going, tile.place) == ("Continue: Step 4 of 7", Connect("x", "browser"))
    assert tile.spoken == "X, 25 min, Continue: Step 4 of 7"
    unknown = replace(going_on(), setup=replace(going_on().setup, route="gone"))
    (tile,) = view(spec("x"), setups=[unknown]).groups[0].tiles
    assert tile.place == Connect("x")


def test_the_newest_of_several_set_ups_is_the_one():
    older = replace(going_on(), state=replace(going_on().state, pill="Step 1 of 7"))
    (tile,) = view(spec("x"), setups=[going_on(), older]).groups[0].tiles
    assert tile.going == "Continue: Step 4 of 7"


def test_the_place_of_the_keys_is_named_when_it_is_known():
    assert keys_sentence("GNOME Keyring").endswith("keeps the keys on this computer, in GNOME Keyring.")
    assert keys_sentence("").endswith("keeps the keys on this computer.")
    assert "Nothing is posted unless you press a button that says so." in promise()


def test_the_platforms_of_a_sitting_have_one_tile_with_how_far_it_got():
    facebook = made_up("facebook", "Facebook Page", "", 45, 30)
    threads = made_up("threads", "Threads", "", 8, 31)
    fresh = welcome_view([facebook, threads, spec("x")], (), {}, more=False, sittings=[progress()])
    (tile,) = next(group for group in fresh.groups if group.title.startswith("Longer")).tiles
    assert (tile.title, tile.minutes, tile.going) == ("Meta: Facebook, Instagram, Threads", "45 min", "")
    assert tile.place == Sitting("meta")
    assert tile.together == ("facebook", "instagram", "threads")
    titles = [tile.title for group in fresh.groups for tile in group.tiles]
    assert "Threads" not in titles
    begun = welcome_view([facebook], (), {}, more=False, sittings=[progress({"facebook": "done"})])
    assert begun.groups[0].tiles[0].going == "1 of 5 done"
