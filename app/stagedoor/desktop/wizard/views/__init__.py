"""A view for every kind of page of the wizard."""

from __future__ import annotations

from stagedoor.desktop.wizard.shown import Busy, Done, Found, Shown, SignIn, Trouble
from stagedoor.desktop.wizard.view import View
from stagedoor.domain.asking import Choice, Confirmation, Guide


def view_of(shown: Shown) -> View:
    """A new view for what is shown."""
    page = shown.page
    if isinstance(page, Guide):
        from stagedoor.desktop.wizard.views.step import StepView

        return StepView(page)
    if isinstance(page, Choice):
        from stagedoor.desktop.wizard.views.question import QuestionView

        return QuestionView(page)
    if isinstance(page, Confirmation):
        from stagedoor.desktop.wizard.views.question import confirmation_view

        return confirmation_view(page, shown)
    if isinstance(page, SignIn):
        from stagedoor.desktop.wizard.views.signin import SignInView

        return SignInView(page, shown)
    if isinstance(page, Found):
        from stagedoor.desktop.wizard.views.found import FoundView

        return FoundView(page)
    return _end_view(shown)


def _end_view(shown: Shown) -> View:
    from stagedoor.desktop.wizard.views.ends import BusyView, DoneView, TroubleView

    page = shown.page
    if isinstance(page, Done):
        return DoneView(page)
    if isinstance(page, Trouble):
        return TroubleView(page)
    return BusyView(page.text if isinstance(page, Busy) else "")
