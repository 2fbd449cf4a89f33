"""A sitting and the pages for portals, in every state worth seeing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget
from tests.desktop.desk import FakeDesk
from tests.desktop.screens_accounts import overview
from tests.desktop.screens_wizard import ANSWERS, shown, spec_of, step, wizard

from stagedoor.catalogue import resource_path
from stagedoor.catalogue.sittings import load_sittings
from stagedoor.desktop.pages.accounts.page import AccountsPage
from stagedoor.desktop.pages.accounts.view import page_view
from stagedoor.desktop.pages.public_pages.page import PublicPagesPage
from stagedoor.desktop.pages.public_pages.view import Read
from stagedoor.desktop.pages.sitting.page import SittingPage
from stagedoor.desktop.pages.welcome.page import WelcomePage
from stagedoor.desktop.pages.welcome.view import welcome_view
from stagedoor.desktop.places import Accounts, PublicPages, Welcome
from stagedoor.desktop.places import Sitting as SittingPlace
from stagedoor.desktop.wizard.page import WizardPage
from stagedoor.desktop.wizard.shown import DONE, Done, Made, Shown
from stagedoor.desktop.wizard.sitting_view import in_sitting
from stagedoor.domain.asking import CopyRow, NeedRow
from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.public_pages import PAGES, Owner, as_text
from stagedoor.domain.sitting import LegRow, Progress, SharedRow, Sitting
from stagedoor.services.public_pages import Written

NAMES = {"facebook": "Facebook", "instagram": "Instagram", "threads": "Threads"}
ANA = Owner(publisher="Crumb Kitchen", app_name="Crumb Kitchen Publisher", email="hello@crumbkitchen.com",
            day="28 November 2026")  # fmt: skip


@cache
def meta() -> Sitting:
    return next(one for one in load_sittings(resource_path()) if one.id == "meta")


def needs(*ticked: str) -> list[SharedRow]:
    rows = [
        NeedRow(id="page", text="A Facebook Page. A personal profile is not one", minutes=5,
                how="On Facebook, open the menu, choose Pages and Create new Page.", link="https://facebook.invalid"),
        NeedRow(id="developer", text="A developer account at Meta", minutes=5,
                how="This does not change your profile, and nobody sees it."),
        NeedRow(id="creator", text="A Creator account on Instagram", minutes=2,
                how="Settings, Account type and tools, Switch to professional account. It is free."),
        NeedRow(id="profile", text="A Threads profile that is public", minutes=1,
                how="In Threads: Settings, Account, Private profile: off.", link="https://threads.invalid"),
    ]  # fmt: skip
    shared = {"page": ["Facebook", "Instagram"], "developer": list(NAMES.values()), "creator": ["Instagram"],
              "profile": ["Threads"]}  # fmt: skip
    return [
        SharedRow(row=replace(row, ticked=row.id in ticked), platforms=shared[row.id],
                  keys=[f"{name.lower()}.{row.id}" for name in shared[row.id]])
        for row in rows
    ]  # fmt: skip


def progress(states: dict[str, Any] | None = None, *, ticked: tuple[str, ...] = (), **legs: Any) -> Progress:
    """`states`: what differs from "open", by leg; `legs`: other changes of a row."""
    rows = [
        replace(
            LegRow(id=id, leg=leg, state=(states or {}).get(id, "open"), platform_name=NAMES.get(leg.platform, ""),
                   link="https://developers.invalid/apps/" if leg.link else "",
                   another=another(leg.platform) if (states or {}).get(id) == "done" else ""),
            **legs.get(id, {}),
        )
        for id, leg in meta().leg.items()
    ]  # fmt: skip
    return Progress(
        id="meta", name=meta().name, intro=meta().intro, minutes=meta().minutes, platforms=list(NAMES), legs=rows,
        needs=needs(*ticked), next=next((row.id for row in rows if row.state in ("open", "going")), ""),
    )  # fmt: skip


def another(platform: str) -> str:
    return spec_of(platform).another_account.button if platform else ""


def sitting(desk: FakeDesk, shown: Progress) -> QWidget:
    page = SittingPage(desk, SittingPlace("meta"))
    page.show_progress(shown)
    return page


def midway(desk: FakeDesk) -> QWidget:
    states = {"facebook": "done", "instagram": "skipped", "threads": "going"}
    return sitting(desk, progress(states, ticked=("page", "developer"), threads={"where": "Step 4 of 5"}))


ALL_DONE = {"facebook": "done", "instagram": "done", "threads": "done", "pages": "done"}


def last(desk: FakeDesk) -> QWidget:
    site = "https://crumbkitchen.com"
    copies = [CopyRow(label="Privacy page", value=f"{site}/privacy.html"),
              CopyRow(label="Page about deleting data", value=f"{site}/delete-my-data.html")]  # fmt: skip
    return sitting(desk, progress(ALL_DONE, ticked=("page", "developer", "creator"), publish={"copy": copies}))


def not_seen(desk: FakeDesk) -> QWidget:
    changes = {"answer": "no", "where": "Not seen yet", "lacks": ["Page about deleting data"]}
    states = {**ALL_DONE, "pages": "going", "publish": "going"}
    missing = {"where": "There is no page at this address (404)."}
    return sitting(desk, progress(states, publish=changes, pages=missing))


def pages(desk: FakeDesk, *, written: bool, lacks: tuple[str, ...] = ()) -> QWidget:
    shown = [
        Written(key=key, title=page.title, label=page.label, path=f"/made-up/{page.file}" if written else "",
                text="" if lacks else as_text(page, ANA))
        for key, page in PAGES.items()
    ]  # fmt: skip
    page = PublicPagesPage(desk, PublicPages())
    page.show_read(Read(shown, list(lacks)))
    return page


def shared_step() -> Shown:
    """A step that was done for another platform, with something that Your details do not hold yet."""
    ANSWERS.setdefault("threads", ("generator", {}))
    guide = step("threads", "create", done_for="Facebook", lacks=["Contact e-mail"])
    return shown("threads", guide, "create")


def goes_on() -> Shown:
    """A guide that ends inside of a sitting."""
    ANSWERS.setdefault("threads", ("generator", {}))
    made = Made(handle="threads/crumbkitchen", name="Crumb Kitchen", works=True, sentence="", test_price=0.0)
    said = spec_of("threads").route["generator"].done
    end = Done(platform_name="Threads", done=said, accounts=[made], sitting="meta", next_leg="A privacy page")
    return shown("threads", end, DONE)


def in_a_sitting(desk: FakeDesk, **states: Any) -> WizardPage:
    """The guide of Threads while the others are elsewhere."""
    ANSWERS.setdefault("threads", ("generator", {}))
    page = wizard(desk, shown("threads", step("threads", "create"), "create"))
    page.stage.head.sitting.show_view(
        in_sitting(progress({"facebook": "done", "publish": "skipped"} | states), "threads")
    )
    return page


def done_in_a_sitting(desk: FakeDesk) -> WizardPage:
    page = wizard(desk, goes_on())
    done = progress({"facebook": "done", "instagram": "skipped", "threads": "done"})
    page.stage.head.sitting.show_view(in_sitting(done, "threads"))
    return page


def welcome(desk: FakeDesk) -> QWidget:
    """The first page, where the sitting was begun."""
    page = WelcomePage(desk, Welcome())
    specs = [spec_of(id) for id in ("telegram", "youtube", "facebook", "instagram", "threads", "linkedin", "x")]
    begun = progress({"facebook": "done", "threads": "going"}, threads={"where": "Step 4 of 5"})
    page.show_view(welcome_view(specs, (), {}, more=False, sittings=[begun]))
    page.show_keychain(KeychainState(backend="secret-service", name="GNOME Keyring", works=True, seconds=0.0))
    return page


def among_accounts(desk: FakeDesk) -> QWidget:
    """The accounts, while a sitting goes on."""
    page = AccountsPage(desk, Accounts())
    page.show_page(page_view(overview(setups=[]), progress(ALL_DONE)))
    while page.body.wall.building:
        page.body.wall.build_more()
    return page


SCREENS: dict[str, Callable[[FakeDesk], QWidget]] = {
    "welcome-sitting": welcome,
    "accounts-sitting": among_accounts,
    "sitting-new": lambda desk: sitting(desk, progress()),
    "sitting-midway": midway,
    "sitting-last": last,
    "sitting-not-seen": not_seen,
    "sitting-done": lambda desk: sitting(desk, progress({**ALL_DONE, "publish": "done"}, ticked=tuple(NAMES))),
    "wizard-step-shared": lambda desk: wizard(desk, shared_step()),
    "wizard-done-sitting": lambda desk: wizard(desk, goes_on()),
    "wizard-in-sitting": in_a_sitting,
    "wizard-in-sitting-done": done_in_a_sitting,
    "public-pages": lambda desk: pages(desk, written=False),
    "public-pages-written": lambda desk: pages(desk, written=True),
    "public-pages-lacking": lambda desk: pages(desk, written=False, lacks=("Publishing name", "Contact e-mail")),
}
