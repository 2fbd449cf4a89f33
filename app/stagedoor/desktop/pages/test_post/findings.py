"""What "check only" found out: nothing was sent. Plain values, drawn elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from stagedoor.desktop import words
from stagedoor.desktop.pages.test_post.steps import Line, Mark, Press, StepsView, done
from stagedoor.desktop.text import tr
from stagedoor.domain.entities import VERDICT_RANK, Verdict
from stagedoor.domain.exchange import Answer
from stagedoor.domain.health import State
from stagedoor.domain.plain import plain
from stagedoor.services.rungs import CheckAsks, Measured, Offer

_MARKS: dict[Verdict, Mark] = {"ok": "done", "warn": "unsure", "bad": "bad", "unknown": "unsure"}


def checking_view() -> StepsView:
    return StepsView(title=tr("Checking…"), lines=(Line(mark="now", text=tr("Checking…")),))


def findings_view(offer: Offer, measured: Measured, answers: Sequence[Answer], state: State) -> StepsView:
    """What was asked, what is wrong first, and what was not asked because it costs something."""
    lines = [_text(measured)]
    lines += [_line(offer, answer) for answer in sorted(answers, key=lambda a: VERDICT_RANK[a.verdict])]
    asked = {answer.check_id for answer in answers}
    lines += [_unasked(each) for each in offer.questions if each.price and each.id not in asked]
    if state.can_post:
        headline = tr("Nothing stands in the way of a post.")
        return StepsView(
            title=headline, lines=tuple(lines), tone="good", headline=headline, text=tr("Nothing was sent."),
            primary=done(), others=(Press("text", tr("Back to the text")),),
        )  # fmt: skip
    return _hindered(state, tuple(lines))


def _hindered(state: State, lines: tuple[Line, ...]) -> StepsView:
    text = f"{state.cause} {state.fix}".strip()
    mend = _MENDS.get(state.action)
    back = Press("text", tr("Back to the text"))
    return StepsView(
        title=text, lines=lines, tone="info" if state.slug == "unreachable" else "bad", headline=plain(state.cause),
        text=f"{plain(state.fix)} {tr('Nothing was sent.')}".strip(), primary=mend() if mend else back,
        others=(back,) if mend else (done(),),
    )  # fmt: skip


_MENDS = {
    "sign_in": lambda: Press("sign_in", tr("Sign in again"), "mdi6.key-variant"),
    "unlock": lambda: Press("unlock", tr("Unlock"), "mdi6.key-variant"),
    "fix": lambda: Press("doctor", tr("See what to do"), "mdi6.stethoscope"),
    "see_left": lambda: Press("doctor", tr("See what to do"), "mdi6.stethoscope"),
}


def _text(measured: Measured) -> Line:
    aside = tr("{count} of {most}", count=words.number(measured.length), most=words.number(measured.max))
    return Line(mark="done", text=tr("The text fits"), aside=aside if measured.max else "")


def _line(offer: Offer, answer: Answer) -> Line:
    asks = {each.id: tr(each.asks) for each in offer.questions}
    own = _OWN.get(answer.check_id)
    text = asks.get(answer.check_id) or (own() if own else plain(answer.check_id))
    detail = "" if answer.verdict == "ok" else plain(f"{answer.cause} {answer.fix}".strip(), 600)
    return Line(mark=_MARKS[answer.verdict], text=text, aside=_SAID[answer.verdict](), detail=detail)


def _unasked(check: CheckAsks) -> Line:
    why = tr("Not asked: it may cost {price}.", price=words.money(check.price))
    return Line(mark="open", text=tr(check.asks), detail=why)


_SAID = {
    "ok": lambda: tr("all right"), "warn": lambda: tr("look at this"), "bad": lambda: tr("trouble"),
    "unknown": lambda: tr("no answer"),
}  # fmt: skip
_OWN = {
    "keys": lambda: tr("Can the keys be read on this computer?"),
    "sign_in": lambda: tr("Is the sign-in valid?"),
    "clock": lambda: tr("Is this computer's clock right?"),
}
