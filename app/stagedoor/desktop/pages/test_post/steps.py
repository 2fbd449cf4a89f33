"""What the page says while a test post runs and when it ended. Plain values, drawn elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from stagedoor.desktop import words
from stagedoor.desktop.pages.test_post.view import at_most, lasting
from stagedoor.desktop.text import tr
from stagedoor.desktop.theme.tokens import Tone
from stagedoor.domain.entities import Post
from stagedoor.services.trouble import Trouble

Phase = Literal["sending", "waiting", "deleting", "deleted", "kept", "left", "later", "failed", "lost"]
Mark = Literal["done", "now", "open", "bad", "unsure", "wait"]
Do = Literal[
    "post",
    "keep",
    "delete",
    "done",
    "again",
    "text",
    "open_post",
    "open_link",
    "by_hand",
    "sign_in",
    "unlock",
    "doctor",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One step: its mark, what it says, how long it took or a remark, more about it, and a link to the post."""

    mark: Mark
    text: str
    aside: str = ""
    detail: str = ""
    link: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """A button."""

    do: Do
    words: str
    glyph: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsView:
    """`title` names the moment for those who cannot see it; `headline` and `text` make the message under the steps.
    `primary` is the one thing to do now.
    """

    title: str
    lines: tuple[Line, ...]
    tone: Tone = "info"
    headline: str = ""
    text: str = ""
    primary: Press | None = None
    others: tuple[Press, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a test post stands. `seconds`: how long each finished step took. `left`: seconds until the deletion, of
    `delete_after`. `cost`: US dollars at most, for post and deletion. `found`: it was on its way before this page was
    there. `by_hand`: the page where the person deletes a post that nobody else deletes; `by_hand_note`: how it goes
    away where there is no such page either. `picture`: the address of one is looked at first.
    """

    phase: Phase
    platform: str
    delete_after: int | None
    cost: float = 0.0
    seconds: dict[str, float] = field(default_factory=dict)
    post: Post | None = None
    trouble: Trouble | None = None
    left: int = 0
    found: bool = False
    by_hand: str = ""
    by_hand_note: str = ""
    picture: bool = False


def steps_view(progress: Progress) -> StepsView:
    lines = (*_picture(progress), *_signed_in(progress), *_posted(progress), *_deletion(progress))
    return _ENDS[progress.phase](progress, lines)


# ---------------------------------------------------------------- lines


def _picture(progress: Progress) -> tuple[Line, ...]:
    if not progress.picture:
        return ()
    if "picture" in progress.seconds:
        took = _took(progress.seconds["picture"])
        return (Line(mark="done", text=tr("The picture opens for everybody"), aside=took),)
    return (Line(mark="now", text=tr("Looking at the picture…")),)


def _signed_in(progress: Progress) -> tuple[Line, ...]:
    if progress.picture and "picture" not in progress.seconds:
        return ()
    if "signed_in" in progress.seconds:
        return (Line(mark="done", text=tr("Sign-in is valid"), aside=_took(progress.seconds["signed_in"])),)
    if progress.phase == "sending" and not progress.found:
        return (Line(mark="now", text=tr("Looking at the sign-in…")),)
    if progress.phase == "failed" and not progress.found:
        return (Line(mark="bad", text=tr("The sign-in could not be used")),)
    return (Line(mark="done", text=tr("Sign-in is valid")),)


def _posted(progress: Progress) -> tuple[Line, ...]:
    signed_in = "signed_in" in progress.seconds or progress.found
    if progress.post is not None:
        took = progress.seconds.get("posted")
        aside = _took(took) if took is not None else _sent_at(progress.post)
        link = bool(progress.post.link) and progress.phase != "left"  # there it is the one thing to do now
        return (Line(mark="done", text=tr("Posted."), aside=aside, link=link),)
    if progress.phase == "failed":
        return (Line(mark="bad", text=tr("Not posted")),) if signed_in else ()
    if progress.phase == "lost":
        return (Line(mark="unsure", text=tr("Sent, and no answer came")),)
    going = tr("Being sent…") if progress.found else tr("Posting…")
    return (Line(mark="now", text=going) if signed_in else Line(mark="open", text=tr("Post")),)


def _deletion(progress: Progress) -> tuple[Line, ...]:
    line = _DELETIONS.get(progress.phase)
    if line is not None:
        return (line(progress),)
    if progress.phase == "sending" and progress.delete_after is not None:
        return (Line(mark="open", text=tr("Delete it after {time}", time=lasting(progress.delete_after))),)
    return ()


def _counting(progress: Progress) -> Line:
    remark = tr("closing this page does not stop that")
    if progress.left <= 0:
        return Line(mark="now", text=tr("Deleting it now…"), aside=remark)
    return Line(mark="wait", text=tr("Deleting it in {time}", time=_left(progress.left)), aside=remark)


_DELETIONS: dict[Phase, Callable[[Progress], Line]] = {
    "waiting": _counting,
    "deleting": lambda _: Line(mark="now", text=tr("Deleting it now…")),
    "deleted": lambda _: Line(mark="done", text=tr("Deleted. Nothing is left.")),
    "kept": lambda _: Line(mark="done", text=tr("It stays. Nobody deletes it for you.")),
    "left": lambda _: Line(mark="bad", text=tr("Not deleted. The post is still there.")),
    "later": lambda _: Line(mark="bad", text=tr("Not deleted yet. The post is still there.")),
}


def _left(seconds: int) -> str:
    """To the second, because it counts down: "48 s", "9 min 48 s"."""
    minutes, rest = divmod(seconds, 60)
    if seconds <= 60:
        return tr("{count} s", count=seconds)
    return tr("{minutes} min {count} s", minutes=minutes, count=rest)


def _took(seconds: float) -> str:
    return tr("{seconds} s", seconds=f"{seconds:.1f}")


def _sent_at(post: Post) -> str:
    return words.clock(post.sent_at) if post.sent_at is not None else ""


# ---------------------------------------------------------------- what it means, and what to do


def _sending(progress: Progress, lines: tuple[Line, ...]) -> StepsView:
    return StepsView(title=tr("A post is being sent…") if progress.found else tr("Posting…"), lines=lines)


def _waiting(progress: Progress, lines: tuple[Line, ...]) -> StepsView:
    due = tr("Posted. It is deleted in {time}.", time=_left(progress.left))
    return StepsView(
        title=due if progress.left > 0 else tr("Deleting it now…"), lines=lines,
        primary=Press("delete", tr("Delete now")), others=(Press("keep", tr("Keep the post")),),
    )  # fmt: skip


def _deleting(_progress: Progress, lines: tuple[Line, ...]) -> StepsView:
    return StepsView(title=tr("Deleting it now…"), lines=lines)


def _deleted(progress: Progress, lines: tuple[Line, ...]) -> StepsView:
    cost = tr("It cost {price} in all.", price=at_most(progress.cost)) if progress.cost else tr("It was free.")
    return StepsView(
        title=tr("Deleted. Nothing is left."), lines=lines, tone="good",
        headline=tr("Posting to {platform} works.", platform=progress.platform), text=cost, primary=done(),
        others=(Press("again", tr("Another test post")),),
    )  # fmt: skip


def _kept(progress: Progress, lines: tuple[Line, ...]) -> StepsView:
    others: tuple[Press, ...] = (Press("delete", tr("Delete it after all"), "mdi6.delete-outline"),)
    text = tr("The post stays until you delete it.")
    if progress.by_hand_note:
        others, text = (), tr(progress.by_hand_note)
    if progress.by_hand:
        others = (Press("by_hand", tr("Delete it there"), "mdi6.open-in-new"),)
        text = tr("Stagedoor cannot delete it here. The page where you do it is one press away.")
    return StepsView(
        title=tr("Posted. It stays."), lines=lines, tone="good",
        headline=tr("Posting to {platform} works.", platform=progress.platform), text=text, primary=done(),
        others=others,
    )  # fmt: skip


def _left_there(progress: Progress, lines: tuple[Line, ...]) -> StepsView:
    return _with_trouble(
        progress, lines, tr("The post was not deleted."), "bad",
        Press("open_post", tr("Open the post"), "mdi6.open-in-new") if _has_link(progress) else done(),
        () if not _has_link(progress) else (done(),),
    )  # fmt: skip


def _later(progress: Progress, lines: tuple[Line, ...]) -> StepsView:
    view = _with_trouble(
        progress, lines, tr("The post could not be deleted yet."), "warning", Press("delete", tr("Try now")), (done(),)
    )
    again = tr("Stagedoor tries again by itself, also after a new start.")
    return replace(view, title=f"{view.title} {again}", text=f"{view.text} {again}".strip())


def _lost(progress: Progress, lines: tuple[Line, ...]) -> StepsView:
    look = Press("open_link", tr("Look at {platform}", platform=progress.platform), "mdi6.open-in-new")
    can_look = progress.trouble is not None and bool(progress.trouble.link)
    view = _with_trouble(
        progress, lines, tr("The answer got lost."), "warning", look if can_look else done(),
        (done(),) if can_look else (),
    )  # fmt: skip
    return view if view.text else replace(view, text=tr("The post may be there. Look before you post again."))


def _failed(progress: Progress, lines: tuple[Line, ...]) -> StepsView:
    primary = _mend(progress.trouble)
    back = Press("text", tr("Back to the text"))
    others = () if primary is None or primary.do == "text" else (back,)
    return _with_trouble(progress, lines, tr("Nothing was posted."), "bad", primary or back, others)


def _mend(trouble: Trouble | None) -> Press | None:
    """The button that mends it."""
    if trouble is None:
        return None
    if trouble.kind == "sign_in":
        return Press("sign_in", tr("Sign in again"), "mdi6.key-variant")
    if trouble.kind == "locked":
        return Press("unlock", tr("Unlock"), "mdi6.key-variant")
    if trouble.kind == "credit" and trouble.link:
        where = ", ".join(trouble.where) or tr("the page")
        return Press("open_link", tr("Open {place}", place=where), "mdi6.open-in-new")
    if trouble.kind in ("permission", "quota"):
        return Press("doctor", tr("See what to do"), "mdi6.stethoscope")
    return None


def _with_trouble(
    progress: Progress, lines: tuple[Line, ...], headline: str, tone: Tone, primary: Press, others: tuple[Press, ...]
) -> StepsView:
    trouble = progress.trouble
    text = f"{trouble.cause} {trouble.fix}".strip() if trouble is not None else ""
    return StepsView(
        title=f"{headline} {text}".strip(), lines=lines, tone=tone, headline=headline, text=text, primary=primary,
        others=others,
    )  # fmt: skip


def _has_link(progress: Progress) -> bool:
    return progress.post is not None and bool(progress.post.link)


def done() -> Press:
    """The button that leads back to where one came from."""
    return Press("done", tr("Done"))


def cancel() -> Press:
    """The same before anything was sent."""
    return Press("done", tr("Cancel"))


_ENDS: dict[Phase, Callable[[Progress, tuple[Line, ...]], StepsView]] = {
    "sending": _sending, "waiting": _waiting, "deleting": _deleting, "deleted": _deleted, "kept": _kept,
    "left": _left_there, "later": _later, "failed": _failed, "lost": _lost,
}  # fmt: skip
