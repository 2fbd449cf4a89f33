"""Welcome, settings, what to trust, a home that cannot be used, and the test post, in every state worth seeing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget
from tests.desktop.desk import FakeDesk
from tests.desktop.harness import HOME, start
from tests.desktop.screens_accounts import DAY, NOW

from stagedoor.catalogue import resource_path
from stagedoor.catalogue.lazy import LazyCatalogue
from stagedoor.desktop.pages.can_do import CanDoPage
from stagedoor.desktop.pages.settings.page import SettingsPage
from stagedoor.desktop.pages.test_post.findings import checking_view, findings_view
from stagedoor.desktop.pages.test_post.page import TestPostPage
from stagedoor.desktop.pages.test_post.seen import Said, ToSee, seen_view
from stagedoor.desktop.pages.test_post.steps import Phase, Progress, steps_view
from stagedoor.desktop.pages.trouble import TroublePage, trouble_page
from stagedoor.desktop.pages.welcome.page import WelcomePage
from stagedoor.desktop.pages.welcome.view import welcome_view
from stagedoor.desktop.places import CanDo, Settings, TestPost, Welcome
from stagedoor.domain.asking import Confirmation
from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.details import DETAILS
from stagedoor.domain.entities import Connection, Post, Setup
from stagedoor.domain.errors import StoreDamaged, StoreFull, StoreReadOnly, StoreTooNew
from stagedoor.domain.exchange import Answer
from stagedoor.domain.health import State
from stagedoor.domain.platform import Platform
from stagedoor.domain.sitting import LegPlace
from stagedoor.services.cards import SetupCard
from stagedoor.services.picture_address import asked
from stagedoor.services.rungs import Measured, Offer, has_link, questions_of, rungs_of
from stagedoor.services.trouble import Trouble, TroubleKind

TEXT = "Checking that my publishing setup works. Please ignore!"


def keychain(**changes: Any) -> KeychainState:
    usual = KeychainState(backend="secret-service", name="GNOME Keyring", works=True, seconds=0.012)
    return replace(usual, **changes)


LOCKED = keychain(works=False, locked=True, problem="The keyring is locked.", fix="Unlock it.")
NO_KEYCHAIN = keychain(
    works=False, name="the system's keychain", problem="No program answers for the system's keychain.",
    fix="Install GNOME Keyring or KWallet, or use a locked file.",
)  # fmt: skip

# ---------------------------------------------------------------- welcome


@cache
def spec(platform: str) -> Platform:
    """The real platform file."""
    return LazyCatalogue(resource_path(), Path("/nowhere")).spec(platform)


def made_up(id: str, name: str, intro: str, minutes: int, order: int) -> Platform:
    """A platform that has no file yet, after X's."""
    ways = {key: replace(way, minutes=minutes) for key, way in spec("x").route.items() if way.kind != "manual"}
    return replace(spec("x"), id=id, name=name, intro=intro, order=order, route=ways)


def platforms() -> list[Platform]:
    return [
        spec("telegram"), spec("x"),
        made_up("youtube", "YouTube", "Your own Google app. Free, no review.", 25, 30),
        made_up("linkedin", "LinkedIn", "Your profile, at once.", 20, 40),
        made_up("facebook", "Facebook Page", "One Meta app serves Facebook, Instagram and Threads.", 45, 70),
    ]  # fmt: skip


def going_on() -> SetupCard:
    setup = Setup(id="setup", platform="x", route="browser", step="app", updated_at=NOW - 9 * DAY)
    return SetupCard(
        setup=setup, platform_name="X", state=State(slug="setup", pill="Step 4 of 7", cause="", action="continue")
    )


def welcome(
    desk: FakeDesk, specs: list[Platform] | None = None, *, setups: tuple[SetupCard, ...] = (), filled: int = 0,
    more: bool = False, state: KeychainState | None = None,
) -> WelcomePage:  # fmt: skip
    page = WelcomePage(desk, Welcome())
    details = dict.fromkeys(list(DETAILS)[:filled], "Crumb Kitchen")
    found = [spec("telegram"), spec("x")] if specs is None else specs
    page.show_view(welcome_view(found, setups, details, more=more))
    page.show_keychain(state or keychain())
    return page


def unreadable(desk: FakeDesk) -> WelcomePage:
    page = WelcomePage(desk, Welcome())
    page.show_problem(StoreReadOnly("Nothing can be written to the folder.", "Look at its rights."))
    return page


# ---------------------------------------------------------------- settings, what to trust, trouble


def settings(desk: FakeDesk, state: KeychainState) -> SettingsPage:
    desk.start = start()
    page = SettingsPage(desk, Settings())
    page.show_settings({})
    page.show_keychain(state)
    return page


def trouble(desk: FakeDesk, error: BaseException) -> TroublePage:
    desk.start = start()
    page = trouble_page(desk, error)
    assert isinstance(page, TroublePage)
    return page


DAMAGED = StoreDamaged("The database is damaged: page 12 cannot be read.", "Restore a backup.")
READ_ONLY = StoreReadOnly(f"Nothing can be written to {HOME}.", "Give yourself the right to write there.")
FULL = StoreFull("There is no room left on the disk.", "Make some room.")
TOO_NEW = StoreTooNew("The database was written by Stagedoor 0.9.", "Install that version again, or a newer one.")

# ---------------------------------------------------------------- test post


def account(platform: str) -> Connection:
    known: dict[str, dict[str, Any]] = {
        "x": {"name": "Crumb Kitchen", "username": "crumbkitchen", "kind": "profile", "route": "browser"},
        "telegram": {"name": "Crumb Kitchen News", "username": "crumbkitchennews", "kind": "channel", "route": "bot"},
        "tiktok": {"name": "Crumb Kitchen", "username": "crumbkitchen", "kind": "profile", "route": "sandbox"},
        "instagram": {"name": "Crumb Kitchen", "username": "crumbkitchen", "kind": "account", "route": "token"},
    }
    told = known[platform]
    return Connection(
        id=f"id-{platform}", handle=f"{platform}/{told['username']}", platform=platform, grant_id="grant",
        external_id="1", confirmed_at=NOW, **told,
    )  # fmt: skip


def measured(text: str, platform: str = "x") -> Measured:
    return Measured(text=text, length=len(text), max=4096 if platform == "telegram" else 280, has_link=has_link(text))


def offer(platform: str = "x", text: str = TEXT, **changes: Any) -> Offer:
    """As the services make it, from the real platform file."""
    real, connection = spec(platform), account(platform)
    usual: dict[str, Any] = {
        "now": NOW, "connection": connection, "platform_name": real.name, "rungs": rungs_of(real, connection),
        "questions": questions_of(real), "measured": measured(text, platform), "picture": asked(real, connection),
    }  # fmt: skip
    return Offer(**(usual | changes))


def post(**changes: Any) -> Post:
    usual: dict[str, Any] = {
        "id": "post", "connection_id": "id-x", "kind": "text", "rung": "public", "text": TEXT, "status": "live",
        "post_ref": "1", "link": "https://x.com/crumbkitchen/status/1", "price": 0.015, "sent_at": NOW,
        "delete_at": NOW + 60,
    }  # fmt: skip
    return Post(**(usual | changes))


def composed(desk: FakeDesk, offered: Offer) -> TestPostPage:
    page = TestPostPage(desk, TestPost(offered.connection.handle))
    page.show_offer(offered)
    return page


def progress(phase: Phase, **changes: Any) -> Progress:
    known: dict[str, Any] = {"platform": "X", "delete_after": 60, "cost": 0.025, "seconds": {"signed_in": 0.2}}
    if phase not in ("sending", "failed", "lost"):
        known |= {"post": post(), "seconds": {"signed_in": 0.2, "posted": 1.1}}
    return Progress(phase=phase, **(known | changes))


def picture_refused(desk: FakeDesk) -> TestPostPage:
    page = composed(desk, offer("instagram"))
    assert page.sheet is not None
    page.sheet.compose.picture.set_value("https://crumb.org/images/rye.png")
    page.sheet.back_to_form(picture_problem="The picture is a PNG; Instagram takes only JPEG. Save it as JPEG.")
    return page


def under_way(desk: FakeDesk, made: Progress, gone: float | None = None) -> TestPostPage:
    page = composed(desk, offer())
    assert page.sheet is not None
    page.sheet.show_steps(steps_view(made), gone=gone)
    return page


def to_see(said: Said = "") -> ToSee:
    question = Confirmation(
        kind="gate", question="Open it in a private window. Do you see it?", yes="Yes, I see it", no="No",
        lines=["https://www.facebook.com/100000000000001_1"], only_person=True,
    )  # fmt: skip
    return ToSee(question=question, publish=LegPlace("meta", "publish"), said=said)


def looking(desk: FakeDesk, phase: Phase, said: Said = "", **more: Any) -> TestPostPage:
    """A post that others may not see, and what was said about that."""
    page = composed(desk, offer())
    assert page.sheet is not None
    view = steps_view(progress(phase, platform="Facebook", cost=0.0, **more))
    page.sheet.show_steps(view, gone=0.2, seen=seen_view(to_see(said), "Facebook", gone=phase == "deleted"))
    return page


def failed(desk: FakeDesk, kind: TroubleKind, cause: str, fix: str, **more: Any) -> TestPostPage:
    told = Trouble(kind=kind, cause=cause, fix=fix, **more)
    return under_way(desk, progress("lost" if kind == "lost" else "failed", trouble=told))


def checked(desk: FakeDesk, state: State, *answers: Answer) -> TestPostPage:
    page = composed(desk, offer())
    assert page.sheet is not None
    page.sheet.show_steps(findings_view(offer(), measured(TEXT), answers, state))
    return page


def checking(desk: FakeDesk) -> TestPostPage:
    page = composed(desk, offer())
    assert page.sheet is not None
    page.sheet.show_steps(checking_view())
    return page


FINE = Answer(check_id="sign_in", verdict="ok", cause="")
NO_RIGHT = Answer(
    check_id="access", verdict="bad", cause="The permission to post was not given.",
    fix="Add it in your X app, then sign in again.",
)  # fmt: skip
WORKS = State(slug="healthy", pill="Works", cause="Reads and posts.", action="test_post")
PARTIAL = State(
    slug="partial", pill="Cannot post", cause="The permission to post was not given.", action="fix",
    fix="Two steps put it right.",
)  # fmt: skip

SCREENS: dict[str, Callable[[FakeDesk], QWidget]] = {
    "welcome": welcome,
    "welcome-all": lambda desk: welcome(desk, platforms()),
    "welcome-going": lambda desk: welcome(desk, setups=(going_on(),), filled=3),
    "welcome-more": lambda desk: welcome(desk, more=True, filled=len(DETAILS)),
    "welcome-no-keychain": lambda desk: welcome(desk, state=NO_KEYCHAIN),
    "welcome-unreadable": unreadable,
    "settings": lambda desk: settings(desk, keychain()),
    "settings-locked": lambda desk: settings(desk, LOCKED),
    "settings-no-keychain": lambda desk: settings(desk, NO_KEYCHAIN),
    "can-do": lambda desk: CanDoPage(desk, CanDo()),
    "trouble-damaged": lambda desk: trouble(desk, DAMAGED),
    "trouble-read-only": lambda desk: trouble(desk, READ_ONLY),
    "trouble-full": lambda desk: trouble(desk, FULL),
    "trouble-too-new": lambda desk: trouble(desk, TOO_NEW),
    "test-post": lambda desk: composed(desk, offer()),
    "test-post-telegram": lambda desk: composed(desk, offer("telegram")),
    "test-post-tiktok": lambda desk: composed(desk, offer("tiktok")),
    "test-post-picture": lambda desk: composed(desk, offer("instagram")),
    "test-post-picture-wrong": picture_refused,
    "test-post-picture-looked": lambda desk: under_way(desk, progress(
        "sending", picture=True, seconds={"picture": 0.4}, delete_after=None, platform="Instagram")),
    "test-post-picture-kept": lambda desk: under_way(desk, progress(
        "kept", picture=True, seconds={"picture": 0.4, "signed_in": 0.2, "posted": 2.1}, delete_after=None,
        platform="Instagram", cost=0.0, by_hand="https://www.instagram.com/p/1/")),
    "test-post-too-long": lambda desk: composed(desk, offer(text="Fresh bread at nine. " * 14)),
    "test-post-sending": lambda desk: under_way(desk, progress("sending")),
    "test-post-waiting": lambda desk: under_way(desk, progress("waiting", left=48), gone=0.2),
    "test-post-look": lambda desk: looking(desk, "waiting", left=48),
    "test-post-looked": lambda desk: looking(desk, "deleted"),
    "test-post-not-seen": lambda desk: looking(desk, "waiting", "no", left=48),
    "test-post-seen": lambda desk: looking(desk, "deleted", "yes"),
    "test-post-deleted": lambda desk: under_way(desk, progress("deleted")),
    "test-post-kept": lambda desk: under_way(desk, progress("kept", delete_after=None)),
    "test-post-left": lambda desk: under_way(desk, progress("left", trouble=Trouble(
        kind="permission", cause="The bot may not delete here.", fix="Delete the post yourself."))),
    "test-post-later": lambda desk: under_way(desk, progress("later", trouble=Trouble(
        kind="offline", cause="This computer is offline.", fix="Connect it."))),
    "test-post-signed-out": lambda desk: failed(
        desk, "sign_in", "X ended this sign-in.", "Sign in again. It takes twenty seconds."),
    "test-post-no-credit": lambda desk: failed(
        desk, "credit", "Your X account has no credit left.", "Buy some; the smallest amount is enough.",
        link="https://console.x.com", where=["Billing", "Credits"]),
    "test-post-lost": lambda desk: failed(
        desk, "lost", "X did not answer in time. It may have been published.", "Look at it before you post again.",
        link="https://x.com/crumbkitchen"),
    "test-post-checking": checking,
    "test-post-checked": lambda desk: checked(desk, WORKS, FINE),
    "test-post-hindered": lambda desk: checked(desk, PARTIAL, FINE, NO_RIGHT),
}  # fmt: skip
