"""What can be done about an account, straight from its card: words, glyph, and how loud."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stagedoor.desktop.text import tr
from stagedoor.domain.health import Action, Slug
from stagedoor.services.cards import Card

Kind = Literal[
    "sign_in", "unlock", "fix", "see_left", "try_now", "continue", "try_again", "prepare", "make_public", "test_post",
    "why", "posts", "waiting", "discard", "open", "check", "scripts", "label", "disconnect",
]  # fmt: skip
"""The actions of a state, and what else a card or its menu offers."""

Loud = Literal["primary", "outline", "quiet"]


@dataclass(frozen=True, slots=True)
class Deed:
    """A button of a card."""

    kind: Kind
    words: str
    glyph: str
    loud: Loud = "outline"


_GLYPHS: dict[Action, str] = {
    "sign_in": "mdi6.key-variant", "unlock": "mdi6.key-variant", "fix": "mdi6.chevron-right",
    "see_left": "mdi6.gauge", "try_now": "mdi6.refresh", "continue": "mdi6.chevron-right",
    "try_again": "mdi6.refresh", "prepare": "mdi6.movie-open-outline", "make_public": "mdi6.eye-outline",
    "test_post": "mdi6.send-outline",
}  # fmt: skip

_LOUD: frozenset[Slug] = frozenset({"reconnect", "partial"})
"""What does not work at all or in part, and what only the person can mend."""


def deeds_of(card: Card) -> tuple[Deed, Deed | None]:
    """The main action of an account and what else its card offers."""
    if card.state.slug == "manual":
        posts = _posts(card)
        return (Deed("prepare", _words("prepare"), _GLYPHS["prepare"]), posts) if card.prepares else (posts, None)
    loud: Loud = "primary" if card.state.slug in _LOUD and not card.same_as else "outline"
    return Deed(card.state.action, _words(card.state.action), _GLYPHS[card.state.action], loud), _second(card)


def setup_deeds() -> tuple[Deed, Deed]:
    return (
        Deed("continue", _words("continue"), _GLYPHS["continue"]),
        Deed("discard", tr("Discard"), "", "quiet"),
    )


def _second(card: Card) -> Deed | None:
    slug = card.state.slug
    if slug in ("reconnect", "partial", "renew_failed"):
        return Deed("why", tr("Why?"), "mdi6.stethoscope", "quiet")
    if slug in ("ends_soon", "test_only") and card.test_price is not None:
        return Deed("test_post", _words("test_post"), _GLYPHS["test_post"])
    return _posts(card) if card.waiting else None


def _posts(card: Card) -> Deed:
    """Those that wait, or what was posted."""
    loud: Loud = "quiet" if card.prepares else "outline"
    return Deed("waiting" if card.waiting else "posts", tr("Posts"), "mdi6.folder-open-outline", loud)


def _words(action: Action) -> str:
    return {
        "sign_in": tr("Sign in again"), "unlock": tr("Unlock"), "fix": tr("Fix it"), "see_left": tr("See what is left"),
        "try_now": tr("Try now"), "continue": tr("Continue"), "try_again": tr("Try again"),
        "prepare": tr("Prepare a post"), "make_public": tr("Make it public"), "test_post": tr("Test post"),
    }[action]  # fmt: skip
