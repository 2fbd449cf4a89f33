"""Whether others see the post, where the platform does not tell: asked, and what was said. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stagedoor.desktop.text import tr
from stagedoor.desktop.theme.tokens import Tone
from stagedoor.domain.asking import Confirmation
from stagedoor.domain.plain import plain
from stagedoor.domain.sitting import LegPlace

Said = Literal["", "yes", "no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSee:
    """What to ask about a post, and the part of a sitting where it is made visible, if there is one."""

    question: Confirmation
    publish: LegPlace | None
    said: Said = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenView:
    """`address` is copied into a private window, "" once the post is gone. An answer takes the place of `yes` and `no`:
    `headline`, `text`, and `lead`, the words of the button to where it is mended.
    """

    question: str
    address: str = ""
    yes: str = ""
    no: str = ""
    tone: Tone = "good"
    headline: str = ""
    text: str = ""
    lead: str = ""


def seen_view(asked: ToSee, platform: str, *, gone: bool) -> SeenView:
    """`gone`: the post is deleted, so nobody can look any more."""
    question = tr(asked.question.question)
    if asked.said == "yes":
        return SeenView(question=question, headline=tr("Others see what you post to {platform}.", platform=platform))
    if asked.said == "no":
        return SeenView(
            question=question, tone="warning",
            headline=tr("Only you see what you post to {platform}.", platform=platform),
            text=tr("Publish your developer app first. Then make a new test post: older ones may stay hidden."),
            lead=tr("Make it public") if asked.publish is not None else "",
        )  # fmt: skip
    return SeenView(
        question=tr("Did you see it in a private window?") if gone else question,
        address="" if gone else plain("".join(asked.question.lines), 500),
        yes=tr("Yes, I saw it") if gone else tr(asked.question.yes), no=tr(asked.question.no),
    )  # fmt: skip
