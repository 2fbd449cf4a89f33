"""What the page of details says, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from stagedoor.desktop.text import tr
from stagedoor.domain.asking import Looked
from stagedoor.domain.details import DETAILS
from stagedoor.domain.plain import plain
from stagedoor.domain.public_pages import PAGES

Kind = Literal["line", "text", "address"]
Mark = Literal["none", "saved", "apart"]
"""Nothing to say, saved, or kept on the page only because something is wrong with it."""

NAME = "publisher"
"""The detail that the others are suggested from."""
_NAMES = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWords:
    """What a field says about itself. `counts`: how many characters there is room for, where that is worth saying.
    `made`: Stagedoor can write such a page.
    """

    key: str
    label: str
    kind: Kind
    help: str
    example: str = ""
    counts: int = 0
    made: bool = False


@dataclass(frozen=True, slots=True)
class FieldState:
    """What is to be said under a field, now."""

    problem: str = ""
    note: str = ""
    mark: Mark = "none"


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    keys: tuple[str, ...]


def groups() -> tuple[Group, ...]:
    """All fields in the order in which they are asked, the way they stand on cards."""
    return (
        Group(tr("Who you are"), ("publisher", "app_name", "email")),
        Group(tr("Your pages on the web"), ("website", "privacy_url", "terms_url", "deletion_url")),
        Group(tr("In your own words"), ("sentence", "description", "use_case")),
    )


def field_words(key: str, wanted: Sequence[str]) -> FieldWords:
    """`wanted`: the platforms whose guides use this detail."""
    kind: Kind = "address" if key in _PAGES else "text" if key in _LONG else "line"
    helps = f"{_why()[key]} {_asked_by(key, wanted)}".strip()
    counts = DETAILS[key].longest if kind != "address" and key != "email" else 0
    return FieldWords(
        key=key, label=tr(DETAILS[key].label), kind=kind, help=helps, example=_EXAMPLES.get(key, ""), counts=counts,
        made=key in PAGES,
    )  # fmt: skip


def field_state(text: str, looked: Looked) -> FieldState:
    """What was settled about a text that was given to be kept."""
    if looked.problem:
        return FieldState(tr(looked.problem), "", "apart")
    return FieldState("", tr(looked.note) if looked.note else "", "saved" if text.strip() else "none")


def mark_words(mark: Mark) -> str:
    return {"none": "", "saved": tr("Saved"), "apart": tr("Kept here. Guides use it once this is put right.")}[mark]


def count_words(text: str, most: int) -> str:
    return tr("{count} of {most}", count=f"{len(text.strip()):,}", most=f"{most:,}")


def progress(values: Mapping[str, str], *, icon: bool) -> tuple[int, int]:
    """How many are filled in, and of how many."""
    done = sum(1 for key in DETAILS if values.get(key, "").strip()) + int(icon)
    return done, len(DETAILS) + 1


def progress_words(done: int, all_of_them: int) -> str:
    return tr("{count} of {all} filled in", count=done, all=all_of_them)


def suggestions(proposed: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """What may be put into the fields that are empty; never the name itself, nor over what somebody wrote."""
    if not values.get(NAME, "").strip():
        return {}
    return {key: text for key, text in proposed.items() if key != NAME and not values.get(key, "").strip()}


def _asked_by(key: str, wanted: Sequence[str]) -> str:
    if key == NAME or not wanted:
        return ""
    return tr("Asked by {platforms}.", platforms=", ".join(plain(name, _NAMES) for name in wanted))


def _why() -> dict[str, str]:
    return {
        "publisher": tr("The name that people know you by. Most of the rest can be suggested from it."),
        "app_name": tr(
            "What your own developer app is called, on the page where you sign in. No platform's name may be in it."
        ),
        "email": tr("Portals write to it when something about your developer app changes."),
        "website": tr("Your site, your shop or your link page: any address of yours that opens for everybody."),
        "privacy_url": tr(
            "Without one, Facebook shows your posts to nobody but you. A page of your own that says in plain words "
            "what you keep about others; for your own posts that should be nothing. It must open without a sign-in."
        ),
        "terms_url": tr("The rules for using your developer app. You are its only user, so a short page should do."),
        "deletion_url": tr(
            "How people get data about them deleted. It needs an address of its own, not that of the privacy page."
        ),
        "sentence": tr("What your developer app does, in one sentence."),
        "description": tr("The same for portals that leave room for no more than 120 characters."),
        "use_case": tr("Portals want to know what you will do, before they give you keys. Plain words are best."),
    }


_PAGES = frozenset({"website", "privacy_url", "terms_url", "deletion_url"})
_LONG = frozenset({"sentence", "description", "use_case"})
_EXAMPLES = {"email": "you@your-site.com", **dict.fromkeys(sorted(_PAGES), "https://…")}
