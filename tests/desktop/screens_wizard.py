"""The wizard at every kind of page: real steps of the platform files, and made-up answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QWidget
from tests.desktop.desk import FakeDesk

from stagedoor.catalogue import resource_path
from stagedoor.catalogue.load import load
from stagedoor.desktop.places import Connect
from stagedoor.desktop.text import tr
from stagedoor.desktop.widgets import OutlineButton
from stagedoor.desktop.wizard.outline import Outline
from stagedoor.desktop.wizard.page import WizardPage
from stagedoor.desktop.wizard.shown import (
    BEFORE,
    DONE,
    SIGN_IN,
    Busy,
    Done,
    Found,
    Made,
    Page,
    Shown,
    SignIn,
    Trouble,
)
from stagedoor.desktop.wizard.views.brought import BroughtView
from stagedoor.domain.asking import (
    BrowserChoice,
    Choice,
    Confirmation,
    DeadEnd,
    Guide,
    Leaving,
    NeedRow,
    Prompt,
    Sight,
)
from stagedoor.domain.exchange import Candidate
from stagedoor.domain.flow import fields, steps
from stagedoor.domain.platform import Platform
from stagedoor.domain.recognising import recognise
from stagedoor.services.guide import guide, live_values

CATALOGUE = load(resource_path())
ANSWERS = {
    "x": ("browser", {"type": "native", "accounts": "several"}),
    "telegram": ("bot", {"device": "computer", "target": "channel", "ready": "no"}),
}
LATER = 540
"""Seconds that the sign-in has left."""


def spec_of(platform: str) -> Platform:
    return CATALOGUE.platforms[platform]


def step(platform: str, id: str, **changes: Any) -> Guide:
    """A step of the guide as the service would show it."""
    spec, (way, answers) = spec_of(platform), ANSWERS[platform]
    route = spec.route[way]
    todo = steps(route, answers)
    at = [name for name, _ in todo].index(id)
    values = live_values(spec, route, {"app_name": "Crumb Kitchen Publisher"}, {"bot": "crumb_news_bot"})
    wanted = fields(spec, route, answers)
    prompts = [
        Prompt(id=name, label=f.label, secret=f.secret, optional=f.optional, example=f.example, help=f.help)
        for name, f in wanted.items()
        if name in todo[at][1].fields
    ]
    return replace(guide(spec, todo, at, values, prompts, route=way, back=True), **changes)


def shown(platform: str, page: Page, at: str = BEFORE, **more: Any) -> Shown:
    spec, (way, _) = spec_of(platform), ANSWERS[platform]
    outline = Outline()
    if at != BEFORE:
        first = next(iter(spec.route[way].step))
        outline.take(page if isinstance(page, Guide) else step(platform, first), way == "browser")
        outline.current = at
    rows, minutes = outline.rows(), spec.route[way].minutes
    return Shown(platform=platform, platform_name=spec.name, page=page, rows=rows, minutes=minutes, turn=1, **more)


def wizard(desk: FakeDesk, snapshot: Shown) -> WizardPage:
    page = WizardPage(desk, Connect(snapshot.platform))
    page.show_shown(snapshot)
    return page


def leaving(**changes: Any) -> Leaving:
    spec = spec_of("x")
    route = spec.route["browser"]
    names = {"app_name": "Crumb Kitchen Publisher"}
    sights = [
        Sight(heading=spec.fill(e.heading, **names), press=spec.fill(e.press, **names), why=spec.fill(e.why, **names))
        for e in route.expects.values()
    ]
    ends = [
        DeadEnd(heading=end.heading, cause=end.cause, fix=end.fix, step=end.step.partition(".")[2])
        for end in route.dead_end.values()
    ]
    known: dict[str, Any] = {
        "platform": "x", "platform_name": "X", "url": "https://x.invalid/i/oauth2/authorize?state=made-up",
        "sights": sights, "dead_ends": ends, "warnings": [], "paste": True, "by_itself": True,
        "ends_at": QDateTime.currentSecsSinceEpoch() + LATER,
    }  # fmt: skip
    return Leaving(**(known | changes))


BROWSERS = [
    BrowserChoice(id="", name="Usual browser"), BrowserChoice(id="firefox", name="Firefox"),
    BrowserChoice(id="firefox-private", name="Firefox, private window", private=True),
]  # fmt: skip

CRUMB = Candidate(external_id="1", kind="profile", name="Crumb Kitchen", username="crumbkitchen", followers=12_400)
CHANNEL = Candidate(
    external_id="-1", kind="channel", name="Crumb Kitchen News", username="crumbkitchennews", followers=1204
)


def identity(account: Candidate = CRUMB) -> Confirmation:
    return Confirmation(
        kind="identity", question="Is this you?", lines=["Posts will appear on X as @crumbkitchen."],
        accounts=[account], yes="Yes, keep it", no="No",
    )  # fmt: skip


def needs() -> Confirmation:
    spec = spec_of("x")
    route = spec.route["browser"]
    rows = [
        NeedRow(id=id, text=need.text, how=need.how, link=spec.fill(need.link), minutes=need.minutes, ticked=at == 0)
        for at, (id, need) in enumerate((id, spec.need[id]) for id in route.needs)
    ]
    return Confirmation(kind="gate", question="X: about 25 minutes. Go on?", lines=list(route.gates), needs=rows,
                        yes="Go on", no="Not now")  # fmt: skip


def question() -> Choice:
    asked = spec_of("x").app["main"].question["accounts"]
    return Choice(id="accounts", question=asked.ask, options=asked.options, why=asked.why)


def found(**changes: Any) -> Found:
    seen = Candidate(external_id="-2", kind="channel", name="Crumb Kitchen Test",
                     problem='The bot may not post there. Turn on "Post messages".')  # fmt: skip
    known: dict[str, Any] = {
        "title": "Waiting for your channel", "guides": [step("telegram", "add_channel")],
        "candidates": [CHANNEL, seen],
    }  # fmt: skip
    return Found(**(known | changes))


def done(**changes: Any) -> Done:
    soon = QDateTime.currentSecsSinceEpoch() + 60 * 86_400
    made = Made(handle="x/crumbkitchen", name="Crumb Kitchen", works=True, sentence="", ends_at=soon, test_price=0.025)
    known: dict[str, Any] = {
        "platform_name": "X", "done": spec_of("x").route["browser"].done, "accounts": [made],
    }  # fmt: skip
    return Done(**(known | changes))


def trouble(**changes: Any) -> Trouble:
    known: dict[str, Any] = {
        "headline": "X said no", "cause": "X does not know this Client ID.",
        "fix": "Copy the Client ID once more, under OAuth 2.0 Keys.", "again": "Try again",
    }  # fmt: skip
    return Trouble(**(known | changes))


def with_field_problem(desk: FakeDesk) -> QWidget:
    first = step("x", "client")
    wrong = replace(first.fields[0], problem="This looks like the API Key. The Client ID stands under OAuth 2.0 Keys.")
    return wizard(desk, shown("x", replace(first, fields=[wrong, *first.fields[1:]]), first.id))


def brought(desk: FakeDesk) -> WizardPage:
    return WizardPage(desk, Connect("", have_keys=True))


def brought_found(desk: FakeDesk) -> QWidget:
    page = brought(desk)
    text = f"X_CLIENT_ID={'bWFkZVVwRXhhbXBsZUFwcE1haW46MTpjaQ'}\nTELEGRAM_BOT_TOKEN=1234567890:{'AAmadeUp' * 4}AAA"
    assert isinstance(page.view, BroughtView)
    page.view.show_recognised(recognise(list(CATALOGUE.platforms.values()), text))
    return page


def signing_in(desk: FakeDesk, *, opened: bool, ends: bool = False, **changes: Any) -> QWidget:
    page = wizard(desk, shown("x", SignIn(leaving(**changes), BROWSERS, opened=opened), SIGN_IN))
    if ends:
        next(b for b in page.findChildren(OutlineButton) if b.label() == tr("I see an error page")).click()
    return page


def mending(desk: FakeDesk) -> QWidget:
    """An account whose sign-in ended: there are no steps, only the sign-in."""
    rows = Outline(mends=True)
    rows.current = SIGN_IN
    page = SignIn(leaving(), BROWSERS)
    mends = shown("x", page, SIGN_IN, again="x/crumbkitchen")
    return wizard(desk, dataclasses.replace(mends, rows=rows.rows(), minutes=rows.minutes(spec_of("x"))))


SCREENS: dict[str, Callable[[FakeDesk], QWidget]] = {
    "wizard-question": lambda desk: wizard(desk, shown("x", question())),
    "wizard-needs": lambda desk: wizard(desk, shown("x", needs())),
    "wizard-step-x": lambda desk: wizard(desk, shown("x", step("x", "settings"), "settings")),
    "wizard-step-keys": lambda desk: wizard(desk, shown("x", step("x", "client"), "client")),
    "wizard-step-problem": with_field_problem,
    "wizard-step-telegram": lambda desk: wizard(
        desk, shown("telegram", step("telegram", "token"), "token", notes=["Picked the token out of what you pasted."])
    ),
    "wizard-sign-in": lambda desk: signing_in(desk, opened=False),
    "wizard-sign-in-again": mending,
    "wizard-sign-in-waiting": lambda desk: signing_in(
        desk, opened=True, warnings=["Already here: x/crumbkitchen. Its present sign-in should end at X at once."]
    ),
    "wizard-sign-in-error": lambda desk: signing_in(desk, opened=True, ends=True),
    "wizard-identity": lambda desk: wizard(desk, shown("x", identity(), SIGN_IN)),
    "wizard-found": lambda desk: wizard(desk, shown("telegram", found(), "add_channel")),
    "wizard-busy": lambda desk: wizard(desk, shown("x", Busy("Received. Asking X who you are."), SIGN_IN)),
    "wizard-done": lambda desk: wizard(desk, shown("x", done(), DONE)),
    "wizard-trouble": lambda desk: wizard(desk, shown("x", trouble(), SIGN_IN)),
    "wizard-brought": brought,
    "wizard-brought-found": brought_found,
}
